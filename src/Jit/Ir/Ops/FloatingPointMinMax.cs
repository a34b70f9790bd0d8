using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Maximum and minimum; the "number" forms prefer a number to a quiet NaN (Arm ARM, FPMax, FPMaxNum).</summary>
internal static unsafe class FpMinMax
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Select<T>(T n, T m, bool maximum, bool number, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!FpMode.Flushes(fp))
        {
            if (n > m) return maximum ? n : m;
            if (n < m) return maximum ? m : n;
            // Equal operands differ at most in the sign of zero.
            if (n == m) return FpElement.FromBits<T>(maximum ? FpElement.Bits(n) & FpElement.Bits(m) : FpElement.Bits(n) | FpElement.Bits(m));
        }
        return Careful(n, m, maximum, number, fp);
    }

    /// <summary>The host's vector maximum orders zeros as Arm does; only NaNs differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySelect<T>(Vector128<T> n, Vector128<T> m, bool maximum, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = maximum ? Vector128.Max(n, m) : Vector128.Min(n, m);
        return !FpMode.Flushes(fp) && FpElement.AreOrdered(n, m);
    }

    /// <summary>NaNs and flushing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Careful<T>(T n, T m, bool maximum, bool number, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FpFormat f = FpFormat.Of<T>();
        FpOperand x = FpOperand.Unpack(f, FpElement.Bits(n), fp), y = FpOperand.Unpack(f, FpElement.Bits(m), fp);
        if (number && x.Kind == FpClass.QuietNaN && y.Kind < FpClass.QuietNaN) return FpElement.FromBits<T>(y.Bits);
        if (number && y.Kind == FpClass.QuietNaN && x.Kind < FpClass.QuietNaN) return FpElement.FromBits<T>(x.Bits);
        if (x.IsNaN || y.IsNaN) return FpElement.FromBits<T>(FpNaN.Process(f, x, y, fp));
        n = FpElement.FromBits<T>(x.Bits);
        m = FpElement.FromBits<T>(y.Bits);
        if (n == m) return FpElement.FromBits<T>(maximum ? x.Bits & y.Bits : x.Bits | y.Bits);
        return n > m == maximum ? n : m;
    }
}

/// <summary>FMAX.</summary>
internal readonly unsafe struct FpMaximum : IFpBinary
{
    public static string Name => "fmax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpMinMax.Select(n, m, maximum: true, number: false, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpMinMax.TrySelect(n, m, maximum: true, fp, out result);
}

/// <summary>FMIN.</summary>
internal readonly unsafe struct FpMinimum : IFpBinary
{
    public static string Name => "fmin";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpMinMax.Select(n, m, maximum: false, number: false, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpMinMax.TrySelect(n, m, maximum: false, fp, out result);
}

/// <summary>FMAXNM.</summary>
internal readonly unsafe struct FpMaximumNumber : IFpBinary
{
    public static string Name => "fmaxnm";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpMinMax.Select(n, m, maximum: true, number: true, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpMinMax.TrySelect(n, m, maximum: true, fp, out result);
}

/// <summary>FMINNM.</summary>
internal readonly unsafe struct FpMinimumNumber : IFpBinary
{
    public static string Name => "fminnm";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpMinMax.Select(n, m, maximum: false, number: true, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpMinMax.TrySelect(n, m, maximum: false, fp, out result);
}
