using System.Runtime.CompilerServices;

namespace Hyp.Jit.Runtime;

/// <summary>
/// Layout of the tables that guest code reads directly. Read and write tables hold 1024 entries of {ulong tag, ulong addend}, the fetch
/// table 512 of {ulong tag, void* ops}; the tag is the VA of the page with its top byte (a fetch tag carries bits of the engine's below it), the
/// addend is host address - tag.
/// An access of size bytes hits if <c>va - tag &lt;= 0x1000 - size</c>, unsigned: that also refuses what crosses the page.
/// </summary>
/// <remarks>
/// Any 64-bit tag equals some VA, so an empty entry is told by its place: its tag belongs to another index, and a VA that selects the entry
/// cannot lie in the tag's page. No VA hits an empty entry, not even a nonsensical one.
/// </remarks>
internal static unsafe class SoftTlb
{
    public const int Entries = 1024, FetchEntries = 512, EntryBytes = 16;
    public const int TableBytes = Entries * EntryBytes, FetchTableBytes = FetchEntries * EntryBytes;

    /// <summary>Tag of empty entries other than entry 0, whose empty tag is one page further.</summary>
    public const ulong EmptyTag = 0x8000_0000_0000_0000;

    public static int Index(ulong va) => (int)(va >> PhysicalMemory.PageBits) & (Entries - 1);

    public static int FetchIndex(ulong va) => (int)(va >> PhysicalMemory.PageBits) & (FetchEntries - 1);

    public static ulong EmptyTagAt(int index) => index == 0 ? EmptyTag + PhysicalMemory.PageSize : EmptyTag;

    /// <summary>The hit path in C#; the compiler emits the same as IL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryHit(byte* table, ulong va, int size, out byte* host)
    {
        var entry = (SoftTlbEntry*)table + Index(va);
        host = (byte*)(va + entry->Addend);
        return va - entry->Tag <= PhysicalMemory.PageSize - (ulong)size;
    }

    public static void Empty(SoftTlbEntry* entry, int index)
    {
        entry->Tag = EmptyTagAt(index);
        // Tag + Addend is the host address of the page, so an empty entry's is null, which sweeps by host page never match.
        entry->Addend = 0 - entry->Tag;
    }

    public static void EmptyAll(SoftTlbEntry* table, int count)
    {
        var empty = new SoftTlbEntry { Tag = EmptyTag, Addend = unchecked(0 - EmptyTag) };
        for (int i = 0; i < count; i++)
        {
            table[i] = empty;
        }

        Empty(table, 0);
    }
}

/// <summary>One entry of a read or write table; in a fetch table the second word is the page's ops pointer.</summary>
internal struct SoftTlbEntry
{
    public ulong Tag;
    public ulong Addend;
}
