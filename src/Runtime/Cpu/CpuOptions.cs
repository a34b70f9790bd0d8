namespace Hyp.Jit.Runtime;

/// <summary>What a machine decides about its PEs at construction.</summary>
/// <param name="Model">The core.</param>
public sealed record CpuOptions(CpuModel Model)
{
    /// <summary>A Cortex-A57 with EL2 and a GICv3.</summary>
    public static CpuOptions Default { get; } = new(CpuModel.CortexA57);

    /// <summary>EL2 is implemented; the PE then resets into it.</summary>
    public bool HasEl2 { get; init; } = true;

    /// <summary>2 or 3: with 3 the GIC's CPU interface is made of system registers and the ID registers say so.</summary>
    public int GicVersion { get; init; } = 3;

    /// <summary>PEs of the machine, for L2CTLR_EL1.</summary>
    public int CpuCount { get; init; } = 1;

    /// <summary>Address of the first instruction after a reset that names no entry point (RVBAR_ELx).</summary>
    public ulong ResetVector { get; init; }

    internal ExceptionLevel HighestLevel => HasEl2 ? ExceptionLevel.EL2 : ExceptionLevel.EL1;

    internal bool HasGicSystemRegisters => GicVersion >= 3;

    /// <summary>MPIDR_EL1 of PE <paramref name="index"/>: clusters of 16 with a GICv3, of 8 (its target lists) with a GICv2.</summary>
    internal ulong Mpidr(int index)
    {
        int cluster = GicVersion >= 3 ? 16 : 8;
        return 0x8000_0000UL | ((ulong)(uint)(index / cluster) << 8) | (uint)(index % cluster);
    }
}
