namespace Hyp.Jit.Runtime;

/// <summary>What an embedder plugs into a PE.</summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>Hooks on blocks and addresses; null, the usual case, costs nothing.</summary>
    public ICodeHooks? CodeHooks { get; set; }

    /// <summary>Answers HLT #0xF000; null leaves it UNDEFINED.</summary>
    public ISemihosting? Semihosting { get; set; }
}
