using System.Numerics;
using System.Runtime.InteropServices;

namespace Hyp.Jit.Runtime;

/// <summary>
/// The cached translations of one <see cref="ContextKey"/>: the SoftTlb tables that guest code reads, and a smaller table of walk results
/// behind them for pages that must not be there (devices, watched pages, checked alignment, big-endian data).
/// </summary>
internal sealed unsafe class TranslationContext : IDisposable
{
    private const int BlockBits = 21, GigabyteBits = 30;
    private const int WalkedEntries = 256, WalkedBytes = 32;
    private const int WalkedOffset = (2 * SoftTlb.TableBytes) + SoftTlb.FetchTableBytes;
    private const ulong BlockBytes = WalkedOffset + (WalkedEntries * WalkedBytes);
    // VA bits 55:12, the part that TLBI operands carry: the top byte may be a tag.
    private const ulong PageNumberMask = (1UL << 44) - 1;

    private readonly HostBlock _memory = HostMemory.Reserve(BlockBytes, huge: false);
    // For each SoftTlb index whether any entry there came from a mapping larger than 4K, or from a global one. Stale bits only cost time.
    private readonly ulong[] _large = new ulong[SoftTlb.Entries / 64];
    private readonly ulong[] _global = new ulong[SoftTlb.Entries / 64];
    // Which 2 MiB blocks had entries from mappings of up to that size, and which 1 GiB ones from larger mappings, by number modulo 64: most TLBIs
    // name none of them.
    private ulong _blocks, _gigabytes;
    private int _largestPageBits;
    private bool _hasEntries = true;

    public TranslationContext(TranslationRegime regime)
    {
        Regime = regime;
        Clear();
    }

    public TranslationRegime Regime { get; private set; }

    public ContextKey Key => Regime.Key;

    /// <summary>Time of last selection, for recycling.</summary>
    public long LastUse { get; set; }

    public byte* Read => _memory.Start;

    public byte* Write => _memory.Start + SoftTlb.TableBytes;

    public byte* Fetch => _memory.Start + (2 * SoftTlb.TableBytes);

    private SoftTlbEntry* ReadEntries => (SoftTlbEntry*)Read;

    private SoftTlbEntry* WriteEntries => (SoftTlbEntry*)Write;

    private SoftTlbEntry* FetchEntries => (SoftTlbEntry*)Fetch;

    private WalkedEntry* Walked => (WalkedEntry*)(_memory.Start + WalkedOffset);

    /// <summary>Gives the tables to another regime.</summary>
    public void Recycle(TranslationRegime regime)
    {
        Clear();
        Regime = regime;
    }

    public void Clear()
    {
        if (!_hasEntries)
        {
            return;
        }

        SoftTlb.EmptyAll(ReadEntries, SoftTlb.Entries);
        SoftTlb.EmptyAll(WriteEntries, SoftTlb.Entries);
        SoftTlb.EmptyAll(FetchEntries, SoftTlb.FetchEntries);
        for (int i = 0; i < WalkedEntries; i++)
        {
            Walked[i].Tag = SoftTlb.EmptyTagAt(i);
        }

        Array.Clear(_large);
        Array.Clear(_global);
        _largestPageBits = PhysicalMemory.PageBits;
        _blocks = _gigabytes = 0;
        _hasEntries = false;
    }

    public void FillRead(ulong va, byte* host) => Fill(ReadEntries, va, host);

    public void FillWrite(ulong va, byte* host) => Fill(WriteEntries, va, host);

    /// <summary>Follows a <see cref="Remember"/> or <see cref="Note"/> of the same page. Bits 11:0 of the tag are the engine's.</summary>
    public void FillFetch(ulong tag, void* ops)
    {
        SoftTlbEntry* entry = FetchEntries + SoftTlb.FetchIndex(tag);
        entry->Tag = tag;
        entry->Addend = (ulong)ops;
        _hasEntries = true;
    }

    /// <summary>Books where entries for the page of <paramref name="va"/> come from, so that TLBI finds them.</summary>
    public void Note(ulong va, in TranslationResult result)
    {
        int index = SoftTlb.Index(va);
        ulong bit = 1UL << (index & 63);
        if (result.Stage1PageBits > PhysicalMemory.PageBits)
        {
            _large[index >> 6] |= bit;
            _largestPageBits = Math.Max(_largestPageBits, result.Stage1PageBits);
            if (result.Stage1PageBits <= BlockBits) _blocks |= 1UL << ((int)(va >> BlockBits) & 63);
            else _gigabytes |= result.Stage1PageBits <= GigabyteBits ? 1UL << ((int)(va >> GigabyteBits) & 63) : ulong.MaxValue;
        }

        if (result.Global)
        {
            _global[index >> 6] |= bit;
        }
    }

    /// <summary>Keeps a walk's result for the page of <paramref name="va"/>.</summary>
    public void Remember(ulong va, in TranslationResult result)
    {
        Note(va, result);
        WalkedEntry* entry = WalkedAt(va);
        entry->Tag = va & ~PhysicalMemory.PageMask;
        entry->Page = result.PhysicalAddress & ~PhysicalMemory.PageMask;
        entry->Permissions = result.Permissions;
        entry->Mair = result.Attributes.Mair;
        _hasEntries = true;
    }

