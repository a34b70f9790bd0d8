using System.Runtime.InteropServices;

namespace Hyp.Jit.Runtime;

/// <summary>One contiguous piece of guest RAM or ROM, with a flag byte for each of its pages.</summary>
internal sealed unsafe class MemoryRange : IDisposable
{
    private readonly HostBlock _memory;
    private readonly HostBlock _flags;

    public MemoryRange(string name, ulong start, ulong size, bool readOnly)
    {
        Name = name;
        Start = start;
        Size = size;
        ReadOnly = readOnly;
        if (size == 0)
        {
            return;
        }

        _memory = HostMemory.Reserve(size, huge: !readOnly);
        _flags = HostMemory.Reserve(size >> PhysicalMemory.PageBits, huge: false);
        if (readOnly)
        {
            NativeMemory.Fill(FlagBytes, (nuint)(size >> PhysicalMemory.PageBits), (byte)PageFlags.ReadOnly);
        }
    }

    public string Name { get; }

    public ulong Start { get; }

    public ulong Size { get; }

    public bool ReadOnly { get; }

    public byte* Host => _memory.Start;

    /// <summary>A PageFlags byte for each page, in order.</summary>
    public byte* FlagBytes => _flags.Start;

    public Span<byte> Flags => new(_flags.Start, (int)(Size >> PhysicalMemory.PageBits));

    public bool Contains(ulong pa) => pa - Start < Size;

    public void Dispose()
    {
        if (Size != 0)
        {
            HostMemory.Release(_memory);
            HostMemory.Release(_flags);
        }
    }
}
