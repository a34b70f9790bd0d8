using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD by indexed element, floating point: vectors and scalars.</summary>
internal static class FloatByElement
{
    public static void AddRows(Table t)
    {
        t.Add("FMLA (by element)", "0q001111 1z l mmmmm 0001 h0 nnnnn ddddd", static (a, f) => Accumulate<FpMultiplyAdd>(a, f, Vector(f)), usesFp: true);
        t.Add("FMLS (by element)", "0q001111 1z l mmmmm 0101 h0 nnnnn ddddd", static (a, f) => Accumulate<FpMultiplySubtract>(a, f, Vector(f)), usesFp: true);
        t.Add("FMUL (by element)", "0q001111 1z l mmmmm 1001 h0 nnnnn ddddd", static (a, f) => Translate<FpMultiply>(a, f, Vector(f)), usesFp: true);
        t.Add("FMULX (by element)", "0q101111 1z l mmmmm 1001 h0 nnnnn ddddd", static (a, f) => Translate<FpMultiplyExtended>(a, f, Vector(f)), usesFp: true);
        t.Add("FMLA (SIMD scalar, by element)", "01011111 1z l mmmmm 0001 h0 nnnnn ddddd",
            static (a, f) => Accumulate<FpMultiplyAdd>(a, f, FloatCode.Scalar(f['z'])), usesFp: true);
        t.Add("FMLS (SIMD scalar, by element)", "01011111 1z l mmmmm 0101 h0 nnnnn ddddd",
            static (a, f) => Accumulate<FpMultiplySubtract>(a, f, FloatCode.Scalar(f['z'])), usesFp: true);
        t.Add("FMUL (SIMD scalar, by element)", "01011111 1z l mmmmm 1001 h0 nnnnn ddddd",
            static (a, f) => Translate<FpMultiply>(a, f, FloatCode.Scalar(f['z'])), usesFp: true);
        t.Add("FMULX (SIMD scalar, by element)", "01111111 1z l mmmmm 1001 h0 nnnnn ddddd",
            static (a, f) => Translate<FpMultiplyExtended>(a, f, FloatCode.Scalar(f['z'])), usesFp: true);
    }

    private static FloatArrangement Vector(F f) => FloatCode.Vector(f['q'], f['z']);

    /// <summary>H:L for singles; H for doubles, whose L must be zero.</summary>
    private static bool TryIndex(F f, out int index)
    {
        index = f['z'] == 1 ? f['h'] : (f['h'] << 1) | f['l'];
        return f['z'] == 0 || f['l'] == 0;
    }

    private static void Translate<TOp>(A64Translator a, F f, FloatArrangement arrangement) where TOp : struct, IFpBinary
    {
        if (arrangement == FloatArrangement.Reserved || !TryIndex(f, out int index)) a.Undefined();
        else a.Emit(FloatCode.BinaryByElement<TOp>(arrangement), f['d'], f['n'], f['m'], imm: index);
    }

    private static void Accumulate<TOp>(A64Translator a, F f, FloatArrangement arrangement) where TOp : struct, IFpTernary
    {
        if (arrangement == FloatArrangement.Reserved || !TryIndex(f, out int index)) a.Undefined();
        else a.Emit(FloatCode.TernaryByElement<TOp>(arrangement), f['d'], f['n'], f['m'], f['d'], imm: index);
    }
}
