using System.Diagnostics;

namespace Hyp.Jit;

/// <summary>What ends a run, besides what the guest does.</summary>
internal sealed class RunLimits
{
    public long Instructions { get; init; } = long.MaxValue;

    /// <summary>Stopwatch timestamp of the timeout; long.MaxValue without one.</summary>
    public long Deadline { get; private init; } = long.MaxValue;

    /// <summary>Asked between slices.</summary>
    public Func<bool>? Condition { get; init; }

    public static long DeadlineAfter(TimeSpan timeout) => timeout == Timeout.InfiniteTimeSpan || timeout.TotalSeconds > 1e9
        ? long.MaxValue
        : Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);

    public static RunLimits For(TimeSpan timeout, Func<bool>? condition = null) => new() { Deadline = DeadlineAfter(timeout), Condition = condition };
}
