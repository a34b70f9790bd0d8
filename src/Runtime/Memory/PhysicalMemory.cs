namespace Hyp.Jit.Runtime;

/// <summary>
/// Guest RAM and ROM: a few ranges of lazily committed host memory. Pages that nobody was given to write are never touched here either,
/// so a machine with 16 GiB costs what its guest uses.
/// </summary>
internal sealed unsafe class PhysicalMemory : ISnapshotPart, IDisposable
{
    public const int PageBits = 12;
    public const ulong PageSize = 1 << PageBits, PageMask = PageSize - 1;

    private MemoryRange[] _ranges = [];
    // The largest range, tried first.
    private MemoryRange _main = new("", 0, 0, readOnly: false);

    public string SnapshotName => "ram";

    public int SnapshotVersion => 1;

    /// <summary>In ascending order of address.</summary>
    public IReadOnlyList<MemoryRange> Ranges => _ranges;

    /// <summary>Adds a range; start and size are multiples of 4 KiB and overlap no other range.</summary>
    public MemoryRange AddRange(string name, ulong start, ulong size, bool readOnly = false)
    {
        if (size == 0 || ((start | size) & PageMask) != 0 || start + size < start || size >> PageBits > int.MaxValue)
        {
            throw new ArgumentException($"Memory range {name} at 0x{start:x} of 0x{size:x} bytes is not made of whole pages.");
        }

        foreach (MemoryRange other in _ranges)
        {
            if (start < other.Start + other.Size && other.Start < start + size)
            {
                throw new ArgumentException($"Memory range {name} at 0x{start:x} overlaps {other.Name} at 0x{other.Start:x}.");
            }
        }

        var range = new MemoryRange(name, start, size, readOnly);
        _ranges = [.. _ranges, range];
        Array.Sort(_ranges, static (a, b) => a.Start.CompareTo(b.Start));
        if (size > _main.Size)
        {
            _main = range;
        }

        return range;
    }

    /// <summary>The range that holds <paramref name="pa"/>, or null.</summary>
    public MemoryRange? FindRange(ulong pa)
    {
        if (_main.Contains(pa))
        {
            return _main;
        }

        foreach (MemoryRange range in _ranges)
        {
            if (range.Contains(pa))
            {
                return range;
            }
        }

        return null;
    }

    /// <summary>Host address of a guest byte, valid to the end of its page; null where there is no memory.</summary>
    public byte* HostPointer(ulong pa)
    {
        MemoryRange range = _main;
        ulong offset = pa - range.Start;
        if (offset < range.Size)
        {
            return range.Host + offset;
        }

        return FindRange(pa) is { } other ? other.Host + (pa - other.Start) : null;
    }

    /// <summary>Guest address of a byte that <see cref="HostPointer"/> gave.</summary>
    public ulong PhysicalAddress(byte* host)
    {
        foreach (MemoryRange range in _ranges)
        {
            var offset = (ulong)(host - range.Host);
            if (offset < range.Size)
            {
                return range.Start + offset;
            }
        }

        throw new ArgumentException("Not an address of guest memory.");
    }

    /// <summary>Flags of the page of <paramref name="pa"/>; None where there is no memory.</summary>
    public PageFlags Flags(ulong pa)
    {
        byte* flags = FlagByte(pa);
        return flags == null ? PageFlags.None : (PageFlags)Volatile.Read(ref *flags);
    }

    /// <summary>Sets flags of one page, atomically with respect to other PEs.</summary>
    public void SetFlags(ulong pa, PageFlags set)
    {
        byte* flags = FlagByte(pa);
        if (flags == null)
        {
            return;
        }

        byte old = Volatile.Read(ref *flags);
        while ((old & (byte)set) != (byte)set)
        {
            byte seen = Interlocked.CompareExchange(ref *flags, (byte)(old | (byte)set), old);
            if (seen == old)
            {
                return;
            }

            old = seen;
        }
    }

