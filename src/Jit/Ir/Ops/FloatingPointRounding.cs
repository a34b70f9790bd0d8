namespace Hyp.Jit.Compiler;

/// <summary>What rounding leaves behind, compared with half a unit of the result.</summary>
internal enum FpRemainder
{
    Exact,
    BelowHalf,
    Half,
    AboveHalf,
}

/// <summary>Rounding of exact values to integers and to formats (Arm ARM, FPRound).</summary>
internal static unsafe class FpRounder
{
    /// <summary>significand * 2^-shift, rounded down, and what was lost.</summary>
    public static UInt128 ShiftOut(UInt128 significand, int shift, out FpRemainder remainder)
    {
        remainder = FpRemainder.Exact;
        if (shift <= 0) return significand << -shift;
        if (shift > 128)
        {
            if (significand != 0) remainder = FpRemainder.BelowHalf;
            return 0;
        }
        UInt128 half = UInt128.One << (shift - 1);
        UInt128 lost = significand & ((half << 1) - 1);
        if (lost != 0) remainder = lost < half ? FpRemainder.BelowHalf : lost == half ? FpRemainder.Half : FpRemainder.AboveHalf;
        return shift == 128 ? 0 : significand >> shift;
    }

    /// <summary>Whether the magnitude, rounded down so far, goes up by one unit.</summary>
    public static bool RoundsUp(FpRounding rounding, bool negative, bool odd, FpRemainder remainder) => rounding switch
    {
        FpRounding.TieEven => remainder == FpRemainder.AboveHalf || (remainder == FpRemainder.Half && odd),
        FpRounding.PositiveInfinity => remainder != FpRemainder.Exact && !negative,
        FpRounding.NegativeInfinity => remainder != FpRemainder.Exact && negative,
        FpRounding.TieAway => remainder >= FpRemainder.Half,
        FpRounding.Odd => remainder != FpRemainder.Exact && !odd,
        _ => false,
    };

    public static ulong Round(FpFormat f, bool negative, int exponent, UInt128 significand, FpState* fp) =>
        Round(f, negative, exponent, significand, FpMode.Rounding(fp), fp);

    /// <summary>Rounds significand * 2^exponent, not zero, to the format, with flushing, underflow, overflow and inexact as FPRound defines them.</summary>
    public static ulong Round(FpFormat f, bool negative, int exponent, UInt128 significand, FpRounding rounding, FpState* fp)
    {
        int unused = (int)UInt128.LeadingZeroCount(significand);
        significand <<= unused;
        exponent -= unused;
        int magnitude = exponent + 127;
        // Underflow is detected before rounding.
        bool subnormal = magnitude < f.MinExponent;
        if (subnormal && f != FpFormat.Half && FpMode.Flushes(fp))
        {
            fp->Fpsr |= FpStatus.Underflow;
            return f.Zero(negative);
        }
        int unit = (subnormal ? f.MinExponent : magnitude) - f.FractionBits;
        ulong mantissa = (ulong)ShiftOut(significand, unit - exponent, out FpRemainder remainder);
        bool inexact = remainder != FpRemainder.Exact;
        if (subnormal && inexact) fp->Fpsr |= FpStatus.Underflow;
        // A normal mantissa's leading one adds to the exponent field, and so does the carry of rounding up.
        ulong result = ((ulong)(subnormal ? 0 : magnitude - f.MinExponent) << f.FractionBits) + mantissa;
        if (RoundsUp(rounding, negative, (mantissa & 1) != 0, remainder)) result++;
        if (f == FpFormat.Half && (fp->Fpcr & FpControl.AlternativeHalf) != 0)
        {
            if (result >= f.SignBit)
            {
                fp->Fpsr |= FpStatus.InvalidOperation;
                return f.Signed(negative, f.SignBit - 1);
            }
        }
        else if (result >= f.Infinity)
        {
            bool toInfinity = rounding == FpRounding.TieEven || rounding == (negative ? FpRounding.NegativeInfinity : FpRounding.PositiveInfinity);
            fp->Fpsr |= FpStatus.Overflow | FpStatus.Inexact;
            return f.Signed(negative, toInfinity ? f.Infinity : f.MaxNormal);
        }
        if (inexact) fp->Fpsr |= FpStatus.Inexact;
        return f.Signed(negative, result);
    }
}
