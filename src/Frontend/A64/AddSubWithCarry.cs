using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>ADC, ADCS, SBC, SBCS.</summary>
internal static class AddSubWithCarry
{
    public static void AddRows(Table t)
    {
        t.Add("ADC", "x0011010 000 mmmmm 000000 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Adc64));
        t.Add("ADCS", "x0111010 000 mmmmm 000000 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Adcs64));
        t.Add("SBC", "x1011010 000 mmmmm 000000 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Sbc64));
        t.Add("SBCS", "x1111010 000 mmmmm 000000 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Sbcs64));
    }

    private static void Translate(A64Translator a, F f, OpCode wide) =>
        a.Emit(wide.Narrow(f['x']), A64Translator.Target(f['d']), A64Translator.Source(f['n']), A64Translator.Source(f['m']));
}
