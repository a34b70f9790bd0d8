using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD shift by immediate, the fixed-point conversions; immh:immb is twice the element width less the fraction bits.</summary>
internal static class FloatFixedPoint
{
    public static void AddRows(Table t)
    {
        Add<FpFromSigned>(t, "SCVTF", "0", "11100", FpRounding.TieEven);
        Add<FpFromUnsigned>(t, "UCVTF", "1", "11100", FpRounding.TieEven);
        Add<FpToSigned>(t, "FCVTZS", "0", "11111", FpRounding.Zero);
        Add<FpToUnsigned>(t, "FCVTZU", "1", "11111", FpRounding.Zero);
    }

    /// <summary>Rows for immh = 01xx (singles) and 1xxx (doubles), vector and scalar.</summary>
    private static void Add<TOp>(Table t, string name, string unsigned, string opcode, FpRounding rounding) where TOp : struct, IFpUnaryImmediate
    {
        t.Add($"{name} (vector, fixed-point, single)", $"0q{unsigned}011110 01iiiii {opcode}1 nnnnn ddddd",
            (a, f) => Emit<TOp>(a, f, FloatCode.Vector(f['q'], 0), FpImmediate.Of(rounding, 32 - f['i'])), usesFp: true);
        t.Add($"{name} (vector, fixed-point, double)", $"0q{unsigned}011110 1iiiiii {opcode}1 nnnnn ddddd",
            (a, f) => Emit<TOp>(a, f, FloatCode.Vector(f['q'], 1), FpImmediate.Of(rounding, 64 - f['i'])), usesFp: true);
        t.Add($"{name} (SIMD scalar, fixed-point, single)", $"01{unsigned}111110 01iiiii {opcode}1 nnnnn ddddd",
            (a, f) => Emit<TOp>(a, f, FloatArrangement.S, FpImmediate.Of(rounding, 32 - f['i'])), usesFp: true);
        t.Add($"{name} (SIMD scalar, fixed-point, double)", $"01{unsigned}111110 1iiiiii {opcode}1 nnnnn ddddd",
            (a, f) => Emit<TOp>(a, f, FloatArrangement.D, FpImmediate.Of(rounding, 64 - f['i'])), usesFp: true);
    }

    private static void Emit<TOp>(A64Translator a, F f, FloatArrangement arrangement, long imm) where TOp : struct, IFpUnaryImmediate
    {
        if (arrangement == FloatArrangement.Reserved) a.Undefined();
        else a.Emit(FloatCode.UnaryImmediate<TOp>(arrangement), f['d'], f['n'], imm: imm);
    }
}
