using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Advanced SIMD three registers of different lengths, and two registers with a scalar that lengthen.</summary>
internal static class SimdThreeDifferent32
{
    public static void AddRows(AArch32Rows rows)
    {
        AddSigned(rows, "VADDL", "0000", static () => VectorLong.AddSigned, static () => VectorLong.AddUnsigned, Long);
        AddSigned(rows, "VADDW", "0001", static () => VectorLong.AddWideSigned, static () => VectorLong.AddWideUnsigned, Wide);
        AddSigned(rows, "VSUBL", "0010", static () => VectorLong.SubtractSigned, static () => VectorLong.SubtractUnsigned, Long);
        AddSigned(rows, "VSUBW", "0011", static () => VectorLong.SubtractWideSigned, static () => VectorLong.SubtractWideUnsigned, Wide);
        Add(rows, "VADDHN.I", 0, "0100", 0, 2, 1, static () => VectorNarrow.AddHigh, Narrow);
        Add(rows, "VRADDHN.I", 1, "0100", 0, 2, 1, static () => VectorNarrow.RoundingAddHigh, Narrow);
        AddSigned(rows, "VABAL", "0101", static () => VectorLong.AddDifferenceSigned, static () => VectorLong.AddDifferenceUnsigned, Long);
        Add(rows, "VSUBHN.I", 0, "0110", 0, 2, 1, static () => VectorNarrow.SubtractHigh, Narrow);
        Add(rows, "VRSUBHN.I", 1, "0110", 0, 2, 1, static () => VectorNarrow.RoundingSubtractHigh, Narrow);
        AddSigned(rows, "VABDL", "0111", static () => VectorLong.DifferenceSigned, static () => VectorLong.DifferenceUnsigned, Long);
        AddSigned(rows, "VMLAL", "1000", static () => VectorLong.MultiplyAddSigned, static () => VectorLong.MultiplyAddUnsigned, Long);
        AddSigned(rows, "VMLSL", "1010", static () => VectorLong.MultiplySubtractSigned, static () => VectorLong.MultiplySubtractUnsigned, Long);
        AddSigned(rows, "VMULL", "1100", static () => VectorLong.MultiplySigned, static () => VectorLong.MultiplyUnsigned, Long);
        Add(rows, "VQDMLAL.S", 0, "1001", 1, 2, 0, static () => VectorSaturating.DoublingLongAdd, Long);
        Add(rows, "VQDMLSL.S", 0, "1011", 1, 2, 0, static () => VectorSaturating.DoublingLongSubtract, Long);
        Add(rows, "VQDMULL.S", 0, "1101", 1, 2, 0, static () => VectorSaturating.DoublingLong, Long);
        Add(rows, "VMULL.P", 0, "1110", 0, 0, 0, static () => VectorPolynomial.MultiplyLong, Long);

        AddScalarSigned(rows, "VMLAL", "0010", static () => VectorLong.MultiplyAddSignedElement, static () => VectorLong.MultiplyAddUnsignedElement);
        AddScalarSigned(rows, "VMLSL", "0110", static () => VectorLong.MultiplySubtractSignedElement, static () => VectorLong.MultiplySubtractUnsignedElement);
        AddScalarSigned(rows, "VMULL", "1010", static () => VectorLong.MultiplySignedElement, static () => VectorLong.MultiplyUnsignedElement);
        AddScalar(rows, "VQDMLAL.S", 0, "0011", static () => VectorSaturating.DoublingLongAddElement);
        AddScalar(rows, "VQDMLSL.S", 0, "0111", static () => VectorSaturating.DoublingLongSubtractElement);
        AddScalar(rows, "VQDMULL.S", 0, "1011", static () => VectorSaturating.DoublingLongElement);
    }

    private static void AddSigned(AArch32Rows rows, string name, string opcode, Func<OpFamily> signed, Func<OpFamily> unsigned, Action<AArch32Translator, F, ushort> emit)
    {
        Add(rows, name + ".S", 0, opcode, 0, 2, 0, signed, emit);
        Add(rows, name + ".U", 1, opcode, 0, 2, 0, unsigned, emit);
    }

    /// <summary>Rows for the sizes from <paramref name="least"/> to <paramref name="most"/>; size is that of the narrow elements, names give the sources'.</summary>
    private static void Add(
        AArch32Rows rows, string name, int u, string opcode, int least, int most, int widening, Func<OpFamily> family, Action<AArch32Translator, F, ushort> emit)
    {
        for (int s = least; s <= most; s++)
        {
            int size = s;
            rows.AddSimd($"{name}{8 << (size + widening)}", u, $"1 d {VectorRows.Bits(size)} nnnn dddd {opcode} n 0 m 0 mmmm",
                (a, f) => emit(a, f, family()[size, VectorForm.Half]));
        }
    }

    private static void Long(AArch32Translator a, F f, ushort code)
    {
        int d = f.DoubleD();
        if ((d & 1) != 0) a.Undefined();
        else a.Compute(VectorWidth.Q, d, code, a.Read(VectorWidth.D, f.DoubleN()), a.Read(VectorWidth.D, f.DoubleM()), d >> 1);
    }

    private static void Wide(AArch32Translator a, F f, ushort code)
    {
        int d = f.DoubleD(), n = f.DoubleN();
        if (((d | n) & 1) != 0) a.Undefined();
        else a.Compute(VectorWidth.Q, d, code, n >> 1, a.Read(VectorWidth.D, f.DoubleM()));
    }

    /// <summary>The operation takes a destination that its low form does not use.</summary>
    private static void Narrow(AArch32Translator a, F f, ushort code)
    {
        int n = f.DoubleN(), m = f.DoubleM();
        if (((n | m) & 1) != 0) a.Undefined();
        else a.Compute(VectorWidth.D, f.DoubleD(), code, n >> 1, m >> 1, n >> 1);
    }

    private static void AddScalarSigned(AArch32Rows rows, string name, string opcode, Func<OpFamily> signed, Func<OpFamily> unsigned)
    {
        AddScalar(rows, name + ".S", 0, opcode, signed);
        AddScalar(rows, name + ".U", 1, opcode, unsigned);
    }

    private static void AddScalar(AArch32Rows rows, string name, int u, string opcode, Func<OpFamily> family)
    {
        for (int s = 1; s <= 2; s++)
        {
            int size = s;
            rows.AddSimd($"{name}{8 << size} (by scalar)", u, $"1 d {VectorRows.Bits(size)} nnnn dddd {opcode} n 1 m 0 mmmm", (a, f) =>
            {
                int d = f.DoubleD();
                (int m, int index) = SimdByScalar32.Scalar(f, size);
                if ((d & 1) != 0) a.Undefined();
                else a.Compute(VectorWidth.Q, d, family()[size, VectorForm.Half], a.Read(VectorWidth.D, f.DoubleN()), m, d >> 1, index);
            });
        }
    }
}
