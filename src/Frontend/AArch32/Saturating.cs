using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>QADD, QSUB, QDADD, QDSUB, SSAT, USAT, SSAT16, USAT16.</summary>
internal static class Saturating
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddBoth("QADD", "---- 00010000 nnnn dddd 0000 0101 mmmm", "11111010 1000 nnnn 1111 dddd 1000 mmmm", static (t, f) => Sum(t, f, AArch32Saturating.Add, doubling: false));
        rows.AddBoth("QDADD", "---- 00010100 nnnn dddd 0000 0101 mmmm", "11111010 1000 nnnn 1111 dddd 1001 mmmm", static (t, f) => Sum(t, f, AArch32Saturating.Add, doubling: true));
        rows.AddBoth("QSUB", "---- 00010010 nnnn dddd 0000 0101 mmmm", "11111010 1000 nnnn 1111 dddd 1010 mmmm", static (t, f) => Sum(t, f, AArch32Saturating.Subtract, doubling: false));
        rows.AddBoth("QDSUB", "---- 00010110 nnnn dddd 0000 0101 mmmm", "11111010 1000 nnnn 1111 dddd 1011 mmmm", static (t, f) => Sum(t, f, AArch32Saturating.Subtract, doubling: true));
        rows.AddBoth("SSAT", "---- 0110101 sssss dddd iiiii k01 nnnn", "1111001100 k 0 nnnn 0 iii dddd ii 0 sssss", static (t, f) => Word(t, f, AArch32Saturating.Signed, f['s'] + 1));
        rows.AddBoth("USAT", "---- 0110111 sssss dddd iiiii k01 nnnn", "1111001110 k 0 nnnn 0 iii dddd ii 0 sssss", static (t, f) => Word(t, f, AArch32Saturating.Unsigned, f['s']));
        rows.AddBoth("SSAT16", "---- 01101010 ssss dddd 1111 0011 nnnn", "111100110010 nnnn 0 000 dddd 00 0 sssss", static (t, f) => Halfwords(t, f, AArch32Saturating.Signed16, f['s'] + 1));
        rows.AddBoth("USAT16", "---- 01101110 ssss dddd 1111 0011 nnnn", "111100111010 nnnn 0 000 dddd 00 0 sssss", static (t, f) => Halfwords(t, f, AArch32Saturating.Unsigned16, f['s']));
    }

    /// <summary>Rm plus or minus Rn, which may be doubled with saturation first.</summary>
    private static void Sum(AArch32Translator t, F f, ushort code, bool doubling)
    {
        int n = t.Read(f['n']);
        if (doubling) n = t.Prefix(AArch32Saturating.Add, t.Temporary(), n, n);
        t.Emit(code, AArch32Translator.Target(f['d']), t.Read(f['m']), n);
    }

    private static void Word(AArch32Translator t, F f, ushort code, int bits) =>
        t.Emit(code, AArch32Translator.Target(f['d']), ShifterOperand.Shifted(t.Read(f['n']), f['k'] * ShifterOperand.Asr, f['i']).Slot(t), imm: bits);

    private static void Halfwords(AArch32Translator t, F f, ushort code, int bits) => t.Emit(code, AArch32Translator.Target(f['d']), t.Read(f['n']), imm: bits);
}