    /// <summary>Clears flags of one page, atomically with respect to other PEs.</summary>
    public void ClearFlags(ulong pa, PageFlags clear)
    {
        byte* flags = FlagByte(pa);
        if (flags == null)
        {
            return;
        }

        byte old = Volatile.Read(ref *flags);
        while ((old & (byte)clear) != 0)
        {
            byte seen = Interlocked.CompareExchange(ref *flags, (byte)(old & ~(byte)clear), old);
            if (seen == old)
            {
                return;
            }

            old = seen;
        }
    }

    /// <summary>Physical addresses of all pages that carry any of <paramref name="any"/>, ascending. Touches no page.</summary>
    public IEnumerable<ulong> PagesWith(PageFlags any)
    {
        foreach (MemoryRange range in _ranges)
        {
            for (int i = NextPage(range, 0, any); i >= 0; i = NextPage(range, i + 1, any))
            {
                yield return range.Start + ((ulong)i << PageBits);
            }
        }
    }

    /// <summary>Forgets all contents; used by a reset that starts the machine over.</summary>
    public void Clear()
    {
        foreach (ulong page in PagesWith(PageFlags.Touched))
        {
            HostMemory.Zero(HostPointer(page), PageSize);
            ClearFlags(page, PageFlags.Touched | PageFlags.Dirty);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_ranges.Length);
        foreach (MemoryRange range in _ranges)
        {
            writer.Write(range.Start);
            writer.Write(range.Size);
        }

        foreach (ulong page in PagesWith(PageFlags.Touched))
        {
            writer.Write(page);
            writer.Write(new ReadOnlySpan<byte>(HostPointer(page), (int)PageSize));
        }

        writer.Write(ulong.MaxValue);
    }

    public void Restore(BinaryReader reader)
    {
        if (reader.ReadInt32() != _ranges.Length)
        {
            throw new InvalidDataException("The snapshot has another number of memory ranges.");
        }

        foreach (MemoryRange range in _ranges)
        {
            if (reader.ReadUInt64() != range.Start || reader.ReadUInt64() != range.Size)
            {
                throw new InvalidDataException($"The snapshot was taken with another size or place of {range.Name}.");
            }
        }

        Clear();
        for (ulong page = reader.ReadUInt64(); page != ulong.MaxValue; page = reader.ReadUInt64())
        {
            byte* host = HostPointer(page);
            if (host == null || (page & PageMask) != 0)
            {
                throw new InvalidDataException($"The snapshot holds a page at 0x{page:x}, where there is no memory.");
            }

            reader.BaseStream.ReadExactly(new Span<byte>(host, (int)PageSize));
            SetFlags(page, PageFlags.Touched | PageFlags.Dirty);
        }
    }

    public void Dispose()
    {
        foreach (MemoryRange range in _ranges)
        {
            range.Dispose();
        }

        _ranges = [];
        _main = new MemoryRange("", 0, 0, readOnly: false);
    }

    private byte* FlagByte(ulong pa)
    {
        MemoryRange range = _main;
        ulong offset = pa - range.Start;
        if (offset < range.Size)
        {
            return range.FlagBytes + (offset >> PageBits);
        }

        return FindRange(pa) is { } other ? other.FlagBytes + ((pa - other.Start) >> PageBits) : null;
    }

    private static int NextPage(MemoryRange range, int from, PageFlags any)
    {
        // Untouched stretches are zero bytes (ROM: ReadOnly), skipped by the vectorised search.
        byte nothing = range.ReadOnly ? (byte)PageFlags.ReadOnly : (byte)0;
        Span<byte> flags = range.Flags;
        while (from < flags.Length)
        {
            int step = flags[from..].IndexOfAnyExcept(nothing);
            if (step < 0)
            {
                return -1;
            }

            from += step;
            if ((flags[from] & (byte)any) != 0)
            {
                return from;
            }

            from++;
        }

        return -1;
    }
}
