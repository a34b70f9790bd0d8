namespace Hyp.Jit.Cli;

/// <summary>Where the guest's console goes.</summary>
internal enum SerialKind
{
    Terminal,
    File,
    Nowhere,
}

/// <summary>What to run and how, whichever command line said so.</summary>
internal sealed record BootRequest(MachineBuilder Builder)
{
    public string? Until { get; init; }

    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    public bool Statistics { get; init; }

    public bool StatisticsAsJson { get; init; }

    public SerialKind Serial { get; init; }

    public string? SerialPath { get; init; }

    /// <summary>A guest's reset starts it again, as QEMU does without -no-reboot.</summary>
    public bool Reboot { get; init; }

    /// <summary>A reset that is not carried out ends the run well, as with QEMU's -no-reboot.</summary>
    public bool ResetIsSuccess { get; init; }

    /// <summary>Accesses to things that are not built are told on standard error.</summary>
    public bool ReportUnimplemented { get; init; }

    public TraceOptions? Trace { get; init; }
}
