namespace Hyp.Jit.Runtime;

/// <summary>LDXR, LDXP, STXR, STXP and their ordered forms.</summary>
internal sealed unsafe partial class Mmu
{
    /// <summary>Loads 1, 2, 4, 8 or 16 bytes and arms the local monitor. Pairs pass the size of both and their element.</summary>
    public bool LoadExclusive(ulong va, int size, MemoryFlags flags, out ulong lo, out ulong hi, out MmuFault fault)
    {
        flags |= MemoryFlags.Exclusive;
        (lo, hi) = (0, 0);
        if (!IsAlignmentLegal(va, size, flags, AccessType.Read, out _, out fault)
            || !TryResolve(_current, va, AccessType.Read, refusedByDevice: false, out ulong pa, out bool device, out fault))
        {
            return false;
        }

        byte* host = _memory.HostPointer(pa);
        if (host == null)
        {
            if (!ReadDevice(va, pa, size, flags, out lo, out hi, out fault))
            {
                return false;
            }
        }
        else
        {
            Fill(_current, va, pa, host, AccessType.Read, device);
            ReportWatched(AccessType.Read, va, pa, size, 0, 0);
            LoadWhole(host, size, out lo, out hi);
        }

        ExclusiveMonitor.Record(_state, pa, size, lo, hi);
        if (_current.Key.BigEndianData)
        {
            SwapElements(size, flags, ref lo, ref hi);
        }

        return true;
    }

    /// <summary>
    /// Stores if the monitor still stands for the same address, size and value; <paramref name="stored"/> tells. The monitor is open afterwards,
    /// unless a fault is to be taken. Without an armed monitor no translation is done, hence no fault other than alignment
    /// (IMPLEMENTATION DEFINED, Arm ARM AArch64.ExclusiveMonitorsPass).
    /// </summary>
    public bool StoreExclusive(ulong va, int size, MemoryFlags flags, ulong lo, ulong hi, out bool stored, out MmuFault fault)
    {
        flags |= MemoryFlags.Exclusive;
        stored = false;
        if (!IsAlignmentLegal(va, size, flags, AccessType.Write, out _, out fault))
        {
            return false;
        }

        if (_state->ExclusiveSize == 0)
        {
            return true;
        }

        if (!TryResolve(_current, va, AccessType.Write, refusedByDevice: false, out ulong pa, out bool device, out fault))
        {
            return false;
        }

        bool covered = ExclusiveMonitor.Covers(_state, pa, size);
        if (!covered)
        {
            ExclusiveMonitor.Clear(_state);
            return true;
        }

        if (_current.Key.BigEndianData)
        {
            SwapElements(size, flags, ref lo, ref hi);
        }

        byte* host = _memory.HostPointer(pa);
        if (host == null || (_memory.Flags(pa) & PageFlags.ReadOnly) != 0)
        {
            // No device here has an exclusive monitor of its own: the local one decides.
            stored = WriteDevice(va, pa, size, flags, lo, hi, out fault);
            if (!stored)
            {
                return false;
            }
        }
        else
        {
            Fill(_current, va, pa, host, AccessType.Write, device);
            ReportWatched(AccessType.Write, va, pa, size, lo, hi);
            stored = ExclusiveMonitor.TryExchange(_state, host, size, lo, hi, _domain.ExclusiveSection);
            if (stored)
            {
                _bus.Written(pa, (ulong)size);
            }
        }

        ExclusiveMonitor.Clear(_state);
        return true;
    }

    private void LoadWhole(byte* host, int size, out ulong lo, out ulong hi)
    {
        if (size < MaximumSize)
        {
            Load(host, size, out lo, out hi);
            return;
        }

        lock (_domain.ExclusiveSection)
        {
            Load(host, size, out lo, out hi);
        }
    }
}
