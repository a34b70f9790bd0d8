using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>MOVN, MOVZ, MOVK.</summary>
internal static class MoveWide
{
    public static void AddRows(Table t)
    {
        t.Add("MOVN", "x00100101 hh iiiiiiiiiiiiiiii ddddd", static (a, f) => Constant(a, f, invert: true));
        t.Add("MOVZ", "x10100101 hh iiiiiiiiiiiiiiii ddddd", static (a, f) => Constant(a, f, invert: false));
        t.Add("MOVK", "x11100101 hh iiiiiiiiiiiiiiii ddddd", static (a, f) =>
        {
            int d = A64Translator.Target(f['d']);
            if (f['x'] == 0 && f['h'] > 1) a.Undefined();
            else if (f['d'] == 31) a.Emit(OpCode.Nop);
            else a.Emit(OpCode.MovK64.Narrow(f['x']), d, d, imm: (uint)f['i'] | ((long)(f['h'] * 16) << 16));
        });
    }

    private static void Constant(A64Translator a, F f, bool invert)
    {
        if (f['x'] == 0 && f['h'] > 1)
        {
            a.Undefined();
            return;
        }
        ulong value = (ulong)f['i'] << (f['h'] * 16);
        if (invert) value = ~value;
        if (f['x'] == 0) value = (uint)value;
        a.Emit(OpCode.MovI, A64Translator.Target(f['d']), imm: (long)value);
    }
}
