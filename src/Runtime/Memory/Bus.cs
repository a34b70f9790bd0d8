using System.Runtime.CompilerServices;

namespace Hyp.Jit.Runtime;

/// <summary>Physical address space of a machine: memory first, then device regions. What lies outside both answers with an external abort.</summary>
internal sealed unsafe class Bus(PhysicalMemory memory)
{
    // A guest that sweeps the address space must not fill the host with remembered pages.
    private const int MaximumReportedPages = 1024;

    private readonly HashSet<ulong> _reportedPages = [];
    private readonly Lock _reportLock = new();
    private Region[] _regions = [];

    public PhysicalMemory Memory => memory;

    /// <summary>Told once for each 4 KiB page that a guest accessed in vain, with the nearest known region.</summary>
    public Action<string>? Unimplemented { get; set; }

    /// <summary>Told of bytes that a device wrote (or a PE stored) into a page that holds decoded code.</summary>
    public Action<ulong, ulong>? CodeWritten { get; set; }

    /// <summary>Puts a device at [start, start + size). A device under read-only memory takes the stores to it.</summary>
    public void Map(string name, ulong start, ulong size, IBusDevice device)
    {
        if (size == 0 || start + (size - 1) < start)
        {
            throw new ArgumentException($"Device region {name} at 0x{start:x} has no valid size.");
        }

        foreach (Region other in _regions)
        {
            if (start <= other.Last && other.Start <= start + (size - 1))
            {
                throw new ArgumentException($"Device region {name} at 0x{start:x} overlaps {other.Name} at 0x{other.Start:x}.");
            }
        }

        _regions = [.. _regions, new Region(name, start, start + (size - 1), device)];
        Array.Sort(_regions, static (a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>Reads an aligned 1, 2, 4 or 8 byte unit. False: nothing answers (external abort).</summary>
    public bool TryRead(ulong pa, int size, int cpuIndex, out ulong value)
    {
        byte* host = memory.HostPointer(pa);
        if (host != null)
        {
            value = ReadHost(host, size);
            return true;
        }

        if (Find(pa, size) is { } region)
        {
            value = region.Device.Read(pa - region.Start, size, cpuIndex);
            return true;
        }

        Report("read", pa, size);
        value = 0;
        return false;
    }

    /// <summary>Writes an aligned 1, 2, 4 or 8 byte unit. False: nothing answers (external abort). Stores to ROM go to the device under it, if any.</summary>
    public bool TryWrite(ulong pa, int size, ulong value, int cpuIndex)
    {
        byte* host = memory.HostPointer(pa);
        bool readOnly = host != null && (memory.Flags(pa) & PageFlags.ReadOnly) != 0;
        if (host != null && !readOnly)
        {
            WriteHost(host, size, value);
            Written(pa, (ulong)size);
            return true;
        }

        if (Find(pa, size) is { } region)
        {
            region.Device.Write(pa - region.Start, size, value, cpuIndex);
            return true;
        }

        Report(readOnly ? "write to read-only memory" : "write", pa, size);
        return readOnly;
    }

    /// <summary>Copies guest memory out for a device or a debugger. False when not all of it is memory; nothing is copied then.</summary>
    public bool ReadMemory(ulong pa, Span<byte> destination)
    {
        if (!IsMemory(pa, (ulong)destination.Length))
        {
            return false;
        }

        while (!destination.IsEmpty)
        {
            int length = ToPageEnd(pa, destination.Length);
            new ReadOnlySpan<byte>(memory.HostPointer(pa), length).CopyTo(destination);
            destination = destination[length..];
            pa += (ulong)length;
        }

        return true;
    }

    /// <summary>Copies into guest memory (ROM too: loaders use this). False when not all of it is memory; nothing is copied then.</summary>
    public bool WriteMemory(ulong pa, ReadOnlySpan<byte> source)
    {
        if (!IsMemory(pa, (ulong)source.Length))
        {
            return false;
        }

        while (!source.IsEmpty)
        {
            int length = ToPageEnd(pa, source.Length);
            source[..length].CopyTo(new Span<byte>(memory.HostPointer(pa), length));
            Written(pa, (ulong)length);
            source = source[length..];
            pa += (ulong)length;
        }

        return true;
    }

    /// <summary>Books a write of bytes within one page that bypassed this bus.</summary>
    public void Written(ulong pa, ulong length)
    {
        PageFlags flags = memory.Flags(pa);
        if ((flags & (PageFlags.Touched | PageFlags.Dirty)) != (PageFlags.Touched | PageFlags.Dirty))
        {
            memory.SetFlags(pa, PageFlags.Touched | PageFlags.Dirty);
        }

        if ((flags & PageFlags.Code) != 0)
        {
            CodeWritten?.Invoke(pa, length);
        }
    }

    /// <summary>Tells of an access that nothing answers, once for each page.</summary>
    public void Report(string what, ulong pa, int size)
    {
        lock (_reportLock)
        {
            if (Unimplemented is null || _reportedPages.Count >= MaximumReportedPages || !_reportedPages.Add(pa >> PhysicalMemory.PageBits))
            {
                return;
            }
        }

        Region? nearest = _regions.MinBy(r => pa < r.Start ? r.Start - pa : pa > r.Last ? pa - r.Last : 0);
        string near = nearest is null ? "" : $", nearest is {nearest.Name} at 0x{nearest.Start:x}";
        Unimplemented($"{what} of {size} byte(s) at 0x{pa:x}: nothing there{near}");
    }

    private static ulong ReadHost(byte* host, int size) => size switch
    {
        1 => *host,
        2 => Unsafe.ReadUnaligned<ushort>(host),
        4 => Unsafe.ReadUnaligned<uint>(host),
        _ => Unsafe.ReadUnaligned<ulong>(host),
    };

    private static void WriteHost(byte* host, int size, ulong value)
    {
        switch (size)
        {
            case 1: *host = (byte)value; break;
            case 2: Unsafe.WriteUnaligned(host, (ushort)value); break;
            case 4: Unsafe.WriteUnaligned(host, (uint)value); break;
            default: Unsafe.WriteUnaligned(host, value); break;
        }
    }

    private static int ToPageEnd(ulong pa, int length) => (int)Math.Min((ulong)length, PhysicalMemory.PageSize - (pa & PhysicalMemory.PageMask));

    private bool IsMemory(ulong pa, ulong length)
    {
        while (length != 0)
        {
            if (memory.FindRange(pa) is not { } range)
            {
                return false;
            }

            ulong here = Math.Min(length, range.Start + range.Size - pa);
            length -= here;
            pa += here;
        }

        return true;
    }

    private Region? Find(ulong pa, int size)
    {
        Region[] regions = _regions;
        int low = 0, high = regions.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            Region region = regions[middle];
            if (pa < region.Start)
            {
                high = middle - 1;
            }
            else if (pa > region.Last)
            {
                low = middle + 1;
            }
            else
            {
                return region.Last - pa >= (ulong)size - 1 ? region : null;
            }
        }

        return null;
    }

    private sealed record Region(string Name, ulong Start, ulong Last, IBusDevice Device);
}
