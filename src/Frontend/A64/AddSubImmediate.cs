using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>ADD, ADDS, SUB, SUBS (immediate).</summary>
internal static class AddSubImmediate
{
    public static void AddRows(Table t)
    {
        t.Add("ADD (immediate)", "x0010001 0h iiiiiiiiiiii nnnnn ddddd", static (a, f) => Plain(a, f, OpCode.AddI64));
        t.Add("SUB (immediate)", "x1010001 0h iiiiiiiiiiii nnnnn ddddd", static (a, f) => Plain(a, f, OpCode.SubI64));
        t.Add("ADDS (immediate)", "x0110001 0h iiiiiiiiiiii nnnnn ddddd", static (a, f) => Flags(a, f, OpCode.AddsI64));
        t.Add("SUBS (immediate)", "x1110001 0h iiiiiiiiiiii nnnnn ddddd", static (a, f) => Flags(a, f, OpCode.SubsI64));
    }

    private static long Immediate(F f) => (long)f['i'] << (f['h'] * 12);

    private static void Plain(A64Translator a, F f, OpCode wide)
    {
        long imm = Immediate(f);
        if (imm == 0) a.Emit(f['x'] == 1 ? OpCode.Mov64 : OpCode.Mov32, f['d'], f['n']);
        else a.Emit(wide.Narrow(f['x']), f['d'], f['n'], imm: imm);
    }

    private static void Flags(A64Translator a, F f, OpCode wide) => a.Emit(wide.Narrow(f['x']), A64Translator.Target(f['d']), f['n'], imm: Immediate(f));
}
