using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>
/// ISS[24:14] of data aborts that stage 2 reports: ISV, SAS, SSE, SRT, AR. Only loads and stores of one register have one, without write-back, neither from nor
/// to R15 (Arm ARM, ISS encoding for an exception from a Data Abort). SRT is the register as AArch32 numbers it.
/// </summary>
internal static class AArch32Syndrome
{
    private const uint Byte = 0, Half = 1, Word = 2;

    public static uint Of(uint word, Isa isa) => isa == Isa.A32 ? OfA32(word) : word >> 27 >= 0x1D ? OfT32(word) : OfT16(word >> 16);

    private static uint OfA32(uint word)
    {
        uint n = (word >> 16) & 15, t = (word >> 12) & 15, opcode = (word >> 5) & 3;
        bool load = (word & (1 << 20)) != 0, indexed = (word & 0x0120_0000) == 0x0100_0000;
        if (word >> 28 == 15) return 0;
        if ((word & 0x0C00_0000) == 0x0400_0000 && (word & 0x0200_0010) != 0x0200_0010)
        {
            return indexed ? Form((word & (1 << 22)) != 0 ? Byte : Word, false, t, n) : 0;
        }
        if ((word & 0x0E00_0090) == 0x90 && opcode != 0)
        {
            if (!indexed || (!load && opcode != 1)) return 0;
            return Form(opcode == 2 ? Byte : Half, load && opcode != 1, t, n);
        }
        if ((word & 0x0F80_0FF0) != 0x0180_0C90) return 0;
        uint size = (word >> 21) & 3;
        return size == 1 ? 0 : Form(size == 0 ? Word : size == 2 ? Byte : Half, false, load ? t : word & 15, n, ordered: true);
    }

    private static uint OfT32(uint word)
    {
        uint n = (word >> 16) & 15, t = (word >> 12) & 15, size = (word >> 21) & 3;
        if (word >> 25 == 0x7C && size != 3)
        {
            // 12-bit offset; register; negative offset and unprivileged, which are 1PUW = 1100 and 1110.
            uint indexing = (word >> 8) & 15;
            bool plain = (word & (1 << 23)) != 0 || (word & 0xFC0) == 0 || indexing is 12 or 14;
            return plain ? Form(size, (word & (1 << 24)) != 0, t, n) : 0;
        }
        if ((word & 0xFFE0_00C0) != 0xE8C0_0080) return 0;
        size = (word >> 4) & 3;
        return size == 3 ? 0 : Form(size, false, t, n, ordered: true);
    }

    private static uint OfT16(uint half)
    {
        uint t = half & 7;
        switch (half >> 11)
        {
            case 10 or 11:
                return ((half >> 9) & 7) switch
                {
                    0 or 4 => Form(Word, false, t, 0),
                    1 or 5 => Form(Half, false, t, 0),
                    2 or 6 => Form(Byte, false, t, 0),
                    3 => Form(Byte, true, t, 0),
                    _ => Form(Half, true, t, 0),
                };
            case 12 or 13: return Form(Word, false, t, 0);
            case 14 or 15: return Form(Byte, false, t, 0);
            case 16 or 17: return Form(Half, false, t, 0);
            case 18 or 19: return Form(Word, false, (half >> 8) & 7, 13);
            default: return 0;
        }
    }

    private static uint Form(uint size, bool signed, uint t, uint n, bool ordered = false) =>
        t == 15 || n == 15 ? 0 : (1u << 24) | (size << 22) | (signed ? 1u << 21 : 0) | (t << 16) | (ordered ? 1u << 14 : 0);
}
