using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>VMOV (immediate) of VFP.</summary>
internal static class VfpImmediate32
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddVfp("VMOV.F32 (immediate)", "1110 1d11 iiii dddd 1010 0000 iiii",
            static (a, f) => a.Compute(VectorWidth.S, f.SingleD(), FpMoveImmediate.Code, 32, imm: Single((uint)f['i'])));
        rows.AddVfp("VMOV.F64 (immediate)", "1110 1d11 iiii dddd 1011 0000 iiii",
            static (a, f) => a.Compute(VectorWidth.D, f.DoubleD(), FpMoveImmediate.Code, 32, imm: Double((uint)f['i'])));
    }

    /// <summary>VFPExpandImm: sign, NOT(b):b...:cd exponent, efgh fraction.</summary>
    public static uint Single(uint imm8) => ((imm8 >> 7) << 31) | ((imm8 & 0x40) != 0 ? 0x3E00_0000U : 0x4000_0000U) | ((imm8 & 0x3F) << 19);

    private static long Double(uint imm8) =>
        (long)(((ulong)(imm8 >> 7) << 63) | ((imm8 & 0x40) != 0 ? 0x3FC0_0000_0000_0000UL : 0x4000_0000_0000_0000UL) | ((ulong)(imm8 & 0x3F) << 48));
}
