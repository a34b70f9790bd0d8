using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Hyp.Jit.Runtime;

/// <summary>Loads and stores that missed the SoftTlb.</summary>
internal sealed unsafe partial class Mmu
{
    private const int MaximumSize = 16;

    /// <summary>Reads 1, 2, 4, 8 or 16 bytes, zero-extended into lo and hi. False: nothing was read and <paramref name="fault"/> is to be taken.</summary>
    public bool Read(ulong va, int size, MemoryFlags flags, out ulong lo, out ulong hi, out MmuFault fault)
    {
        SlowAccesses++;
        va = Cut(va);
        (lo, hi) = (0, 0);
        TranslationContext context = DataContext(flags);
        if (!IsAlignmentLegal(va, size, flags, AccessType.Read, out bool misaligned, out fault))
        {
            return false;
        }

        if (SoftTlb.TryHit(context.Read, va, size, out byte* host))
        {
            LoadWhole(host, size, flags, out lo, out hi);
        }
        else if ((ulong)size > PhysicalMemory.PageSize - (va & PhysicalMemory.PageMask))
        {
            if (!ReadAcross(context, va, size, misaligned, out lo, out hi, out fault))
            {
                return false;
            }
        }
        else if (!ReadWithin(context, va, size, flags, misaligned, out lo, out hi, out fault))
        {
            return false;
        }

        if (_current.Key.BigEndianData)
        {
            SwapElements(size, flags, ref lo, ref hi);
        }

        return true;
    }

    /// <summary>Writes 1, 2, 4, 8 or 16 bytes. False: nothing was written (but see External) and <paramref name="fault"/> is to be taken.</summary>
    /// <remarks>A device that refuses the second half of a 16-byte store has seen the first, as on hardware.</remarks>
    public bool Write(ulong va, int size, MemoryFlags flags, ulong lo, ulong hi, out MmuFault fault)
    {
        SlowAccesses++;
        va = Cut(va);
        TranslationContext context = DataContext(flags);
        if (!IsAlignmentLegal(va, size, flags, AccessType.Write, out bool misaligned, out fault))
        {
            return false;
        }

        if (_current.Key.BigEndianData)
        {
            SwapElements(size, flags, ref lo, ref hi);
        }

        if (SoftTlb.TryHit(context.Write, va, size, out byte* host))
        {
            Store(host, size, lo, hi);
        }
        else if ((ulong)size > PhysicalMemory.PageSize - (va & PhysicalMemory.PageMask))
        {
            if (!WriteAcross(context, va, size, misaligned, lo, hi, out fault))
            {
                return false;
            }
        }
        else if (!WriteWithin(context, va, size, flags, misaligned, lo, hi, out fault))
        {
            return false;
        }

        if ((flags & MemoryFlags.Ordered) != 0)
        {
            // STLR before a later LDAR: the one reordering that x86 hosts would do.
            Interlocked.MemoryBarrier();
        }

        return true;
    }

    /// <summary>Whether a store of any length up to a page would be permitted throughout; nothing is written.</summary>
    public bool ProbeWrite(ulong va, int size, out MmuFault fault, MemoryFlags flags = MemoryFlags.None) =>
        Probe(va, size, flags, AccessType.Write, out fault);

    /// <summary>Whether a load of any length up to a page would be permitted throughout; nothing is read.</summary>
    public bool ProbeRead(ulong va, int size, out MmuFault fault, MemoryFlags flags = MemoryFlags.None) =>
        Probe(va, size, flags, AccessType.Read, out fault);

