using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

// AArch32's multiply-accumulate of VFPv2 and its reciprocal steps round the product before they add it.

/// <summary>Product and sum, each rounded.</summary>
internal static unsafe class FpUnfused
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMultiplyAdd<T>(
        Vector128<T> addend, Vector128<T> n, Vector128<T> m, bool subtract, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> product = n * m;
        result = subtract ? addend - product : addend + product;
        return FpMode.IsPlain(fp) && FpElement.AreAmplyNormal(product) && FpElement.AreFinite(result);
    }

    /// <summary>The product of a reciprocal step, in which zero times infinity is zero; false with NaN operands, whose result is given.</summary>
    public static bool TryStepProduct<T>(T n, T m, FpState* fp, out T product) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FpFormat f = FpFormat.Of<T>();
        FpOperand x = FpOperand.Unpack(f, FpElement.Bits(n), fp), y = FpOperand.Unpack(f, FpElement.Bits(m), fp);
        if (x.IsNaN || y.IsNaN)
        {
            product = FpElement.FromBits<T>(FpNaN.Process(f, x, y, fp));
            return false;
        }
        bool indefinite = (x.IsZero && y.IsInfinity) || (x.IsInfinity && y.IsZero);
        product = indefinite ? T.Zero : FpMultiply.Eval(n, m, fp);
        return true;
    }
}

/// <summary>VMLA: addend + n * m.</summary>
internal readonly unsafe struct FpMultiplyThenAdd : IFpTernary
{
    public static string Name => "vmla";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpAdd.Eval(addend, FpMultiply.Eval(n, m, fp), fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpUnfused.TryMultiplyAdd(addend, n, m, subtract: false, fp, out result);
}

/// <summary>VMLS: addend + -(n * m); the negation shows in a NaN's sign.</summary>
internal readonly unsafe struct FpMultiplyThenSubtract : IFpTernary
{
    public static string Name => "vmls";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpAdd.Eval(addend, FpNegate.Of(FpMultiply.Eval(n, m, fp)), fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpUnfused.TryMultiplyAdd(addend, n, m, subtract: true, fp, out result);
}

/// <summary>VNMLA: -addend + -(n * m).</summary>
internal readonly unsafe struct FpNegatedMultiplyThenAdd : IFpTernary
{
    public static string Name => "vnmla";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpAdd.Eval(FpNegate.Of(addend), FpNegate.Of(FpMultiply.Eval(n, m, fp)), fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpUnfused.TryMultiplyAdd(FpNegate.Of(addend), n, m, subtract: true, fp, out result);
}

/// <summary>VNMLS: -addend + n * m.</summary>
internal readonly unsafe struct FpNegatedMultiplyThenSubtract : IFpTernary
{
    public static string Name => "vnmls";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Eval<T>(T addend, T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpAdd.Eval(FpNegate.Of(addend), FpMultiply.Eval(n, m, fp), fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryVector<T>(Vector128<T> addend, Vector128<T> n, Vector128<T> m, FpState* fp, out Vector128<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FpUnfused.TryMultiplyAdd(FpNegate.Of(addend), n, m, subtract: false, fp, out result);
}

/// <summary>VRECPS: 2 - n * m.</summary>
internal readonly unsafe struct FpReciprocalStepUnfused : IFpBinary
{
    public static string Name => "vrecps";

    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpUnfused.TryStepProduct(n, m, fp, out T product) ? FpSubtract.Eval(T.One + T.One, product, fp) : product;
}

/// <summary>VRSQRTS: (3 - n * m) / 2.</summary>
internal readonly unsafe struct FpReciprocalRootStepUnfused : IFpBinary
{
    public static string Name => "vrsqrts";

    public static T Eval<T>(T n, T m, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T two = T.One + T.One;
        return FpUnfused.TryStepProduct(n, m, fp, out T product) ? FpDivide.Eval(FpSubtract.Eval(two + T.One, product, fp), two, fp) : product;
    }
}
