using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>UDIV, SDIV, LSLV, LSRV, ASRV, RORV.</summary>
internal static class TwoSource
{
    public static void AddRows(Table t)
    {
        t.Add("UDIV", "x0011010 110 mmmmm 000010 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Udiv64));
        t.Add("SDIV", "x0011010 110 mmmmm 000011 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Sdiv64));
        t.Add("LSLV", "x0011010 110 mmmmm 001000 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Lslv64));
        t.Add("LSRV", "x0011010 110 mmmmm 001001 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Lsrv64));
        t.Add("ASRV", "x0011010 110 mmmmm 001010 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Asrv64));
        t.Add("RORV", "x0011010 110 mmmmm 001011 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Rorv64));
    }

    private static void Translate(A64Translator a, F f, OpCode wide) =>
        a.Emit(wide.Narrow(f['x']), A64Translator.Target(f['d']), A64Translator.Source(f['n']), A64Translator.Source(f['m']));
}
