using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD one register and a modified immediate: VMOV, VMVN, VORR and VBIC.</summary>
internal static class SimdImmediate32
{
    /// <summary>
    /// Rows that refine the shifts by immediate, so that all bits which those fix are fixed here, too: i, the top bit of the immediate, lies where
    /// shifts have U.
    /// </summary>
    public static void AddRows(AArch32Rows rows)
    {
        for (int index = 0; index < 128; index++)
        {
            int cmode = index & 15, op = index >> 4 & 1, q = index >> 5 & 1, top = index >> 6;
            if (cmode == 15 && op == 1) continue;
            rows.AddSimd($"{Name(op, cmode)} (cmode {cmode:b4})", top, $"1 d 000 iii dddd {cmode:b4} 0 {q} {op} 1 iiii",
                (a, f) => Emit(a, f, q == 1 ? VectorWidth.Q : VectorWidth.D, Expand((uint)((top << 7) | f['i']), op, cmode), op, cmode));
        }
    }

    private static string Name(int op, int cmode)
    {
        if (Combines(cmode)) return op == 0 ? "VORR" : "VBIC";
        return op == 0 || cmode == 0b1110 ? "VMOV" : "VMVN";
    }

    /// <summary>VORR and VBIC: odd modes of the shifted 32-bit and 16-bit forms.</summary>
    private static bool Combines(int cmode) => cmode < 12 && (cmode & 1) != 0;

    private static void Emit(AArch32Translator a, F f, VectorWidth width, ulong value, int op, int cmode)
    {
        int d = f.DoubleD();
        bool full = width == VectorWidth.Q;
        if (IsMisnamed(width, d))
        {
            a.Undefined();
        }
        else if (!Combines(cmode))
        {
            a.Compute(width, d, full ? VectorLogic.Immediate128 : VectorLogic.Immediate64, 32, imm: (long)value);
        }
        else
        {
            ushort code = op == 0
                ? full ? VectorLogic.OrImmediate128 : VectorLogic.OrImmediate64
                : full ? VectorLogic.AndImmediate128 : VectorLogic.AndImmediate64;
            a.Compute(width, d, code, a.Read(width, d), imm: (long)value);
        }
    }

    /// <summary>AdvSIMDExpandImm, and its complement where op asks for it (VMVN, VBIC).</summary>
    private static ulong Expand(uint imm8, int op, int cmode)
    {
        ulong value = (cmode >> 1) switch
        {
            <= 3 => Words(imm8 << (8 * (cmode >> 1))),
            4 => Halves(imm8),
            5 => Halves(imm8 << 8),
            6 => Words((cmode & 1) == 0 ? (imm8 << 8) | 0xFF : (imm8 << 16) | 0xFFFF),
            _ => cmode == 15 ? Words(VfpImmediate32.Single(imm8)) : op == 0 ? imm8 * 0x0101_0101_0101_0101UL : BytesOfBits(imm8),
        };
        return op == 1 && cmode < 14 ? ~value : value;
    }

    private static ulong Words(uint v) => v * 0x0000_0001_0000_0001UL;

    private static ulong Halves(uint v) => v * 0x0001_0001_0001_0001UL;

    private static ulong BytesOfBits(uint imm8)
    {
        ulong value = 0;
        for (int bit = 0; bit < 8; bit++) value |= (imm8 >> bit & 1) * (0xFFUL << (bit * 8));
        return value;
    }
}
