using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit;

/// <summary>A device that notes each access and answers reads with the bytes 0x11, 0x22 ... 0x88.</summary>
internal sealed class RecordingDevice : IBusDevice
{
    public List<(ulong Offset, int Size, ulong Value)> Writes { get; } = [];

    public List<(ulong Offset, int Size)> Reads { get; } = [];

    public string SnapshotName => "uart";

    public int SnapshotVersion => 1;

    public ulong Read(ulong offset, int size, int cpuIndex)
    {
        Reads.Add((offset, size));
        return 0x8877_6655_4433_2211 >> (int)((offset & 7) * 8) & (size == 8 ? ulong.MaxValue : (1UL << (size * 8)) - 1);
    }

    public void Write(ulong offset, int size, ulong value, int cpuIndex) => Writes.Add((offset, size, value));

    public void Save(BinaryWriter writer)
    {
    }

    public void Restore(BinaryReader reader)
    {
    }
}
