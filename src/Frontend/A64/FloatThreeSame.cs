using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD three same, floating point: vectors and scalars.</summary>
internal static class FloatThreeSame
{
    public static void AddRows(Table t)
    {
        t.Add("FMAXNM (vector)", "0q001110 0z1 mmmmm 110001 nnnnn ddddd", Vector<FpMaximumNumber>, usesFp: true);
        t.Add("FMLA (vector)", "0q001110 0z1 mmmmm 110011 nnnnn ddddd", Accumulate<FpMultiplyAdd>, usesFp: true);
        t.Add("FADD (vector)", "0q001110 0z1 mmmmm 110101 nnnnn ddddd", Vector<FpAdd>, usesFp: true);
        t.Add("FMULX (vector)", "0q001110 0z1 mmmmm 110111 nnnnn ddddd", Vector<FpMultiplyExtended>, usesFp: true);
        t.Add("FCMEQ (vector)", "0q001110 0z1 mmmmm 111001 nnnnn ddddd", Vector<FpCompareEqual>, usesFp: true);
        t.Add("FMAX (vector)", "0q001110 0z1 mmmmm 111101 nnnnn ddddd", Vector<FpMaximum>, usesFp: true);
        t.Add("FRECPS (vector)", "0q001110 0z1 mmmmm 111111 nnnnn ddddd", Vector<FpReciprocalStep>, usesFp: true);
        t.Add("FMINNM (vector)", "0q001110 1z1 mmmmm 110001 nnnnn ddddd", Vector<FpMinimumNumber>, usesFp: true);
        t.Add("FMLS (vector)", "0q001110 1z1 mmmmm 110011 nnnnn ddddd", Accumulate<FpMultiplySubtract>, usesFp: true);
        t.Add("FSUB (vector)", "0q001110 1z1 mmmmm 110101 nnnnn ddddd", Vector<FpSubtract>, usesFp: true);
        t.Add("FMIN (vector)", "0q001110 1z1 mmmmm 111101 nnnnn ddddd", Vector<FpMinimum>, usesFp: true);
        t.Add("FRSQRTS (vector)", "0q001110 1z1 mmmmm 111111 nnnnn ddddd", Vector<FpReciprocalRootStep>, usesFp: true);
        t.Add("FMAXNMP (vector)", "0q101110 0z1 mmmmm 110001 nnnnn ddddd", Pairwise<FpMaximumNumber>, usesFp: true);
        t.Add("FADDP (vector)", "0q101110 0z1 mmmmm 110101 nnnnn ddddd", Pairwise<FpAdd>, usesFp: true);
        t.Add("FMUL (vector)", "0q101110 0z1 mmmmm 110111 nnnnn ddddd", Vector<FpMultiply>, usesFp: true);
        t.Add("FCMGE (vector)", "0q101110 0z1 mmmmm 111001 nnnnn ddddd", Vector<FpCompareGreaterOrEqual>, usesFp: true);
        t.Add("FACGE (vector)", "0q101110 0z1 mmmmm 111011 nnnnn ddddd", Vector<FpOfAbsolutes<FpCompareGreaterOrEqual>>, usesFp: true);
        t.Add("FMAXP (vector)", "0q101110 0z1 mmmmm 111101 nnnnn ddddd", Pairwise<FpMaximum>, usesFp: true);
        t.Add("FDIV (vector)", "0q101110 0z1 mmmmm 111111 nnnnn ddddd", Vector<FpDivide>, usesFp: true);
        t.Add("FMINNMP (vector)", "0q101110 1z1 mmmmm 110001 nnnnn ddddd", Pairwise<FpMinimumNumber>, usesFp: true);
        t.Add("FABD (vector)", "0q101110 1z1 mmmmm 110101 nnnnn ddddd", Vector<FpAbsoluteDifference>, usesFp: true);
        t.Add("FCMGT (vector)", "0q101110 1z1 mmmmm 111001 nnnnn ddddd", Vector<FpCompareGreater>, usesFp: true);
        t.Add("FACGT (vector)", "0q101110 1z1 mmmmm 111011 nnnnn ddddd", Vector<FpOfAbsolutes<FpCompareGreater>>, usesFp: true);
        t.Add("FMINP (vector)", "0q101110 1z1 mmmmm 111101 nnnnn ddddd", Pairwise<FpMinimum>, usesFp: true);

        t.Add("FMULX (SIMD scalar)", "01011110 0z1 mmmmm 110111 nnnnn ddddd", Scalar<FpMultiplyExtended>, usesFp: true);
        t.Add("FCMEQ (SIMD scalar)", "01011110 0z1 mmmmm 111001 nnnnn ddddd", Scalar<FpCompareEqual>, usesFp: true);
        t.Add("FRECPS (SIMD scalar)", "01011110 0z1 mmmmm 111111 nnnnn ddddd", Scalar<FpReciprocalStep>, usesFp: true);
        t.Add("FRSQRTS (SIMD scalar)", "01011110 1z1 mmmmm 111111 nnnnn ddddd", Scalar<FpReciprocalRootStep>, usesFp: true);
        t.Add("FCMGE (SIMD scalar)", "01111110 0z1 mmmmm 111001 nnnnn ddddd", Scalar<FpCompareGreaterOrEqual>, usesFp: true);
        t.Add("FACGE (SIMD scalar)", "01111110 0z1 mmmmm 111011 nnnnn ddddd", Scalar<FpOfAbsolutes<FpCompareGreaterOrEqual>>, usesFp: true);
        t.Add("FABD (SIMD scalar)", "01111110 1z1 mmmmm 110101 nnnnn ddddd", Scalar<FpAbsoluteDifference>, usesFp: true);
        t.Add("FCMGT (SIMD scalar)", "01111110 1z1 mmmmm 111001 nnnnn ddddd", Scalar<FpCompareGreater>, usesFp: true);
        t.Add("FACGT (SIMD scalar)", "01111110 1z1 mmmmm 111011 nnnnn ddddd", Scalar<FpOfAbsolutes<FpCompareGreater>>, usesFp: true);
    }

    private static void Scalar<TOp>(A64Translator a, F f) where TOp : struct, IFpBinary =>
        a.Emit(FloatCode.Binary<TOp>(FloatCode.Scalar(f['z'])), f['d'], f['n'], f['m']);

    private static void Vector<TOp>(A64Translator a, F f) where TOp : struct, IFpBinary
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.Binary<TOp>(arrangement), f['d'], f['n'], f['m']);
    }

    private static void Pairwise<TOp>(A64Translator a, F f) where TOp : struct, IFpBinary
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.Pairwise<TOp>(arrangement), f['d'], f['n'], f['m']);
    }

    private static void Accumulate<TOp>(A64Translator a, F f) where TOp : struct, IFpTernary
    {
        FloatArrangement arrangement = FloatCode.Vector(f['q'], f['z']);
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.Ternary<TOp>(arrangement), f['d'], f['n'], f['m'], f['d']);
    }
}