    /// <summary>DC ZVA: zeroes the 64-byte block that holds <paramref name="va"/>. Device memory refuses it with an alignment fault.</summary>
    public bool ZeroBlock(ulong va, out MmuFault fault)
    {
        const int BlockSize = 64;
        ulong block = va & ~(ulong)(BlockSize - 1);
        // A fault reports the address as given (Arm ARM, DC ZVA; FAR_ELx).
        if (!TryResolve(_current, va, AccessType.Write, refusedByDevice: true, out _, out _, out fault)
            || IsWatched(_current, block, BlockSize, AccessType.Write, out fault))
        {
            return false;
        }

        for (int offset = 0; offset < BlockSize; offset += MaximumSize)
        {
            if (!WriteWithin(_current, block + (ulong)offset, MaximumSize, MemoryFlags.Element8, misaligned: false, 0, 0, out fault))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bytes of the alignment unit.</summary>
    private static int UnitOf(int size, MemoryFlags flags)
    {
        MemoryFlags element = flags & MemoryFlags.ElementMask;
        return element == 0 ? size : 1 << ((int)element - 1);
    }

    private static void Load(byte* host, int size, out ulong lo, out ulong hi)
    {
        hi = 0;
        switch (size)
        {
            case 1: lo = *host; break;
            case 2: lo = Unsafe.ReadUnaligned<ushort>(host); break;
            case 4: lo = Unsafe.ReadUnaligned<uint>(host); break;
            case 8: lo = Unsafe.ReadUnaligned<ulong>(host); break;
            default:
                lo = Unsafe.ReadUnaligned<ulong>(host);
                hi = Unsafe.ReadUnaligned<ulong>(host + 8);
                break;
        }
    }

    private static void Store(byte* host, int size, ulong lo, ulong hi)
    {
        switch (size)
        {
            case 1: *host = (byte)lo; break;
            case 2: Unsafe.WriteUnaligned(host, (ushort)lo); break;
            case 4: Unsafe.WriteUnaligned(host, (uint)lo); break;
            case 8: Unsafe.WriteUnaligned(host, lo); break;
            default:
                Unsafe.WriteUnaligned(host, lo);
                Unsafe.WriteUnaligned(host + 8, hi);
                break;
        }
    }

    /// <summary>A load, which for LDXP of two doublewords is single-copy atomic with respect to STXP.</summary>
    private void LoadWhole(byte* host, int size, MemoryFlags flags, out ulong lo, out ulong hi)
    {
        if (size == MaximumSize && (flags & MemoryFlags.Exclusive) != 0)
        {
            _domain.Exclusives.Load(host, out lo, out hi);
            return;
        }

        Load(host, size, out lo, out hi);
    }

    /// <summary>Reverses the bytes of each element, for big-endian data.</summary>
    private static void SwapElements(int size, MemoryFlags flags, ref ulong lo, ref ulong hi)
    {
        int unit = UnitOf(size, flags);
        if (unit == MaximumSize)
        {
            (lo, hi) = (BinaryPrimitives.ReverseEndianness(hi), BinaryPrimitives.ReverseEndianness(lo));
            return;
        }

        lo = SwapWithin(lo, unit);
        hi = SwapWithin(hi, unit);
    }

    private static ulong SwapWithin(ulong value, int unit)
    {
        ulong bytes = BinaryPrimitives.ReverseEndianness(value);
        return unit switch
        {
            1 => value,
            2 => ((value & 0x00FF_00FF_00FF_00FF) << 8) | (value >> 8 & 0x00FF_00FF_00FF_00FF),
            4 => (bytes << 32) | (bytes >> 32),
            _ => bytes,
        };
    }

    private TranslationContext DataContext(MemoryFlags flags)
    {
        if ((flags & MemoryFlags.Unprivileged) == 0 || _current.Key.El != ExceptionLevel.EL1) return _current;
        TranslationContext user = ContextOf(ExceptionLevel.EL0);
        // Byte order is that of the current EL even for LDTR, so EL0's tables serve only where neither swaps.
        if (!_current.Key.BigEndianData) OfferUserTables(user);
        return user;
    }

    /// <summary>Checks that do not need the memory type; SCTLR_ELx.A is that of the current EL even for LDTR.</summary>
    private bool IsAlignmentLegal(ulong va, int size, MemoryFlags flags, AccessType access, out bool misaligned, out MmuFault fault)
    {
        bool whole = (flags & (MemoryFlags.Ordered | MemoryFlags.Exclusive)) != 0;
        bool always = whole || (flags & MemoryFlags.Aligned) != 0;
        int unit = whole ? size : UnitOf(size, flags);
        misaligned = (va & (ulong)(unit - 1)) != 0;
        bool legal = !misaligned || !(always || _current.Key.AlignmentChecked);
        fault = legal ? default : new MmuFault(FaultKind.Alignment, access, va) { Stage = 1 };
        return legal;
    }

    private bool ReadWithin(
        TranslationContext context, ulong va, int size, MemoryFlags flags, bool misaligned, out ulong lo, out ulong hi, out MmuFault fault)
    {
        (lo, hi) = (0, 0);
        if (!TryResolve(context, va, AccessType.Read, misaligned, out ulong pa, out bool device, out fault)
            || IsWatched(context, va, size, AccessType.Read, out fault))
        {
            return false;
        }

        byte* host = _memory.HostPointer(pa);
        if (host == null)
        {
            return ReadDevice(va, pa, size, flags, out lo, out hi, out fault);
        }

        Fill(context, va, pa, host, AccessType.Read, device);
        ReportWatched(AccessType.Read, va, pa, size, 0, 0);
        LoadWhole(host, size, flags, out lo, out hi);
        return true;
    }

    private bool WriteWithin(TranslationContext context, ulong va, int size, MemoryFlags flags, bool misaligned, ulong lo, ulong hi, out MmuFault fault)
    {
        if (!TryResolve(context, va, AccessType.Write, misaligned, out ulong pa, out bool device, out fault)
            || IsWatched(context, va, size, AccessType.Write, out fault))
        {
            return false;
        }

        byte* host = _memory.HostPointer(pa);
        if (host == null || (_memory.Flags(pa) & PageFlags.ReadOnly) != 0)
        {
            return WriteDevice(va, pa, size, flags, lo, hi, out fault);
        }

        Fill(context, va, pa, host, AccessType.Write, device);
        ReportWatched(AccessType.Write, va, pa, size, lo, hi);
        Store(host, size, lo, hi);
        _bus.Written(pa, (ulong)size);
        return true;
    }

    private ulong NextPage(ulong va) => Cut((va & ~PhysicalMemory.PageMask) + PhysicalMemory.PageSize);

    // Both pages are resolved before a byte moves. The fault address of the second is its first byte, as for the access to that byte.
    private bool ReadAcross(TranslationContext context, ulong va, int size, bool misaligned, out ulong lo, out ulong hi, out MmuFault fault)
    {
        (lo, hi) = (0, 0);
        ulong second = NextPage(va);
        if (!TryResolve(context, va, AccessType.Read, misaligned, out ulong pa, out _, out fault)
            || !TryResolve(context, second, AccessType.Read, misaligned, out ulong secondPa, out _, out fault)
            || IsWatched(context, va, size, AccessType.Read, out fault))
        {
            return false;
        }

        var first = (int)(PhysicalMemory.PageSize - (va & PhysicalMemory.PageMask));
        byte* bytes = stackalloc byte[MaximumSize];
        for (int i = 0; i < size; i++)
        {
            ulong at = i < first ? pa + (ulong)i : secondPa + (ulong)(i - first);
            ReportWatched(AccessType.Read, va + (ulong)i, at, 1, 0, 0);
            if (!_bus.TryRead(at, 1, _cpu.Index, out ulong value))
            {
                fault = new MmuFault(FaultKind.External, AccessType.Read, Cut(va + (ulong)i)) { Stage = 1 };
                return false;
            }

            bytes[i] = (byte)value;
        }

        Load(bytes, size, out lo, out hi);
        return true;
    }

    private bool WriteAcross(TranslationContext context, ulong va, int size, bool misaligned, ulong lo, ulong hi, out MmuFault fault)
    {
        ulong second = NextPage(va);
        if (!TryResolve(context, va, AccessType.Write, misaligned, out ulong pa, out _, out fault)
            || !TryResolve(context, second, AccessType.Write, misaligned, out ulong secondPa, out _, out fault)
            || IsWatched(context, va, size, AccessType.Write, out fault))
        {
            return false;
        }

        var first = (int)(PhysicalMemory.PageSize - (va & PhysicalMemory.PageMask));
        for (int i = 0; i < size; i++)
        {
            ulong at = i < first ? pa + (ulong)i : secondPa + (ulong)(i - first);
            var value = (byte)((i < 8 ? lo : hi) >> ((i & 7) * 8));
            ReportWatched(AccessType.Write, va + (ulong)i, at, 1, value, 0);
            if (!_bus.TryWrite(at, 1, value, _cpu.Index))
            {
                fault = new MmuFault(FaultKind.External, AccessType.Write, Cut(va + (ulong)i)) { Stage = 1 };
                return false;
            }
        }

        return true;
    }

    private bool ReadDevice(ulong va, ulong pa, int size, MemoryFlags flags, out ulong lo, out ulong hi, out MmuFault fault)
    {
        (lo, hi) = (0, 0);
        int unit = DeviceUnit(pa, size, flags);
        for (int offset = 0; offset < size; offset += unit)
        {
            if (!_bus.TryRead(pa + (ulong)offset, unit, _cpu.Index, out ulong value))
            {
                fault = new MmuFault(FaultKind.External, AccessType.Read, va + (ulong)offset) { Stage = 1 };
                return false;
            }

            (offset < 8 ? ref lo : ref hi) |= value << ((offset & 7) * 8);
        }

        fault = default;
        return true;
    }

    private bool WriteDevice(ulong va, ulong pa, int size, MemoryFlags flags, ulong lo, ulong hi, out MmuFault fault)
    {
        int unit = DeviceUnit(pa, size, flags);
        ulong mask = unit == 8 ? ulong.MaxValue : (1UL << (unit * 8)) - 1;
        for (int offset = 0; offset < size; offset += unit)
        {
            ulong value = (offset < 8 ? lo : hi) >> ((offset & 7) * 8) & mask;
            if (!_bus.TryWrite(pa + (ulong)offset, unit, value, _cpu.Index))
            {
                fault = new MmuFault(FaultKind.External, AccessType.Write, va + (ulong)offset) { Stage = 1 };
                return false;
            }
        }

        fault = default;
        return true;
    }

    /// <summary>Devices see aligned units of at most 8 bytes; what a guest mapped as Normal memory and accesses unaligned becomes bytes.</summary>
    private static int DeviceUnit(ulong pa, int size, MemoryFlags flags)
    {
        int unit = Math.Min(UnitOf(size, flags), 8);
        return (pa & (ulong)(unit - 1)) == 0 ? unit : 1;
    }

    /// <summary>Watchpoints come behind all faults of translation (AArch64.CheckDebug). The fault address is the lowest watched byte.</summary>
    private bool IsWatched(TranslationContext context, ulong va, int size, AccessType access, out MmuFault fault)
    {
        fault = default;
        if (!context.Key.WatchesData || SelfHostedDebug.WatchedByte(_cpu, va, size, access == AccessType.Write, context.Key.El) is not { } address)
        {
            return false;
        }

        fault = new MmuFault(FaultKind.Watchpoint, access, address) { Stage = 1 };
        return true;
    }

    private void ReportWatched(AccessType access, ulong va, ulong pa, int size, ulong lo, ulong hi)
    {
        if (_domain.WatchedAccess is { } report && (_memory.Flags(pa) & PageFlags.Watched) != 0)
        {
            report(_cpu, new WatchedAccess(access, va, pa, size, lo, hi));
        }
    }

    private bool Probe(ulong va, int size, MemoryFlags flags, AccessType access, out MmuFault fault)
    {
        va = Cut(va);
        TranslationContext context = DataContext(flags);
        if (!IsAlignmentLegal(va, size, flags, access, out bool misaligned, out fault))
        {
            return false;
        }

        ulong second = NextPage(va);
        return TryResolve(context, va, access, misaligned, out _, out _, out fault)
            && ((va & PhysicalMemory.PageMask) + (ulong)size <= PhysicalMemory.PageSize
                || TryResolve(context, second, access, misaligned, out _, out _, out fault))
            && !IsWatched(context, va, size, access, out fault);
    }
}
