using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>ADD, ADDS, SUB, SUBS (shifted register).</summary>
internal static class AddSubShifted
{
    public static void AddRows(Table t)
    {
        t.Add("ADD (shifted register)", "x0001011 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.AddR64, OpCode.AddShift64));
        t.Add("SUB (shifted register)", "x1001011 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.SubR64, OpCode.SubShift64));
        t.Add("ADDS (shifted register)", "x0101011 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.AddsR64, OpCode.AddsShift64));
        t.Add("SUBS (shifted register)", "x1101011 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.SubsR64, OpCode.SubsShift64));
    }

    private static void Translate(A64Translator a, F f, OpCode plain, OpCode shifted)
    {
        if (f['k'] == 3 || (f['x'] == 0 && f['i'] > 31))
        {
            a.Undefined();
            return;
        }
        int d = A64Translator.Target(f['d']), n = A64Translator.Source(f['n']), m = A64Translator.Source(f['m']);
        if (f['i'] == 0) a.Emit(plain.Narrow(f['x']), d, n, m);
        else if (plain == OpCode.AddR64 && f['k'] == 0) a.Emit(OpCode.AddLsl64.Narrow(f['x']), d, n, m, imm: f['i']);
        else a.Emit(shifted.Narrow(f['x']), d, n, m, imm: f['i'] | (f['k'] << 8));
    }
}
