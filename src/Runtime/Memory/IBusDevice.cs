namespace Hyp.Jit.Runtime;

/// <summary>A memory-mapped device. Accesses are naturally aligned and 1, 2, 4 or 8 bytes wide; a device never throws for what a guest does.</summary>
public interface IBusDevice : ISnapshotPart
{
    /// <summary>Reads <paramref name="size"/> bytes at <paramref name="offset"/> from the region's base, zero-extended.</summary>
    ulong Read(ulong offset, int size, int cpuIndex);

    /// <summary>Writes the low <paramref name="size"/> bytes of <paramref name="value"/>.</summary>
    void Write(ulong offset, int size, ulong value, int cpuIndex);
}

/// <summary>Takes the level of one interrupt input: an SPI of the machine's GIC, or a private peripheral interrupt of one CPU.</summary>
public interface IInterruptLine
{
    /// <summary>Drives the line; repeating the present level has no effect.</summary>
    void Set(bool level);
}
