namespace Hyp.Jit.Runtime;

internal sealed unsafe partial class VirtualCpu
{
    /// <summary>The PE's way to memory. Set once by the machine that builds the PE, before it runs.</summary>
    public Mmu Mmu { get; set; } = null!;
}
