namespace Hyp.Jit.Tests.Unit.FloatingPoint;

/// <summary>The operands of Vectors/Generator/record.c: functions of operand class, case, register and lane, the same in both places.</summary>
internal static class RecordedOperands
{
    private const int Edges = 28, Spread = 11;

    private static readonly ulong[] Doubles =
    [
        0, 0x8000000000000000, 1, 0x8000000000000001, 0x000FFFFFFFFFFFFF, 0x800FFFFFFFFFFFFF, 0x0010000000000000, 0x8010000000000000,
        0x0010000000000001, 0x3CA0000000000000, 0x3FE0000000000000, 0x3FF0000000000000, 0xBFF0000000000000, 0x3FF0000000000001, 0x3FEFFFFFFFFFFFFF,
        0x4000000000000000, 0x4008000000000000, 0x41DFFFFFFFE00000, 0xC1E0000000200000, 0x43E0000000000000, 0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFF,
        0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000123, 0xFFF8000000000456, 0x7FF0000000000789, 0xFFF4000000000ABC,
    ];

    private static readonly uint[] Singles =
    [
        0, 0x80000000, 1, 0x80000001, 0x007FFFFF, 0x807FFFFF, 0x00800000, 0x80800000, 0x00800001, 0x33800000, 0x3F000000, 0x3F800000, 0xBF800000, 0x3F800001,
        0x3F7FFFFF, 0x40000000, 0x40400000, 0x4EFFFFFF, 0xCF000001, 0x5F000000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00123, 0xFFC00456,
        0x7F800789, 0xFFA00ABC,
    ];

    private static readonly ushort[] Halves =
    [
        0, 0x8000, 1, 0x8001, 0x03FF, 0x83FF, 0x0400, 0x8400, 0x0401, 0x1400, 0x3800, 0x3C00, 0xBC00, 0x3C01, 0x3BFF, 0x4000, 0x4200, 0x63FF, 0xE401, 0x7800,
        0x7BFF, 0xFBFF, 0x7C00, 0xFC00, 0x7E01, 0xFE02, 0x7C03, 0xFD04,
    ];

    private static readonly ulong[] Integers =
    [
        0, 1, 2, 3, 0x7F, 0x100, 0xFFFFFF, 0x1000000, 0x1000001, 0x1000003, 0x7FFFFF80, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF,
        0x100000000, 0x1FFFFFFFFFFFFF, 0x20000000000001, 0x20000000000003, 0x7FFFFFFFFFFFFC00, 0x7FFFFFFFFFFFFE00, 0x7FFFFFFFFFFFFFFF,
        0x8000000000000000, 0x8000000000000001, 0x80000000000003FF, 0xFFFFFFFFFFFFFC00, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF00000000,
    ];

    private static readonly int[] Chosen = [0, 1, 4, 6, 11, 12, 20, 22, 23, 25, 26];

    /// <summary>FPCR of each recorded mode.</summary>
    public static readonly uint[] Modes =
        [0, 1u << 22, 2u << 22, 3u << 22, 1u << 24, (1u << 24) | (2u << 22), (1u << 25) | (1u << 24), (1u << 26) | (1u << 25), (1u << 26) | (1u << 22)];

    public static int CaseCount(string operands) => operands switch
    {
        [_, _, 'v', ..] => 160,
        ['B', ..] => (Edges * Edges) + 400,
        ['T', ..] => (Spread * Spread * Spread) + 1500,
        _ => Edges + 200,
    };

    public static ulong Element(string operands, int c, int register, int lane)
    {
        int index = -1, first = register - 1;
        if (operands[2] == 'v')
        {
            if (c < 2 * Edges) index = ((c * ((2 * first) + 1)) + (c / Edges * 5 * first) + (lane * (3 + (2 * first)))) % Edges;
        }
        else if (operands[0] == 'T')
        {
            int power = first == 0 ? 1 : first == 1 ? Spread : Spread * Spread;
            if (c < Spread * Spread * Spread) index = Chosen[c / power % Spread];
        }
        else if (operands[0] == 'B')
        {
            if (c < Edges * Edges) index = first == 0 ? c % Edges : c / Edges % Edges;
        }
        else if (c < Edges)
        {
            index = c;
        }
        ulong seed = (((ulong)c * 64) + ((ulong)register * 16) + (ulong)lane) * 8;
        return operands[1] switch
        {
            'd' => index >= 0 ? Doubles[index] : RandomFloat(seed, 52, 11),
            's' => index >= 0 ? Singles[index] : RandomFloat(seed + 1, 23, 8),
            'h' => index >= 0 ? Halves[index] : RandomFloat(seed + 2, 10, 5),
            _ => index >= 0 ? Integers[index] : (ulong)((long)Mix(seed + 3) >> (int)(Mix(seed + 4) & 63)),
        };
    }

    /// <summary>V[register] as two halves.</summary>
    public static (ulong Low, ulong High) Register(string operands, int c, int register)
    {
        int width = operands[1] switch { 'h' => 16, 's' or 'w' => 32, _ => 64 };
        Span<ulong> v = stackalloc ulong[2];
        for (int lane = 0; lane < 128 / width; lane++)
        {
            v[lane * width / 64] |= (Element(operands, c, register, lane) & (ulong.MaxValue >> (64 - width))) << (lane * width % 64);
        }
        return (v[0], v[1]);
    }

    /// <summary>A value of a format whose exponent lies where something happens, with few or many fraction bits.</summary>
    public static ulong RandomFloat(ulong seed, int fractionBits, int exponentBits)
    {
        ulong h = Mix(seed), fraction = Mix(h) & ((1UL << fractionBits) - 1);
        int bias = (1 << (exponentBits - 1)) - 1, step = (int)(h >> 32) & 0xFF;
        if ((h & 0x100) != 0) fraction &= ulong.MaxValue << (fractionBits - 3);
        else if ((h & 0x200) != 0) fraction &= ulong.MaxValue << (fractionBits / 2);
        int exponent = (h & 7) switch
        {
            0 => (int)(h >> 40) & ((2 * bias) + 1),
            1 => (bias / 2) + (step % 5),
            2 => bias + (bias / 2) - (step % 5),
            3 => step % 4,
            4 => (2 * bias) - (step % 4),
            5 => bias + (step % (fractionBits + 12)),
            6 => bias - (step % 8),
            _ => bias + (step % 3),
        };
        return ((h >> 63) << (fractionBits + exponentBits)) | ((ulong)exponent << fractionBits) | fraction;
    }

    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
