namespace Hyp.Jit.Tests.Support;

/// <summary>Operand values that find bugs: integer corners, floating-point specials, values around conversion limits, and honest random ones between.</summary>
internal static class CornerValues
{
    private static readonly ulong[] Integers =
    [
        0, 1, 2, ulong.MaxValue, 0x8000_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x1_0000_0000,
        0xFFFF_FFFF_8000_0000, 0xFFFF_FFFF_7FFF_FFFF, 0x80, 0x7F, 0x8000, 0x7FFF, 0xFFFF_FFFF_0000_0000, 0x0101_0101_0101_0101,
    ];

    private static readonly ulong[] Doubles =
    [
        0x0000_0000_0000_0000, // 0
        0x3FF0_0000_0000_0000, // 1
        0x3FE0_0000_0000_0000, // 0.5
        0x3FF8_0000_0000_0000, // 1.5
        0x4004_0000_0000_0000, // 2.5
        0x7FF0_0000_0000_0000, // infinity
        0x7FF8_0000_0000_0000, // default NaN
        0x7FF8_0000_0000_1234, // quiet NaN with a payload
        0x7FF0_0000_0000_0001, // signalling NaN
        0x7FF4_5678_0000_0000, // signalling NaN with a payload
        0x0000_0000_0000_0001, // smallest denormal
        0x000F_FFFF_FFFF_FFFF, // largest denormal
        0x0010_0000_0000_0000, // smallest normal
        0x0010_0000_0000_0001,
        0x7FEF_FFFF_FFFF_FFFF, // largest
        0x41DF_FFFF_FFC0_0000, // 2^31 - 1
        0x41E0_0000_0000_0000, // 2^31
        0x41E0_0000_0010_0000, // 2^31 + 0.5
        0x41EF_FFFF_FFE0_0000, // 2^32 - 1
        0x43E0_0000_0000_0000, // 2^63
        0x43DF_FFFF_FFFF_FFFF, // just below 2^63
        0x43EF_FFFF_FFFF_FFFF, // just below 2^64
        0x43F0_0000_0000_0000, // 2^64
        0x47EF_FFFF_F000_0000, // rounds to the float overflow boundary
        0x3810_0000_0000_0000, // smallest normal float
        0x380F_FFFF_F000_0000, // a float denormal unless rounded up
        0x36A0_0000_0000_0000, // smallest float denormal
        0x40EF_FC00_0000_0000, // above the largest half
        0x3F10_0000_0000_0000, // smallest normal half
    ];

    private static readonly uint[] Singles =
    [
        0x0000_0000, 0x3F80_0000, 0x3F00_0000, 0x3FC0_0000, 0x4020_0000, // 0, 1, 0.5, 1.5, 2.5
        0x7F80_0000, 0x7FC0_0000, 0x7FC0_1234, 0x7F80_0001, 0x7FA5_6780, // infinity, quiet and signalling NaNs
        0x0000_0001, 0x007F_FFFF, 0x0080_0000, 0x0080_0001, 0x7F7F_FFFF, // denormals, smallest normals, largest
        0x4EFF_FFFF, 0x4F00_0000, 0x4F7F_FFFF, 0x4F80_0000, // around 2^31 and 2^32
        0x5EFF_FFFF, 0x5F00_0000, 0x5F7F_FFFF, 0x5F80_0000, // around 2^63 and 2^64
        0x477F_E000, 0x477F_F000, 0x3880_0000, 0x387F_F000, 0x3300_0000, // around the limits of half precision
        0x7E80_0000, 0x7E7F_FFFF, 0x0100_0000, // reciprocal estimate boundaries
    ];

    private static readonly ushort[] Halves =
    [
        0x0000, 0x3C00, 0x3800, 0x3E00, 0x7C00, 0x7E00, 0x7E12, 0x7C01, 0x7D55, 0x0001, 0x03FF, 0x0400, 0x7BFF, 0x7FFF,
    ];

    public static ulong Integer(ref DeterministicRandom random) => random.Below(8) switch
    {
        0 or 1 or 2 => random.Pick<ulong>(Integers),
        3 => (ulong)((long)random.Below(130) - 65),
        4 => random.Pick<ulong>(Integers) + (ulong)((long)random.Below(5) - 2),
        5 => random.NextUInt32(),
        6 => (1UL << random.Below(64)) - (ulong)random.Below(2),
        _ => random.NextUInt64(),
    };

    public static (ulong Low, ulong High) Vector(ref DeterministicRandom random)
    {
        switch (random.Below(9))
        {
            case 0 or 1:
                return (Double(ref random), Double(ref random));
            case 2 or 3:
                return (SinglePair(ref random), SinglePair(ref random));
            case 4:
                return (FourHalves(ref random), FourHalves(ref random));
            case 5:
                return (Integer(ref random), Integer(ref random));
            case 6:
                return (IntegerLanes(ref random, 32), IntegerLanes(ref random, 32));
            case 7:
                int width = random.Chance(50) ? 16 : 8;
                return (IntegerLanes(ref random, width), IntegerLanes(ref random, width));
            default:
                return (random.NextUInt64(), random.NextUInt64());
        }
    }

    private static ulong Double(ref DeterministicRandom random)
    {
        ulong sign = (ulong)random.Below(2) << 63;
        switch (random.Below(4))
        {
            case 0 or 1:
                return sign | random.Pick<ulong>(Doubles);
            case 2:
                // Neighbouring exponents, so that sums cancel and round; few set bits, so that ties happen.
                ulong fraction = random.NextUInt64() & random.NextUInt64() & random.NextUInt64() & 0x000F_FFFF_FFFF_FFFF;
                return sign | ((ulong)(1023 + random.Below(66) - 8) << 52) | fraction;
            default:
                return sign | (random.NextUInt64() >> 1);
        }
    }

    private static ulong SinglePair(ref DeterministicRandom random) => Single(ref random) | ((ulong)Single(ref random) << 32);

    private static uint Single(ref DeterministicRandom random)
    {
        uint sign = (uint)random.Below(2) << 31;
        switch (random.Below(4))
        {
            case 0 or 1:
                return sign | random.Pick<uint>(Singles);
            case 2:
                uint fraction = random.NextUInt32() & random.NextUInt32() & 0x007F_FFFF;
                return sign | ((uint)(127 + random.Below(36) - 4) << 23) | fraction;
            default:
                return sign | (random.NextUInt32() >> 1);
        }
    }

    private static ulong FourHalves(ref DeterministicRandom random)
    {
        ulong value = 0;
        for (int i = 0; i < 4; i++)
        {
            uint half = random.Chance(60) ? random.Pick<ushort>(Halves) | ((uint)random.Below(2) << 15) : random.NextUInt32() >> 16;
            value |= (ulong)half << (16 * i);
        }
        return value;
    }

    private static ulong IntegerLanes(ref DeterministicRandom random, int width)
    {
        ulong value = 0;
        ulong mask = (1UL << width) - 1;
        for (int at = 0; at < 64; at += width)
        {
            ulong lane = random.Below(6) switch
            {
                0 => 0,
                1 => mask,
                2 => 1UL << (width - 1),
                3 => mask >> 1,
                4 => (ulong)((long)random.Below(40) - 20),
                _ => random.NextUInt64(),
            };
            value |= (lane & mask) << at;
        }
        return value;
    }
}
