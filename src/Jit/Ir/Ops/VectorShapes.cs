using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Pure ops made of operations over lanes: each applies one to the elements of a form and clears the rest of the register.</summary>
internal static class Lanes
{
    /// <summary>Eval(n).</summary>
    internal readonly struct V<TOp> : ILaneDefinition where TOp : struct, ILanesV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_V<V<TOp, T, TForm>>(name);
    }

    internal readonly struct V<TOp, T, TForm> : IV_V
        where TOp : struct, ILanesV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n) =>
            TForm.Trim(TOp.Eval(n.As<byte, T>())).AsByte();
    }

    /// <summary>Eval(n, imm).</summary>
    internal readonly struct VI<TOp> : ILaneDefinition where TOp : struct, ILanesVI
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VI<VI<TOp, T, TForm>>(name);
    }

    internal readonly struct VI<TOp, T, TForm> : IV_VI
        where TOp : struct, ILanesVI
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) =>
            TForm.Trim(TOp.Eval(n.As<byte, T>(), (int)imm)).AsByte();
    }

    /// <summary>Eval(n, m).</summary>
    internal readonly struct VV<TOp> : ILaneDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VV<VV<TOp, T, TForm>>(name);
    }

    internal readonly struct VV<TOp, T, TForm> : IV_VV
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) =>
            TForm.Trim(TOp.Eval(n.As<byte, T>(), m.As<byte, T>())).AsByte();
    }

    /// <summary>Eval(a, n, m), accumulating.</summary>
    internal readonly struct VVV<TOp> : ILaneDefinition where TOp : struct, ILanesVVV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VVV<VVV<TOp, T, TForm>>(name);
    }

    internal readonly struct VVV<TOp, T, TForm> : IV_VVV
        where TOp : struct, ILanesVVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) =>
            TForm.Trim(TOp.Eval(a.As<byte, T>(), n.As<byte, T>(), m.As<byte, T>())).AsByte();
    }

    /// <summary>Eval(a, n, imm), accumulating.</summary>
    internal readonly struct AVI<TOp> : ILaneDefinition where TOp : struct, ILanesAVI
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_AVI<AVI<TOp, T, TForm>>(name);
    }

    internal readonly struct AVI<TOp, T, TForm> : IV_AVI
        where TOp : struct, ILanesAVI
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm) =>
            TForm.Trim(TOp.Eval(a.As<byte, T>(), n.As<byte, T>(), (int)imm)).AsByte();
    }

    /// <summary>Eval(n, element imm of m in every lane).</summary>
    internal readonly struct VVElement<TOp> : ILaneDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VVI<VVElement<TOp, T, TForm>>(name);
    }

    internal readonly struct VVElement<TOp, T, TForm> : IV_VVI
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm) =>
            TForm.Trim(TOp.Eval(n.As<byte, T>(), LaneWidth.Broadcast<T, T>(m.As<byte, T>(), (int)imm))).AsByte();
    }

    /// <summary>Eval(a, n, element imm of m in every lane), accumulating.</summary>
    internal readonly struct VVVElement<TOp> : ILaneDefinition where TOp : struct, ILanesVVV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VVVI<VVVElement<TOp, T, TForm>>(name);
    }

    internal readonly struct VVVElement<TOp, T, TForm> : IV_VVVI
        where TOp : struct, ILanesVVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm) =>
            TForm.Trim(TOp.Eval(a.As<byte, T>(), n.As<byte, T>(), LaneWidth.Broadcast<T, T>(m.As<byte, T>(), (int)imm))).AsByte();
    }

    /// <summary>Eval on adjacent pairs of the concatenation m:n.</summary>
    internal readonly struct VVPairs<TOp> : ILaneDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VV<VVPairs<TOp, T, TForm>>(name);
    }

    internal readonly struct VVPairs<TOp, T, TForm> : IV_VV
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) => TForm.Trim(TOp.Eval(
            VectorPermute.Permutation<VectorPermute.UnzipEvenOp, T, TForm>.Eval(n, m).As<byte, T>(),
            VectorPermute.Permutation<VectorPermute.UnzipOddOp, T, TForm>.Eval(n, m).As<byte, T>())).AsByte();
    }
}
