using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>FMOV (scalar, immediate); the vector form is among the SIMD modified immediates.</summary>
internal static class FloatImmediate
{
    public static void AddRows(Table t) => t.Add("FMOV (scalar, immediate)", "00011110 0t1 iiiiiiii 100 00000 ddddd", Translate, usesFp: true);

    private static void Translate(A64Translator a, F f) =>
        a.Emit(FpMoveImmediate.Code, f['d'], imm: f['t'] == 1 ? ExpandDouble((uint)f['i']) : ExpandSingle((uint)f['i']));

    /// <summary>VFPExpandImm: sign, NOT(b):b...:cd exponent, efgh fraction.</summary>
    private static long ExpandDouble(uint imm8) =>
        (long)(((ulong)(imm8 >> 7) << 63) | ((imm8 & 0x40) != 0 ? 0x3FC0_0000_0000_0000UL : 0x4000_0000_0000_0000UL) | ((ulong)(imm8 & 0x3F) << 48));

    private static uint ExpandSingle(uint imm8) => ((imm8 >> 7) << 31) | ((imm8 & 0x40) != 0 ? 0x3E00_0000U : 0x4000_0000U) | ((imm8 & 0x3F) << 19);
}
