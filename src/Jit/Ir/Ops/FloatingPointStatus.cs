using System.Runtime.CompilerServices;

namespace Hyp.Jit.Compiler;

/// <summary>FPCR fields that Armv8.0 implements.</summary>
internal static class FpControl
{
    public const int RoundingShift = 22;
    public const uint RoundingMask = 3u << RoundingShift;
    public const uint FlushToZero = 1u << 24;
    public const uint DefaultNaN = 1u << 25;
    public const uint AlternativeHalf = 1u << 26;
}

/// <summary>FPSR cumulative exception flags.</summary>
internal static class FpStatus
{
    public const uint InvalidOperation = 1;
    public const uint DivideByZero = 2;
    public const uint Overflow = 4;
    public const uint Underflow = 8;
    public const uint Inexact = 16;
    public const uint InputDenormal = 128;
}

/// <summary>Rounding modes; the first four are FPCR.RMode as encoded.</summary>
internal enum FpRounding
{
    TieEven,
    PositiveInfinity,
    NegativeInfinity,
    Zero,
    TieAway,
    /// <summary>Round to odd (FCVTXN).</summary>
    Odd,
}

/// <summary>Questions about FPCR and FPSR that decide between host arithmetic and the software implementation.</summary>
internal static unsafe class FpMode
{
    private const ulong InexactInState = (ulong)FpStatus.Inexact << 32;

    /// <summary>
    /// The host's arithmetic needs no help: round to nearest, no flushing, and IXC is already set, so inexactness need not be found out.
    /// FPCR and FPSR are neighbours and are tested as one word.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(FpState* fp) =>
        (*(ulong*)fp & (InexactInState | FpControl.RoundingMask | FpControl.FlushToZero)) == InexactInState;

    /// <summary>As <see cref="IsPlain"/> for operations that carry their rounding mode with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlainAnyRounding(FpState* fp) => (*(ulong*)fp & (InexactInState | FpControl.FlushToZero)) == InexactInState;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNearest(FpState* fp) => (fp->Fpcr & FpControl.RoundingMask) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Flushes(FpState* fp) => (fp->Fpcr & FpControl.FlushToZero) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool KnowsInexact(FpState* fp) => (fp->Fpsr & FpStatus.Inexact) != 0;

    public static FpRounding Rounding(FpState* fp) => (FpRounding)((fp->Fpcr >> FpControl.RoundingShift) & 3);
}
