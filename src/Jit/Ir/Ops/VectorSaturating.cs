using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Saturating sums, negations and doubling products.</summary>
internal static unsafe class VectorSaturating
{
    public static readonly OpFamily SignedAdd = OpFamily.Signed<SaturatingLanes.VVF<AddOp>>("sqadd");
    public static readonly OpFamily UnsignedAdd = OpFamily.Unsigned<SaturatingLanes.VVF<AddOp>>("uqadd");
    public static readonly OpFamily SignedSubtract = OpFamily.Signed<SaturatingLanes.VVF<SubtractOp>>("sqsub");
    public static readonly OpFamily UnsignedSubtract = OpFamily.Unsigned<SaturatingLanes.VVF<SubtractOp>>("uqsub");

    /// <summary>SUQADD and USQADD: the first operand is the accumulator, and the one whose signedness the result has.</summary>
    public static readonly OpFamily SignedAccumulateUnsigned = OpFamily.Signed<SaturatingLanes.VVF<SignedAccumulateUnsignedOp>>("suqadd");
    public static readonly OpFamily UnsignedAccumulateSigned = OpFamily.Unsigned<SaturatingLanes.VVF<UnsignedAccumulateSignedOp>>("usqadd");

    public static readonly OpFamily Absolute = OpFamily.Signed<SaturatingLanes.VF<AbsoluteOp>>("sqabs");
    public static readonly OpFamily Negate = OpFamily.Signed<SaturatingLanes.VF<NegateOp>>("sqneg");

    /// <summary>SQDMULH and SQRDMULH, elements of 16 and 32 bits.</summary>
    public static readonly OpFamily DoublingHigh = OpFamily.Signed<SaturatingLanes.VVF<DoublingHighOp>>("sqdmulh");
    public static readonly OpFamily RoundingDoublingHigh = OpFamily.Signed<SaturatingLanes.VVF<RoundingDoublingHighOp>>("sqrdmulh");
    public static readonly OpFamily DoublingHighElement = OpFamily.Signed<SaturatingLanes.VVFElement<DoublingHighOp>>("sqdmulh.element");
    public static readonly OpFamily RoundingDoublingHighElement =
        OpFamily.Signed<SaturatingLanes.VVFElement<RoundingDoublingHighOp>>("sqrdmulh.element");

    public static readonly OpFamily DoublingLong = OpFamily.SignedWide<SaturatingLengthening.VVF<DoublingOp>>("sqdmull");
    public static readonly OpFamily DoublingLongAdd = OpFamily.SignedWide<SaturatingLengthening.VVVF<DoublingAddOp>>("sqdmlal");
    public static readonly OpFamily DoublingLongSubtract = OpFamily.SignedWide<SaturatingLengthening.VVVF<DoublingSubtractOp>>("sqdmlsl");
    public static readonly OpFamily DoublingLongElement = OpFamily.SignedWide<SaturatingLengthening.VVFElement<DoublingOp>>("sqdmull.element");
    public static readonly OpFamily DoublingLongAddElement =
        OpFamily.SignedWide<SaturatingLengthening.VVVFElement<DoublingAddOp>>("sqdmlal.element");
    public static readonly OpFamily DoublingLongSubtractElement =
        OpFamily.SignedWide<SaturatingLengthening.VVVFElement<DoublingSubtractOp>>("sqdmlsl.element");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Add<T>(Vector128<T> n, Vector128<T> m, FpState* fp) => Saturation.Note(Vector128.AddSaturate(n, m), n + m, fp);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Subtract<T>(Vector128<T> n, Vector128<T> m, FpState* fp) =>
        Saturation.Note(Vector128.SubtractSaturate(n, m), n - m, fp);

    /// <summary>2 * n * m of extended elements: only the square of the least number does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<W> Double<W>(Vector128<W> n, Vector128<W> m, FpState* fp)
    {
        Vector128<W> product = n * m;
        return Add(product, product, fp);
    }

