using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Lengthening operations that saturate and may set FPSR.QC.</summary>
internal static unsafe class SaturatingLengthening
{
    /// <summary>Eval(long n, long m).</summary>
    internal readonly struct VVF<TOp> : IWideDefinition where TOp : struct, ILanesVVF
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVF<VVF<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVF<TOp, T, W, TPart> : IV_VVF
        where TOp : struct, ILanesVVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, FpState* fp) =>
            TOp.Eval(TPart.Widen<T, W>(n.As<byte, T>()), TPart.Widen<T, W>(m.As<byte, T>()), fp).AsByte();
    }

    /// <summary>Eval(a, long n, long m), accumulating.</summary>
    internal readonly struct VVVF<TOp> : IWideDefinition where TOp : struct, ILanesVVVF
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVVF<VVVF<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVVF<TOp, T, W, TPart> : IV_VVVF
        where TOp : struct, ILanesVVVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, FpState* fp) =>
            TOp.Eval(TPart.TrimWide(a.As<byte, W>()), TPart.Widen<T, W>(n.As<byte, T>()), TPart.Widen<T, W>(m.As<byte, T>()), fp).AsByte();
    }

    /// <summary>Eval(long n, long element imm of m in every lane).</summary>
    internal readonly struct VVFElement<TOp> : IWideDefinition where TOp : struct, ILanesVVF
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVIF<VVFElement<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVFElement<TOp, T, W, TPart> : IV_VVIF
        where TOp : struct, ILanesVVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp) =>
            TOp.Eval(TPart.Widen<T, W>(n.As<byte, T>()), LaneWidth.Broadcast<T, W>(m.As<byte, T>(), (int)imm), fp).AsByte();
    }

    /// <summary>Eval(a, long n, long element imm of m in every lane), accumulating.</summary>
    internal readonly struct VVVFElement<TOp> : IWideDefinition where TOp : struct, ILanesVVVF
    {
        public static ushort Define<T, W, TPart>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
            where TPart : struct, IPart => OpTable.V_VVVIF<VVVFElement<TOp, T, W, TPart>>(name);
    }

    internal readonly struct VVVFElement<TOp, T, W, TPart> : IV_VVVIF
        where TOp : struct, ILanesVVVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp) =>
            TOp.Eval(
                TPart.TrimWide(a.As<byte, W>()),
                TPart.Widen<T, W>(n.As<byte, T>()),
                LaneWidth.Broadcast<T, W>(m.As<byte, T>(), (int)imm),
                fp).AsByte();
    }
}
