namespace Hyp.Jit.Compiler;

/// <summary>Reciprocal and reciprocal square root estimates, exact to Arm's tables (Arm ARM, FPRecipEstimate, FPRSqrtEstimate, FPRecpX).</summary>
internal static unsafe class FpEstimate
{
    /// <summary>FRECPE.</summary>
    public static ulong Reciprocal(FpFormat f, ulong bits, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, bits, fp);
        if (x.IsNaN) return FpNaN.Process(f, x, fp);
        if (x.IsInfinity) return f.Zero(x.Negative);
        if (x.IsZero)
        {
            fp->Fpsr |= FpStatus.DivideByZero;
            return f.Signed(x.Negative, f.Infinity);
        }
        int bias = f.MaxBiasedExponent >> 1;
        int exponent = (int)((x.Bits & ~f.SignBit) >> f.FractionBits);
        ulong fraction = (x.Bits & f.FractionMask) << (52 - f.FractionBits);
        if (exponent == 0)
        {
            // Below a quarter of the smallest normal number the reciprocal overflows.
            if (fraction >> 50 == 0) return Overflow(f, x.Negative, fp);
            int shift = fraction >> 51 == 0 ? 2 : 1;
            fraction = (fraction << shift) & ((1UL << 52) - 1);
            exponent = 1 - shift;
        }
        int resultExponent = (2 * bias) - 1 - exponent;
        if (resultExponent <= 0 && FpMode.Flushes(fp))
        {
            fp->Fpsr |= FpStatus.Underflow;
            return f.Zero(x.Negative);
        }
        ulong estimate = (ulong)ReciprocalOf(256 + (int)(fraction >> 44)) << 44;
        ulong result = resultExponent switch
        {
            0 => (1UL << 51) | ((estimate & ((1UL << 52) - 1)) >> 1),
            -1 => (1UL << 50) | ((estimate & ((1UL << 52) - 1)) >> 2),
            _ => estimate & ((1UL << 52) - 1),
        };
        return f.Signed(x.Negative, ((ulong)Math.Max(resultExponent, 0) << f.FractionBits) | (result >> (52 - f.FractionBits)));
    }

    /// <summary>FRSQRTE.</summary>
    public static ulong ReciprocalRoot(FpFormat f, ulong bits, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, bits, fp);
        if (x.IsNaN) return FpNaN.Process(f, x, fp);
        if (x.IsZero)
        {
            fp->Fpsr |= FpStatus.DivideByZero;
            return f.Signed(x.Negative, f.Infinity);
        }
        if (x.Negative) return FpNaN.Invalid(f, fp);
        if (x.IsInfinity) return 0;
        int bias = f.MaxBiasedExponent >> 1;
        int exponent = (int)(x.Bits >> f.FractionBits);
        ulong fraction = (x.Bits & f.FractionMask) << (52 - f.FractionBits);
        if (exponent == 0)
        {
            int shift = (int)ulong.LeadingZeroCount(fraction) - 11;
            fraction = (fraction << shift) & ((1UL << 52) - 1);
            exponent = 1 - shift;
        }
        int scaled = 256 + (int)(fraction >> 44);
        if ((exponent & 1) != 0) scaled >>= 1;
        int resultExponent = ((3 * bias) - 1 - exponent) / 2;
        ulong estimate = (ulong)(ReciprocalRootOf(scaled) & 0xFF);
        return ((ulong)resultExponent << f.FractionBits) | (estimate << (f.FractionBits - 8));
    }

    /// <summary>FRECPX: the exponent inverted, the fraction cleared.</summary>
    public static ulong ReciprocalExponent(FpFormat f, ulong bits, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, bits, fp);
        if (x.IsNaN) return FpNaN.Process(f, x, fp);
        ulong exponent = x.Bits & f.Infinity;
        return f.Signed(x.Negative, exponent == 0 ? f.Infinity - (1UL << f.FractionBits) : ~exponent & f.Infinity);
    }

    /// <summary>URECPE: operand and result are fixed-point fractions.</summary>
    public static uint UnsignedReciprocal(uint value) =>
        (value >> 31) == 0 ? uint.MaxValue : (uint)ReciprocalOf((int)(value >> 23)) << 23;

    /// <summary>URSQRTE: operand and result are fixed-point fractions.</summary>
    public static uint UnsignedReciprocalRoot(uint value) =>
        (value >> 30) == 0 ? uint.MaxValue : (uint)ReciprocalRootOf((int)(value >> 23)) << 23;

    /// <summary>RecipEstimate: 256..511 to 256..511.</summary>
    private static int ReciprocalOf(int a) => (((1 << 19) / ((a * 2) + 1)) + 1) / 2;

    /// <summary>RecipSqrtEstimate: 128..511 to 256..511.</summary>
    private static int ReciprocalRootOf(int a)
    {
        a = a < 256 ? (a * 2) + 1 : ((a & ~1) + 1) * 2;
        int b = 512;
        while (a * (b + 1) * (b + 1) < 1 << 28) b++;
        return (b + 1) / 2;
    }

    private static ulong Overflow(FpFormat f, bool negative, FpState* fp)
    {
        fp->Fpsr |= FpStatus.Overflow | FpStatus.Inexact;
        FpRounding rounding = FpMode.Rounding(fp);
        bool toInfinity = rounding == FpRounding.TieEven || rounding == (negative ? FpRounding.NegativeInfinity : FpRounding.PositiveInfinity);
        return f.Signed(negative, toInfinity ? f.Infinity : f.MaxNormal);
    }
}