    /// <summary>Whether the page of <paramref name="va"/> was walked and permits <paramref name="needed"/>. Refusals are never answered from here.</summary>
    public bool TryRecall(ulong va, Permissions needed, out ulong pa, out bool device)
    {
        WalkedEntry* entry = WalkedAt(va);
        pa = entry->Page | (va & PhysicalMemory.PageMask);
        device = (entry->Mair & 0xF0) == 0;
        return entry->Tag == (va & ~PhysicalMemory.PageMask) && (entry->Permissions & needed) != 0;
    }

    /// <summary>TLBI by VA: drops the page's entries, and all entries of a larger mapping that may contain it.</summary>
    /// <param name="pageNumber">VA[55:12].</param>
    /// <param name="globalOnly">The instruction named another ASID: only global entries match.</param>
    public void DropPage(ulong pageNumber, bool globalOnly)
    {
        if (!_hasEntries)
        {
            return;
        }

        pageNumber &= PageNumberMask;
        int index = (int)pageNumber & (SoftTlb.Entries - 1);
        if (!globalOnly || (_global[index >> 6] >> (index & 63) & 1) != 0)
        {
            DropAt(index, pageNumber, shift: 0);
        }

        bool inBlock = (_blocks >> (int)((pageNumber >> (BlockBits - PhysicalMemory.PageBits)) & 63) & 1) != 0
            || (_gigabytes >> (int)((pageNumber >> (GigabyteBits - PhysicalMemory.PageBits)) & 63) & 1) != 0;
        if (!inBlock)
        {
            return;
        }

        int shift = _largestPageBits - PhysicalMemory.PageBits;
        for (int word = 0; word < _large.Length; word++)
        {
            ulong bits = globalOnly ? _large[word] & _global[word] : _large[word];
            for (; bits != 0; bits &= bits - 1)
            {
                DropAt((word << 6) + BitOperations.TrailingZeroCount(bits), pageNumber, shift);
            }
        }
    }

    /// <summary>Drops read or write entries that lead to a host page, under whatever VA.</summary>
    public void DropHostPage(byte* host, bool read)
    {
        if (!_hasEntries)
        {
            return;
        }

        DropHostPage(WriteEntries, (ulong)host);
        if (read)
        {
            DropHostPage(ReadEntries, (ulong)host);
        }
    }

    public void DropAllWrites()
    {
        if (_hasEntries)
        {
            SoftTlb.EmptyAll(WriteEntries, SoftTlb.Entries);
        }
    }

    public void DropFetch(void* ops)
    {
        if (!_hasEntries)
        {
            return;
        }

        for (int i = 0; i < SoftTlb.FetchEntries; i++)
        {
            if (FetchEntries[i].Addend == (ulong)ops)
            {
                SoftTlb.Empty(FetchEntries + i, i);
            }
        }
    }

    public void DropAllFetches()
    {
        if (_hasEntries)
        {
            SoftTlb.EmptyAll(FetchEntries, SoftTlb.FetchEntries);
        }
    }

    public void Dispose() => HostMemory.Release(_memory);

    private WalkedEntry* WalkedAt(ulong va) => Walked + ((va >> PhysicalMemory.PageBits) & (WalkedEntries - 1));

    private void Fill(SoftTlbEntry* table, ulong va, byte* host)
    {
        ulong page = va & ~PhysicalMemory.PageMask;
        SoftTlbEntry* entry = table + SoftTlb.Index(va);
        entry->Tag = page;
        entry->Addend = ((ulong)host & ~PhysicalMemory.PageMask) - page;
        _hasEntries = true;
    }

    private static void DropHostPage(SoftTlbEntry* table, ulong host)
    {
        for (int i = 0; i < SoftTlb.Entries; i++)
        {
            if (table[i].Tag + table[i].Addend == host)
            {
                SoftTlb.Empty(table + i, i);
            }
        }
    }

    private void DropAt(int index, ulong pageNumber, int shift)
    {
        int fetch = index & (SoftTlb.FetchEntries - 1), walked = index & (WalkedEntries - 1);
        if (Matches(ReadEntries[index].Tag, pageNumber, shift))
        {
            SoftTlb.Empty(ReadEntries + index, index);
        }

        if (Matches(WriteEntries[index].Tag, pageNumber, shift))
        {
            SoftTlb.Empty(WriteEntries + index, index);
        }

        if (Matches(FetchEntries[fetch].Tag, pageNumber, shift))
        {
            SoftTlb.Empty(FetchEntries + fetch, fetch);
        }

        if (Matches(Walked[walked].Tag, pageNumber, shift))
        {
            Walked[walked].Tag = SoftTlb.EmptyTagAt(walked);
        }
    }

    private static bool Matches(ulong tag, ulong pageNumber, int shift) =>
        (((tag >> PhysicalMemory.PageBits) ^ pageNumber) & PageNumberMask) >> shift == 0;

    [StructLayout(LayoutKind.Sequential, Size = WalkedBytes)]
    private struct WalkedEntry
    {
        public ulong Tag;
        public ulong Page;
        public Permissions Permissions;
        public byte Mair;
    }
}
