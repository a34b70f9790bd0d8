using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Pure ops made of operations over lanes of W: operands of half that width are extended first.</summary>
internal static class Lengthening
{
    /// <summary>Eval(long n, imm).</summary>
    internal readonly struct VI<TOp> : IWideDefinition where TOp : struct, ILanesVI
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VI<VI<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VI<TOp, T, W, TPart> : IV_VI
        where TOp : struct, ILanesVI
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) =>
            TPart.TrimWide(TOp.Eval(TPart.Widen<T, W>(n.As<byte, T>()), (int)imm)).AsByte();
    }

    /// <summary>Eval(long n, long m).</summary>
    internal readonly struct VV<TOp> : IWideDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VV<VV<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VV<TOp, T, W, TPart> : IV_VV
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) =>
            TPart.TrimWide(TOp.Eval(TPart.Widen<T, W>(n.As<byte, T>()), TPart.Widen<T, W>(m.As<byte, T>()))).AsByte();
    }

    /// <summary>Eval(n, long m): n has wide elements already.</summary>
    internal readonly struct WideVV<TOp> : IWideDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VV<WideVV<TOp, T, W, TPart>>(name);
    }

    internal readonly struct WideVV<TOp, T, W, TPart> : IV_VV
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) =>
            TPart.TrimWide(TOp.Eval(n.As<byte, W>(), TPart.Widen<T, W>(m.As<byte, T>()))).AsByte();
    }

    /// <summary>Eval(a, long n, long m), accumulating.</summary>
    internal readonly struct VVV<TOp> : IWideDefinition where TOp : struct, ILanesVVV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVV<VVV<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVV<TOp, T, W, TPart> : IV_VVV
        where TOp : struct, ILanesVVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) =>
            TPart.TrimWide(TOp.Eval(a.As<byte, W>(), TPart.Widen<T, W>(n.As<byte, T>()), TPart.Widen<T, W>(m.As<byte, T>()))).AsByte();
    }

    /// <summary>Eval(long n, long element imm of m in every lane).</summary>
    internal readonly struct VVElement<TOp> : IWideDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVI<VVElement<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVElement<TOp, T, W, TPart> : IV_VVI
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm) =>
            TPart.TrimWide(TOp.Eval(TPart.Widen<T, W>(n.As<byte, T>()), LaneWidth.Broadcast<T, W>(m.As<byte, T>(), (int)imm))).AsByte();
    }

    /// <summary>Eval(a, long n, long element imm of m in every lane), accumulating.</summary>
    internal readonly struct VVVElement<TOp> : IWideDefinition where TOp : struct, ILanesVVV
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVVI<VVVElement<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVVElement<TOp, T, W, TPart> : IV_VVVI
        where TOp : struct, ILanesVVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm) =>
            TPart.TrimWide(TOp.Eval(
                a.As<byte, W>(),
                TPart.Widen<T, W>(n.As<byte, T>()),
                LaneWidth.Broadcast<T, W>(m.As<byte, T>(), (int)imm))).AsByte();
    }
}
