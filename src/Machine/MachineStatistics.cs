using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>What running a machine has cost so far.</summary>
public sealed class MachineStatistics
{
    /// <summary>Instructions that retired on all PEs together.</summary>
    public long Instructions { get; internal init; }

    /// <summary>Time spent inside the run methods.</summary>
    public TimeSpan RunTime { get; internal init; }

    /// <summary>What the execution engine counted.</summary>
    public ExecutionStatistics Execution { get; internal init; } = new();

    /// <summary>Table walks.</summary>
    public long TableWalks { get; internal init; }

    /// <summary>Exceptions and interrupts taken, by class.</summary>
    public IReadOnlyDictionary<string, long> Exceptions { get; internal init; } = new Dictionary<string, long>();

    /// <summary>Guest memory that the guest or its boot loader has written to, in bytes.</summary>
    public long TouchedMemory { get; internal init; }

    /// <summary>Time the garbage collector kept the machine waiting.</summary>
    public TimeSpan CollectorPauses { get; internal init; }
}
