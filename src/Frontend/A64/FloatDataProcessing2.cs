using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Floating-point data-processing (2 source).</summary>
internal static class FloatDataProcessing2
{
    public static void AddRows(Table t)
    {
        t.Add("FMUL (scalar)", "00011110 0t1 mmmmm 0000 10 nnnnn ddddd", Translate<FpMultiply>, usesFp: true);
        t.Add("FDIV (scalar)", "00011110 0t1 mmmmm 0001 10 nnnnn ddddd", Translate<FpDivide>, usesFp: true);
        t.Add("FADD (scalar)", "00011110 0t1 mmmmm 0010 10 nnnnn ddddd", Translate<FpAdd>, usesFp: true);
        t.Add("FSUB (scalar)", "00011110 0t1 mmmmm 0011 10 nnnnn ddddd", Translate<FpSubtract>, usesFp: true);
        t.Add("FMAX (scalar)", "00011110 0t1 mmmmm 0100 10 nnnnn ddddd", Translate<FpMaximum>, usesFp: true);
        t.Add("FMIN (scalar)", "00011110 0t1 mmmmm 0101 10 nnnnn ddddd", Translate<FpMinimum>, usesFp: true);
        t.Add("FMAXNM (scalar)", "00011110 0t1 mmmmm 0110 10 nnnnn ddddd", Translate<FpMaximumNumber>, usesFp: true);
        t.Add("FMINNM (scalar)", "00011110 0t1 mmmmm 0111 10 nnnnn ddddd", Translate<FpMinimumNumber>, usesFp: true);
        t.Add("FNMUL (scalar)", "00011110 0t1 mmmmm 1000 10 nnnnn ddddd", Translate<FpNegatedMultiply>, usesFp: true);
    }

    private static void Translate<TOp>(A64Translator a, F f) where TOp : struct, IFpBinary =>
        a.Emit(FloatCode.Binary<TOp>(FloatCode.Scalar(f['t'])), f['d'], f['n'], f['m']);
}
