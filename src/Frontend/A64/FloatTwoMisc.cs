using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD two-register miscellaneous, floating point to floating point: vectors and scalars.</summary>
internal static class FloatTwoMisc
{
    public static void AddRows(Table t)
    {
        t.Add("FRINTN (vector)", "0q001110 0z10000 11000 10 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.TieEven), usesFp: true);
        t.Add("FRINTM (vector)", "0q001110 0z10000 11001 10 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.NegativeInfinity), usesFp: true);
        t.Add("FRINTP (vector)", "0q001110 1z10000 11000 10 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.PositiveInfinity), usesFp: true);
        t.Add("FRINTZ (vector)", "0q001110 1z10000 11001 10 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.Zero), usesFp: true);
        t.Add("FRINTA (vector)", "0q101110 0z10000 11000 10 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.TieAway), usesFp: true);
        t.Add("FRINTX (vector)", "0q101110 0z10000 11001 10 nnnnn ddddd", static (a, f) => Round(a, f, FpImmediate.FromFpcr | FpImmediate.Exact), usesFp: true);
        t.Add("FRINTI (vector)", "0q101110 1z10000 11001 10 nnnnn ddddd", static (a, f) => Round(a, f, FpImmediate.FromFpcr), usesFp: true);
        t.Add("FCMGT (vector, zero)", "0q001110 1z10000 01100 10 nnnnn ddddd", Vector<FpWithZero<FpCompareGreater>>, usesFp: true);
        t.Add("FCMEQ (vector, zero)", "0q001110 1z10000 01101 10 nnnnn ddddd", Vector<FpWithZero<FpCompareEqual>>, usesFp: true);
        t.Add("FCMLT (vector, zero)", "0q001110 1z10000 01110 10 nnnnn ddddd", Vector<FpZeroWith<FpCompareGreater>>, usesFp: true);
        t.Add("FCMGE (vector, zero)", "0q101110 1z10000 01100 10 nnnnn ddddd", Vector<FpWithZero<FpCompareGreaterOrEqual>>, usesFp: true);
        t.Add("FCMLE (vector, zero)", "0q101110 1z10000 01101 10 nnnnn ddddd", Vector<FpZeroWith<FpCompareGreaterOrEqual>>, usesFp: true);
        t.Add("FABS (vector)", "0q001110 1z10000 01111 10 nnnnn ddddd", Bitwise<FpAbsolute>, usesFp: true);
        t.Add("FNEG (vector)", "0q101110 1z10000 01111 10 nnnnn ddddd", Bitwise<FpNegate>, usesFp: true);
        t.Add("FRECPE (vector)", "0q001110 1z10000 11101 10 nnnnn ddddd", Vector<FpReciprocalEstimate>, usesFp: true);
        t.Add("FRSQRTE (vector)", "0q101110 1z10000 11101 10 nnnnn ddddd", Vector<FpReciprocalRootEstimate>, usesFp: true);
        t.Add("FSQRT (vector)", "0q101110 1z10000 11111 10 nnnnn ddddd", Vector<FpSquareRoot>, usesFp: true);
        t.Add("URECPE", "0q001110 1010000 11100 10 nnnnn ddddd", static (a, f) => Estimate(a, f, UnsignedReciprocalEstimate.Code), usesFp: true);
        t.Add("URSQRTE", "0q101110 1010000 11100 10 nnnnn ddddd", static (a, f) => Estimate(a, f, UnsignedReciprocalRootEstimate.Code), usesFp: true);

        t.Add("FCMGT (SIMD scalar, zero)", "01011110 1z10000 01100 10 nnnnn ddddd", Scalar<FpWithZero<FpCompareGreater>>, usesFp: true);
        t.Add("FCMEQ (SIMD scalar, zero)", "01011110 1z10000 01101 10 nnnnn ddddd", Scalar<FpWithZero<FpCompareEqual>>, usesFp: true);
        t.Add("FCMLT (SIMD scalar, zero)", "01011110 1z10000 01110 10 nnnnn ddddd", Scalar<FpZeroWith<FpCompareGreater>>, usesFp: true);
        t.Add("FCMGE (SIMD scalar, zero)", "01111110 1z10000 01100 10 nnnnn ddddd", Scalar<FpWithZero<FpCompareGreaterOrEqual>>, usesFp: true);
        t.Add("FCMLE (SIMD scalar, zero)", "01111110 1z10000 01101 10 nnnnn ddddd", Scalar<FpZeroWith<FpCompareGreaterOrEqual>>, usesFp: true);
        t.Add("FRECPE (SIMD scalar)", "01011110 1z10000 11101 10 nnnnn ddddd", Scalar<FpReciprocalEstimate>, usesFp: true);
        t.Add("FRECPX", "01011110 1z10000 11111 10 nnnnn ddddd", Scalar<FpReciprocalExponent>, usesFp: true);
        t.Add("FRSQRTE (SIMD scalar)", "01111110 1z10000 11101 10 nnnnn ddddd", Scalar<FpReciprocalRootEstimate>, usesFp: true);
    }

    private static void Scalar<TOp>(A64Translator a, F f) where TOp : struct, IFpUnary =>
        a.Emit(FloatCode.Unary<TOp>(FloatCode.Scalar(f['z'])), f['d'], f['n']);

    private static void Vector<TOp>(A64Translator a, F f) where TOp : struct, IFpUnary
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.Unary<TOp>(arrangement), f['d'], f['n']);
    }

    private static void Bitwise<TOp>(A64Translator a, F f) where TOp : struct, IFpBitwise
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.Bitwise<TOp>(arrangement), f['d'], f['n']);
    }

    private static void Round(A64Translator a, F f, long imm)
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.UnaryImmediate<FpRoundToIntegral>(arrangement), f['d'], f['n'], imm: imm);
    }

    private static void Estimate(A64Translator a, F f, ushort code) => a.Emit(code, f['d'], f['n'], imm: f['q'] == 1 ? 4 : 2);
}
