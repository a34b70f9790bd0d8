using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>ADD, ADDS, SUB, SUBS (extended register).</summary>
internal static class AddSubExtended
{
    public static void AddRows(Table t)
    {
        t.Add("ADD (extended register)", "x0001011 001 mmmmm ooo iii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.AddExtend64, flags: false));
        t.Add("SUB (extended register)", "x1001011 001 mmmmm ooo iii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.SubExtend64, flags: false));
        t.Add("ADDS (extended register)", "x0101011 001 mmmmm ooo iii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.AddsExtend64, flags: true));
        t.Add("SUBS (extended register)", "x1101011 001 mmmmm ooo iii nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.SubsExtend64, flags: true));
    }

    private static void Translate(A64Translator a, F f, OpCode wide, bool flags)
    {
        if (f['i'] > 4)
        {
            a.Undefined();
            return;
        }
        int d = flags ? A64Translator.Target(f['d']) : f['d'];
        a.Emit(wide.Narrow(f['x']), d, f['n'], A64Translator.Source(f['m']), imm: f['i'] | (f['o'] << 8));
    }
}
