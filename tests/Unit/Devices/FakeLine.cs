using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.Devices;

/// <summary>An interrupt input that remembers its level.</summary>
internal sealed class FakeLine : IInterruptLine
{
    public bool Level { get; private set; }

    public void Set(bool level) => Level = level;
}

/// <summary>A counter that stands where a test puts it.</summary>
internal sealed class FakeClock : IVirtualClock
{
    public uint Frequency => 62_500_000;

    public ulong Ticks { get; set; }

    public void Advance(ulong seconds) => Ticks += seconds * Frequency;
}

internal static class SnapshotCopy
{
    /// <summary>Carries the state of one part over to another as a snapshot would.</summary>
    public static void Copy(ISnapshotPart from, ISnapshotPart to)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            from.Save(writer);
        }
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        to.Restore(reader);
        if (stream.Position != stream.Length)
        {
            throw new InvalidDataException("bytes are left over");
        }
    }
}
