using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD three registers of the same length, integers and bits.</summary>
internal static class SimdThreeSame32
{
    private const int Bytes = 0b0001, Halves = 0b0010, Words = 0b0100, Longs = 0b1000;
    private const int BytesToWords = Bytes | Halves | Words, All = BytesToWords | Longs;

    public static void AddRows(AArch32Rows rows)
    {
        AddSigned(rows, "VHADD", "0000", 0, BytesToWords, static () => VectorArithmetic.SignedHalvingAdd, static () => VectorArithmetic.UnsignedHalvingAdd);
        AddSigned(rows, "VQADD", "0000", 1, All, static () => VectorSaturating.SignedAdd, static () => VectorSaturating.UnsignedAdd);
        AddSigned(rows, "VRHADD", "0001", 0, BytesToWords,
            static () => VectorArithmetic.SignedRoundingHalvingAdd, static () => VectorArithmetic.UnsignedRoundingHalvingAdd);
        AddSigned(rows, "VHSUB", "0010", 0, BytesToWords, static () => VectorArithmetic.SignedHalvingSubtract, static () => VectorArithmetic.UnsignedHalvingSubtract);
        AddSigned(rows, "VQSUB", "0010", 1, All, static () => VectorSaturating.SignedSubtract, static () => VectorSaturating.UnsignedSubtract);
        AddSigned(rows, "VCGT", "0011", 0, BytesToWords, static () => VectorCompare.SignedGreater, static () => VectorCompare.UnsignedGreater);
        AddSigned(rows, "VCGE", "0011", 1, BytesToWords, static () => VectorCompare.SignedGreaterOrEqual, static () => VectorCompare.UnsignedGreaterOrEqual);
        AddShift(rows, "VSHL", "0100", 0, static () => VectorShiftByRegister.Signed, static () => VectorShiftByRegister.Unsigned);
        AddShift(rows, "VQSHL", "0100", 1, static () => VectorShiftByRegister.SignedSaturating, static () => VectorShiftByRegister.UnsignedSaturating);
        AddShift(rows, "VRSHL", "0101", 0, static () => VectorShiftByRegister.SignedRounding, static () => VectorShiftByRegister.UnsignedRounding);
        AddShift(rows, "VQRSHL", "0101", 1,
            static () => VectorShiftByRegister.SignedSaturatingRounding, static () => VectorShiftByRegister.UnsignedSaturatingRounding);
        AddSigned(rows, "VMAX", "0110", 0, BytesToWords, static () => VectorArithmetic.SignedMax, static () => VectorArithmetic.UnsignedMax);
        AddSigned(rows, "VMIN", "0110", 1, BytesToWords, static () => VectorArithmetic.SignedMin, static () => VectorArithmetic.UnsignedMin);
        AddSigned(rows, "VABD", "0111", 0, BytesToWords, static () => VectorArithmetic.SignedDifference, static () => VectorArithmetic.UnsignedDifference);
        AddSigned(rows, "VABA", "0111", 1, BytesToWords, static () => VectorArithmetic.AddSignedDifference, static () => VectorArithmetic.AddUnsignedDifference);
        Add(rows, "VADD", 0, "1000", 0, All, static () => VectorArithmetic.Add);
        Add(rows, "VSUB", 1, "1000", 0, All, static () => VectorArithmetic.Subtract);
        Add(rows, "VTST", 0, "1000", 1, BytesToWords, static () => VectorCompare.Test);
        Add(rows, "VCEQ", 1, "1000", 1, BytesToWords, static () => VectorCompare.Equal);
        Add(rows, "VMLA", 0, "1001", 0, BytesToWords, static () => VectorArithmetic.MultiplyAdd);
        Add(rows, "VMLS", 1, "1001", 0, BytesToWords, static () => VectorArithmetic.MultiplySubtract);
        Add(rows, "VMUL", 0, "1001", 1, BytesToWords, static () => VectorArithmetic.Multiply);
        Add(rows, "VMUL (polynomial)", 1, "1001", 1, Bytes, static () => VectorPolynomial.Multiply);
        AddPairs(rows, "VPMAX.S", 0, "1010", 0, static () => VectorPairs.SignedMax);
        AddPairs(rows, "VPMAX.U", 1, "1010", 0, static () => VectorPairs.UnsignedMax);
        AddPairs(rows, "VPMIN.S", 0, "1010", 1, static () => VectorPairs.SignedMin);
        AddPairs(rows, "VPMIN.U", 1, "1010", 1, static () => VectorPairs.UnsignedMin);
        AddPairs(rows, "VPADD", 0, "1011", 1, static () => VectorPairs.Add);
        Add(rows, "VQDMULH", 0, "1011", 0, Halves | Words, static () => VectorSaturating.DoublingHigh);
        Add(rows, "VQRDMULH", 1, "1011", 0, Halves | Words, static () => VectorSaturating.RoundingDoublingHigh);

        AddBitwise(rows, "VAND", 0, 0, static () => VectorLogic.And);
        AddBitwise(rows, "VBIC", 0, 1, static () => VectorLogic.AndNot);
        AddBitwise(rows, "VORR", 0, 2, static () => VectorLogic.Or);
        AddBitwise(rows, "VORN", 0, 3, static () => VectorLogic.OrNot);
        AddBitwise(rows, "VEOR", 1, 0, static () => VectorLogic.Xor);
        AddBitwise(rows, "VBSL", 1, 1, static () => VectorLogic.Select);
        AddBitwise(rows, "VBIT", 1, 2, static () => VectorLogic.InsertIfTrue);
        AddBitwise(rows, "VBIF", 1, 3, static () => VectorLogic.InsertIfFalse);
    }

