namespace Hyp.Jit.Runtime;

/// <summary>STXR, STXP and their ordered forms. LDXR and LDXP are <see cref="Read"/> with MemoryFlags.Exclusive; the engine arms the monitor.</summary>
internal sealed unsafe partial class Mmu
{
    /// <summary>
    /// Stores 1, 2, 4, 8 or 16 bytes if <paramref name="armed"/> (the local monitor covers this access) and memory still holds what the load-exclusive
    /// saw; <paramref name="stored"/> tells. Alignment and translation are checked even if not armed. Pairs pass their element for big-endian data.
    /// </summary>
    public bool StoreExclusive(
        ulong va, int size, bool armed, ulong seenLow, ulong seenHigh, ulong low, ulong high, out bool stored, out MmuFault fault, MemoryFlags element = 0)
    {
        SlowAccesses++;
        va = Cut(va);
        MemoryFlags flags = element | MemoryFlags.Exclusive;
        stored = false;
        if (!IsAlignmentLegal(va, size, flags, AccessType.Write, out _, out fault)
            || !TryResolve(_current, va, AccessType.Write, refusedByDevice: false, out ulong pa, out bool device, out fault)
            || IsWatched(_current, va, size, AccessType.Write, out fault))
        {
            return false;
        }

        if (!armed)
        {
            return true;
        }

        if (_current.Key.BigEndianData)
        {
            SwapElements(size, flags, ref low, ref high);
            SwapElements(size, flags, ref seenLow, ref seenHigh);
        }

        byte* host = _memory.HostPointer(pa);
        if (host == null || (_memory.Flags(pa) & PageFlags.ReadOnly) != 0)
        {
            // No device here has an exclusive monitor of its own: the local one decides.
            stored = WriteDevice(va, pa, size, flags, low, high, out fault);
            return stored;
        }

        Fill(_current, va, pa, host, AccessType.Write, device);
        ReportWatched(AccessType.Write, va, pa, size, low, high);
        stored = _domain.Exclusives.TryExchange(host, size, new UInt128(seenHigh, seenLow), new UInt128(high, low));
        if (stored)
        {
            _bus.Written(pa, (ulong)size);
        }

        return true;
    }
}
