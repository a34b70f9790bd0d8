namespace Hyp.Jit.Compiler;

/// <summary>
/// The complete arithmetic on bit patterns, for every FPCR setting (Arm ARM, shared/functions/float). The operations on host floats
/// fall back to it; where both apply they agree.
/// </summary>
internal static unsafe class FpSoftware
{
    /// <summary>a + b, or a - b.</summary>
    public static ulong Add(FpFormat f, ulong a, ulong b, bool subtract, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, a, fp), y = FpOperand.Unpack(f, b, fp);
        if (x.IsNaN || y.IsNaN) return FpNaN.Process(f, x, y, fp);
        bool yNegative = y.Negative ^ subtract;
        if (x.IsInfinity || y.IsInfinity)
        {
            if (x.IsInfinity && y.IsInfinity && x.Negative != yNegative) return FpNaN.Invalid(f, fp);
            return f.Signed(x.IsInfinity ? x.Negative : yNegative, f.Infinity);
        }
        return Sum(f, new Term(x.Negative, x.Exponent, x.Significand), new Term(yNegative, y.Exponent, y.Significand), 0, fp);
    }

    /// <summary>a * b; with <paramref name="extended"/> 0 * infinity is 2.0 (FMULX).</summary>
    public static ulong Multiply(FpFormat f, ulong a, ulong b, bool extended, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, a, fp), y = FpOperand.Unpack(f, b, fp);
        if (x.IsNaN || y.IsNaN) return FpNaN.Process(f, x, y, fp);
        bool negative = x.Negative ^ y.Negative;
        if (x.IsInfinity || y.IsInfinity)
        {
            if (!x.IsZero && !y.IsZero) return f.Signed(negative, f.Infinity);
            return extended ? f.Signed(negative, f.Two) : FpNaN.Invalid(f, fp);
        }
        if (x.IsZero || y.IsZero) return f.Zero(negative);
        return FpRounder.Round(f, negative, x.Exponent + y.Exponent, (UInt128)x.Significand * y.Significand, fp);
    }

    public static ulong Divide(FpFormat f, ulong a, ulong b, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, a, fp), y = FpOperand.Unpack(f, b, fp);
        if (x.IsNaN || y.IsNaN) return FpNaN.Process(f, x, y, fp);
        bool negative = x.Negative ^ y.Negative;
        if ((x.IsInfinity && y.IsInfinity) || (x.IsZero && y.IsZero)) return FpNaN.Invalid(f, fp);
        if (x.IsInfinity) return f.Signed(negative, f.Infinity);
        if (x.IsZero || y.IsInfinity) return f.Zero(negative);
        if (y.IsZero)
        {
            fp->Fpsr |= FpStatus.DivideByZero;
            return f.Signed(negative, f.Infinity);
        }
        // 127 bits by at most 53: at least 74 bits of quotient, the last of them made sticky.
        int unused = (int)ulong.LeadingZeroCount(x.Significand) + 63;
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem((UInt128)x.Significand << unused, y.Significand);
        if (remainder != 0) quotient |= 1;
        return FpRounder.Round(f, negative, x.Exponent - unused - y.Exponent, quotient, fp);
    }

    public static ulong SquareRoot(FpFormat f, ulong a, FpState* fp)
    {
        FpOperand x = FpOperand.Unpack(f, a, fp);
        if (x.IsNaN) return FpNaN.Process(f, x, fp);
        if (x.IsZero) return f.Zero(x.Negative);
        if (x.Negative) return FpNaN.Invalid(f, fp);
        if (x.IsInfinity) return f.Infinity;
        int shift = (int)ulong.LeadingZeroCount(x.Significand) + 62;
        if (((x.Exponent - shift) & 1) != 0) shift--;
        UInt128 remainder = (UInt128)x.Significand << shift, root = 0;
        for (UInt128 bit = UInt128.One << 126; bit != 0; bit >>= 2)
        {
            UInt128 trial = root + bit;
            root >>= 1;
            if (remainder < trial) continue;
            remainder -= trial;
            root += bit;
        }
        // 63 bits of root; one more below them is sticky.
        root = (root << 1) | (remainder != 0 ? 1u : 0u);
        return FpRounder.Round(f, false, ((x.Exponent - shift) / 2) - 1, root, fp);
    }

    /// <summary>addend + n * m with one rounding.</summary>
    public static ulong MultiplyAdd(FpFormat f, ulong addend, ulong n, ulong m, FpState* fp)
    {
        FpOperand a = FpOperand.Unpack(f, addend, fp), x = FpOperand.Unpack(f, n, fp), y = FpOperand.Unpack(f, m, fp);
        bool invalidProduct = (x.IsInfinity && y.IsZero) || (x.IsZero && y.IsInfinity);
        if (a.IsNaN || x.IsNaN || y.IsNaN)
        {
            ulong result = FpNaN.Process(f, a, x, y, fp);
            return a.Kind == FpClass.QuietNaN && invalidProduct ? FpNaN.Invalid(f, fp) : result;
        }
        bool negative = x.Negative ^ y.Negative;
        bool infinite = x.IsInfinity || y.IsInfinity;
        if (invalidProduct || (a.IsInfinity && infinite && a.Negative != negative)) return FpNaN.Invalid(f, fp);
        if (a.IsInfinity || infinite) return f.Signed(a.IsInfinity ? a.Negative : negative, f.Infinity);
        return Sum(f, new Term(a.Negative, a.Exponent, a.Significand), Product(x, y), 0, fp);
    }

    /// <summary>2 - n * m (FRECPS).</summary>
    public static ulong ReciprocalStep(FpFormat f, ulong n, ulong m, FpState* fp) => Step(f, n, m, f.Two, new Term(false, 1, 1), 0, fp);

    /// <summary>(3 - n * m) / 2 (FRSQRTS).</summary>
    public static ulong ReciprocalRootStep(FpFormat f, ulong n, ulong m, FpState* fp) => Step(f, n, m, f.OneAndHalf, new Term(false, 0, 3), -1, fp);

    private static ulong Step(FpFormat f, ulong n, ulong m, ulong zeroTimesInfinity, Term addend, int scale, FpState* fp)
    {
        // The negation comes first, so it shows in a NaN's sign.
        FpOperand x = FpOperand.Unpack(f, n ^ f.SignBit, fp), y = FpOperand.Unpack(f, m, fp);
        if (x.IsNaN || y.IsNaN) return FpNaN.Process(f, x, y, fp);
        if (x.IsInfinity || y.IsInfinity)
        {
            return x.IsZero || y.IsZero ? zeroTimesInfinity : f.Signed(x.Negative ^ y.Negative, f.Infinity);
        }
        return Sum(f, addend, Product(x, y), scale, fp);
    }

    private readonly record struct Term(bool Negative, int Exponent, UInt128 Significand)
    {
        /// <summary>The same value with its leading one in bit 125, which leaves room for a carry.</summary>
        public Term Normalized()
        {
            int shift = (int)UInt128.LeadingZeroCount(Significand) - 2;
            return this with { Exponent = Exponent - shift, Significand = Significand << shift };
        }
    }

    private static Term Product(in FpOperand x, in FpOperand y) =>
        new(x.Negative ^ y.Negative, x.Exponent + y.Exponent, (UInt128)x.Significand * y.Significand);

    /// <summary>
    /// (x + y) * 2^scale, rounded once. Bits shifted out of the smaller term leave a sticky bit: they only exist when the terms are far
    /// enough apart for cancellation to cost at most one bit.
    /// </summary>
    private static ulong Sum(FpFormat f, Term x, Term y, int scale, FpState* fp)
    {
        if (x.Significand == 0 && y.Significand == 0) return ZeroSum(f, x.Negative, y.Negative, fp);
        if (x.Significand == 0) return FpRounder.Round(f, y.Negative, y.Exponent + scale, y.Significand, fp);
        if (y.Significand == 0) return FpRounder.Round(f, x.Negative, x.Exponent + scale, x.Significand, fp);
        x = x.Normalized();
        y = y.Normalized();
        if (x.Exponent < y.Exponent || (x.Exponent == y.Exponent && x.Significand < y.Significand)) (x, y) = (y, x);
        UInt128 small = FpRounder.ShiftOut(y.Significand, x.Exponent - y.Exponent, out FpRemainder remainder);
        if (remainder != FpRemainder.Exact) small |= 1;
        UInt128 sum = x.Negative == y.Negative ? x.Significand + small : x.Significand - small;
        return sum == 0 ? ZeroSum(f, x.Negative, y.Negative, fp) : FpRounder.Round(f, x.Negative, x.Exponent + scale, sum, fp);
    }

    /// <summary>Zeros of unlike signs, and exact cancellation, give -0 only when rounding towards minus infinity.</summary>
    private static ulong ZeroSum(FpFormat f, bool xNegative, bool yNegative, FpState* fp) =>
        f.Zero(xNegative == yNegative ? xNegative : FpMode.Rounding(fp) == FpRounding.NegativeInfinity);
}
