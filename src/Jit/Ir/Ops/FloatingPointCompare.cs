using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>FCMP and FCMPE to NZCV. Imm: bit 0 = quiet NaNs raise IOC too (FCMPE), bit 1 = compare with +0.0 instead of m.</summary>
internal readonly unsafe struct FpCompare<T> : IN_VVIF where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const long Signaling = 1, WithZero = 2;
    private const uint Less = ConditionFlags.N, Equal = ConditionFlags.Z | ConditionFlags.C, Greater = ConditionFlags.C, Unordered = ConditionFlags.C | ConditionFlags.V;

    public static readonly ushort Code = OpTable.N_VVIF<FpCompare<T>>(sizeof(T) == 8 ? "fcmp.d" : "fcmp.s");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp)
    {
        T a = n.As<byte, T>().ToScalar();
        T b = (imm & WithZero) != 0 ? T.Zero : m.As<byte, T>().ToScalar();
        return FpOrder.Compare(a, b, (imm & Signaling) != 0, fp) switch
        {
            FpRelation.Less => Less,
            FpRelation.Equal => Equal,
            FpRelation.Greater => Greater,
            _ => Unordered,
        };
    }
}

internal enum FpRelation
{
    Less,
    Equal,
    Greater,
    Unordered,
}

internal static unsafe class FpOrder
{
    /// <summary>Compares with flushing and NaN flags (Arm ARM, FPCompare, FPCompareEQ, FPCompareGE).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FpRelation Compare<T>(T n, T m, bool signaling, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (FpMode.Flushes(fp) || !(n <= m || n >= m)) return Careful(n, m, signaling, fp);
        return n == m ? FpRelation.Equal : n < m ? FpRelation.Less : FpRelation.Greater;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FpRelation Careful<T>(T n, T m, bool signaling, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FpFormat f = FpFormat.Of<T>();
        FpOperand x = FpOperand.Unpack(f, FpElement.Bits(n), fp), y = FpOperand.Unpack(f, FpElement.Bits(m), fp);
        if (x.IsNaN || y.IsNaN)
        {
            if (signaling || x.Kind == FpClass.SignalingNaN || y.Kind == FpClass.SignalingNaN) fp->Fpsr |= FpStatus.InvalidOperation;
            return FpRelation.Unordered;
        }
        T a = FpElement.FromBits<T>(x.Bits), b = FpElement.FromBits<T>(y.Bits);
        return a == b ? FpRelation.Equal : a < b ? FpRelation.Less : FpRelation.Greater;
    }
}

/// <summary>FCMEQ: all ones where equal; only signaling NaNs raise IOC.</summary>
internal readonly unsafe struct FpCompareEqual : IFpBinary
{
    public static string Name => "fcmeq";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.Mask<T>(FpOrder.Compare(n, m, signaling: false, fp) == FpRelation.Equal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = Vector128.Equals(n, m);
        return !FpMode.Flushes(fp) && FpElement.AreOrdered(n, m);
    }
}

/// <summary>FCMGE.</summary>
internal readonly unsafe struct FpCompareGreaterOrEqual : IFpBinary
{
    public static string Name => "fcmge";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.Mask<T>(FpOrder.Compare(n, m, signaling: true, fp) is FpRelation.Greater or FpRelation.Equal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = Vector128.GreaterThanOrEqual(n, m);
        return !FpMode.Flushes(fp) && FpElement.AreOrdered(n, m);
    }
}

/// <summary>FCMGT.</summary>
internal readonly unsafe struct FpCompareGreater : IFpBinary
{
    public static string Name => "fcmgt";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.Mask<T>(FpOrder.Compare(n, m, signaling: true, fp) == FpRelation.Greater);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = Vector128.GreaterThan(n, m);
        return !FpMode.Flushes(fp) && FpElement.AreOrdered(n, m);
    }
}

/// <summary>FACGE, FACGT: <typeparamref name="TCompare"/> on absolute values.</summary>
internal readonly unsafe struct FpOfAbsolutes<TCompare> : IFpBinary where TCompare : struct, IFpBinary
{
    public static string Name => TCompare.Name + ".abs";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TCompare.Eval(FpAbsolute.Of(n), FpAbsolute.Of(m), fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TCompare.TryVector(FpAbsolute.Of(n), FpAbsolute.Of(m), fp, out result);
}

/// <summary>FCMEQ, FCMGE, FCMGT with zero.</summary>
internal readonly unsafe struct FpWithZero<TCompare> : IFpUnary where TCompare : struct, IFpBinary
{
    public static string Name => TCompare.Name + ".zero";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TCompare.Eval(n, T.Zero, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TCompare.TryVector(n, Vector128<T>.Zero, fp, out result);
}

/// <summary>FCMLE and FCMLT with zero: zero compared with the operand.</summary>
internal readonly unsafe struct FpZeroWith<TCompare> : IFpUnary where TCompare : struct, IFpBinary
{
    public static string Name => TCompare.Name + ".zero.swapped";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TCompare.Eval(T.Zero, n, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TCompare.TryVector(Vector128<T>.Zero, n, fp, out result);
}
