using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Comparisons of vector elements: all ones where the relation holds.</summary>
internal static class VectorCompare
{
    public static readonly OpFamily Equal = OpFamily.Unsigned<Lanes.VV<EqualOp>>("cmeq");
    public static readonly OpFamily Test = OpFamily.Unsigned<Lanes.VV<TestOp>>("cmtst");
    public static readonly OpFamily SignedGreater = OpFamily.Signed<Lanes.VV<GreaterOp>>("cmgt");
    public static readonly OpFamily SignedGreaterOrEqual = OpFamily.Signed<Lanes.VV<GreaterOrEqualOp>>("cmge");
    public static readonly OpFamily UnsignedGreater = OpFamily.Unsigned<Lanes.VV<GreaterOp>>("cmhi");
    public static readonly OpFamily UnsignedGreaterOrEqual = OpFamily.Unsigned<Lanes.VV<GreaterOrEqualOp>>("cmhs");
    public static readonly OpFamily Zero = OpFamily.Signed<Lanes.V<ZeroOp>>("cmeq0");
    public static readonly OpFamily Positive = OpFamily.Signed<Lanes.V<PositiveOp>>("cmgt0");
    public static readonly OpFamily NotNegative = OpFamily.Signed<Lanes.V<NotNegativeOp>>("cmge0");
    public static readonly OpFamily Negative = OpFamily.Signed<Lanes.V<NegativeOp>>("cmlt0");
    public static readonly OpFamily NotPositive = OpFamily.Signed<Lanes.V<NotPositiveOp>>("cmle0");

    internal readonly struct EqualOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.Equals(n, m);
    }

    internal readonly struct TestOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => ~Vector128.Equals(n & m, Vector128<T>.Zero);
    }

    internal readonly struct GreaterOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.GreaterThan(n, m);
    }

    internal readonly struct GreaterOrEqualOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.GreaterThanOrEqual(n, m);
    }

    internal readonly struct ZeroOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.Equals(n, Vector128<T>.Zero);
    }

    internal readonly struct PositiveOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.GreaterThan(n, Vector128<T>.Zero);
    }

    internal readonly struct NotNegativeOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.GreaterThanOrEqual(n, Vector128<T>.Zero);
    }

    internal readonly struct NegativeOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.LessThan(n, Vector128<T>.Zero);
    }

    internal readonly struct NotPositiveOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.LessThanOrEqual(n, Vector128<T>.Zero);
    }
}
