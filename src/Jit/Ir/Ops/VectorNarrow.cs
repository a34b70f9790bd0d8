using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Narrowing moves, sums and shifts, plain and saturating: meanings for the wide elements, cut to size by <see cref="Narrowing"/>.</summary>
internal static unsafe class VectorNarrow
{
    public static readonly OpFamily Extract = OpFamily.UnsignedWide<Narrowing.V<ExtractOp>>("xtn");
    public static readonly OpFamily SaturateSigned = OpFamily.SignedWide<Narrowing.VF<ClampOp>>("sqxtn");
    public static readonly OpFamily SaturateUnsigned = OpFamily.UnsignedWide<Narrowing.VF<ClampOp>>("uqxtn");
    public static readonly OpFamily SaturateSignedToUnsigned = OpFamily.SignedWide<Narrowing.VF<ClampToUnsignedOp>>("sqxtun");

    public static readonly OpFamily AddHigh = OpFamily.UnsignedWide<Narrowing.VV<AddHighOp>>("addhn");
    public static readonly OpFamily RoundingAddHigh = OpFamily.UnsignedWide<Narrowing.VV<RoundingAddHighOp>>("raddhn");
    public static readonly OpFamily SubtractHigh = OpFamily.UnsignedWide<Narrowing.VV<SubtractHighOp>>("subhn");
    public static readonly OpFamily RoundingSubtractHigh = OpFamily.UnsignedWide<Narrowing.VV<RoundingSubtractHighOp>>("rsubhn");

    public static readonly OpFamily Shift = OpFamily.UnsignedWide<Narrowing.VI<VectorShift.RightOp>>("shrn");
    public static readonly OpFamily RoundingShift = OpFamily.UnsignedWide<Narrowing.VI<VectorShift.RoundingRightOp>>("rshrn");
    public static readonly OpFamily ShiftSigned = OpFamily.SignedWide<Narrowing.VIF<ShiftOp<ClampOp>>>("sqshrn");
    public static readonly OpFamily ShiftUnsigned = OpFamily.UnsignedWide<Narrowing.VIF<ShiftOp<ClampOp>>>("uqshrn");
    public static readonly OpFamily ShiftSignedToUnsigned = OpFamily.SignedWide<Narrowing.VIF<ShiftOp<ClampToUnsignedOp>>>("sqshrun");
    public static readonly OpFamily RoundingShiftSigned = OpFamily.SignedWide<Narrowing.VIF<RoundingShiftOp<ClampOp>>>("sqrshrn");
    public static readonly OpFamily RoundingShiftUnsigned = OpFamily.UnsignedWide<Narrowing.VIF<RoundingShiftOp<ClampOp>>>("uqrshrn");
    public static readonly OpFamily RoundingShiftSignedToUnsigned =
        OpFamily.SignedWide<Narrowing.VIF<RoundingShiftOp<ClampToUnsignedOp>>>("sqrshrun");

    internal readonly struct ExtractOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => n;
    }

    internal readonly struct AddHighOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n + m) >>> HalfBits<T>();
    }

    internal readonly struct RoundingAddHighOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n + m + (Vector128<T>.One << (HalfBits<T>() - 1))) >>> HalfBits<T>();
    }

    internal readonly struct SubtractHighOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n - m) >>> HalfBits<T>();
    }

    internal readonly struct RoundingSubtractHighOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => (n - m + (Vector128<T>.One << (HalfBits<T>() - 1))) >>> HalfBits<T>();
    }

    /// <summary>Saturates to the range of half the width, with the signedness of T.</summary>
    internal readonly struct ClampOp : ILanesVF
    {
        static Vector128<T> ILanesVF.Eval<T>(Vector128<T> n, FpState* fp)
        {
            Vector128<T> max = Vector128.Create(T.MaxValue) >> HalfBits<T>();
            Vector128<T> min = Vector128.Create(T.MinValue) >> HalfBits<T>();
            Vector128<T> clamped = Vector128.Min(Vector128.Max(n, min), max);
            return Saturation.Note(clamped, n, fp);
        }
    }

    /// <summary>Saturates signed elements to the unsigned range of half the width.</summary>
    internal readonly struct ClampToUnsignedOp : ILanesVF
    {
        static Vector128<T> ILanesVF.Eval<T>(Vector128<T> n, FpState* fp)
        {
            Vector128<T> max = Vector128<T>.AllBitsSet >>> HalfBits<T>();
            Vector128<T> clamped = Vector128.Min(Vector128.Max(n, Vector128<T>.Zero), max);
            return Saturation.Note(clamped, n, fp);
        }
    }

    internal readonly struct ShiftOp<TClamp> : ILanesVIF where TClamp : struct, ILanesVF
    {
        static Vector128<T> ILanesVIF.Eval<T>(Vector128<T> n, int imm, FpState* fp) => TClamp.Eval(VectorShift.Right(n, imm), fp);
    }

    internal readonly struct RoundingShiftOp<TClamp> : ILanesVIF where TClamp : struct, ILanesVF
    {
        static Vector128<T> ILanesVIF.Eval<T>(Vector128<T> n, int imm, FpState* fp) => TClamp.Eval(VectorShift.RoundingRight(n, imm), fp);
    }

    private static int HalfBits<T>() => Unsafe.SizeOf<T>() * 4;
}
