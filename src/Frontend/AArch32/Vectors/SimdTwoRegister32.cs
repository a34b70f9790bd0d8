using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD two-register miscellaneous, integers and bits.</summary>
internal static class SimdTwoRegister32
{
    public static void AddRows(AArch32Rows rows)
    {
        Add(rows, "VREV64.", 0, "00", "0000", 0, 2, static () => VectorPermute.Reverse64);
        Add(rows, "VREV32.", 0, "00", "0001", 0, 1, static () => VectorPermute.Reverse32);
        Add(rows, "VREV16.", 0, "00", "0010", 0, 0, static () => VectorPermute.Reverse16);
        Add(rows, "VPADDL.S", 1, "00", "0100", 0, 2, static () => VectorPairs.AddLongSigned);
        Add(rows, "VPADDL.U", 1, "00", "0101", 0, 2, static () => VectorPairs.AddLongUnsigned);
        Add(rows, "VCLS.S", 0, "00", "1000", 0, 2, static () => VectorBits.LeadingSigns);
        Add(rows, "VCLZ.I", 0, "00", "1001", 0, 2, static () => VectorBits.LeadingZeros);
        Add(rows, "VCNT.", 0, "00", "1010", 0, 0, static () => VectorBits.Count);
        Add(rows, "VMVN", 0, "00", "1011", 0, 0, static () => VectorLogic.Not);
        AddAccumulating(rows, "VPADAL.S", "1100", static () => VectorPairs.AccumulateLongSigned);
        AddAccumulating(rows, "VPADAL.U", "1101", static () => VectorPairs.AccumulateLongUnsigned);
        Add(rows, "VQABS.S", 0, "00", "1110", 0, 2, static () => VectorSaturating.Absolute);
        Add(rows, "VQNEG.S", 0, "00", "1111", 0, 2, static () => VectorSaturating.Negate);
        Add(rows, "VCGT.S #0 ", 0, "01", "0000", 0, 2, static () => VectorCompare.Positive);
        Add(rows, "VCGE.S #0 ", 0, "01", "0001", 0, 2, static () => VectorCompare.NotNegative);
        Add(rows, "VCEQ.I #0 ", 0, "01", "0010", 0, 2, static () => VectorCompare.Zero);
        Add(rows, "VCLE.S #0 ", 0, "01", "0011", 0, 2, static () => VectorCompare.NotPositive);
        Add(rows, "VCLT.S #0 ", 0, "01", "0100", 0, 2, static () => VectorCompare.Negative);
        Add(rows, "VABS.S", 0, "01", "0110", 0, 2, static () => VectorArithmetic.Absolute);
        Add(rows, "VNEG.S", 0, "01", "0111", 0, 2, static () => VectorArithmetic.Negate);
        AddNarrowing(rows, "VMOVN.I", "0100", 0, static () => VectorNarrow.Extract);
        AddNarrowing(rows, "VQMOVUN.S", "0100", 1, static () => VectorNarrow.SaturateSignedToUnsigned);
        AddNarrowing(rows, "VQMOVN.S", "0101", 0, static () => VectorNarrow.SaturateSigned);
        AddNarrowing(rows, "VQMOVN.U", "0101", 1, static () => VectorNarrow.SaturateUnsigned);
        for (int s = 0; s < 3; s++)
        {
            int size = s;
            rows.AddSimd($"VSHLL.I{8 << size} (by width)", 1, Pattern(size, "10", "0110", "0"), (a, f) =>
            {
                if ((f.DoubleD() & 1) != 0) a.Undefined();
                else a.Compute(VectorWidth.Q, f.DoubleD(), VectorShift.LeftLongUnsigned[size, VectorForm.Half], a.Read(VectorWidth.D, f.DoubleM()), imm: 8 << size);
            });
        }
    }

    private static string Pattern(int size, string group, string opcode, string q) => $"1 d 11 {VectorRows.Bits(size)} {group} dddd 0 {opcode} {q} m 0 mmmm";

    /// <summary>Families are asked for the size plus <paramref name="widening"/>: pairwise sums go by the size of the sum.</summary>
    private static void Add(AArch32Rows rows, string name, int widening, string group, string opcode, int least, int most, Func<OpFamily> family)
    {
        for (int s = least; s <= most; s++)
        {
            int size = s;
            rows.AddSimd($"{name}{8 << size}", 1, Pattern(size, group, opcode, "q"), (a, f) =>
            {
                VectorWidth width = f.Width();
                int d = f.DoubleD(), m = f.DoubleM();
                if (IsMisnamed(width, d | m)) a.Undefined();
                else a.Compute(width, d, family()[size + widening, Form(width)], a.Read(width, m));
            });
        }
    }

    /// <summary>The first source is the destination.</summary>
    private static void AddAccumulating(AArch32Rows rows, string name, string opcode, Func<OpFamily> family)
    {
        for (int s = 0; s < 3; s++)
        {
            int size = s;
            rows.AddSimd($"{name}{8 << size}", 1, Pattern(size, "00", opcode, "q"), (a, f) =>
            {
                VectorWidth width = f.Width();
                int d = f.DoubleD(), m = f.DoubleM();
                if (IsMisnamed(width, d | m)) a.Undefined();
                else a.Compute(width, d, family()[size + 1, Form(width)], a.Read(width, d), a.Read(width, m));
            });
        }
    }

    /// <summary>Size is that of the narrow elements. The operation's first source is a destination that its low form does not use.</summary>
    private static void AddNarrowing(AArch32Rows rows, string name, string opcode, int low, Func<OpFamily> family)
    {
        for (int s = 0; s < 3; s++)
        {
            int size = s;
            rows.AddSimd($"{name}{16 << size}", 1, Pattern(size, "10", opcode, $"{low}"), (a, f) =>
            {
                int m = f.DoubleM();
                if ((m & 1) != 0) a.Undefined();
                else a.Compute(VectorWidth.D, f.DoubleD(), family()[size, VectorForm.Half], m >> 1, m >> 1);
            });
        }
    }
}
