using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>addend + n * m with one rounding, after optional changes of sign (FMADD, FMSUB, FNMADD, FNMSUB, FMLA, FMLS).</summary>
internal static unsafe class FpFused
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = T.FusedMultiplyAdd(n, m, addend);
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r : Careful(addend, n, m, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMultiplyAdd<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = Vector<T>(addend, n, m);
        return FpMode.IsPlain(fp) && FpElement.AreAmplyNormal(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Vector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m) where T : unmanaged =>
        sizeof(T) == 8
            ? Vector128.FusedMultiplyAdd(n.AsDouble(), m.AsDouble(), addend.AsDouble()).As<double, T>()
            : Vector128.FusedMultiplyAdd(n.AsSingle(), m.AsSingle(), addend.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Careful<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = T.FusedMultiplyAdd(n, m, addend);
        if (FpMode.IsNearest(fp) && !FpMode.Flushes(fp) && T.IsFinite(r))
        {
            if (n == T.Zero || m == T.Zero) return r;
            if (FpElement.IsAmplyNormal(r))
            {
                if (FpMode.KnowsInexact(fp)) return r;
                // An exact product whose sum with the addend (TwoSum) is exact as well.
                T product = n * m, part = r - product;
                if (FpElement.HasExactResidual(product) && T.FusedMultiplyAdd(n, m, -product) == T.Zero
                    && (product - (r - part)) + (addend - part) == T.Zero)
                {
                    return r;
                }
            }
        }
        return FpElement.FromBits<T>(FpSoftware.MultiplyAdd(FpFormat.Of<T>(), FpElement.Bits(addend), FpElement.Bits(n), FpElement.Bits(m), fp));
    }
}

/// <summary>FMADD, FMLA: addend + n * m.</summary>
internal readonly unsafe struct FpMultiplyAdd : IFpTernary
{
    public static string Name => "fmla";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpFused.MultiplyAdd(addend, n, m, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpFused.TryMultiplyAdd(addend, n, m, fp, out result);
}

/// <summary>FMSUB, FMLS: addend - n * m.</summary>
internal readonly unsafe struct FpMultiplySubtract : IFpTernary
{
    public static string Name => "fmls";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpFused.MultiplyAdd(addend, FpNegate.Of(n), m, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpFused.TryMultiplyAdd(addend, FpNegate.Of(n), m, fp, out result);
}

/// <summary>FNMADD: -addend - n * m.</summary>
internal readonly unsafe struct FpNegatedMultiplyAdd : IFpTernary
{
    public static string Name => "fnmadd";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpFused.MultiplyAdd(FpNegate.Of(addend), FpNegate.Of(n), m, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpFused.TryMultiplyAdd(FpNegate.Of(addend), FpNegate.Of(n), m, fp, out result);
}

/// <summary>FNMSUB: n * m - addend.</summary>
internal readonly unsafe struct FpNegatedMultiplySubtract : IFpTernary
{
    public static string Name => "fnmsub";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpFused.MultiplyAdd(FpNegate.Of(addend), n, m, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpFused.TryMultiplyAdd(FpNegate.Of(addend), n, m, fp, out result);
}

/// <summary>FRECPS: 2 - n * m.</summary>
internal readonly unsafe struct FpReciprocalStep : IFpBinary
{
    public static string Name => "frecps";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = T.FusedMultiplyAdd(-n, m, T.One + T.One);
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r : Software(n, m, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpFused.TryMultiplyAdd(Vector128.Create(T.One + T.One), FpNegate.Of(n), m, fp, out result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Software<T>(T n, T m, FpState* fp) where T : unmanaged =>
        FpElement.FromBits<T>(FpSoftware.ReciprocalStep(FpFormat.Of<T>(), FpElement.Bits(n), FpElement.Bits(m), fp));
}

/// <summary>FRSQRTS: (3 - n * m) / 2; halving a result well inside the normal range is exact.</summary>
internal readonly unsafe struct FpReciprocalRootStep : IFpBinary
{
    public static string Name => "frsqrts";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T r = T.FusedMultiplyAdd(-n, m, T.One + T.One + T.One);
        return FpMode.IsPlain(fp) && FpElement.IsAmplyNormal(r) ? r / (T.One + T.One) : Software(n, m, fp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool done = FpFused.TryMultiplyAdd(Vector128.Create(T.One + T.One + T.One), FpNegate.Of(n), m, fp, out Vector128<T> r);
        result = r / Vector128.Create(T.One + T.One);
        return done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Software<T>(T n, T m, FpState* fp) where T : unmanaged =>
        FpElement.FromBits<T>(FpSoftware.ReciprocalRootStep(FpFormat.Of<T>(), FpElement.Bits(n), FpElement.Bits(m), fp));
}
