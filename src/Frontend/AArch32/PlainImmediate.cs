using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>MOVW, MOVT, and T32's ADDW, SUBW and ADR.</summary>
internal static class PlainImmediate
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.A32.Add("MOVW A2", "---- 00110000 iiii dddd iiiiiiiiiiii", MoveWide);
        rows.A32.Add("MOVT A1", "---- 00110100 iiii dddd iiiiiiiiiiii", MoveTop);
        rows.T32.Add("MOVW T3", "11110 j 100100 hhhh 0 jjj dddd jjjjjjjj", MoveWideT32);
        rows.T32.Add("MOVT T1", "11110 j 101100 hhhh 0 jjj dddd jjjjjjjj", MoveTopT32);
        rows.T32.Add("ADD (immediate) T4", "11110 i 100000 nnnn 0 iii dddd iiiiiiii", static (t, f) => t.Emit(OpCode.AddI32, AArch32Translator.Target(f['d']), f['n'], imm: f['i']));
        rows.T32.Add("SUB (immediate) T4", "11110 i 101010 nnnn 0 iii dddd iiiiiiii", static (t, f) => t.Emit(OpCode.SubI32, AArch32Translator.Target(f['d']), f['n'], imm: f['i']));
        rows.T32.Add("ADR T3", "11110 i 100000 1111 0 iii dddd iiiiiiii", static (t, f) => t.Emit(OpCode.Adr32, AArch32Translator.Target(f['d']), imm: t.AlignedPcOffset + f['i']));
        rows.T32.Add("ADR T2", "11110 i 101010 1111 0 iii dddd iiiiiiii", static (t, f) => t.Emit(OpCode.Adr32, AArch32Translator.Target(f['d']), imm: t.AlignedPcOffset - f['i']));
    }

    private static void MoveWide(AArch32Translator t, F f) => t.Emit(OpCode.MovI, AArch32Translator.Target(f['d']), imm: f['i']);

    private static void MoveTop(AArch32Translator t, F f) => t.Emit(OpCode.MovK32, AArch32Translator.Target(f['d']), f['d'], imm: f['i'] | (16 << 16));

    private static void MoveWideT32(AArch32Translator t, F f) => t.Emit(OpCode.MovI, AArch32Translator.Target(f['d']), imm: (f['h'] << 12) | f['j']);

    private static void MoveTopT32(AArch32Translator t, F f) => t.Emit(OpCode.MovK32, AArch32Translator.Target(f['d']), f['d'], imm: (f['h'] << 12) | f['j'] | (16 << 16));
}
