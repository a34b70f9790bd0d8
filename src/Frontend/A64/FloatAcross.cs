using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Reductions: Advanced SIMD across lanes (four singles) and scalar pairwise, floating point.</summary>
internal static class FloatAcross
{
    public static void AddRows(Table t)
    {
        t.Add("FMAXNMV", "01101110 0011000 01100 10 nnnnn ddddd", Four<FpMaximumNumber>, usesFp: true);
        t.Add("FMAXV", "01101110 0011000 01111 10 nnnnn ddddd", Four<FpMaximum>, usesFp: true);
        t.Add("FMINNMV", "01101110 1011000 01100 10 nnnnn ddddd", Four<FpMinimumNumber>, usesFp: true);
        t.Add("FMINV", "01101110 1011000 01111 10 nnnnn ddddd", Four<FpMinimum>, usesFp: true);
        t.Add("FMAXNMP (scalar)", "01111110 0z11000 01100 10 nnnnn ddddd", Two<FpMaximumNumber>, usesFp: true);
        t.Add("FADDP (scalar)", "01111110 0z11000 01101 10 nnnnn ddddd", Two<FpAdd>, usesFp: true);
        t.Add("FMAXP (scalar)", "01111110 0z11000 01111 10 nnnnn ddddd", Two<FpMaximum>, usesFp: true);
        t.Add("FMINNMP (scalar)", "01111110 1z11000 01100 10 nnnnn ddddd", Two<FpMinimumNumber>, usesFp: true);
        t.Add("FMINP (scalar)", "01111110 1z11000 01111 10 nnnnn ddddd", Two<FpMinimum>, usesFp: true);
    }

    private static void Four<TOp>(A64Translator a, F f) where TOp : struct, IFpBinary => a.Emit(FpReduce<TOp, float, Lanes4>.Code, f['d'], f['n']);

    private static void Two<TOp>(A64Translator a, F f) where TOp : struct, IFpBinary =>
        a.Emit(f['z'] == 1 ? FpReduce<TOp, double, Lanes2>.Code : FpReduce<TOp, float, Lanes2>.Code, f['d'], f['n']);
}
