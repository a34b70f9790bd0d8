using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>
/// The immediate of conversions and roundings: rounding mode in bits 3:0 (<see cref="FromFpcr"/> = FPCR.RMode), bit 4 raises IXC, fraction bits from
/// bit 8.
/// </summary>
internal static unsafe class FpImmediate
{
    public const long FromFpcr = 15;
    public const long Exact = 16;

    public static long Of(FpRounding rounding, int fractionBits = 0) => (long)rounding | ((long)fractionBits << 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FpRounding Rounding(long imm, FpState* fp) => (imm & 15) == FromFpcr ? FpMode.Rounding(fp) : (FpRounding)(imm & 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FractionBits(long imm) => (int)(imm >> 8);
}

/// <summary>FRINTN, P, M, Z, A, X and I.</summary>
internal readonly unsafe struct FpRoundToIntegral : IFpUnaryImmediate
{
    public static string Name => "frint";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = Integral(n, FpImmediate.Rounding(imm, fp));
        return FpMode.Flushes(fp) || T.IsNaN(r) || ((imm & FpImmediate.Exact) != 0 && r != n) ? Software(n, imm, fp) : r;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Integral<T>(T n, FpRounding rounding) where T : unmanaged, IBinaryFloatingPointIeee754<T> => rounding switch
    {
        FpRounding.TieEven => T.Round(n, MidpointRounding.ToEven),
        FpRounding.PositiveInfinity => T.Ceiling(n),
        FpRounding.NegativeInfinity => T.Floor(n),
        FpRounding.Zero => T.Truncate(n),
        _ => T.Round(n, MidpointRounding.AwayFromZero),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Software<T>(T n, long imm, FpState* fp) where T : unmanaged =>
        FpElement.FromBits<T>(FpSoftwareConvert.RoundToIntegral(
            FpFormat.Of<T>(), FpElement.Bits(n), FpImmediate.Rounding(imm, fp), (imm & FpImmediate.Exact) != 0, fp));
}

/// <summary>FCVT between the scalar precisions.</summary>
internal readonly unsafe struct FpConvertPrecision<TFrom, TTo> : IV_VF where TFrom : unmanaged where TTo : unmanaged
{
    public static readonly ushort Code = OpTable.V_VF<FpConvertPrecision<TFrom, TTo>>($"fcvt.{sizeof(TFrom) * 8}.{sizeof(TTo) * 8}");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, FpState* fp) =>
        FpElement.ToVector(FpPrecision.Convert<TFrom, TTo>(FpPrecision.Lane<TFrom>(n, 0), fp));
}

/// <summary>Conversions between formats by FPCR's rounding mode, on bits and on lanes.</summary>
internal static unsafe class FpPrecision
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Convert<TFrom, TTo>(ulong bits, FpState* fp) where TFrom : unmanaged where TTo : unmanaged
    {
        if (sizeof(TFrom) == 4 && sizeof(TTo) == 8)
        {
            // Widening is exact; flushing concerns denormal operands, NaNs are Arm's.
            double wide = FpElement.FromBits<float>(bits);
            if (!FpMode.Flushes(fp) && !double.IsNaN(wide)) return FpElement.Bits(wide);
        }
        else if (sizeof(TFrom) == 8 && sizeof(TTo) == 4)
        {
            double wide = FpElement.FromBits<double>(bits);
            float narrow = (float)wide;
            if ((!FpMode.Flushes(fp) && narrow == wide) || (FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(narrow))) return FpElement.Bits(narrow);
        }
        return FpSoftwareConvert.Convert(Format<TFrom>(), Format<TTo>(), bits, FpMode.Rounding(fp), fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Lane<T>(Vector128<byte> v, int index) where T : unmanaged => sizeof(T) switch
    {
        2 => v.AsUInt16().GetElement(index),
        4 => v.AsUInt32().GetElement(index),
        _ => v.AsUInt64().GetElement(index),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> WithLane<T>(Vector128<byte> v, int index, ulong bits) where T : unmanaged => sizeof(T) switch
    {
        2 => v.AsUInt16().WithElement(index, (ushort)bits).AsByte(),
        4 => v.AsUInt32().WithElement(index, (uint)bits).AsByte(),
        _ => v.AsUInt64().WithElement(index, bits).AsByte(),
    };

    public static FpFormat Format<T>() where T : unmanaged => sizeof(T) switch { 2 => FpFormat.Half, 4 => FpFormat.Single, _ => FpFormat.Double };
}

/// <summary>FCVTL and, with Imm = 1, FCVTL2: the lower or upper half of n widened.</summary>
internal readonly unsafe struct FpWiden<TFrom, TTo> : IV_VIF where TFrom : unmanaged where TTo : unmanaged
{
    public static readonly ushort Code = OpTable.V_VIF<FpWiden<TFrom, TTo>>($"fcvtl.{sizeof(TTo) * 8}");

    public static Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp)
    {
        Vector128<byte> r = default;
        int lanes = 16 / sizeof(TTo);
        for (int i = 0; i < lanes; i++)
        {
            r = FpPrecision.WithLane<TTo>(r, i, FpPrecision.Convert<TFrom, TTo>(FpPrecision.Lane<TFrom>(n, i + ((int)imm * lanes)), fp));
        }
        return r;
    }
}

/// <summary>
/// FCVTN and, with Imm bit 0, FCVTN2, which keeps a's lower half. Imm bit 1 rounds to odd (FCVTXN), bit 2 converts one scalar.
/// </summary>
internal readonly unsafe struct FpNarrow<TFrom, TTo> : IV_AVIF where TFrom : unmanaged where TTo : unmanaged
{
    public const long Upper = 1, ToOdd = 2, Scalar = 4;
    public static readonly ushort Code = OpTable.V_AVIF<FpNarrow<TFrom, TTo>>($"fcvtn.{sizeof(TTo) * 8}");

    public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm, FpState* fp)
    {
        bool upper = (imm & Upper) != 0;
        int lanes = (imm & Scalar) != 0 ? 1 : 16 / sizeof(TFrom);
        Vector128<byte> r = upper ? a : default;
        for (int i = 0; i < lanes; i++)
        {
            ulong lane = FpPrecision.Lane<TFrom>(n, i);
            ulong narrow = (imm & ToOdd) != 0
                ? FpSoftwareConvert.Convert(FpPrecision.Format<TFrom>(), FpPrecision.Format<TTo>(), lane, FpRounding.Odd, fp)
                : FpPrecision.Convert<TFrom, TTo>(lane, fp);
            r = FpPrecision.WithLane<TTo>(r, upper ? i + lanes : i, narrow);
        }
        return r;
    }
}
