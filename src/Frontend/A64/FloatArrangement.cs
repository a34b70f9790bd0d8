using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.A64;

/// <summary>How floating-point elements lie in the registers of an instruction.</summary>
internal enum FloatArrangement
{
    /// <summary>Size and Q do not go together (1D): unallocated.</summary>
    Reserved,
    S,
    D,
    S2,
    S4,
    D2,
}

/// <summary>Codes of the floating-point operations by arrangement; each is defined when first asked for.</summary>
internal static class FloatCode
{
    public static FloatArrangement Scalar(int size) => size == 0 ? FloatArrangement.S : FloatArrangement.D;

    public static FloatArrangement Vector(int q, int size) => (q, size) switch
    {
        (0, 0) => FloatArrangement.S2,
        (1, 0) => FloatArrangement.S4,
        (1, 1) => FloatArrangement.D2,
        _ => FloatArrangement.Reserved,
    };

    public static ushort Bitwise<TOp>(FloatArrangement arrangement) where TOp : struct, IFpBitwise => arrangement switch
    {
        FloatArrangement.S => FpBitwise<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpBitwise<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpBitwise<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpBitwise<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpBitwise<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort Unary<TOp>(FloatArrangement arrangement) where TOp : struct, IFpUnary => arrangement switch
    {
        FloatArrangement.S => FpUnary<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpUnary<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpUnary<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpUnary<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpUnary<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort UnaryImmediate<TOp>(FloatArrangement arrangement) where TOp : struct, IFpUnaryImmediate => arrangement switch
    {
        FloatArrangement.S => FpUnaryImmediate<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpUnaryImmediate<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpUnaryImmediate<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpUnaryImmediate<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpUnaryImmediate<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort Binary<TOp>(FloatArrangement arrangement) where TOp : struct, IFpBinary => arrangement switch
    {
        FloatArrangement.S => FpBinary<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpBinary<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpBinary<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpBinary<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpBinary<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort Pairwise<TOp>(FloatArrangement arrangement) where TOp : struct, IFpBinary => arrangement switch
    {
        FloatArrangement.S2 => FpPairwise<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpPairwise<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpPairwise<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort BinaryByElement<TOp>(FloatArrangement arrangement) where TOp : struct, IFpBinary => arrangement switch
    {
        FloatArrangement.S => FpBinaryByElement<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpBinaryByElement<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpBinaryByElement<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpBinaryByElement<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpBinaryByElement<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort Ternary<TOp>(FloatArrangement arrangement) where TOp : struct, IFpTernary => arrangement switch
    {
        FloatArrangement.S => FpTernary<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpTernary<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpTernary<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpTernary<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpTernary<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };

    public static ushort TernaryByElement<TOp>(FloatArrangement arrangement) where TOp : struct, IFpTernary => arrangement switch
    {
        FloatArrangement.S => FpTernaryByElement<TOp, float, Lanes1>.Code,
        FloatArrangement.D => FpTernaryByElement<TOp, double, Lanes1>.Code,
        FloatArrangement.S2 => FpTernaryByElement<TOp, float, Lanes2>.Code,
        FloatArrangement.S4 => FpTernaryByElement<TOp, float, Lanes4>.Code,
        FloatArrangement.D2 => FpTernaryByElement<TOp, double, Lanes2>.Code,
        _ => (ushort)OpCode.Undefined,
    };
}
