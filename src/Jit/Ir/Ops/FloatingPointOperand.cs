namespace Hyp.Jit.Compiler;

internal enum FpClass : byte
{
    Zero,
    Finite,
    Infinity,
    QuietNaN,
    SignalingNaN,
}

/// <summary>An unpacked operand: Significand * 2^Exponent with a sign, or one of the special classes (Arm ARM, FPUnpack).</summary>
internal readonly struct FpOperand(ulong bits, FpClass kind, bool negative, int exponent = 0, ulong significand = 0)
{
    public ulong Bits { get; } = bits;
    public FpClass Kind { get; } = kind;
    public bool Negative { get; } = negative;
    public int Exponent { get; } = exponent;
    public ulong Significand { get; } = significand;
    public bool IsZero => Kind == FpClass.Zero;
    public bool IsInfinity => Kind == FpClass.Infinity;
    public bool IsNaN => Kind >= FpClass.QuietNaN;

    /// <summary>Unpacks, flushing a single or double denormal when FPCR.FZ says so (halves are not subject to FZ).</summary>
    public static unsafe FpOperand Unpack(FpFormat f, ulong bits, FpState* fp)
    {
        bool negative = (bits & f.SignBit) != 0;
        ulong fraction = bits & f.FractionMask;
        int biased = (int)((bits & ~f.SignBit) >> f.FractionBits);
        if (biased == 0)
        {
            if (fraction == 0) return new FpOperand(bits, FpClass.Zero, negative);
            if (f != FpFormat.Half && FpMode.Flushes(fp))
            {
                fp->Fpsr |= FpStatus.InputDenormal;
                return new FpOperand(f.Zero(negative), FpClass.Zero, negative);
            }
            return new FpOperand(bits, FpClass.Finite, negative, f.MinExponent - f.FractionBits, fraction);
        }
        // The alternative half-precision format has no infinities or NaNs.
        if (biased == f.MaxBiasedExponent && !(f == FpFormat.Half && (fp->Fpcr & FpControl.AlternativeHalf) != 0))
        {
            FpClass kind = fraction == 0 ? FpClass.Infinity : (fraction & f.QuietBit) != 0 ? FpClass.QuietNaN : FpClass.SignalingNaN;
            return new FpOperand(bits, kind, negative);
        }
        return new FpOperand(bits, FpClass.Finite, negative, biased - 1 + f.MinExponent - f.FractionBits, fraction | (1UL << f.FractionBits));
    }
}

/// <summary>Arm's NaN rules (Arm ARM, FPProcessNaN, FPProcessNaNs, FPProcessNaNs3): signaling operands win, then operand order.</summary>
internal static unsafe class FpNaN
{
    /// <summary>An invalid operation: raises IOC and gives the default NaN.</summary>
    public static ulong Invalid(FpFormat f, FpState* fp)
    {
        fp->Fpsr |= FpStatus.InvalidOperation;
        return f.DefaultNaN;
    }

    public static ulong Process(FpFormat f, in FpOperand a, FpState* fp)
    {
        if (a.Kind == FpClass.SignalingNaN) fp->Fpsr |= FpStatus.InvalidOperation;
        return (fp->Fpcr & FpControl.DefaultNaN) != 0 ? f.DefaultNaN : a.Bits | f.QuietBit;
    }

    /// <summary>At least one of the operands is a NaN.</summary>
    public static ulong Process(FpFormat f, in FpOperand a, in FpOperand b, FpState* fp)
    {
        if (a.Kind == FpClass.SignalingNaN) return Process(f, a, fp);
        if (b.Kind == FpClass.SignalingNaN) return Process(f, b, fp);
        return Process(f, a.IsNaN ? a : b, fp);
    }

    /// <summary>At least one of the operands is a NaN.</summary>
    public static ulong Process(FpFormat f, in FpOperand a, in FpOperand b, in FpOperand c, FpState* fp)
    {
        if (a.Kind == FpClass.SignalingNaN) return Process(f, a, fp);
        if (b.Kind == FpClass.SignalingNaN) return Process(f, b, fp);
        if (c.Kind == FpClass.SignalingNaN) return Process(f, c, fp);
        return Process(f, a.IsNaN ? a : b.IsNaN ? b : c, fp);
    }
}
