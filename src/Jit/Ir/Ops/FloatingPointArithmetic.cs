using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

// Every operation tries the host's arithmetic first. A finite result in plain mode stands as it is; Careful then knows the cheap proofs of
// exactness (so that programs whose results are all exact stay fast with IXC clear), and leaves the rest to FpSoftware. Generic over host floats,
// Careful is no use unoptimised (100 ns and more), so it skips the runtime's first tier.

/// <summary>FADD.</summary>
internal readonly unsafe struct FpAdd : IFpBinary
{
    public static string Name => "fadd";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n + m;
        return FpMode.IsPlain(fp) && T.IsFinite(r) ? r : Careful(n, m, subtract: false, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = n + m;
        return FpMode.IsPlain(fp) && FpElement.AreFinite(result);
    }

    /// <summary>A sum that falls below the normal range is exact, so only flushing makes it special.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Careful<T>(T n, T m, bool subtract, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T addend = subtract ? -m : m;
        T r = n + addend;
        bool flushes = FpMode.Flushes(fp) && (T.IsSubnormal(n) || T.IsSubnormal(m) || T.IsSubnormal(r));
        if (FpMode.IsNearest(fp) && !flushes && T.IsFinite(r))
        {
            if (FpMode.KnowsInexact(fp)) return r;
            // TwoSum: the rounding error of the sum, itself exact.
            T part = r - n;
            if ((n - (r - part)) + (addend - part) == T.Zero) return r;
        }
        return FpElement.FromBits<T>(FpSoftware.Add(FpFormat.Of<T>(), FpElement.Bits(n), FpElement.Bits(m), subtract, fp));
    }
}

/// <summary>FSUB.</summary>
internal readonly unsafe struct FpSubtract : IFpBinary
{
    public static string Name => "fsub";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n - m;
        return FpMode.IsPlain(fp) && T.IsFinite(r) ? r : FpAdd.Careful(n, m, subtract: true, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = n - m;
        return FpMode.IsPlain(fp) && FpElement.AreFinite(result);
    }
}

/// <summary>FABD: the absolute value of the difference, a NaN's sign included.</summary>
internal readonly unsafe struct FpAbsoluteDifference : IFpBinary
{
    public static string Name => "fabd";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Abs(FpSubtract.Eval(n, m, fp));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool done = FpSubtract.TryVector(n, m, fp, out Vector128<T> difference);
        result = Vector128.Abs(difference);
        return done;
    }
}

/// <summary>FMUL.</summary>
internal readonly unsafe struct FpMultiply : IFpBinary
{
    public static string Name => "fmul";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n * m;
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r : Careful(n, m, extended: false, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = n * m;
        return FpMode.IsPlain(fp) && FpElement.AreAmplyNormal(result);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Careful<T>(T n, T m, bool extended, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n * m;
        bool flushes = FpMode.Flushes(fp) && (T.IsSubnormal(n) || T.IsSubnormal(m));
        if (!flushes && T.IsFinite(r))
        {
            if (n == T.Zero || m == T.Zero) return r;
            if (FpMode.IsNearest(fp) && FpElement.HasExactResidual(r) && (FpMode.KnowsInexact(fp) || T.FusedMultiplyAdd(n, m, -r) == T.Zero)) return r;
        }
        return FpElement.FromBits<T>(FpSoftware.Multiply(FpFormat.Of<T>(), FpElement.Bits(n), FpElement.Bits(m), extended, fp));
    }
}

/// <summary>FMULX.</summary>
internal readonly unsafe struct FpMultiplyExtended : IFpBinary
{
    public static string Name => "fmulx";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n * m;
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r : FpMultiply.Careful(n, m, extended: true, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpMultiply.TryVector(n, m, fp, out result);
}

/// <summary>FNMUL: the product negated, a NaN's sign included.</summary>
internal readonly unsafe struct FpNegatedMultiply : IFpBinary
{
    public static string Name => "fnmul";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpNegate.Of(FpMultiply.Eval(n, m, fp));
}

/// <summary>FDIV.</summary>
internal readonly unsafe struct FpDivide : IFpBinary
{
    public static string Name => "fdiv";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n / m;
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r : Careful(n, m, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = n / m;
        return FpMode.IsPlain(fp) && FpElement.AreAmplyNormal(result);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Careful<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = n / m;
        bool flushes = FpMode.Flushes(fp) && (T.IsSubnormal(n) || T.IsSubnormal(m));
        if (FpMode.IsNearest(fp) && !flushes && FpElement.HasExactResidual(r) && FpElement.HasExactResidual(n)
            && (FpMode.KnowsInexact(fp) || T.FusedMultiplyAdd(r, m, -n) == T.Zero))
        {
            return r;
        }
        return FpElement.FromBits<T>(FpSoftware.Divide(FpFormat.Of<T>(), FpElement.Bits(n), FpElement.Bits(m), fp));
    }
}

/// <summary>FSQRT.</summary>
internal readonly unsafe struct FpSquareRoot : IFpUnary
{
    public static string Name => "fsqrt";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = T.Sqrt(n);
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r : Careful(n, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = Vector128.Sqrt(n);
        return FpMode.IsPlain(fp) && FpElement.AreAmplyNormal(result);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Careful<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = T.Sqrt(n);
        if (FpMode.IsNearest(fp) && FpElement.HasExactResidual(r) && FpElement.HasExactResidual(n)
            && (FpMode.KnowsInexact(fp) || T.FusedMultiplyAdd(r, r, -n) == T.Zero))
        {
            return r;
        }
        return FpElement.FromBits<T>(FpSoftware.SquareRoot(FpFormat.Of<T>(), FpElement.Bits(n), fp));
    }
}
