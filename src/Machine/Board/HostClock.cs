using System.Diagnostics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>The clock of a machine: the counter, what interrupts waiting for it, and whether it can be moved.</summary>
internal interface IMachineClock : IVirtualClock, ISnapshotPart
{
    const uint CounterFrequency = 62_500_000;
}

/// <summary>The counter follows the host's monotonic clock.</summary>
internal sealed class HostClock : IMachineClock
{
    private long origin = Stopwatch.GetTimestamp();
    private ulong originTicks;

    public uint Frequency => IMachineClock.CounterFrequency;

    public ulong Ticks => originTicks + ToTicks(Stopwatch.GetTimestamp() - origin);

    public string SnapshotName => "clock";

    public int SnapshotVersion => 1;

    public void Save(BinaryWriter writer) => writer.Write(Ticks);

    public void Restore(BinaryReader reader)
    {
        originTicks = reader.ReadUInt64();
        origin = Stopwatch.GetTimestamp();
    }

    private static ulong ToTicks(long elapsed) => Stopwatch.Frequency == 1_000_000_000
        ? (ulong)elapsed / (1_000_000_000 / IMachineClock.CounterFrequency)
        : ((ulong)(elapsed / Stopwatch.Frequency) * IMachineClock.CounterFrequency)
            + ((ulong)(elapsed % Stopwatch.Frequency) * IMachineClock.CounterFrequency / (ulong)Stopwatch.Frequency);
}
