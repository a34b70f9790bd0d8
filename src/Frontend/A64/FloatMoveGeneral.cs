using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>FMOV (general).</summary>
internal static class FloatMoveGeneral
{
    public static void AddRows(Table t)
    {
        t.Add("FMOV W, S", "00011110 001 00110 000000 nnnnn ddddd", static (a, f) => ToGeneral(a, f, FpMoveToGeneral.Code, 32), usesFp: true);
        t.Add("FMOV X, D", "10011110 011 00110 000000 nnnnn ddddd", static (a, f) => ToGeneral(a, f, FpMoveToGeneral.Code, 64), usesFp: true);
        t.Add("FMOV X, V.D[1]", "10011110 101 01110 000000 nnnnn ddddd", static (a, f) => ToGeneral(a, f, FpMoveToGeneralHigh.Code, 64), usesFp: true);
        t.Add("FMOV S, W", "00011110 001 00111 000000 nnnnn ddddd", static (a, f) => FromGeneral(a, f, 32), usesFp: true);
        t.Add("FMOV D, X", "10011110 011 00111 000000 nnnnn ddddd", static (a, f) => FromGeneral(a, f, 64), usesFp: true);
        t.Add("FMOV V.D[1], X", "10011110 101 01111 000000 nnnnn ddddd", FromGeneralHigh, usesFp: true);
    }

    private static void ToGeneral(A64Translator a, F f, ushort code, int width) => a.Emit(code, A64Translator.Target(f['d']), f['n'], imm: width);

    private static void FromGeneral(A64Translator a, F f, int width) =>
        a.Emit(FpMoveFromGeneral.Code, f['d'], A64Translator.Source(f['n']), imm: width);

    private static void FromGeneralHigh(A64Translator a, F f) =>
        a.Emit(FpMoveFromGeneralHigh.Code, f['d'], A64Translator.Source(f['n']), a: f['d']);
}
