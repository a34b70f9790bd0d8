using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD two registers and a scalar, of one length.</summary>
internal static class SimdByScalar32
{
    public static void AddRows(AArch32Rows rows)
    {
        Add(rows, "VMLA.I", "0000", static () => VectorArithmetic.MultiplyAddElement);
        Add(rows, "VMLS.I", "0100", static () => VectorArithmetic.MultiplySubtractElement);
        Add(rows, "VMUL.I", "1000", static () => VectorArithmetic.MultiplyElement);
        Add(rows, "VQDMULH.S", "1100", static () => VectorSaturating.DoublingHighElement);
        Add(rows, "VQRDMULH.S", "1101", static () => VectorSaturating.RoundingDoublingHighElement);
        AddFloat(rows, "VMLA.F", "0001", static full => full
            ? StandardVVVI<FpTernaryByElement<FpMultiplyThenAdd, float, Lanes4>>.Code : StandardVVVI<FpTernaryByElement<FpMultiplyThenAdd, float, Lanes2>>.Code);
        AddFloat(rows, "VMLS.F", "0101", static full => full
            ? StandardVVVI<FpTernaryByElement<FpMultiplyThenSubtract, float, Lanes4>>.Code
            : StandardVVVI<FpTernaryByElement<FpMultiplyThenSubtract, float, Lanes2>>.Code);
        AddFloat(rows, "VMUL.F", "1001", static full => full
            ? StandardVVI<FpBinaryByElement<FpMultiply, float, Lanes4>>.Code : StandardVVI<FpBinaryByElement<FpMultiply, float, Lanes2>>.Code);
    }

    /// <summary>The scalar's slot and its element there: 16-bit scalars lie in D0-D7, 32-bit ones in D0-D15.</summary>
    public static (int Slot, int Index) Scalar(F f, int size)
    {
        int m = f.DoubleM();
        int register = size == 1 ? m & 7 : m & 15;
        int index = size == 1 ? ((m >> 4) << 1) | (m >> 3 & 1) : m >> 4;
        return (register >> 1, ((register & 1) << (3 - size)) + index);
    }

    private static void Add(AArch32Rows rows, string name, string opcode, Func<OpFamily> family)
    {
        AddSize(rows, name, opcode, 1, q => family()[1, Form(q)]);
        AddSize(rows, name, opcode, 2, q => family()[2, Form(q)]);
    }

    private static void AddFloat(AArch32Rows rows, string name, string opcode, Func<bool, ushort> code) =>
        AddSize(rows, name, opcode, 2, q => code(q == VectorWidth.Q));

    /// <summary>U is the Q bit here.</summary>
    private static void AddSize(AArch32Rows rows, string name, string opcode, int size, Func<VectorWidth, ushort> code)
    {
        for (int u = 0; u <= 1; u++)
        {
            VectorWidth width = u == 1 ? VectorWidth.Q : VectorWidth.D;
            rows.AddSimd($"{name}{8 << size} {width} (by scalar)", u, $"1 d {VectorRows.Bits(size)} nnnn dddd {opcode} n 1 m 0 mmmm",
                (a, f) => Emit(a, f, width, code(width), size));
        }
    }

    private static void Emit(AArch32Translator a, F f, VectorWidth width, ushort code, int size)
    {
        int d = f.DoubleD(), n = f.DoubleN();
        (int m, int index) = Scalar(f, size);
        if (IsMisnamed(width, d | n)) a.Undefined();
        else a.Compute(width, d, code, a.Read(width, n), m, a.Accumulator(code, width, d), index);
    }
}
