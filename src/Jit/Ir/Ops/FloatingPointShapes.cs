using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

// An operation is written once, on one element of a host float type; the structs below spread it over the arrangements a register can have.
// TLanes is the number of elements: one (a scalar), two or four. Unused upper bits of the result are zero. Each, lane by lane, skips the runtime's
// first tier: unoptimised generic code over host floats takes hundreds of nanoseconds.

internal unsafe interface IFpUnary
{
    static abstract string Name { get; }
    static abstract T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>All lanes at once; false when some lane needs <see cref="Eval"/>.</summary>
    static virtual bool TryVector<T>(Vector128<T> n, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = default;
        return false;
    }
}

/// <summary>A conversion or rounding whose immediate is an <see cref="FpImmediate"/>.</summary>
internal unsafe interface IFpUnaryImmediate
{
    static abstract string Name { get; }
    static abstract T Eval<T>(T n, long imm, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal unsafe interface IFpBinary
{
    static abstract string Name { get; }
    static abstract T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>All lanes at once; false when some lane needs <see cref="Eval"/>.</summary>
    static virtual bool TryVector<T>(Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        result = default;
        return false;
    }
}

internal unsafe interface IFpTernary
{
    static abstract string Name { get; }
    static abstract T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>All lanes at once; false when some lane needs <see cref="Eval"/>.</summary>
    static abstract bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal interface ILanes
{
    static abstract int Count { get; }
}

internal readonly struct Lanes1 : ILanes { public static int Count => 1; }
internal readonly struct Lanes2 : ILanes { public static int Count => 2; }
internal readonly struct Lanes4 : ILanes { public static int Count => 4; }

internal static unsafe class FpLanes
{
    public static string Suffix<T, TLanes>() where T : unmanaged where TLanes : struct, ILanes =>
        (TLanes.Count == 1 ? "." : "." + TLanes.Count) + (sizeof(T) == 8 ? "d" : "s");

    /// <summary>A two-lane single vector with its lanes repeated above, so that full-width arithmetic sees no stray zeros there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fill<T, TLanes>(Vector128<T> v) where T : unmanaged where TLanes : struct, ILanes =>
        TLanes.Count * sizeof(T) == 8 ? Vector128.Create(v.AsDouble().ToScalar()).As<double, T>() : v;

    /// <summary>Zeroes the bits above the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Keep<T, TLanes>(Vector128<T> v) where T : unmanaged where TLanes : struct, ILanes
    {
        if (TLanes.Count * sizeof(T) == 16) return v.AsByte();
        return TLanes.Count * sizeof(T) == 8
            ? FpElement.Lowest(v.AsUInt64())
            : FpElement.Lowest(v.AsUInt32());
    }
}

internal readonly unsafe struct FpUnary<TOp, T, TLanes> : IV_VF
    where TOp : struct, IFpUnary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VF<FpUnary<TOp, T, TLanes>>(TOp.Name + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, FpState* fp)
    {
        if (TLanes.Count == 1) return FpElement.ToVector(TOp.Eval(n.As<byte, T>().ToScalar(), fp));
        return TOp.TryVector(FpLanes.Fill<T, TLanes>(n.As<byte, T>()), fp, out Vector128<T> r) ? FpLanes.Keep<T, TLanes>(r) : Each(n.As<byte, T>(), fp);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector128<byte> Each(Vector128<T> n, FpState* fp)
    {
        Vector128<T> r = default;
        for (int i = 0; i < TLanes.Count; i++) r = r.WithElement(i, TOp.Eval(n.GetElement(i), fp));
        return r.AsByte();
    }
}

internal readonly unsafe struct FpUnaryImmediate<TOp, T, TLanes> : IV_VIF
    where TOp : struct, IFpUnaryImmediate where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VIF<FpUnaryImmediate<TOp, T, TLanes>>(TOp.Name + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp) =>
        TLanes.Count == 1 ? FpElement.ToVector(TOp.Eval(n.As<byte, T>().ToScalar(), imm, fp)) : Each(n.As<byte, T>(), imm, fp);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector128<byte> Each(Vector128<T> n, long imm, FpState* fp)
    {
        Vector128<T> r = default;
        for (int i = 0; i < TLanes.Count; i++) r = r.WithElement(i, TOp.Eval(n.GetElement(i), imm, fp));
        return r.AsByte();
    }
}

internal readonly unsafe struct FpBinary<TOp, T, TLanes> : IV_VVF
    where TOp : struct, IFpBinary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VVF<FpBinary<TOp, T, TLanes>>(TOp.Name + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, FpState* fp)
    {
        Vector128<T> a = n.As<byte, T>(), b = m.As<byte, T>();
        if (TLanes.Count == 1) return FpElement.ToVector(TOp.Eval(a.ToScalar(), b.ToScalar(), fp));
        return TOp.TryVector(FpLanes.Fill<T, TLanes>(a), FpLanes.Fill<T, TLanes>(b), fp, out Vector128<T> r)
            ? FpLanes.Keep<T, TLanes>(r)
            : Each(a, b, fp);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector128<byte> Each(Vector128<T> n, Vector128<T> m, FpState* fp)
    {
        Vector128<T> r = default;
        for (int i = 0; i < TLanes.Count; i++) r = r.WithElement(i, TOp.Eval(n.GetElement(i), m.GetElement(i), fp));
        return r.AsByte();
    }
}

internal readonly unsafe struct FpTernary<TOp, T, TLanes> : IV_VVVF
    where TOp : struct, IFpTernary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VVVF<FpTernary<TOp, T, TLanes>>(TOp.Name + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, FpState* fp)
    {
        Vector128<T> x = a.As<byte, T>(), y = n.As<byte, T>(), z = m.As<byte, T>();
        if (TLanes.Count == 1) return FpElement.ToVector(TOp.Eval(x.ToScalar(), y.ToScalar(), z.ToScalar(), fp));
        return TOp.TryVector(FpLanes.Fill<T, TLanes>(x), FpLanes.Fill<T, TLanes>(y), FpLanes.Fill<T, TLanes>(z), fp, out Vector128<T> r)
            ? FpLanes.Keep<T, TLanes>(r)
            : Each(x, y, z, fp);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector128<byte> Each(Vector128<T> a, Vector128<T> n, Vector128<T> m, FpState* fp)
    {
        Vector128<T> r = default;
        for (int i = 0; i < TLanes.Count; i++) r = r.WithElement(i, TOp.Eval(a.GetElement(i), n.GetElement(i), m.GetElement(i), fp));
        return r.AsByte();
    }
}
