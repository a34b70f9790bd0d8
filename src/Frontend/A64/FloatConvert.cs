using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Conversions between floating point and integers or fixed-point numbers in general registers.</summary>
internal static class FloatConvert
{
    public static void AddRows(Table t)
    {
        // r: 0 = N, 1 = P, 2 = M, 3 = Z, which is FPCR.RMode's encoding; u: unsigned.
        t.Add("FCVT{N,P,M,Z}{S,U} (scalar, integer)", "x0011110 0t1 rr 00u 000000 nnnnn ddddd",
            static (a, f) => ToGeneral(a, f, FpImmediate.Of((FpRounding)f['r'])), usesFp: true);
        t.Add("FCVTA{S,U} (scalar, integer)", "x0011110 0t1 00 10u 000000 nnnnn ddddd",
            static (a, f) => ToGeneral(a, f, FpImmediate.Of(FpRounding.TieAway)), usesFp: true);
        t.Add("FCVTZ{S,U} (scalar, fixed-point)", "x0011110 0t0 11 00u ssssss nnnnn ddddd",
            static (a, f) => Fixed(a, f, toGeneral: true), usesFp: true);
        t.Add("SCVTF, UCVTF (scalar, integer)", "x0011110 0t1 00 01u 000000 nnnnn ddddd", static (a, f) => FromGeneral(a, f, 0), usesFp: true);
        t.Add("SCVTF, UCVTF (scalar, fixed-point)", "x0011110 0t0 00 01u ssssss nnnnn ddddd",
            static (a, f) => Fixed(a, f, toGeneral: false), usesFp: true);
    }

    private static void Fixed(A64Translator a, F f, bool toGeneral)
    {
        int fractionBits = 64 - f['s'];
        if (f['x'] == 0 && fractionBits > 32) a.Undefined();
        else if (toGeneral) ToGeneral(a, f, FpImmediate.Of(FpRounding.Zero, fractionBits));
        else FromGeneral(a, f, FpImmediate.Of(FpRounding.TieEven, fractionBits));
    }

    private static void ToGeneral(A64Translator a, F f, long imm)
    {
        ushort code = (f['t'], f['x'], f['u']) switch
        {
            (0, 0, 0) => FpToGeneral<float, int>.Code,
            (0, 0, _) => FpToGeneral<float, uint>.Code,
            (0, _, 0) => FpToGeneral<float, long>.Code,
            (0, _, _) => FpToGeneral<float, ulong>.Code,
            (_, 0, 0) => FpToGeneral<double, int>.Code,
            (_, 0, _) => FpToGeneral<double, uint>.Code,
            (_, _, 0) => FpToGeneral<double, long>.Code,
            _ => FpToGeneral<double, ulong>.Code,
        };
        a.Emit(code, A64Translator.Target(f['d']), f['n'], imm: imm);
    }

    private static void FromGeneral(A64Translator a, F f, long imm)
    {
        ushort code = (f['t'], f['x'], f['u']) switch
        {
            (0, 0, 0) => FpFromGeneral<float, int>.Code,
            (0, 0, _) => FpFromGeneral<float, uint>.Code,
            (0, _, 0) => FpFromGeneral<float, long>.Code,
            (0, _, _) => FpFromGeneral<float, ulong>.Code,
            (_, 0, 0) => FpFromGeneral<double, int>.Code,
            (_, 0, _) => FpFromGeneral<double, uint>.Code,
            (_, _, 0) => FpFromGeneral<double, long>.Code,
            _ => FpFromGeneral<double, ulong>.Code,
        };
        a.Emit(code, f['d'], A64Translator.Source(f['n']), imm: imm);
    }
}
