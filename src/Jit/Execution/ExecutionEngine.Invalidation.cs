using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Guest code that changed: decoded slots go back to Undecoded, regions that contain them lose their entries.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private readonly List<CodePage> retired = [];

    /// <summary>A page was let go: tier 0 must not go on in ops it holds.</summary>
    public bool HasRetired => retired.Count != 0;

    public void InvalidateCode(ulong physicalAddress, ulong length)
    {
        ulong last = physicalAddress + Math.Max(length, 1) - 1;
        for (ulong page = physicalAddress & ~0xFFFUL; page <= last; page += 0x1000)
        {
            IReadOnlyList<CodePage> copies = cache.Of(page);
            if (copies.Count == 0) continue;
            int first = page < physicalAddress ? (int)(physicalAddress & 0xFFF) >> 2 : 0;
            int end = last - page >= 0xFFF ? CodePage.Slots : ((int)(last & 0xFFF) >> 2) + 1;
            for (int i = copies.Count - 1; i >= 0; i--) InvalidateSlots(copies[i], first, end);
        }
    }

    public void InvalidateAllCode()
    {
        foreach (CodePage page in cache.All.ToArray()) InvalidateSlots(page, 0, CodePage.Slots);
    }

    private void InvalidateSlots(CodePage page, int first, int end)
    {
        Op* ops = page.Ops;
        // The slot before may be fused with the first one.
        if (first > 0 && Fusion.FirstOf(ops[first - 1].Code) is ushort single) ops[first - 1].Code = single;
        int dropped = 0;
        for (int i = first; i < end; i++)
        {
            if (ops[i].Code != (ushort)OpCode.Undecoded) dropped++;
        }
        if (dropped == 0) return;
        page.Decoded -= dropped;
        page.Version++;
        Statistics.Invalidations++;
        for (int r = page.Regions.Count - 1; r >= 0; r--)
        {
            Region region = page.Regions[r];
            if (region.Covered[0] < end && region.Covered[1] >= first) regions!.Unlink(region);
        }
        for (int i = first; i < end; i++) ops[i] = default;
        PlaceHooks(page);
        if (page.Decoded <= 0) LetGo(page);
    }

    /// <summary>
    /// Nothing is decoded on a page any more: it is data again. Who stands in its ops leaves them after the present instruction, and only then is their
    /// memory used anew.
    /// </summary>
    private void LetGo(CodePage page)
    {
        cache.Remove(page);
        retired.Add(page);
        domain.DropFetchEntries(page.Ops);
        if (cache.Of(page.PhysicalAddress).Count == 0) domain.UnregisterCodePage(page.PhysicalAddress);
    }

    /// <summary>Called where no op pointer is held.</summary>
    private void RecycleRetired()
    {
        foreach (CodePage page in retired) cache.Recycle(page);
        retired.Clear();
    }
}
