using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Addition, subtraction, multiplication, extremes and differences of vector elements that neither saturate nor change width.</summary>
internal static class VectorArithmetic
{
    public static readonly OpFamily Add = OpFamily.Unsigned<Lanes.VV<AddOp>>("add");
    public static readonly OpFamily Subtract = OpFamily.Unsigned<Lanes.VV<SubtractOp>>("sub");
    public static readonly OpFamily Multiply = OpFamily.Unsigned<Lanes.VV<MultiplyOp>>("mul");
    public static readonly OpFamily MultiplyAdd = OpFamily.Unsigned<Lanes.VVV<MultiplyAddOp>>("mla");
    public static readonly OpFamily MultiplySubtract = OpFamily.Unsigned<Lanes.VVV<MultiplySubtractOp>>("mls");
    public static readonly OpFamily MultiplyElement = OpFamily.Unsigned<Lanes.VVElement<MultiplyOp>>("mul.element");
    public static readonly OpFamily MultiplyAddElement = OpFamily.Unsigned<Lanes.VVVElement<MultiplyAddOp>>("mla.element");
    public static readonly OpFamily MultiplySubtractElement = OpFamily.Unsigned<Lanes.VVVElement<MultiplySubtractOp>>("mls.element");
    public static readonly OpFamily Absolute = OpFamily.Signed<Lanes.V<AbsoluteOp>>("abs");
    public static readonly OpFamily Negate = OpFamily.Unsigned<Lanes.V<NegateOp>>("neg");

    public static readonly OpFamily SignedMax = OpFamily.Signed<Lanes.VV<MaxOp>>("smax");
    public static readonly OpFamily UnsignedMax = OpFamily.Unsigned<Lanes.VV<MaxOp>>("umax");
    public static readonly OpFamily SignedMin = OpFamily.Signed<Lanes.VV<MinOp>>("smin");
    public static readonly OpFamily UnsignedMin = OpFamily.Unsigned<Lanes.VV<MinOp>>("umin");
    public static readonly OpFamily SignedDifference = OpFamily.Signed<Lanes.VV<DifferenceOp>>("sabd");
    public static readonly OpFamily UnsignedDifference = OpFamily.Unsigned<Lanes.VV<DifferenceOp>>("uabd");
    public static readonly OpFamily AddSignedDifference = OpFamily.Signed<Lanes.VVV<AddDifferenceOp>>("saba");
    public static readonly OpFamily AddUnsignedDifference = OpFamily.Unsigned<Lanes.VVV<AddDifferenceOp>>("uaba");

    public static readonly OpFamily SignedHalvingAdd = OpFamily.Signed<Lanes.VV<HalvingAddOp>>("shadd");
    public static readonly OpFamily UnsignedHalvingAdd = OpFamily.Unsigned<Lanes.VV<HalvingAddOp>>("uhadd");
    public static readonly OpFamily SignedRoundingHalvingAdd = OpFamily.Signed<Lanes.VV<RoundingHalvingAddOp>>("srhadd");
    public static readonly OpFamily UnsignedRoundingHalvingAdd = OpFamily.Unsigned<Lanes.VV<RoundingHalvingAddOp>>("urhadd");
    public static readonly OpFamily SignedHalvingSubtract = OpFamily.Signed<Lanes.VV<HalvingSubtractOp>>("shsub");
    public static readonly OpFamily UnsignedHalvingSubtract = OpFamily.Unsigned<Lanes.VV<HalvingSubtractOp>>("uhsub");

    internal readonly struct AddOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n + m;
    }

    internal readonly struct SubtractOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n - m;
    }

    internal readonly struct MultiplyOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n * m;
    }

    internal readonly struct MultiplyAddOp : ILanesVVV
    {
        static Vector128<T> ILanesVVV.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m) => a + (n * m);
    }

    internal readonly struct MultiplySubtractOp : ILanesVVV
    {
        static Vector128<T> ILanesVVV.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m) => a - (n * m);
    }

    // The least number has no negative and stays as it is.
    internal readonly struct AbsoluteOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.Max(n, Vector128<T>.Zero - n);
    }

    internal readonly struct NegateOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128<T>.Zero - n;
    }

    internal readonly struct MaxOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.Max(n, m);
    }

    internal readonly struct MinOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.Min(n, m);
    }

    internal readonly struct DifferenceOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.Max(n, m) - Vector128.Min(n, m);
    }

    internal readonly struct AddDifferenceOp : ILanesVVV
    {
        static Vector128<T> ILanesVVV.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m) => a + (Vector128.Max(n, m) - Vector128.Min(n, m));
    }

    // The halving operations keep the carry that the sum of two elements would lose: n + m = 2 (n & m) + (n ^ m) = 2 (n | m) - (n ^ m).
    internal readonly struct HalvingAddOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n & m) + ((n ^ m) >> 1);
    }

    internal readonly struct RoundingHalvingAddOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n | m) - ((n ^ m) >> 1);
    }

    internal readonly struct HalvingSubtractOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n >> 1) - (m >> 1) - (~n & m & Vector128<T>.One);
    }
}
