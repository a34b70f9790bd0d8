using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Guest code that changed: decoded slots go back to Undecoded, regions that contain them lose their entries.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    /// <summary>So many reported stores to a page pass before it is looked at for decoded slots; a power of two.</summary>
    private const int WritesBetweenLooks = 64;

    /// <summary>Of the PE that runs: the way to the domain that all PEs share.</summary>
    private Mmu? mmu;

    public void InvalidateCode(ulong physicalAddress, ulong length)
    {
        ulong last = physicalAddress + Math.Max(length, 1) - 1;
        for (ulong page = physicalAddress & ~0xFFFUL; page <= last; page += 0x1000)
        {
            IReadOnlyList<CodePage> copies = cache.Of(page);
            if (copies.Count == 0) continue;
            int first = page < physicalAddress ? (int)(physicalAddress & 0xFFF) >> 2 : 0;
            int end = last - page >= 0xFFF ? CodePage.Slots : ((int)(last & 0xFFF) >> 2) + 1;
            foreach (CodePage copy in copies) InvalidateSlots(copy, first, end);
            if ((++copies[0].Writes & (WritesBetweenLooks - 1)) == 0) UnwatchIfEmpty(copies);
        }
    }

    public void InvalidateAllCode()
    {
        foreach (CodePage page in cache.All) InvalidateSlots(page, 0, CodePage.Slots);
    }

    /// <summary>From now on stores to the page are reported; a page with a decoded slot always is watched.</summary>
    private void Watch(CodePage page)
    {
        if (page.IsWatched) return;
        page.IsWatched = true;
        mmu!.RegisterCodePage(page.PhysicalAddress);
    }

    /// <summary>A page that holds data by now: its stores need not be reported until something in it is decoded again.</summary>
    private void UnwatchIfEmpty(IReadOnlyList<CodePage> copies)
    {
        foreach (CodePage copy in copies)
        {
            for (int i = 0; i < CodePage.Slots; i++)
            {
                if (copy.Ops[i].Code != (ushort)OpCode.Undecoded) return;
            }
        }
        foreach (CodePage copy in copies) copy.IsWatched = false;
        mmu!.UnregisterCodePage(copies[0].PhysicalAddress);
    }

    private void InvalidateSlots(CodePage page, int first, int end)
    {
        Op* ops = page.Ops;
        bool any = false;
        // The slot before may be fused with the first one.
        if (first > 0 && Fusion.FirstOf(ops[first - 1].Code) is ushort single) ops[first - 1].Code = single;
        for (int i = first; i < end; i++)
        {
            if (ops[i].Code == (ushort)OpCode.Undecoded) continue;
            any = true;
        }
        if (!any) return;
        page.Version++;
        Statistics.Invalidations++;
        for (int r = page.Regions.Count - 1; r >= 0; r--)
        {
            Region region = page.Regions[r];
            if (region.Covered[0] < end && region.Covered[1] >= first) regions!.Unlink(region);
        }
        for (int i = first; i < end; i++) ops[i] = default;
        PlaceHooks(page);
    }
}
