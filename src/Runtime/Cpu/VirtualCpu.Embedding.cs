namespace Hyp.Jit.Runtime;

/// <summary>What an embedder plugs into a PE.</summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>Answers HLT #0xF000; null leaves it UNDEFINED.</summary>
    public ISemihosting? Semihosting { get; set; }
}
