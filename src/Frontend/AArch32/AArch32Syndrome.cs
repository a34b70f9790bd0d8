using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>ISS[24:14] of data aborts that stage 2 reports: only single loads and stores without write-back have one (Arm ARM, ISS of Data Aborts).</summary>
internal static class AArch32Syndrome
{
    public static uint Of(uint word, Isa isa)
    {
        _ = (word, isa);
        return 0;
    }
}
