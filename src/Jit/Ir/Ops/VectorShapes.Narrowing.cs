using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Pure ops made of operations over lanes of W whose results are cut to half the width and written to one half of the destination. Writing the upper
/// half keeps the lower one, so all of them take the destination's old value, unused where the form is not the upper one.
/// </summary>
internal static unsafe class Narrowing
{
    /// <summary>Eval(n), accumulating: the op's N is the destination.</summary>
    internal readonly struct V<TOp> : IWideDefinition where TOp : struct, ILanesV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VV<V<TOp, T, W, TPart>>(name);
    }

    internal readonly struct V<TOp, T, W, TPart> : IV_VV
        where TOp : struct, ILanesV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n) =>
            TPart.NarrowInto(a.As<byte, T>(), TOp.Eval(n.As<byte, W>())).AsByte();
    }

    /// <summary>Eval(n, imm), accumulating.</summary>
    internal readonly struct VI<TOp> : IWideDefinition where TOp : struct, ILanesVI
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_AVI<VI<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VI<TOp, T, W, TPart> : IV_AVI
        where TOp : struct, ILanesVI
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm) =>
            TPart.NarrowInto(a.As<byte, T>(), TOp.Eval(n.As<byte, W>(), (int)imm)).AsByte();
    }

    /// <summary>Eval(n, m), accumulating.</summary>
    internal readonly struct VV<TOp> : IWideDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVV<VV<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VV<TOp, T, W, TPart> : IV_VVV
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) =>
            TPart.NarrowInto(a.As<byte, T>(), TOp.Eval(n.As<byte, W>(), m.As<byte, W>())).AsByte();
    }

    /// <summary>Eval(n), accumulating: the op's N is the destination.</summary>
    internal readonly struct VF<TOp> : IWideDefinition where TOp : struct, ILanesVF
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVF<VF<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VF<TOp, T, W, TPart> : IV_VVF
        where TOp : struct, ILanesVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, FpState* fp) =>
            TPart.NarrowInto(a.As<byte, T>(), TOp.Eval(TPart.TrimWide(n.As<byte, W>()), fp)).AsByte();
    }

    /// <summary>Eval(n, imm), accumulating.</summary>
    internal readonly struct VIF<TOp> : IWideDefinition where TOp : struct, ILanesVIF
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_AVIF<VIF<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VIF<TOp, T, W, TPart> : IV_AVIF
        where TOp : struct, ILanesVIF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm, FpState* fp) =>
            TPart.NarrowInto(a.As<byte, T>(), TOp.Eval(TPart.TrimWide(n.As<byte, W>()), (int)imm, fp)).AsByte();
    }
}
