using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Between floating point and integers of 32 and 64 bits: FCVT{N,P,M,Z,A}{S,U}, SCVTF, UCVTF, with and without fraction bits.</summary>
internal static unsafe class FpInteger
{
    private static bool IsSigned<TInteger>() => typeof(TInteger) == typeof(int) || typeof(TInteger) == typeof(long);

    /// <summary>To TInteger (int, uint, long or ulong), saturating; zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToInteger<T, TInteger>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> where TInteger : unmanaged
    {
        if (FpImmediate.FractionBits(imm) == 0)
        {
            T integral = FpRoundToIntegral.Integral(n, FpImmediate.Rounding(imm, fp));
            // 2^63 is a float too; a NaN fails the comparison.
            if (T.Abs(integral) < FpElement.FromBits<T>(sizeof(T) == 8 ? 0x43E0_0000_0000_0000UL : 0x5F00_0000UL)
                && (FpMode.IsPlainAnyRounding(fp) || (integral == n && !FpMode.Flushes(fp))))
            {
                long value = T.ConvertToIntegerNative<long>(integral);
                if (typeof(TInteger) == typeof(long)) return (ulong)value;
                if (typeof(TInteger) == typeof(ulong) && value >= 0) return (ulong)value;
                if (typeof(TInteger) == typeof(int) && value == (int)value) return (uint)value;
                if (typeof(TInteger) == typeof(uint) && value == (uint)value) return (uint)value;
            }
        }
        return Software<T, TInteger>(n, imm, fp);
    }

    /// <summary>From TInteger in the low bits of <paramref name="value"/>, scaled down by the immediate's fraction bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromInteger<T, TInteger>(ulong value, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> where TInteger : unmanaged
    {
        if (FpImmediate.FractionBits(imm) == 0)
        {
            long wide = typeof(TInteger) == typeof(int) ? (int)value : typeof(TInteger) == typeof(uint) ? (uint)value : (long)value;
            bool fits = typeof(TInteger) != typeof(ulong) || wide >= 0;
            if (sizeof(T) == 8)
            {
                if (sizeof(TInteger) == 4 || (fits && (FpMode.IsPlain(fp) || IsExact(wide, 53)))) return T.CreateTruncating((double)wide);
            }
            else if (fits && IsExact(wide, 53) && (FpMode.IsPlain(fp) || IsExact(wide, 24)))
            {
                // By way of a double, which holds the integer exactly: one rounding on every host.
                return T.CreateTruncating((float)(double)wide);
            }
        }
        return Reverse<T, TInteger>(value, imm, fp);
    }

    /// <summary>The magnitude fits in so many bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsExact(long value, int bits) => (ulong)(value + (1L << bits)) <= 2UL << bits;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Software<T, TInteger>(T n, long imm, FpState* fp) where T : unmanaged where TInteger : unmanaged =>
        FpSoftwareConvert.ToInteger(FpFormat.Of<T>(), FpElement.Bits(n), FpImmediate.FractionBits(imm), sizeof(TInteger) * 8, IsSigned<TInteger>(),
            FpImmediate.Rounding(imm, fp), fp);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Reverse<T, TInteger>(ulong value, long imm, FpState* fp) where T : unmanaged where TInteger : unmanaged =>
        FpElement.FromBits<T>(FpSoftwareConvert.FromInteger(FpFormat.Of<T>(), value, FpImmediate.FractionBits(imm), sizeof(TInteger) * 8, IsSigned<TInteger>(), fp));
}

/// <summary>FCVTxS and FCVTxU to a general register.</summary>
internal readonly unsafe struct FpToGeneral<T, TInteger> : IX_VIF where T : unmanaged, IBinaryFloatingPointIeee754<T> where TInteger : unmanaged
{
    public static readonly ushort Code = OpTable.X_VIF<FpToGeneral<T, TInteger>>($"fcvt.{typeof(T).Name}.{typeof(TInteger).Name}");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Eval(Vector128<byte> n, long imm, FpState* fp) => FpInteger.ToInteger<T, TInteger>(n.As<byte, T>().ToScalar(), imm, fp);
}

/// <summary>SCVTF and UCVTF from a general register.</summary>
internal readonly unsafe struct FpFromGeneral<T, TInteger> : IV_XIF where T : unmanaged, IBinaryFloatingPointIeee754<T> where TInteger : unmanaged
{
    public static readonly ushort Code = OpTable.V_XIF<FpFromGeneral<T, TInteger>>($"cvtf.{typeof(TInteger).Name}.{typeof(T).Name}");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(ulong n, long imm, FpState* fp) => FpElement.ToVector(FpInteger.FromInteger<T, TInteger>(n, imm, fp));
}

/// <summary>FCVTxS on elements: the integer has the element's width.</summary>
internal readonly unsafe struct FpToSigned : IFpUnaryImmediate
{
    public static string Name => "fcvts";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.FromBits<T>(sizeof(T) == 8 ? FpInteger.ToInteger<T, long>(n, imm, fp) : FpInteger.ToInteger<T, int>(n, imm, fp));
}

/// <summary>FCVTxU on elements.</summary>
internal readonly unsafe struct FpToUnsigned : IFpUnaryImmediate
{
    public static string Name => "fcvtu";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.FromBits<T>(sizeof(T) == 8 ? FpInteger.ToInteger<T, ulong>(n, imm, fp) : FpInteger.ToInteger<T, uint>(n, imm, fp));
}

/// <summary>SCVTF on elements.</summary>
internal readonly unsafe struct FpFromSigned : IFpUnaryImmediate
{
    public static string Name => "scvtf";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        sizeof(T) == 8 ? FpInteger.FromInteger<T, long>(FpElement.Bits(n), imm, fp) : FpInteger.FromInteger<T, int>(FpElement.Bits(n), imm, fp);
}

/// <summary>UCVTF on elements.</summary>
internal readonly unsafe struct FpFromUnsigned : IFpUnaryImmediate
{
    public static string Name => "ucvtf";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        sizeof(T) == 8 ? FpInteger.FromInteger<T, ulong>(FpElement.Bits(n), imm, fp) : FpInteger.FromInteger<T, uint>(FpElement.Bits(n), imm, fp);
}
