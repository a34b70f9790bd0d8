using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>An operation on bits alone: no flags, no NaN rules, no FPCR.</summary>
internal interface IFpBitwise
{
    static abstract string Name { get; }
    static abstract Vector128<T> Eval<T>(Vector128<T> n) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal readonly struct FpBitwise<TOp, T, TLanes> : IV_V
    where TOp : struct, IFpBitwise where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_V<FpBitwise<TOp, T, TLanes>>(TOp.Name + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n) => FpLanes.Keep<T, TLanes>(TOp.Eval(n.As<byte, T>()));
}

/// <summary>FMOV (register).</summary>
internal readonly struct FpMove : IFpBitwise
{
    public static string Name => "fmov";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Eval<T>(Vector128<T> n) where T : unmanaged, IBinaryFloatingPointIeee754<T> => n;
}

/// <summary>FNEG.</summary>
internal readonly struct FpNegate : IFpBitwise
{
    public static string Name => "fneg";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Eval<T>(Vector128<T> n) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(n);

    /// <summary>The sign inverted, of NaNs too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Of<T>(Vector128<T> n) where T : unmanaged, IBinaryFloatingPointIeee754<T> => n ^ Vector128.Create(T.NegativeZero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T n) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(Vector128.CreateScalarUnsafe(n)).ToScalar();
}

/// <summary>FABS.</summary>
internal readonly struct FpAbsolute : IFpBitwise
{
    public static string Name => "fabs";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Eval<T>(Vector128<T> n) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(n);

    /// <summary>The sign cleared, of NaNs too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Of<T>(Vector128<T> n) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector128.AndNot(n, Vector128.Create(T.NegativeZero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T n) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(Vector128.CreateScalarUnsafe(n)).ToScalar();
}

/// <summary>FMOV (immediate): Imm into the low 64 bits, zero above.</summary>
internal readonly struct FpMoveImmediate : IV_XI
{
    public static readonly ushort Code = OpTable.V_XI<FpMoveImmediate>("fmov.imm");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(ulong n, long imm) => Vector128.CreateScalar(imm).AsByte();
}

/// <summary>FMOV (general) to S (Imm = 32) or D (Imm = 64).</summary>
internal readonly struct FpMoveFromGeneral : IV_XI
{
    public static readonly ushort Code = OpTable.V_XI<FpMoveFromGeneral>("fmov.from");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(ulong n, long imm) => Vector128.CreateScalar(imm == 32 ? (uint)n : n).AsByte();
}

/// <summary>FMOV Vd.D[1], Xn.</summary>
internal readonly struct FpMoveFromGeneralHigh : IV_AXI
{
    public static readonly ushort Code = OpTable.V_AXI<FpMoveFromGeneralHigh>("fmov.from.high");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> a, ulong n, long imm) => a.AsUInt64().WithElement(1, n).AsByte();
}

/// <summary>FMOV (general) from S (Imm = 32) or D (Imm = 64).</summary>
internal readonly struct FpMoveToGeneral : IX_VI
{
    public static readonly ushort Code = OpTable.X_VI<FpMoveToGeneral>("fmov.to");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Eval(Vector128<byte> n, long imm) => imm == 32 ? n.AsUInt32().ToScalar() : n.AsUInt64().ToScalar();
}

/// <summary>FMOV Xd, Vn.D[1].</summary>
internal readonly struct FpMoveToGeneralHigh : IX_VI
{
    public static readonly ushort Code = OpTable.X_VI<FpMoveToGeneralHigh>("fmov.to.high");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Eval(Vector128<byte> n, long imm) => n.AsUInt64().GetElement(1);
}
