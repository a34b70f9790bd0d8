using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Signed multiplies of halfwords and for the high word: SMULxy ... SMLSLD, SMMUL ... SMMLS.</summary>
internal static class SignedMultiply
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddBoth("SMLAxy", "---- 00010000 dddd aaaa mmmm 1yx0 nnnn", "11111011 0001 nnnn aaaa dddd 00xy mmmm", static (t, f) => Sum(t, f, Halves(t, f), t.Read(f['a'])));
        rows.A32.Add("SMULxy A1", "---- 00010110 dddd 0000 mmmm 1yx0 nnnn", Product);
        rows.T32.Add("SMULxy T1", "11111011 0001 nnnn 1111 dddd 00xy mmmm", Product);
        rows.AddBoth("SMLAWy", "---- 00010010 dddd aaaa mmmm 1y00 nnnn", "11111011 0011 nnnn aaaa dddd 000y mmmm", static (t, f) => Sum(t, f, WordByHalf(t, f), t.Read(f['a'])));
        rows.AddBoth("SMULWy", "---- 00010010 dddd 0000 mmmm 1y10 nnnn", "11111011 0011 nnnn 1111 dddd 000y mmmm", static (t, f) =>
            t.Emit(OpCode.Mov32, AArch32Translator.Target(f['d']), WordByHalf(t, f)));
        rows.AddBoth("SMLALxy", "---- 00010100 hhhh llll mmmm 1yx0 nnnn", "11111011 1100 nnnn llll hhhh 10xy mmmm", static (t, f) => Long(t, f, Halves(t, f)));

        rows.AddBoth("SMLAD", "---- 01110000 dddd aaaa mmmm 00x1 nnnn", "11111011 0010 nnnn aaaa dddd 000x mmmm", static (t, f) => Sum(t, f, Dual(t, f, 0), t.Read(f['a'])));
        rows.AddBoth("SMUAD", "---- 01110000 dddd 1111 mmmm 00x1 nnnn", "11111011 0010 nnnn 1111 dddd 000x mmmm", static (t, f) => Sum(t, f, Dual(t, f, 0), 32));
        rows.AddBoth("SMLSD", "---- 01110000 dddd aaaa mmmm 01x1 nnnn", "11111011 0100 nnnn aaaa dddd 000x mmmm", static (t, f) => Sum(t, f, Dual(t, f, AArch32Multiply.Difference), t.Read(f['a'])));
        rows.AddBoth("SMUSD", "---- 01110000 dddd 1111 mmmm 01x1 nnnn", "11111011 0100 nnnn 1111 dddd 000x mmmm", static (t, f) => Sum(t, f, Dual(t, f, AArch32Multiply.Difference), 32));
        rows.AddBoth("SMLALD", "---- 01110100 hhhh llll mmmm 00x1 nnnn", "11111011 1100 nnnn llll hhhh 110x mmmm", static (t, f) => Long(t, f, Dual(t, f, 0)));
        rows.AddBoth("SMLSLD", "---- 01110100 hhhh llll mmmm 01x1 nnnn", "11111011 1101 nnnn llll hhhh 110x mmmm", static (t, f) => Long(t, f, Dual(t, f, AArch32Multiply.Difference)));

        rows.AddBoth("SMMLA", "---- 01110101 dddd aaaa mmmm 00r1 nnnn", "11111011 0101 nnnn aaaa dddd 000r mmmm", static (t, f) =>
            High(t, f, AArch32Multiply.HighAccumulate, AArch32Multiply.HighAccumulateRound, t.Read(f['a'])));
        rows.AddBoth("SMMUL", "---- 01110101 dddd 1111 mmmm 00r1 nnnn", "11111011 0101 nnnn 1111 dddd 000r mmmm", static (t, f) =>
            High(t, f, AArch32Multiply.HighAccumulate, AArch32Multiply.HighAccumulateRound, 32));
        rows.AddBoth("SMMLS", "---- 01110101 dddd aaaa mmmm 11r1 nnnn", "11111011 0110 nnnn aaaa dddd 000r mmmm", static (t, f) =>
            High(t, f, AArch32Multiply.HighSubtract, AArch32Multiply.HighSubtractRound, t.Read(f['a'])));
    }

    private static int Halves(AArch32Translator t, F f) =>
        t.Prefix(AArch32Multiply.Halves, t.Temporary(), t.Read(f['n']), t.Read(f['m']), imm: f['x'] * AArch32Multiply.TopOfN | f['y'] * AArch32Multiply.TopOfM);

    private static int WordByHalf(AArch32Translator t, F f) =>
        t.Prefix(AArch32Multiply.WordByHalf, t.Temporary(), t.Read(f['n']), t.Read(f['m']), imm: f['y'] * AArch32Multiply.TopOfM);

    private static int Dual(AArch32Translator t, F f, int difference) =>
        t.Prefix(AArch32Multiply.Dual, t.Temporary(), t.Read(f['n']), t.Read(f['m']), imm: f['x'] * AArch32Multiply.Exchange | difference);

    private static void Product(AArch32Translator t, F f) => t.Emit(OpCode.Mov32, AArch32Translator.Target(f['d']), Halves(t, f));

    private static void Sum(AArch32Translator t, F f, int product, int addend) =>
        t.Emit(AArch32Saturating.AddNotingOverflow, AArch32Translator.Target(f['d']), product, addend);

    private static void Long(AArch32Translator t, F f, int product) =>
        Multiply.Store(t, f, t.Prefix(OpCode.AddR64, t.Temporary(), product, Multiply.Accumulator(t, f)), setFlags: false);

    private static void High(AArch32Translator t, F f, ushort code, ushort rounding, int addend) =>
        t.Emit(f['r'] != 0 ? rounding : code, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']), addend);
}
