using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>FPSR.QC, the cumulative saturation bit.</summary>
internal static unsafe class Saturation
{
    public const uint Qc = 1u << 27;

    /// <summary>Sets QC if saturation changed the exact result anywhere; returns the saturated one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Note<T>(Vector128<T> saturated, Vector128<T> exact, FpState* fp)
    {
        if (saturated != exact) fp->Fpsr |= Qc;
        return saturated;
    }
}
