using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Floating-point data-processing (3 source).</summary>
internal static class FloatDataProcessing3
{
    public static void AddRows(Table t)
    {
        t.Add("FMADD", "00011111 0t0 mmmmm 0 aaaaa nnnnn ddddd", Translate<FpMultiplyAdd>, usesFp: true);
        t.Add("FMSUB", "00011111 0t0 mmmmm 1 aaaaa nnnnn ddddd", Translate<FpMultiplySubtract>, usesFp: true);
        t.Add("FNMADD", "00011111 0t1 mmmmm 0 aaaaa nnnnn ddddd", Translate<FpNegatedMultiplyAdd>, usesFp: true);
        t.Add("FNMSUB", "00011111 0t1 mmmmm 1 aaaaa nnnnn ddddd", Translate<FpNegatedMultiplySubtract>, usesFp: true);
    }

    private static void Translate<TOp>(A64Translator a, F f) where TOp : struct, IFpTernary =>
        a.Emit(FloatCode.Ternary<TOp>(FloatCode.Scalar(f['t'])), f['d'], f['n'], f['m'], f['a']);
}
