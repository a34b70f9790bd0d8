using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>AND, BIC, ORR, ORN, EOR, EON, ANDS, BICS (shifted register).</summary>
internal static class LogicalShifted
{
    public static void AddRows(Table t)
    {
        t.Add("AND (shifted register)", "x0001010 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.AndR64, OpCode.AndShift64));
        t.Add("BIC (shifted register)", "x0001010 kk1 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.BicR64, OpCode.BicShift64));
        t.Add("ORR (shifted register)", "x0101010 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.OrrR64, OpCode.OrrShift64));
        t.Add("ORN (shifted register)", "x0101010 kk1 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.OrnShift64, OpCode.OrnShift64));
        t.Add("EOR (shifted register)", "x1001010 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.EorR64, OpCode.EorShift64));
        t.Add("EON (shifted register)", "x1001010 kk1 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.EonShift64, OpCode.EonShift64));
        t.Add("ANDS (shifted register)", "x1101010 kk0 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.AndsR64, OpCode.AndsShift64));
        t.Add("BICS (shifted register)", "x1101010 kk1 mmmmm iiiiii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.BicsShift64, OpCode.BicsShift64));
    }

    private static void Translate(A64Translator a, F f, OpCode plain, OpCode shifted)
    {
        if (f['x'] == 0 && f['i'] > 31)
        {
            a.Undefined();
            return;
        }
        int d = A64Translator.Target(f['d']), n = A64Translator.Source(f['n']), m = A64Translator.Source(f['m']);
        if (f['i'] != 0 || plain == shifted) a.Emit(shifted.Narrow(f['x']), d, n, m, imm: f['i'] | (f['k'] << 8));
        else if (plain == OpCode.OrrR64 && f['n'] == 31) a.Emit(OpCode.Mov64.Narrow(f['x']), d, m);
        else a.Emit(plain.Narrow(f['x']), d, n, m);
    }
}
