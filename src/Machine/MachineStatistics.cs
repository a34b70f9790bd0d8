namespace Hyp.Jit;

/// <summary>What running a machine has cost so far.</summary>
public sealed class MachineStatistics
{
    /// <summary>Instructions that retired on all PEs together.</summary>
    public long Instructions { get; internal init; }

    /// <summary>Time of the host's clock spent inside the run methods.</summary>
    public TimeSpan RunTime { get; internal init; }

    /// <summary>Instructions of <see cref="Instructions"/> that retired in compiled regions; the interpreter executed the others.</summary>
    public long CompiledInstructions { get; internal init; }

    /// <summary>Instructions decoded for the interpreter.</summary>
    public long DecodedInstructions { get; internal init; }

    /// <summary>Regions compiled.</summary>
    public long RegionsCompiled { get; internal init; }

    /// <summary>Time spent compiling regions, beside the machine's own thread unless every region is waited for.</summary>
    public TimeSpan CompileTime { get; internal init; }

    /// <summary>Times that a region was entered.</summary>
    public long RegionEntries { get; internal init; }

    /// <summary>Times that a region was left, by cause.</summary>
    public IReadOnlyDictionary<string, long> SideExits { get; internal init; } = new Dictionary<string, long>();

    /// <summary>Accesses that the software TLBs did not answer, devices among them.</summary>
    public long TlbMisses { get; internal init; }

    /// <summary>Translation table walks.</summary>
    public long TableWalks { get; internal init; }

    /// <summary>Exceptions by ESR_ELx.EC, and interrupts, on all PEs: how many of each were taken.</summary>
    public IReadOnlyDictionary<string, long> Exceptions { get; internal init; } = new Dictionary<string, long>();

    /// <summary>Guest memory that the guest or its boot loader has written to, in bytes.</summary>
    public long TouchedMemory { get; internal init; }

    /// <summary>Time the garbage collector kept the whole process waiting, since its start.</summary>
    public TimeSpan CollectorPauses { get; internal init; }
}
