using System.Runtime.InteropServices;

namespace Hyp.Jit.Runtime;

/// <summary>Zeroed host memory that costs nothing until it is touched.</summary>
internal static unsafe partial class HostMemory
{
    private const ulong HugePage = 2 << 20;
    private const int ProtReadWrite = 3, MapPrivate = 2, AdviseHugePage = 14, AdviseDontNeed = 4;
    private const uint MemCommit = 0x1000, MemReserve = 0x2000, MemRelease = 0x8000, PageReadWrite = 4;

    /// <summary>Reserves <paramref name="size"/> bytes. <paramref name="huge"/> asks for huge pages where the host has them: first touches get 3-7 times cheaper.</summary>
    public static HostBlock Reserve(ulong size, bool huge)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            return Map(size, huge);
        }

        void* block = OperatingSystem.IsWindows()
            ? VirtualAlloc(null, (nuint)size, MemReserve | MemCommit, PageReadWrite)
            : NativeMemory.AllocZeroed((nuint)size);
        return block != null ? new HostBlock((byte*)block, (byte*)block, size) : throw OutOfSpace(size);
    }

    public static void Release(in HostBlock block)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            _ = munmap(block.Allocation, (nuint)block.AllocatedSize);
        }
        else if (OperatingSystem.IsWindows())
        {
            _ = VirtualFree(block.Allocation, 0, MemRelease);
        }
        else
        {
            NativeMemory.Free(block.Allocation);
        }
    }

    /// <summary>Makes [start, start + size) read as zero again, giving the memory back where the host can.</summary>
    public static void Zero(byte* start, ulong size)
    {
        if (!OperatingSystem.IsLinux() || madvise(start, (nuint)size, AdviseDontNeed) != 0)
        {
            NativeMemory.Clear(start, (nuint)size);
        }
    }

    private static HostBlock Map(ulong size, bool huge)
    {
        // MAP_ANONYMOUS and MAP_NORESERVE differ between Linux and the BSD family.
        int flags = MapPrivate | (OperatingSystem.IsLinux() ? 0x20 | 0x4000 : 0x1000 | 0x40);
        ulong slack = huge ? HugePage : 0;
        void* address = size <= ulong.MaxValue - slack ? mmap(null, (nuint)(size + slack), ProtReadWrite, flags, -1, 0) : (void*)-1;
        if (address == (void*)-1)
        {
            throw OutOfSpace(size);
        }

        var start = (byte*)(((ulong)address + slack) & ~(huge ? HugePage - 1 : 0));
        if (huge && OperatingSystem.IsLinux())
        {
            // Advice only: a host without huge pages says no and small ones serve.
            _ = madvise(start, (nuint)size, AdviseHugePage);
        }

        return new HostBlock(start, (byte*)address, size + slack);
    }

    private static InvalidOperationException OutOfSpace(ulong size) => new($"The host cannot reserve {size >> 20} MiB of memory.");

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("kernel32")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}

/// <summary>A reservation: where its usable part starts, and what must be given back.</summary>
internal readonly unsafe struct HostBlock(byte* start, byte* allocation, ulong allocatedSize)
{
    public byte* Start => start;

    public byte* Allocation => allocation;

    public ulong AllocatedSize => allocatedSize;
}
