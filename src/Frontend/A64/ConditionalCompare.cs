using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>CCMN, CCMP.</summary>
internal static class ConditionalCompare
{
    public static void AddRows(Table t)
    {
        t.Add("CCMN (register)", "x0111010 010 mmmmm cccc 00 nnnnn 0 ffff", static (a, f) => Register(a, f, OpCode.CcmnR64));
        t.Add("CCMP (register)", "x1111010 010 mmmmm cccc 00 nnnnn 0 ffff", static (a, f) => Register(a, f, OpCode.CcmpR64));
        t.Add("CCMN (immediate)", "x0111010 010 iiiii cccc 10 nnnnn 0 ffff", static (a, f) => Immediate(a, f, OpCode.CcmnI64));
        t.Add("CCMP (immediate)", "x1111010 010 iiiii cccc 10 nnnnn 0 ffff", static (a, f) => Immediate(a, f, OpCode.CcmpI64));
    }

    private static void Register(A64Translator a, F f, OpCode wide) =>
        a.Emit(wide.Narrow(f['x']), n: A64Translator.Source(f['n']), m: A64Translator.Source(f['m']), s: f['f'], c: f['c']);

    private static void Immediate(A64Translator a, F f, OpCode wide) =>
        a.Emit(wide.Narrow(f['x']), n: A64Translator.Source(f['n']), s: f['f'], c: f['c'], imm: f['i']);
}
