using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// The counter follows retired instructions, one a nanosecond, so that a run is the same each time. One clock serves all PEs: the PE that
/// runs moves it, and when all wait it jumps to the next deadline.
/// </summary>
internal sealed unsafe class InstructionClock : IMachineClock
{
    private const ulong NanosecondsPerTick = 1_000_000_000 / IMachineClock.CounterFrequency;

    private ulong nanoseconds;
    private VirtualCpu? running;
    private long retiredAtStart;

    public uint Frequency => IMachineClock.CounterFrequency;

    public ulong Ticks => Nanoseconds / NanosecondsPerTick;

    public string SnapshotName => "clock";

    public int SnapshotVersion => 1;

    private ulong Nanoseconds => running is null ? nanoseconds : nanoseconds + (ulong)(running.State->Retired - retiredAtStart);

    /// <summary>From here on <paramref name="cpu"/>'s instructions move the clock.</summary>
    public void Enter(VirtualCpu cpu)
    {
        running = cpu;
        retiredAtStart = cpu.State->Retired;
    }

    public void Leave()
    {
        nanoseconds = Nanoseconds;
        running = null;
    }

    /// <summary>Instructions until the counter reads <paramref name="deadline"/>; 0 when it already does.</summary>
    public long InstructionsUntil(ulong deadline)
    {
        ulong now = Nanoseconds;
        if (deadline > (ulong)long.MaxValue / NanosecondsPerTick)
        {
            return long.MaxValue;
        }
        ulong target = deadline * NanosecondsPerTick;
        return target <= now ? 0 : (long)(target - now);
    }

    /// <summary>Moves the clock forward to <paramref name="deadline"/> while nothing runs.</summary>
    public void JumpTo(ulong deadline) => nanoseconds = Math.Max(nanoseconds, deadline * NanosecondsPerTick);

    public void Save(BinaryWriter writer) => writer.Write(Nanoseconds);

    public void Restore(BinaryReader reader)
    {
        nanoseconds = reader.ReadUInt64();
        running = null;
    }
}
