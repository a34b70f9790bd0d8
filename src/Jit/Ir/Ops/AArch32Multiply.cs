namespace Hyp.Jit.Compiler;

/// <summary>Signed multiplies of AArch32 on halfwords and for the high word. Products are 64 bits, sign-extended, for the sums that follow.</summary>
internal static class AArch32Multiply
{
    /// <summary>Bits of the immediate of <see cref="Halves"/>: top halfword of n, of m.</summary>
    public const int TopOfN = 1, TopOfM = 2;

    /// <summary>Bits of the immediate of <see cref="Dual"/>: halfwords of m exchanged; second product subtracted.</summary>
    public const int Exchange = 1, Difference = 2;

    public static readonly ushort Halves = OpTable.X_XXI<HalvesOp>("a32.smulxy");
    public static readonly ushort WordByHalf = OpTable.X_XXI<WordByHalfOp>("a32.smulwy");
    public static readonly ushort Dual = OpTable.X_XXI<DualOp>("a32.smuad");
    public static readonly ushort HighAccumulate = OpTable.X_XXX<HighAccumulateOp>("a32.smmla");
    public static readonly ushort HighAccumulateRound = OpTable.X_XXX<HighAccumulateRoundOp>("a32.smmlar");
    public static readonly ushort HighSubtract = OpTable.X_XXX<HighSubtractOp>("a32.smmls");
    public static readonly ushort HighSubtractRound = OpTable.X_XXX<HighSubtractRoundOp>("a32.smmlsr");

    private const ulong Half = 0x8000_0000;

    private static ulong Product(ulong n, ulong m) => (ulong)((long)(int)n * (int)m);

    internal readonly struct HalvesOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm) =>
            (ulong)((long)(short)(n >> ((imm & TopOfN) != 0 ? 16 : 0)) * (short)(m >> ((imm & TopOfM) != 0 ? 16 : 0)));
    }

    /// <summary>Bits 47:16 of the product of a word and a halfword.</summary>
    internal readonly struct WordByHalfOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm) => (ulong)(((long)(int)n * (short)(m >> ((imm & TopOfM) != 0 ? 16 : 0))) >> 16);
    }

    internal readonly struct DualOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm)
        {
            short low = (short)m, high = (short)(m >> 16);
            if ((imm & Exchange) != 0) (low, high) = (high, low);
            long first = (long)(short)n * low, second = (long)(short)(n >> 16) * high;
            return (ulong)((imm & Difference) != 0 ? first - second : first + second);
        }
    }

    internal readonly struct HighAccumulateOp : IX_XXX
    {
        public static ulong Eval(ulong n, ulong m, ulong a) => ((a << 32) + Product(n, m)) >> 32;
    }

    internal readonly struct HighAccumulateRoundOp : IX_XXX
    {
        public static ulong Eval(ulong n, ulong m, ulong a) => ((a << 32) + Product(n, m) + Half) >> 32;
    }

    internal readonly struct HighSubtractOp : IX_XXX
    {
        public static ulong Eval(ulong n, ulong m, ulong a) => ((a << 32) - Product(n, m)) >> 32;
    }

    internal readonly struct HighSubtractRoundOp : IX_XXX
    {
        public static ulong Eval(ulong n, ulong m, ulong a) => ((a << 32) - Product(n, m) + Half) >> 32;
    }
}
