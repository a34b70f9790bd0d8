using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Floating-point data-processing (1 source).</summary>
internal static class FloatDataProcessing1
{
    public static void AddRows(Table t)
    {
        t.Add("FMOV (register)", "00011110 0t1 000000 10000 nnnnn ddddd", Bitwise<FpMove>, usesFp: true);
        t.Add("FABS (scalar)", "00011110 0t1 000001 10000 nnnnn ddddd", Bitwise<FpAbsolute>, usesFp: true);
        t.Add("FNEG (scalar)", "00011110 0t1 000010 10000 nnnnn ddddd", Bitwise<FpNegate>, usesFp: true);
        t.Add("FSQRT (scalar)", "00011110 0t1 000011 10000 nnnnn ddddd", SquareRoot, usesFp: true);
        t.Add("FCVT D, S", "00011110 001 000101 10000 nnnnn ddddd", Convert<float, double>, usesFp: true);
        t.Add("FCVT H, S", "00011110 001 000111 10000 nnnnn ddddd", Convert<float, Half>, usesFp: true);
        t.Add("FCVT S, D", "00011110 011 000100 10000 nnnnn ddddd", Convert<double, float>, usesFp: true);
        t.Add("FCVT H, D", "00011110 011 000111 10000 nnnnn ddddd", Convert<double, Half>, usesFp: true);
        t.Add("FCVT S, H", "00011110 111 000100 10000 nnnnn ddddd", Convert<Half, float>, usesFp: true);
        t.Add("FCVT D, H", "00011110 111 000101 10000 nnnnn ddddd", Convert<Half, double>, usesFp: true);
        t.Add("FRINTN (scalar)", "00011110 0t1 001000 10000 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.TieEven), usesFp: true);
        t.Add("FRINTP (scalar)", "00011110 0t1 001001 10000 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.PositiveInfinity), usesFp: true);
        t.Add("FRINTM (scalar)", "00011110 0t1 001010 10000 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.NegativeInfinity), usesFp: true);
        t.Add("FRINTZ (scalar)", "00011110 0t1 001011 10000 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.Zero), usesFp: true);
        t.Add("FRINTA (scalar)", "00011110 0t1 001100 10000 nnnnn ddddd", static (a, f) => Round(a, f, (long)FpRounding.TieAway), usesFp: true);
        t.Add("FRINTX (scalar)", "00011110 0t1 001110 10000 nnnnn ddddd", static (a, f) => Round(a, f, FpImmediate.FromFpcr | FpImmediate.Exact), usesFp: true);
        t.Add("FRINTI (scalar)", "00011110 0t1 001111 10000 nnnnn ddddd", static (a, f) => Round(a, f, FpImmediate.FromFpcr), usesFp: true);
    }

    private static void Bitwise<TOp>(A64Translator a, F f) where TOp : struct, IFpBitwise =>
        a.Emit(FloatCode.Bitwise<TOp>(FloatCode.Scalar(f['t'])), f['d'], f['n']);

    private static void SquareRoot(A64Translator a, F f) => a.Emit(FloatCode.Unary<FpSquareRoot>(FloatCode.Scalar(f['t'])), f['d'], f['n']);

    private static void Convert<TFrom, TTo>(A64Translator a, F f) where TFrom : unmanaged where TTo : unmanaged =>
        a.Emit(FpConvertPrecision<TFrom, TTo>.Code, f['d'], f['n']);

    private static void Round(A64Translator a, F f, long imm) =>
        a.Emit(FloatCode.UnaryImmediate<FpRoundToIntegral>(FloatCode.Scalar(f['t'])), f['d'], f['n'], imm: imm);
}
