namespace Hyp.Jit.Compiler;

/// <summary>The complete conversions on bit patterns (Arm ARM, FPConvert, FPToFixed, FixedToFP, FPRoundInt).</summary>
internal static unsafe class FpSoftwareConvert
{
    /// <summary>Converts between formats, rounding by FPCR or, for FCVTXN, to odd.</summary>
    public static ulong Convert(FpFormat from, FpFormat to, ulong bits, FpRounding rounding, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(from, bits, fp);
        bool alternative = to == FpFormat.Half && (fp->Fpcr & FpControl.AlternativeHalf) != 0;
        if (x.IsNaN)
        {
            if (x.Kind == FpClass.SignalingNaN || alternative) fp->Fpsr |= FpStatus.InvalidOperation;
            if (alternative) return to.Zero(x.Negative);
            if ((fp->Fpcr & FpControl.DefaultNaN) != 0) return to.DefaultNaN;
            ulong fraction = x.Bits & from.FractionMask;
            int widening = to.FractionBits - from.FractionBits;
            fraction = widening >= 0 ? fraction << widening : fraction >> -widening;
            return to.Signed(x.Negative, to.DefaultNaN | fraction);
        }
        if (x.IsInfinity)
        {
            if (!alternative) return to.Signed(x.Negative, to.Infinity);
            fp->Fpsr |= FpStatus.InvalidOperation;
            return to.Signed(x.Negative, to.SignBit - 1);
        }
        return x.IsZero ? to.Zero(x.Negative) : FpRounder.Round(to, x.Negative, x.Exponent, x.Significand, rounding, fp);
    }

    /// <summary>The value times 2^fractionBits as an integer of 32 or 64 bits, saturated; a 32-bit result is zero-extended.</summary>
    public static ulong ToInteger(FpFormat f, ulong bits, int fractionBits, int width, bool signed, FpRounding rounding, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, bits, fp);
        if (x.IsNaN)
        {
            fp->Fpsr |= FpStatus.InvalidOperation;
            return 0;
        }
        if (x.IsZero) return 0;
        ulong mask = ulong.MaxValue >> (64 - width);
        UInt128 limit = !signed ? (x.Negative ? 0 : mask) : x.Negative ? (mask >> 1) + 1 : mask >> 1;
        int exponent = x.Exponent + fractionBits;
        UInt128 magnitude = UInt128.MaxValue;
        FpRemainder remainder = FpRemainder.Exact;
        if (!x.IsInfinity && exponent < 70) magnitude = FpRounder.ShiftOut(x.Significand, -exponent, out remainder);
        if (FpRounder.RoundsUp(rounding, x.Negative, !UInt128.IsEvenInteger(magnitude), remainder)) magnitude++;
        if (magnitude > limit)
        {
            fp->Fpsr |= FpStatus.InvalidOperation;
            magnitude = limit;
        }
        else if (remainder != FpRemainder.Exact)
        {
            fp->Fpsr |= FpStatus.Inexact;
        }
        ulong result = (ulong)magnitude;
        return (x.Negative ? 0 - result : result) & mask;
    }

    /// <summary>An integer of 32 or 64 bits, divided by 2^fractionBits.</summary>
    public static ulong FromInteger(FpFormat f, ulong value, int fractionBits, int width, bool signed, FpState* fp)
    {
        if (width == 32) value = signed ? (ulong)(int)value : (uint)value;
        if (value == 0) return 0;
        bool negative = signed && (long)value < 0;
        return FpRounder.Round(f, negative, -fractionBits, negative ? 0 - value : value, fp);
    }

    /// <summary>Rounds to an integral value in the same format; <paramref name="exact"/> raises IXC (FRINTX).</summary>
    public static ulong RoundToIntegral(FpFormat f, ulong bits, FpRounding rounding, bool exact, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, bits, fp);
        if (x.IsNaN) return FpNaN.Process(f, x, fp);
        if (x.IsInfinity || x.IsZero || x.Exponent >= 0) return x.Bits;
        ulong magnitude = (ulong)FpRounder.ShiftOut(x.Significand, -x.Exponent, out FpRemainder remainder);
        if (FpRounder.RoundsUp(rounding, x.Negative, (magnitude & 1) != 0, remainder)) magnitude++;
        if (exact && remainder != FpRemainder.Exact) fp->Fpsr |= FpStatus.Inexact;
        return magnitude == 0 ? f.Zero(x.Negative) : FpRounder.Round(f, x.Negative, 0, magnitude, fp);
    }
}
