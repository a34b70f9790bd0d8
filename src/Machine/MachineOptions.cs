using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>What a machine is made of. Immutable; <see cref="MachineBuilder"/> is the convenient way to one.</summary>
public sealed record MachineOptions
{
    private readonly int? gicVersion;

    /// <summary>Largest number of PEs with a GICv2, whose target lists have eight bits.</summary>
    public const int MaximumCpusGicV2 = 8;

    /// <summary>Largest number of PEs with a GICv3.</summary>
    public const int MaximumCpusGicV3 = 16;

    /// <summary>Largest memory in MiB: what the board's map has room for below its high windows.</summary>
    public const int MaximumMemoryMiB = 255 * 1024;

    /// <summary>The core: cortex-a53, cortex-a57 or cortex-a72, or of the 32-bit ones cortex-a7 or cortex-a15.</summary>
    public string CpuModel { get; init; } = "cortex-a57";

    /// <summary>The core has no AArch64; its EL2 is HYP mode. A core that nobody knows counts as one that has it.</summary>
    public bool Is32Bit => Runtime.CpuModel.Find(CpuModel) is { AArch64: false };

    /// <summary>Number of PEs: 1 to <see cref="MaximumCpusGicV2"/> or <see cref="MaximumCpusGicV3"/>, by <see cref="GicVersion"/>.</summary>
    public int CpuCount { get; init; } = 1;

    /// <summary>Guest memory in MiB, 1 to <see cref="MaximumMemoryMiB"/>, from physical address 0x4000_0000 on; the host commits it only as the guest touches it.</summary>
    public int MemoryMiB { get; init; } = 1024;

    /// <summary>GIC architecture version, 2 or 3. Unless it is given, a 32-bit core has a GICv2 and a 64-bit one a GICv3.</summary>
    public int GicVersion
    {
        get => gicVersion ?? (Is32Bit ? 2 : 3);
        init => gicVersion = value;
    }

    /// <summary>EL2 is implemented, and guests start in it.</summary>
    public bool El2 { get; init; } = true;

    /// <summary>Time follows instructions instead of the host's clock, so that a run is the same each time.</summary>
    public bool Deterministic { get; init; }

    /// <summary>How guest code is executed.</summary>
    public ExecutionTier Tier { get; init; }

    /// <summary>HLT #0xF000 reaches the host: console and exit calls of semihosting.</summary>
    public bool Semihosting { get; init; }

    /// <summary>The configuration as one line; equal lines mean machines that can restore each other's snapshots.</summary>
    public override string ToString() =>
        $"virt,{CpuModel},smp={CpuCount},memory={MemoryMiB},gic={GicVersion},el2={(El2 ? "on" : "off")},clock={(Deterministic ? "instructions" : "host")}";

    internal CpuModel FindModel() => Runtime.CpuModel.Find(CpuModel)
        ?? throw new ArgumentException($"unknown CPU \"{CpuModel}\"; known are {string.Join(", ", Runtime.CpuModel.All.Select(m => m.Name).Order())}");

    internal void Validate()
    {
        _ = FindModel();
        if (GicVersion is not (2 or 3))
        {
            throw new ArgumentException($"GIC version {GicVersion} is not supported, only 2 and 3");
        }
        int most = GicVersion == 2 ? MaximumCpusGicV2 : MaximumCpusGicV3;
        if (CpuCount < 1 || CpuCount > most)
        {
            throw new ArgumentException($"{CpuCount} CPUs are not supported: 1 to {most} with a GICv{GicVersion}");
        }
        if (MemoryMiB is < 1 or > MaximumMemoryMiB)
        {
            throw new ArgumentException($"{MemoryMiB} MiB of memory are not supported: 1 to {MaximumMemoryMiB}");
        }
    }
}
