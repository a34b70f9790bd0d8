using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

using static SimdSizes;

/// <summary>Advanced SIMD three different: lengthening, wide and high-narrowing operations; size is that of the narrow elements.</summary>
internal static class SimdThreeDifferent
{
    public static void AddRows(Table t)
    {
        Add(t, "SADDL", 0, "0000", static () => VectorLong.AddSigned);
        Add(t, "UADDL", 1, "0000", static () => VectorLong.AddUnsigned);
        Add(t, "SADDW", 0, "0001", static () => VectorLong.AddWideSigned);
        Add(t, "UADDW", 1, "0001", static () => VectorLong.AddWideUnsigned);
        Add(t, "SSUBL", 0, "0010", static () => VectorLong.SubtractSigned);
        Add(t, "USUBL", 1, "0010", static () => VectorLong.SubtractUnsigned);
        Add(t, "SSUBW", 0, "0011", static () => VectorLong.SubtractWideSigned);
        Add(t, "USUBW", 1, "0011", static () => VectorLong.SubtractWideUnsigned);
        Add(t, "ADDHN", 0, "0100", static () => VectorNarrow.AddHigh);
        Add(t, "RADDHN", 1, "0100", static () => VectorNarrow.RoundingAddHigh);
        Add(t, "SABAL", 0, "0101", static () => VectorLong.AddDifferenceSigned);
        Add(t, "UABAL", 1, "0101", static () => VectorLong.AddDifferenceUnsigned);
        Add(t, "SUBHN", 0, "0110", static () => VectorNarrow.SubtractHigh);
        Add(t, "RSUBHN", 1, "0110", static () => VectorNarrow.RoundingSubtractHigh);
        Add(t, "SABDL", 0, "0111", static () => VectorLong.DifferenceSigned);
        Add(t, "UABDL", 1, "0111", static () => VectorLong.DifferenceUnsigned);
        Add(t, "SMLAL", 0, "1000", static () => VectorLong.MultiplyAddSigned);
        Add(t, "UMLAL", 1, "1000", static () => VectorLong.MultiplyAddUnsigned);
        Add(t, "SMLSL", 0, "1010", static () => VectorLong.MultiplySubtractSigned);
        Add(t, "UMLSL", 1, "1010", static () => VectorLong.MultiplySubtractUnsigned);
        Add(t, "SMULL", 0, "1100", static () => VectorLong.MultiplySigned);
        Add(t, "UMULL", 1, "1100", static () => VectorLong.MultiplyUnsigned);
        Add(t, "SQDMLAL", 0, "1001", HS, HS, static () => VectorSaturating.DoublingLongAdd);
        Add(t, "SQDMLSL", 0, "1011", HS, HS, static () => VectorSaturating.DoublingLongSubtract);
        Add(t, "SQDMULL", 0, "1101", HS, HS, static () => VectorSaturating.DoublingLong);
        Add(t, "PMULL", 0, "1110", B, None, static () => VectorPolynomial.MultiplyLong);
        t.Add("PMULL (1Q)", "0q001110 11 1 mmmmm 1110 00 nnnnn ddddd", static (a, f) =>
            EmitOf(a, f, f['q'] == 0 ? VectorPolynomial.MultiplyLongLow64 : VectorPolynomial.MultiplyLongHigh64), usesFp: true);
    }

    private static void Add(Table t, string name, int u, string opcode, Func<OpFamily> family) => Add(t, name, u, opcode, BHS, None, family);

    private static void Add(Table t, string name, int u, string opcode, SimdSizes vector, SimdSizes scalar, Func<OpFamily> family) =>
        t.AddSimd(name, u, $"1110 ss 1 mmmmm {opcode} 00 nnnnn ddddd", vector, scalar, (a, f, form, sizes) =>
        {
            int size = f['s'];
            if (sizes.Allows(size)) EmitOf(a, f, family()[size, form]);
            else a.Undefined();
        });

    private static void EmitOf(A64Translator a, F f, ushort code) => a.Emit(code, f['d'], f['n'], f['m'], f['d']);
}
