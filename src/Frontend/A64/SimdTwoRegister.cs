using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

using static SimdSizes;

/// <summary>Advanced SIMD two-register miscellaneous, vector and scalar, but for the floating-point opcodes.</summary>
internal static class SimdTwoRegister
{
    public static void AddRows(Table t)
    {
        Add(t, "REV64", 0, "00000", BHS, None, static () => VectorPermute.Reverse64);
        Add(t, "REV32", 1, "00000", BH, None, static () => VectorPermute.Reverse32);
        Add(t, "REV16", 0, "00001", B, None, static () => VectorPermute.Reverse16);
        Add(t, "CLS", 0, "00100", BHS, None, static () => VectorBits.LeadingSigns);
        Add(t, "CLZ", 1, "00100", BHS, None, static () => VectorBits.LeadingZeros);
        Add(t, "CNT", 0, "00101", B, None, static () => VectorBits.Count);
        Add(t, "SQABS", 0, "00111", All, All, static () => VectorSaturating.Absolute);
        Add(t, "SQNEG", 1, "00111", All, All, static () => VectorSaturating.Negate);
        Add(t, "CMGT (zero)", 0, "01000", All, D, static () => VectorCompare.Positive);
        Add(t, "CMGE (zero)", 1, "01000", All, D, static () => VectorCompare.NotNegative);
        Add(t, "CMEQ (zero)", 0, "01001", All, D, static () => VectorCompare.Zero);
        Add(t, "CMLE (zero)", 1, "01001", All, D, static () => VectorCompare.NotPositive);
        Add(t, "CMLT (zero)", 0, "01010", All, D, static () => VectorCompare.Negative);
        Add(t, "ABS", 0, "01011", All, D, static () => VectorArithmetic.Absolute);
        Add(t, "NEG", 1, "01011", All, D, static () => VectorArithmetic.Negate);

        t.Add("NOT (vector)", "0q101110 00 10000 00101 10 nnnnn ddddd", static (a, f) => Emit(a, f, VectorLogic.Not[0, f.Form()]), usesFp: true);
        t.Add("RBIT (vector)", "0q101110 01 10000 00101 10 nnnnn ddddd", static (a, f) => Emit(a, f, VectorBits.Reverse[0, f.Form()]), usesFp: true);

        AddPairwiseLong(t, "SADDLP", 0, "00010", static () => VectorPairs.AddLongSigned, Emit);
        AddPairwiseLong(t, "UADDLP", 1, "00010", static () => VectorPairs.AddLongUnsigned, Emit);
        AddPairwiseLong(t, "SADALP", 0, "00110", static () => VectorPairs.AccumulateLongSigned, EmitOntoDestination);
        AddPairwiseLong(t, "UADALP", 1, "00110", static () => VectorPairs.AccumulateLongUnsigned, EmitOntoDestination);

        AddOntoDestination(t, "SUQADD", 0, "00011", All, All, static () => VectorSaturating.SignedAccumulateUnsigned);
        AddOntoDestination(t, "USQADD", 1, "00011", All, All, static () => VectorSaturating.UnsignedAccumulateSigned);
        AddNarrowing(t, "XTN", 0, "10010", None, static () => VectorNarrow.Extract);
        AddNarrowing(t, "SQXTUN", 1, "10010", BHS, static () => VectorNarrow.SaturateSignedToUnsigned);
        AddNarrowing(t, "SQXTN", 0, "10100", BHS, static () => VectorNarrow.SaturateSigned);
        AddNarrowing(t, "UQXTN", 1, "10100", BHS, static () => VectorNarrow.SaturateUnsigned);

        t.Add("SHLL", "0q101110 ss 10000 10011 10 nnnnn ddddd", static (a, f) =>
        {
            int size = f['s'];
            if (size == 3) a.Undefined();
            else a.Emit(VectorShift.LeftLongUnsigned[size, f.Form()], f['d'], f['n'], imm: 8 << size);
        }, usesFp: true);
    }

    private static string Rest(string opcode) => $"1110 ss 10000 {opcode} 10 nnnnn ddddd";

    private static void Add(Table t, string name, int u, string opcode, SimdSizes vector, SimdSizes scalar, Func<OpFamily> family) =>
        t.AddSimd(name, u, Rest(opcode), vector, scalar, (a, f, form, sizes) =>
        {
            if (IsReserved(f['s'], form, sizes)) a.Undefined();
            else Emit(a, f, family()[f['s'], form]);
        });

    private static void AddOntoDestination(Table t, string name, int u, string opcode, SimdSizes vector, SimdSizes scalar, Func<OpFamily> family) =>
        t.AddSimd(name, u, Rest(opcode), vector, scalar, (a, f, form, sizes) =>
        {
            if (IsReserved(f['s'], form, sizes)) a.Undefined();
            else EmitOntoDestination(a, f, family()[f['s'], form]);
        });

    /// <summary>Size is that of the narrow elements, and 64-bit wide ones are allowed in either half.</summary>
    private static void AddNarrowing(Table t, string name, int u, string opcode, SimdSizes scalar, Func<OpFamily> family) =>
        AddOntoDestination(t, name, u, opcode, BHS, scalar, family);

    /// <summary>Size is that of the source; the families go by the size of the sums.</summary>
    private static void AddPairwiseLong(Table t, string name, int u, string opcode, Func<OpFamily> family, Action<A64Translator, F, ushort> emit) =>
        t.AddSimd(name, u, Rest(opcode), BHS, None, (a, f, form, sizes) =>
        {
            if (sizes.Allows(f['s'])) emit(a, f, family()[f['s'] + 1, form]);
            else a.Undefined();
        });

    private static bool IsReserved(int size, VectorForm form, SimdSizes sizes) => !sizes.Allows(size) || (size == 3 && form == VectorForm.Half);

    private static void Emit(A64Translator a, F f, ushort code) => a.Emit(code, f['d'], f['n']);

    /// <summary>The destination is the first source.</summary>
    private static void EmitOntoDestination(A64Translator a, F f, ushort code) => a.Emit(code, f['d'], f['d'], f['n']);
}
