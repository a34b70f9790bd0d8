using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

using static SimdSizes;

/// <summary>Advanced SIMD three same, vector and scalar, but for the floating-point opcodes 11xxx (Arm ARM C4.1.6).</summary>
internal static class SimdThreeSame
{
    public static void AddRows(Table t)
    {
        Add(t, "SHADD", 0, "00000", BHS, None, static () => VectorArithmetic.SignedHalvingAdd);
        Add(t, "UHADD", 1, "00000", BHS, None, static () => VectorArithmetic.UnsignedHalvingAdd);
        Add(t, "SQADD", 0, "00001", All, All, static () => VectorSaturating.SignedAdd);
        Add(t, "UQADD", 1, "00001", All, All, static () => VectorSaturating.UnsignedAdd);
        Add(t, "SRHADD", 0, "00010", BHS, None, static () => VectorArithmetic.SignedRoundingHalvingAdd);
        Add(t, "URHADD", 1, "00010", BHS, None, static () => VectorArithmetic.UnsignedRoundingHalvingAdd);
        Add(t, "SHSUB", 0, "00100", BHS, None, static () => VectorArithmetic.SignedHalvingSubtract);
        Add(t, "UHSUB", 1, "00100", BHS, None, static () => VectorArithmetic.UnsignedHalvingSubtract);
        Add(t, "SQSUB", 0, "00101", All, All, static () => VectorSaturating.SignedSubtract);
        Add(t, "UQSUB", 1, "00101", All, All, static () => VectorSaturating.UnsignedSubtract);
        Add(t, "CMGT", 0, "00110", All, D, static () => VectorCompare.SignedGreater);
        Add(t, "CMHI", 1, "00110", All, D, static () => VectorCompare.UnsignedGreater);
        Add(t, "CMGE", 0, "00111", All, D, static () => VectorCompare.SignedGreaterOrEqual);
        Add(t, "CMHS", 1, "00111", All, D, static () => VectorCompare.UnsignedGreaterOrEqual);
        Add(t, "SSHL", 0, "01000", All, D, static () => VectorShiftByRegister.Signed);
        Add(t, "USHL", 1, "01000", All, D, static () => VectorShiftByRegister.Unsigned);
        Add(t, "SQSHL", 0, "01001", All, All, static () => VectorShiftByRegister.SignedSaturating);
        Add(t, "UQSHL", 1, "01001", All, All, static () => VectorShiftByRegister.UnsignedSaturating);
        Add(t, "SRSHL", 0, "01010", All, D, static () => VectorShiftByRegister.SignedRounding);
        Add(t, "URSHL", 1, "01010", All, D, static () => VectorShiftByRegister.UnsignedRounding);
        Add(t, "SQRSHL", 0, "01011", All, All, static () => VectorShiftByRegister.SignedSaturatingRounding);
        Add(t, "UQRSHL", 1, "01011", All, All, static () => VectorShiftByRegister.UnsignedSaturatingRounding);
        Add(t, "SMAX", 0, "01100", BHS, None, static () => VectorArithmetic.SignedMax);
        Add(t, "UMAX", 1, "01100", BHS, None, static () => VectorArithmetic.UnsignedMax);
        Add(t, "SMIN", 0, "01101", BHS, None, static () => VectorArithmetic.SignedMin);
        Add(t, "UMIN", 1, "01101", BHS, None, static () => VectorArithmetic.UnsignedMin);
        Add(t, "SABD", 0, "01110", BHS, None, static () => VectorArithmetic.SignedDifference);
        Add(t, "UABD", 1, "01110", BHS, None, static () => VectorArithmetic.UnsignedDifference);
        Add(t, "SABA", 0, "01111", BHS, None, static () => VectorArithmetic.AddSignedDifference);
        Add(t, "UABA", 1, "01111", BHS, None, static () => VectorArithmetic.AddUnsignedDifference);
        Add(t, "ADD", 0, "10000", All, D, static () => VectorArithmetic.Add);
        Add(t, "SUB", 1, "10000", All, D, static () => VectorArithmetic.Subtract);
        Add(t, "CMTST", 0, "10001", All, D, static () => VectorCompare.Test);
        Add(t, "CMEQ", 1, "10001", All, D, static () => VectorCompare.Equal);
        Add(t, "MLA", 0, "10010", BHS, None, static () => VectorArithmetic.MultiplyAdd);
        Add(t, "MLS", 1, "10010", BHS, None, static () => VectorArithmetic.MultiplySubtract);
        Add(t, "MUL", 0, "10011", BHS, None, static () => VectorArithmetic.Multiply);
        Add(t, "PMUL", 1, "10011", B, None, static () => VectorPolynomial.Multiply);
        Add(t, "SMAXP", 0, "10100", BHS, None, static () => VectorPairs.SignedMax);
        Add(t, "UMAXP", 1, "10100", BHS, None, static () => VectorPairs.UnsignedMax);
        Add(t, "SMINP", 0, "10101", BHS, None, static () => VectorPairs.SignedMin);
        Add(t, "UMINP", 1, "10101", BHS, None, static () => VectorPairs.UnsignedMin);
        Add(t, "SQDMULH", 0, "10110", HS, HS, static () => VectorSaturating.DoublingHigh);
        Add(t, "SQRDMULH", 1, "10110", HS, HS, static () => VectorSaturating.RoundingDoublingHigh);
        Add(t, "ADDP", 0, "10111", All, None, static () => VectorPairs.Add);

        AddLogical(t, "AND", "0", "00", static () => VectorLogic.And);
        AddLogical(t, "BIC", "0", "01", static () => VectorLogic.AndNot);
        AddLogical(t, "ORR", "0", "10", static () => VectorLogic.Or);
        AddLogical(t, "ORN", "0", "11", static () => VectorLogic.OrNot);
        AddLogical(t, "EOR", "1", "00", static () => VectorLogic.Xor);
        AddLogical(t, "BSL", "1", "01", static () => VectorLogic.Select);
        AddLogical(t, "BIT", "1", "10", static () => VectorLogic.InsertIfTrue);
        AddLogical(t, "BIF", "1", "11", static () => VectorLogic.InsertIfFalse);
    }

    private static void Add(Table t, string name, int u, string opcode, SimdSizes vector, SimdSizes scalar, Func<OpFamily> family) =>
        t.AddSimd(name, u, $"1110 ss 1 mmmmm {opcode} 1 nnnnn ddddd", vector, scalar, (a, f, form, sizes) => Emit(a, f, family(), form, sizes));

    private static void AddLogical(Table t, string name, string u, string size, Func<OpFamily> family) =>
        t.Add($"{name} (vector)", $"0q{u}01110 {size} 1 mmmmm 00011 1 nnnnn ddddd", (a, f) => EmitOf(a, f, family()[0, f.Form()]), usesFp: true);

    private static void Emit(A64Translator a, F f, OpFamily family, VectorForm form, SimdSizes sizes)
    {
        int size = f['s'];
        bool reserved = size == 3 && form == VectorForm.Half;
        if (!sizes.Allows(size) || reserved) a.Undefined();
        else EmitOf(a, f, family[size, form]);
    }

    private static void EmitOf(A64Translator a, F f, ushort code) => a.Emit(code, f['d'], f['n'], f['m'], f['d']);
}
