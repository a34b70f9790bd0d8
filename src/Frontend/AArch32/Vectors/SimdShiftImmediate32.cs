using System.Numerics;
using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>
/// Advanced SIMD shifts by an immediate. L:imm6 holds size and shift: its highest bit marks the size, left shifts count up from there, right ones down
/// from twice as much. With none of L:imm6's upper four bits set it is a modified immediate, which has rows of its own.
/// </summary>
internal static class SimdShiftImmediate32
{
    public static void AddRows(AArch32Rows rows)
    {
        AddSigned(rows, "VSHR", "0000", static () => VectorShift.SignedRight, static () => VectorShift.UnsignedRight);
        AddSigned(rows, "VSRA", "0001", static () => VectorShift.SignedAccumulate, static () => VectorShift.UnsignedAccumulate);
        AddSigned(rows, "VRSHR", "0010", static () => VectorShift.SignedRoundingRight, static () => VectorShift.UnsignedRoundingRight);
        AddSigned(rows, "VRSRA", "0011", static () => VectorShift.SignedRoundingAccumulate, static () => VectorShift.UnsignedRoundingAccumulate);
        Add(rows, "VSRI", 1, "0100", right: true, static () => VectorShift.RightInsert);
        Add(rows, "VSHL (immediate)", 0, "0101", right: false, static () => VectorShift.Left);
        Add(rows, "VSLI", 1, "0101", right: false, static () => VectorShift.LeftInsert);
        Add(rows, "VQSHLU", 1, "0110", right: false, static () => VectorShiftSaturating.SignedToUnsigned);
        Add(rows, "VQSHL.S (immediate)", 0, "0111", right: false, static () => VectorShiftSaturating.Signed);
        Add(rows, "VQSHL.U (immediate)", 1, "0111", right: false, static () => VectorShiftSaturating.Unsigned);
        AddNarrowing(rows, "VSHRN", 0, "1000", 0, static () => VectorNarrow.Shift);
        AddNarrowing(rows, "VRSHRN", 0, "1000", 1, static () => VectorNarrow.RoundingShift);
        AddNarrowing(rows, "VQSHRUN", 1, "1000", 0, static () => VectorNarrow.ShiftSignedToUnsigned);
        AddNarrowing(rows, "VQRSHRUN", 1, "1000", 1, static () => VectorNarrow.RoundingShiftSignedToUnsigned);
        AddNarrowing(rows, "VQSHRN.S", 0, "1001", 0, static () => VectorNarrow.ShiftSigned);
        AddNarrowing(rows, "VQRSHRN.S", 0, "1001", 1, static () => VectorNarrow.RoundingShiftSigned);
        AddNarrowing(rows, "VQSHRN.U", 1, "1001", 0, static () => VectorNarrow.ShiftUnsigned);
        AddNarrowing(rows, "VQRSHRN.U", 1, "1001", 1, static () => VectorNarrow.RoundingShiftUnsigned);
        AddLong(rows, "VSHLL.S", 0, static () => VectorShift.LeftLongSigned);
        AddLong(rows, "VSHLL.U", 1, static () => VectorShift.LeftLongUnsigned);
        AddConversion<FpFromSigned>(rows, "VCVT.F32.S32 (fixed)", 0, "1110", FpRounding.TieEven);
        AddConversion<FpFromUnsigned>(rows, "VCVT.F32.U32 (fixed)", 1, "1110", FpRounding.TieEven);
        AddConversion<FpToSigned>(rows, "VCVT.S32.F32 (fixed)", 0, "1111", FpRounding.Zero);
        AddConversion<FpToUnsigned>(rows, "VCVT.U32.F32 (fixed)", 1, "1111", FpRounding.Zero);
    }

    private static void AddSigned(AArch32Rows rows, string name, string opcode, Func<OpFamily> signed, Func<OpFamily> unsigned)
    {
        Add(rows, name + ".S", 0, opcode, right: true, signed);
        Add(rows, name + ".U", 1, opcode, right: true, unsigned);
    }

    private static void Add(AArch32Rows rows, string name, int u, string opcode, bool right, Func<OpFamily> family) =>
        rows.AddSimd(name, u, $"1 d iiiiii dddd {opcode} i q m 1 mmmm", (a, f) =>
        {
            VectorWidth width = f.Width();
            int d = f.DoubleD(), m = f.DoubleM();
            // L comes last in the pattern but is the field's top bit.
            int imm = (f['i'] >> 1) | ((f['i'] & 1) << 6), size = BitOperations.Log2((uint)imm) - 3;
            if (imm < 8 || IsMisnamed(width, d | m))
            {
                a.Undefined();
                return;
            }
            ushort code = family()[size, Form(width)];
            a.Compute(width, d, code, a.Read(width, m), accumulator: a.Accumulator(code, width, d), imm: right ? (16 << size) - imm : imm - (8 << size));
        });

    /// <summary>Size is that of the narrow elements.</summary>
    private static void AddNarrowing(AArch32Rows rows, string name, int u, string opcode, int rounding, Func<OpFamily> family) =>
        rows.AddSimd(name, u, $"1 d iiiiii dddd {opcode} 0 {rounding} m 1 mmmm", (a, f) =>
        {
            int m = f.DoubleM(), imm = f['i'], size = BitOperations.Log2((uint)imm) - 3;
            if (imm < 8 || (m & 1) != 0) a.Undefined();
            else a.Compute(VectorWidth.D, f.DoubleD(), family()[size, VectorForm.Half], m >> 1, accumulator: m >> 1, imm: (16 << size) - imm);
        });

    /// <summary>VSHLL, and VMOVL where the shift is 0.</summary>
    private static void AddLong(AArch32Rows rows, string name, int u, Func<OpFamily> family) =>
        rows.AddSimd(name, u, "1 d iiiiii dddd 1010 0 0 m 1 mmmm", (a, f) =>
        {
            int d = f.DoubleD(), imm = f['i'], size = BitOperations.Log2((uint)imm) - 3;
            if (imm < 8 || (d & 1) != 0) a.Undefined();
            else a.Compute(VectorWidth.Q, d, family()[size, VectorForm.Half], a.Read(VectorWidth.D, f.DoubleM()), imm: imm - (8 << size));
        });

    private static void AddConversion<TOp>(AArch32Rows rows, string name, int u, string opcode, FpRounding rounding) where TOp : struct, IFpUnaryImmediate =>
        rows.AddSimd(name, u, $"1 d iiiiii dddd {opcode} 0 q m 1 mmmm", (a, f) =>
        {
            VectorWidth width = f.Width();
            int d = f.DoubleD(), m = f.DoubleM();
            if (f['i'] < 32 || IsMisnamed(width, d | m))
            {
                a.Undefined();
                return;
            }
            ushort code = f['q'] == 1 ? StandardVI<FpUnaryImmediate<TOp, float, Lanes4>>.Code : StandardVI<FpUnaryImmediate<TOp, float, Lanes2>>.Code;
            a.Compute(width, d, code, a.Read(width, m), imm: FpImmediate.Of(rounding, 64 - f['i']));
        });
}
