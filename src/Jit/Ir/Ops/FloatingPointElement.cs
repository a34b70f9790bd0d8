using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Host floats as bit patterns, and the range tests that let a host result stand without a closer look.</summary>
internal static unsafe class FpElement
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits<T>(T value) where T : unmanaged =>
        sizeof(T) == 8 ? Unsafe.BitCast<T, ulong>(value) : Unsafe.BitCast<T, uint>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromBits<T>(ulong bits) where T : unmanaged =>
        sizeof(T) == 8 ? Unsafe.BitCast<ulong, T>(bits) : Unsafe.BitCast<uint, T>((uint)bits);

    /// <summary>
    /// The value in the lowest lane, zeros above. Not CreateScalar: RyuJIT 10.0 reads an integer lane of CreateScalar(floating point) as garbage once
    /// both are inlined into one method, as regions do; it does not look through the AND.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToVector<T>(T value) where T : unmanaged => Lowest(Vector128.CreateScalarUnsafe(value));

    /// <summary>The lowest lane, zeros above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Lowest<T>(Vector128<T> value) where T : unmanaged => sizeof(T) == 8
        ? (value.AsUInt64() & Vector128.Create(ulong.MaxValue, 0UL)).AsByte()
        : (value.AsUInt32() & Vector128.Create(uint.MaxValue, 0U, 0U, 0U)).AsByte();

    /// <summary>All ones or all zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Mask<T>(bool value) where T : unmanaged => FromBits<T>(value ? ulong.MaxValue : 0);

    /// <summary>
    /// Normal, finite, and so far above the smallest normal number that no rounding started below it: neither underflow nor overflow.
    /// The exponent field is between 4 and the largest finite one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAmplyNormal<T>(T value) where T : unmanaged =>
        sizeof(T) == 8
            ? (Unsafe.BitCast<T, ulong>(value) << 1) - (4UL << 53) < 0x7FBUL << 53
            : (Unsafe.BitCast<T, uint>(value) << 1) - (4U << 24) < 0xFBU << 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreAmplyNormal<T>(Vector128<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> magnitude = Vector128.Abs(value);
        Vector128<T> least = Vector128.Create(FromBits<T>(sizeof(T) == 8 ? 4UL << 52 : 4UL << 23));
        Vector128<T> inRange = Vector128.GreaterThanOrEqual(magnitude, least) & Vector128.LessThan(magnitude, Vector128.Create(T.PositiveInfinity));
        return inRange.AsUInt64() == Vector128<ulong>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite<T>(Vector128<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector128.LessThan(Vector128.Abs(value), Vector128.Create(T.PositiveInfinity)).AsUInt64() == Vector128<ulong>.AllBitsSet;

    /// <summary>No lane of either operand is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdered<T>(Vector128<T> a, Vector128<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Vector128.Equals(a, a) & Vector128.Equals(b, b)).AsUInt64() == Vector128<ulong>.AllBitsSet;

    /// <summary>
    /// Finite, and so far from underflow that the residual of the product, quotient or root that gave this value is exact: the exponent field
    /// exceeds twice the significand's width.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasExactResidual<T>(T value) where T : unmanaged =>
        sizeof(T) == 8
            ? (Unsafe.BitCast<T, ulong>(value) << 1) - (110UL << 53) < (0x7FFUL - 110) << 53
            : (Unsafe.BitCast<T, uint>(value) << 1) - (52U << 24) < (0xFFU - 52) << 24;
}
