using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Guest code that changed: decoded slots go back to Undecoded, regions that contain them lose their entries.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private readonly List<CodePage> retired = [];

    /// <summary>A page was let go, or changed under a bounded run: tier 0 must not go on in ops it holds.</summary>
    public bool HasRetired => retired.Count != 0 || overtaken;

    public void InvalidateCode(ulong physicalAddress, ulong length)
    {
        ulong last = physicalAddress + Math.Max(length, 1) - 1;
        for (ulong page = physicalAddress & ~0xFFFUL; page <= last; page += 0x1000)
        {
            IReadOnlyList<CodePage> copies = cache.Of(page);
            if (copies.Count == 0) continue;
            ulong from = Math.Max(page, physicalAddress), to = Math.Min(page + 0xFFF, last);
            for (int i = copies.Count - 1; i >= 0; i--) InvalidateSlots(copies[i], copies[i].SlotOf(from), copies[i].SlotOf(to) + 1);
        }
    }

    public void InvalidateAllCode()
    {
        foreach (CodePage page in cache.All.ToArray()) InvalidateSlots(page, 0, page.SlotCount);
    }

    private void InvalidateSlots(CodePage page, int first, int end)
    {
        if (page.Key.Isa == Isa.T32) WidenToInstructions(page, ref first, ref end);
        ForgetSlots(page, first, end);
    }

    private void ForgetSlots(CodePage page, int first, int end)
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
        if (page == bounded && page.Key.Isa == Isa.T32) overtaken = true;
        for (int r = page.Regions.Count - 1; r >= 0; r--)
        {
            Region region = page.Regions[r];
            if (region.Covered[0] < end && region.Covered[1] >= first) regions!.Unlink(region);
        }
        for (int i = first; i < end; i++) ops[i] = default;
        for (int i = first; page.Infos != null && i < end; i++)
        {
            page.Prefixes!.Free(page.Infos[i].Prefix, page.Infos[i].PrefixCount);
            page.Infos[i] = default;
        }
        PlaceHooks(page, first, end);
        if (page.Decoded <= 0) LetGo(page);
    }

    /// <summary>A 32-bit instruction goes when its second half changes, an IT block when any part of it does.</summary>
    private static void WidenToInstructions(CodePage page, ref int first, ref int end)
    {
        SlotInfo* infos = page.Infos;
        if (first > 0 && infos[first - 1].Length == 2) first--;
        while (first > 0 && infos[first].It != 0) first = first > 1 && infos[first - 2].Length == 2 && infos[first - 1].Length == 0 ? first - 2 : first - 1;
        while (end < page.SlotCount && (infos[end].It != 0 || (infos[end - 1].Length == 2 && infos[end - 1].It != 0))) end++;
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
        overtaken = false;
    }
}
