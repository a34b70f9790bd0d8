using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Saturating shifts left of vector elements by an immediate.</summary>
internal static unsafe class VectorShiftSaturating
{
    public static readonly OpFamily Signed = OpFamily.Signed<SaturatingLanes.VIF<LeftOp>>("sqshl.immediate");
    public static readonly OpFamily Unsigned = OpFamily.Unsigned<SaturatingLanes.VIF<LeftOp>>("uqshl.immediate");
    public static readonly OpFamily SignedToUnsigned = OpFamily.Signed<SaturatingLanes.VIF<LeftToUnsignedOp>>("sqshlu");

    /// <summary>What comes back from shifting right again differs where bits were lost.</summary>
    internal readonly struct LeftOp : ILanesVIF
    {
        static Vector128<T> ILanesVIF.Eval<T>(Vector128<T> n, int imm, FpState* fp)
        {
            Vector128<T> shifted = n << imm;
            Vector128<T> exact = Vector128.Equals(shifted >> imm, n);
            // MaxValue for positive elements, and its complement, MinValue, for negative ones; unsigned T has none of these.
            Vector128<T> limit = Vector128.Create(T.MaxValue) ^ Vector128.LessThan(n, Vector128<T>.Zero);
            if (exact != Vector128<T>.AllBitsSet) fp->Fpsr |= Saturation.Qc;
            return Vector128.ConditionalSelect(exact, shifted, limit);
        }
    }

    internal readonly struct LeftToUnsignedOp : ILanesVIF
    {
        static Vector128<T> ILanesVIF.Eval<T>(Vector128<T> n, int imm, FpState* fp)
        {
            Vector128<T> positive = Vector128.Max(n, Vector128<T>.Zero);
            Vector128<T> shifted = positive << imm;
            Vector128<T> fits = Vector128.Equals(shifted >>> imm, positive);
            if ((fits & Vector128.Equals(n, positive)) != Vector128<T>.AllBitsSet) fp->Fpsr |= Saturation.Qc;
            return shifted | ~fits;
        }
    }
}
