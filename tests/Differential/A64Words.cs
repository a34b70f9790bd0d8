namespace Hyp.Jit.Tests.Differential;

/// <summary>The few encodings that the generator and the shrinker must recognise or build.</summary>
internal static class A64Words
{
    public const uint Nop = 0xD503_201F;
    public const uint Clrex = 0xD503_3F5F;

    public static uint Adr(uint register, int offset) => 0x1000_0000 | (((uint)offset & 3) << 29) | (((uint)(offset >> 2) & 0x7FFFF) << 5) | register;

    public static bool HasScaledOffset(uint word) => (word & 0x3B00_0000) == 0x3900_0000;

    public static bool IsMrs(uint word) => (word & 0xFFF0_0000) == 0xD530_0000;

    /// <summary>BR, BLR, RET.</summary>
    public static bool IsRegisterBranch(uint word) => (word & 0xFE00_0000) == 0xD600_0000;

    public static bool IsMsrFpcr(uint word) => (word & ~31u) == 0xD51B_4400;

    /// <summary>AND Xd, Xn, #0x07C00000: AHP, DN, FZ and RMode of FPCR.</summary>
    public static uint AndFpcrBits(uint destination, uint source) => 0x926A_1000 | (source << 5) | destination;

    /// <summary>SYS instructions: DC and IC, whose bits 4:0 name the address register.</summary>
    public static bool IsCacheMaintenance(uint word) => (word & 0xFFF8_0000) == 0xD508_0000;

    /// <summary>Instructions whose Rd = 31 means SP: ADD/SUB (immediate, extended) and AND/ORR/EOR (immediate).</summary>
    public static bool WritesSp(uint word) => (word & 31) == 31
        && ((word & 0x3F80_0000) == 0x1100_0000 || (word & 0x3FE0_0000) == 0x0B20_0000
            || ((word & 0x1F80_0000) == 0x1200_0000 && (word >> 29 & 3) != 3));

    /// <summary>Immediate branches jump <paramref name="distance"/> words ahead.</summary>
    public static uint WithBranchOffset(uint word, int distance) => (word & 0x7C00_0000) switch
    {
        0x1400_0000 => (word & 0xFC00_0000) | (uint)distance,
        0x3400_0000 when (word & 0x0200_0000) != 0 => (word & ~(0x3FFFu << 5)) | ((uint)distance << 5),
        _ => (word & ~(0x7FFFFu << 5)) | ((uint)distance << 5),
    };

    /// <summary>Words from an immediate branch, or from the ADR that feeds a register branch, to its target; null for other words.</summary>
    public static int? JumpDistance(uint[] words, int index)
    {
        uint word = words[index];
        if ((word & 0x9F00_0000) == 0x1000_0000)
        {
            bool feedsBranch = index + 1 < words.Length && IsRegisterBranch(words[index + 1]);
            return feedsBranch ? (int)((word >> 5) & 0x7FFFF) : null;
        }
        return (word & 0x7C00_0000) switch
        {
            0x1400_0000 => (int)(word & 0x03FF_FFFF),
            0x3400_0000 when (word & 0x0200_0000) != 0 => (int)((word >> 5) & 0x3FFF),
            0x3400_0000 => (int)((word >> 5) & 0x7FFFF),
            0x5400_0000 when (word & 0xFF00_0000) == 0x5400_0000 => (int)((word >> 5) & 0x7FFFF),
            _ => null,
        };
    }
}