    /// <summary>The upper halves of 2 * n * m, computed as n * m shifted by one less, so that every intermediate fits W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> DoubleHigh<T, W>(Vector128<T> n, Vector128<T> m, bool round, FpState* fp)
    {
        int bits = Unsafe.SizeOf<T>() * 8;
        Vector128<W> half = round ? Vector128<W>.One << (bits - 2) : Vector128<W>.Zero;
        Vector128<W> low = ((LaneWidth.WidenLower<T, W>(n) * LaneWidth.WidenLower<T, W>(m)) + half) >> (bits - 1);
        Vector128<W> high = ((LaneWidth.WidenUpper<T, W>(n) * LaneWidth.WidenUpper<T, W>(m)) + half) >> (bits - 1);
        Vector128<W> max = Vector128<W>.AllBitsSet >>> (bits + 1);
        low = Saturation.Note(Vector128.Min(low, max), low, fp);
        high = Saturation.Note(Vector128.Min(high, max), high, fp);
        return LaneWidth.Narrow<T, W>(low).WithUpper(LaneWidth.Narrow<T, W>(high).GetLower());
    }

    internal readonly struct AddOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp) => Add(n, m, fp);
    }

    internal readonly struct SubtractOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp) => Subtract(n, m, fp);
    }

    /// <summary>Adding an unsigned number overflowed if the sum is less than before.</summary>
    internal readonly struct SignedAccumulateUnsignedOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp)
        {
            Vector128<T> sum = n + m;
            Vector128<T> overflow = Vector128.LessThan(sum, n);
            return Saturation.Note(Vector128.ConditionalSelect(overflow, Vector128.Create(T.MaxValue), sum), sum, fp);
        }
    }

    internal readonly struct UnsignedAccumulateSignedOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp)
        {
            Vector128<T> sum = n + m;
            Vector128<T> negative = Vector128.GreaterThan(m, Vector128<T>.AllBitsSet >>> 1);
            Vector128<T> overflow = Vector128.LessThan(sum, n) & ~negative;
            Vector128<T> underflow = Vector128.GreaterThan(sum, n) & negative;
            if ((overflow | underflow) != Vector128<T>.Zero) fp->Fpsr |= Saturation.Qc;
            return Vector128.AndNot(sum, underflow) | overflow;
        }
    }

    internal readonly struct AbsoluteOp : ILanesVF
    {
        static Vector128<T> ILanesVF.Eval<T>(Vector128<T> n, FpState* fp)
        {
            Vector128<T> absolute = Vector128.Max(n, Vector128<T>.Zero - n);
            return Saturation.Note(Vector128.Max(n, Vector128.SubtractSaturate(Vector128<T>.Zero, n)), absolute, fp);
        }
    }

    internal readonly struct NegateOp : ILanesVF
    {
        static Vector128<T> ILanesVF.Eval<T>(Vector128<T> n, FpState* fp) => Subtract(Vector128<T>.Zero, n, fp);
    }

    internal readonly struct DoublingHighOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp) =>
            typeof(T) == typeof(short) ? DoubleHigh<T, int>(n, m, false, fp) : DoubleHigh<T, long>(n, m, false, fp);
    }

    internal readonly struct RoundingDoublingHighOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp) =>
            typeof(T) == typeof(short) ? DoubleHigh<T, int>(n, m, true, fp) : DoubleHigh<T, long>(n, m, true, fp);
    }

    internal readonly struct DoublingOp : ILanesVVF
    {
        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp) => Double(n, m, fp);
    }

    internal readonly struct DoublingAddOp : ILanesVVVF
    {
        static Vector128<T> ILanesVVVF.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m, FpState* fp) => Add(a, Double(n, m, fp), fp);
    }

    internal readonly struct DoublingSubtractOp : ILanesVVVF
    {
        static Vector128<T> ILanesVVVF.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m, FpState* fp) => Subtract(a, Double(n, m, fp), fp);
    }
}
