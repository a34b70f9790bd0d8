using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD two-register miscellaneous, conversions: to and from integers, widening, narrowing.</summary>
internal static class FloatTwoMiscConvert
{
    public static void AddRows(Table t)
    {
        AddToInteger(t, "N", "0", "11010", FpRounding.TieEven);
        AddToInteger(t, "M", "0", "11011", FpRounding.NegativeInfinity);
        AddToInteger(t, "A", "0", "11100", FpRounding.TieAway);
        AddToInteger(t, "P", "1", "11010", FpRounding.PositiveInfinity);
        AddToInteger(t, "Z", "1", "11011", FpRounding.Zero);
        t.Add("SCVTF (vector)", "0q001110 0z10000 11101 10 nnnnn ddddd", static (a, f) => Vector<FpFromSigned>(a, f, 0), usesFp: true);
        t.Add("UCVTF (vector)", "0q101110 0z10000 11101 10 nnnnn ddddd", static (a, f) => Vector<FpFromUnsigned>(a, f, 0), usesFp: true);
        t.Add("SCVTF (SIMD scalar)", "01011110 0z10000 11101 10 nnnnn ddddd", static (a, f) => Scalar<FpFromSigned>(a, f, 0), usesFp: true);
        t.Add("UCVTF (SIMD scalar)", "01111110 0z10000 11101 10 nnnnn ddddd", static (a, f) => Scalar<FpFromUnsigned>(a, f, 0), usesFp: true);

        // z: the wider format is single (0) or double (1); q: upper half.
        t.Add("FCVTL, FCVTL2", "0q001110 0z10000 10111 10 nnnnn ddddd", Widen, usesFp: true);
        t.Add("FCVTN, FCVTN2", "0q001110 0z10000 10110 10 nnnnn ddddd",
            static (a, f) => Narrow(a, f, f['z'], f['q'] == 1 ? FpNarrow<double, float>.Upper : 0), usesFp: true);
        t.Add("FCVTXN, FCVTXN2", "0q101110 0110000 10110 10 nnnnn ddddd",
            static (a, f) => Narrow(a, f, 1, FpNarrow<double, float>.ToOdd | (f['q'] == 1 ? FpNarrow<double, float>.Upper : 0)), usesFp: true);
        t.Add("FCVTXN (SIMD scalar)", "01111110 0110000 10110 10 nnnnn ddddd",
            static (a, f) => Narrow(a, f, 1, FpNarrow<double, float>.ToOdd | FpNarrow<double, float>.Scalar), usesFp: true);
    }

    /// <summary>FCVTxS and FCVTxU, vector and scalar; <paramref name="high"/> is bit 23.</summary>
    private static void AddToInteger(Table t, string letter, string high, string opcode, FpRounding rounding)
    {
        long imm = FpImmediate.Of(rounding);
        string rest = $"{high}z10000 {opcode} 10 nnnnn ddddd";
        t.Add($"FCVT{letter}S (vector)", "0q001110 " + rest, (a, f) => Vector<FpToSigned>(a, f, imm), usesFp: true);
        t.Add($"FCVT{letter}U (vector)", "0q101110 " + rest, (a, f) => Vector<FpToUnsigned>(a, f, imm), usesFp: true);
        t.Add($"FCVT{letter}S (SIMD scalar)", "01011110 " + rest, (a, f) => Scalar<FpToSigned>(a, f, imm), usesFp: true);
        t.Add($"FCVT{letter}U (SIMD scalar)", "01111110 " + rest, (a, f) => Scalar<FpToUnsigned>(a, f, imm), usesFp: true);
    }

    private static void Scalar<TOp>(A64Translator a, F f, long imm) where TOp : struct, IFpUnaryImmediate =>
        a.Emit(FloatCode.UnaryImmediate<TOp>(FloatCode.Scalar(f['z'])), f['d'], f['n'], imm: imm);

    private static void Vector<TOp>(A64Translator a, F f, long imm) where TOp : struct, IFpUnaryImmediate
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.UnaryImmediate<TOp>(arrangement), f['d'], f['n'], imm: imm);
    }

    private static void Widen(A64Translator a, F f) =>
        a.Emit(f['z'] == 1 ? FpWiden<float, double>.Code : FpWiden<Half, float>.Code, f['d'], f['n'], imm: f['q']);

    private static void Narrow(A64Translator a, F f, int size, long imm) =>
        a.Emit(size == 1 ? FpNarrow<double, float>.Code : FpNarrow<float, Half>.Code, f['d'], f['n'], a: f['d'], imm: imm);
}
