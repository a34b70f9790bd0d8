using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>MADD, MSUB, SMADDL, SMSUBL, UMADDL, UMSUBL, SMULH, UMULH.</summary>
internal static class ThreeSource
{
    public static void AddRows(Table t)
    {
        t.Add("MADD", "x0011011 000 mmmmm 0 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Madd64.Narrow(f['x'])));
        t.Add("MSUB", "x0011011 000 mmmmm 1 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Msub64.Narrow(f['x'])));
        t.Add("SMADDL", "10011011 001 mmmmm 0 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Smaddl));
        t.Add("SMSUBL", "10011011 001 mmmmm 1 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Smsubl));
        t.Add("UMADDL", "10011011 101 mmmmm 0 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Umaddl));
        t.Add("UMSUBL", "10011011 101 mmmmm 1 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Umsubl));
        t.Add("SMULH", "10011011 010 mmmmm 0 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Smulh));
        t.Add("UMULH", "10011011 110 mmmmm 0 aaaaa nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Umulh));
    }

    private static void Translate(A64Translator a, F f, OpCode code) => a.Emit(
        code, A64Translator.Target(f['d']), A64Translator.Source(f['n']), A64Translator.Source(f['m']), A64Translator.Source(f['a']));
}