    private static void AddSigned(AArch32Rows rows, string name, string opcode, int low, int sizes, Func<OpFamily> signed, Func<OpFamily> unsigned)
    {
        Add(rows, name + ".S", 0, opcode, low, sizes, signed);
        Add(rows, name + ".U", 1, opcode, low, sizes, unsigned);
    }

    /// <summary>A row for each size that is allocated.</summary>
    private static void Add(AArch32Rows rows, string name, int u, string opcode, int low, int sizes, Func<OpFamily> family)
    {
        for (int s = 0; s < 4; s++)
        {
            if ((sizes >> s & 1) == 0) continue;
            int size = s;
            rows.AddSimd($"{name}{8 << size}", u, $"0 d {VectorRows.Bits(size)} nnnn dddd {opcode} n q m {low} mmmm",
                (a, f) => Emit(a, f, f.Width(), family()[size, Form(f.Width())], f.DoubleN(), f.DoubleM()));
        }
    }

    /// <summary>The value is in Vm, the count in Vn.</summary>
    private static void AddShift(AArch32Rows rows, string name, string opcode, int low, Func<OpFamily> signed, Func<OpFamily> unsigned)
    {
        for (int i = 0; i < 8; i++)
        {
            int size = i & 3, u = i >> 2;
            Func<OpFamily> family = u == 0 ? signed : unsigned;
            rows.AddSimd($"{name}.{(u == 0 ? 'S' : 'U')}{8 << size}", u, $"0 d {VectorRows.Bits(size)} nnnn dddd {opcode} n q m {low} mmmm",
                (a, f) => Emit(a, f, f.Width(), family()[size, Form(f.Width())], f.DoubleM(), f.DoubleN()));
        }
    }

    private static void AddPairs(AArch32Rows rows, string name, int u, string opcode, int low, Func<OpFamily> family)
    {
        for (int s = 0; s < 3; s++)
        {
            int size = s;
            rows.AddSimd($"{name}{8 << size}", u, $"0 d {VectorRows.Bits(size)} nnnn dddd {opcode} n 0 m {low} mmmm",
                (a, f) => Emit(a, f, VectorWidth.D, family()[size, VectorForm.Half], f.DoubleN(), f.DoubleM()));
        }
    }

    private static void AddBitwise(AArch32Rows rows, string name, int u, int size, Func<OpFamily> family) =>
        rows.AddSimd(name, u, $"0 d {VectorRows.Bits(size)} nnnn dddd 0001 n q m 1 mmmm",
            (a, f) => Emit(a, f, f.Width(), family()[0, Form(f.Width())], f.DoubleN(), f.DoubleM()));

    private static void Emit(AArch32Translator a, F f, VectorWidth width, ushort code, int first, int second)
    {
        int d = f.DoubleD();
        if (IsMisnamed(width, d | first | second)) a.Undefined();
        else a.Compute(width, d, code, a.Read(width, first), a.Read(width, second), a.Accumulator(code, width, d));
    }
}
