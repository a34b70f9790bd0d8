namespace Hyp.Jit.Compiler;

/// <summary>An IEEE 754 binary interchange format; values travel as bit patterns in the low bits of a ulong.</summary>
internal sealed class FpFormat
{
    public static readonly FpFormat Half = new(16, 10);
    public static readonly FpFormat Single = new(32, 23);
    public static readonly FpFormat Double = new(64, 52);

    private FpFormat(int width, int fractionBits)
    {
        FractionBits = fractionBits;
        int exponentBits = width - 1 - fractionBits;
        MaxBiasedExponent = (1 << exponentBits) - 1;
        MinExponent = 2 - (1 << (exponentBits - 1));
        SignBit = 1UL << (width - 1);
        FractionMask = (1UL << fractionBits) - 1;
        Infinity = (ulong)MaxBiasedExponent << fractionBits;
        QuietBit = 1UL << (fractionBits - 1);
    }

    public int FractionBits { get; }

    /// <summary>The exponent field of infinities and NaNs.</summary>
    public int MaxBiasedExponent { get; }

    /// <summary>Exponent of the smallest normal number.</summary>
    public int MinExponent { get; }
    public ulong SignBit { get; }
    public ulong FractionMask { get; }
    public ulong Infinity { get; }

    /// <summary>Top fraction bit: set in quiet NaNs.</summary>
    public ulong QuietBit { get; }
    public ulong DefaultNaN => Infinity | QuietBit;
    public ulong MaxNormal => Infinity - 1;
    public ulong One => (ulong)(MaxBiasedExponent >> 1) << FractionBits;
    public ulong Two => One + (1UL << FractionBits);
    public ulong OneAndHalf => One | QuietBit;

    /// <summary>The format of a host floating-point type.</summary>
    public static unsafe FpFormat Of<T>() where T : unmanaged => sizeof(T) == 8 ? Double : Single;

    public ulong Zero(bool negative) => negative ? SignBit : 0;

    public ulong Signed(bool negative, ulong magnitude) => negative ? SignBit | magnitude : magnitude;
}
