using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>RBIT, REV16, REV32, REV, CLZ, CLS.</summary>
internal static class OneSource
{
    public static void AddRows(Table t)
    {
        t.Add("RBIT", "x1011010 110 00000 000000 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Rbit64.Narrow(f['x'])));
        t.Add("REV16", "x1011010 110 00000 000001 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Rev16In64.Narrow(f['x'])));
        t.Add("REV (32-bit)", "01011010 110 00000 000010 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Rev32));
        t.Add("REV32", "11011010 110 00000 000010 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Rev32In64));
        t.Add("REV (64-bit)", "11011010 110 00000 000011 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Rev64));
        t.Add("CLZ", "x1011010 110 00000 000100 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Clz64.Narrow(f['x'])));
        t.Add("CLS", "x1011010 110 00000 000101 nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Cls64.Narrow(f['x'])));
    }

    private static void Translate(A64Translator a, F f, OpCode code) => a.Emit(code, A64Translator.Target(f['d']), A64Translator.Source(f['n']));
}
