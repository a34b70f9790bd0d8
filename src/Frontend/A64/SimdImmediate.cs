using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD modified immediate: MOVI, MVNI, ORR, BIC and FMOV (vector, immediate).</summary>
internal static class SimdImmediate
{
    private const int Float64Mode = 0b1111;

    /// <summary>One row for each cmode: each refines the shift by immediate whose opcode has the same bits.</summary>
    public static void AddRows(Table t)
    {
        for (int inverted = 0; inverted <= 1; inverted++)
        {
            for (int mode = 0; mode < 16; mode++)
            {
                int op = inverted, cmode = mode;
                string pattern = $"0q{op}0111100000 iii {cmode:b4} 01 iiiii ddddd";
                t.Add($"{Name(op, cmode)} (cmode {cmode:b4})", pattern, (a, f) => Emit(a, f, op, cmode), usesFp: true);
            }
        }
    }

    private static string Name(int op, int cmode)
    {
        if (cmode == Float64Mode) return "FMOV";
        if (Combines(cmode)) return op == 0 ? "ORR" : "BIC";
        return op == 0 || cmode == 0b1110 ? "MOVI" : "MVNI";
    }

    /// <summary>ORR and BIC: odd modes of the shifted 32-bit and 16-bit forms.</summary>
    private static bool Combines(int cmode) => cmode < 12 && (cmode & 1) != 0;

    private static void Emit(A64Translator a, F f, int op, int cmode)
    {
        bool full = f['q'] == 1;
        ulong value = Expand((uint)f['i'], op, cmode);
        if (cmode == Float64Mode && op == 1 && !full)
        {
            a.Undefined();
        }
        else if (!Combines(cmode))
        {
            a.Emit(full ? VectorLogic.Immediate128 : VectorLogic.Immediate64, f['d'], imm: (long)value);
        }
        else if (op == 0)
        {
            a.Emit(full ? VectorLogic.OrImmediate128 : VectorLogic.OrImmediate64, f['d'], f['d'], imm: (long)value);
        }
        else
        {
            a.Emit(full ? VectorLogic.AndImmediate128 : VectorLogic.AndImmediate64, f['d'], f['d'], imm: (long)value);
        }
    }

    /// <summary>AdvSIMDExpandImm, and its complement where op asks for it (MVNI, BIC).</summary>
    private static ulong Expand(uint imm8, int op, int cmode)
    {
        ulong value = (cmode >> 1) switch
        {
            <= 3 => Replicate32(imm8 << (8 * (cmode >> 1))),
            4 => Replicate16(imm8),
            5 => Replicate16(imm8 << 8),
            6 => Replicate32((cmode & 1) == 0 ? (imm8 << 8) | 0xFF : (imm8 << 16) | 0xFFFF),
            _ => 0,
        };
        if (cmode < 14) return op == 0 ? value : ~value;
        if (cmode == Float64Mode) return op == 0 ? Replicate32(Float32(imm8)) : Float64(imm8);
        return op == 0 ? imm8 * 0x0101_0101_0101_0101UL : BytesOfBits(imm8);
    }

    private static ulong Replicate32(uint v) => v * 0x0000_0001_0000_0001UL;

    private static ulong Replicate16(uint v) => v * 0x0001_0001_0001_0001UL;

    /// <summary>VFPExpandImm: sign, three exponent bits of which the first is replicated, four fraction bits.</summary>
    private static uint Float32(uint imm8) =>
        ((imm8 & 0x80) << 24) | ((imm8 & 0x40) != 0 ? 0x3E00_0000u : 0x4000_0000u) | ((imm8 & 0x3F) << 19);

    private static ulong Float64(uint imm8) =>
        ((ulong)(imm8 & 0x80) << 56) | ((imm8 & 0x40) != 0 ? 0x3FC0_0000_0000_0000UL : 0x4000_0000_0000_0000UL) | ((ulong)(imm8 & 0x3F) << 48);

    private static ulong BytesOfBits(uint imm8)
    {
        ulong value = 0;
        for (int bit = 0; bit < 8; bit++) value |= (imm8 >> bit & 1) * (0xFFUL << (bit * 8));
        return value;
    }
}
