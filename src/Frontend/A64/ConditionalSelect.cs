using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>CSEL, CSINC, CSINV, CSNEG.</summary>
internal static class ConditionalSelect
{
    public static void AddRows(Table t)
    {
        t.Add("CSEL", "x0011010 100 mmmmm cccc 00 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Csel64));
        t.Add("CSINC", "x0011010 100 mmmmm cccc 01 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Csinc64));
        t.Add("CSINV", "x1011010 100 mmmmm cccc 00 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Csinv64));
        t.Add("CSNEG", "x1011010 100 mmmmm cccc 01 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Csneg64));
    }

    private static void Translate(A64Translator a, F f, OpCode wide) =>
        a.Emit(wide.Narrow(f['x']), A64Translator.Target(f['d']), A64Translator.Source(f['n']), A64Translator.Source(f['m']), c: f['c']);
}
