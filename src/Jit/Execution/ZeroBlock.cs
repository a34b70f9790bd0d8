using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>DC ZVA's store: 64 bytes, the block size that DCZID_EL0 of every model here announces.</summary>
internal static unsafe class ZeroBlock
{
    public const int Size = 64;

    /// <summary>DC ZVA is not trapped at the current EL: HCR_EL2.TDZ is clear, and at EL0 SCTLR_EL1.DZE is set.</summary>
    public static bool IsUntrapped(CpuState* s) =>
        (s->Sys[(int)Slot.HcrEl2] & Hcr.Tdz) == 0 && (s->El != 0 || (s->Sys[(int)Slot.SctlrEl1] & Sctlr.Dze) != 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(byte* host)
    {
        Vector128.Store(Vector128<byte>.Zero, host);
        Vector128.Store(Vector128<byte>.Zero, host + 16);
        Vector128.Store(Vector128<byte>.Zero, host + 32);
        Vector128.Store(Vector128<byte>.Zero, host + 48);
    }
}
