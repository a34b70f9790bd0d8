namespace Hyp.Jit.Runtime;

/// <summary>
/// The PEs of a machine as seen by each other's maintenance: who must hear of a TLBI ...IS, of a page that became code, of a watched page.
/// All cross-PE effects pass here. The vCPUs run by turns on one thread, so effects are immediate; with a thread each, these methods become queues.
/// </summary>
internal sealed unsafe class InnerShareableDomain
{
    private readonly List<Mmu> _members = [];

    public InnerShareableDomain(Bus bus)
    {
        Bus = bus;
        bus.CodeWritten = (pa, length) => Engine?.InvalidateCode(pa, length);
    }

    public Bus Bus { get; }

    public IReadOnlyList<Mmu> Members => _members;

    /// <summary>Told when bytes of a page that holds decoded code change.</summary>
    public IExecutionEngine? Engine { get; set; }

    /// <summary>Told of each access to a watched page, before it happens.</summary>
    public Action<VirtualCpu, WatchedAccess>? WatchedAccess { get; set; }

    public ExclusiveMonitor Exclusives { get; } = new();

    public void Join(Mmu mmu) => _members.Add(mmu);

    /// <summary>Carries a TLBI to every PE.</summary>
    public void Shootdown(TlbiKind kind, ulong operand, ushort vmid)
    {
        foreach (Mmu mmu in _members)
        {
            mmu.Invalidate(kind, operand, vmid);
        }
    }

    /// <summary>
    /// The page of <paramref name="pa"/> holds decoded code from now on: no PE keeps a write entry for it, so each store to it reaches the engine's
    /// InvalidateCode. Call before its bytes are read.
    /// </summary>
    public void RegisterCodePage(ulong pa)
    {
        Bus.Memory.SetFlags(pa, PageFlags.Code);
        RevokeEntries(pa, read: false);
    }

    /// <summary>The page holds no decoded code any more: write entries may be filled again.</summary>
    public void UnregisterCodePage(ulong pa) => Bus.Memory.ClearFlags(pa, PageFlags.Code);

    /// <summary>Keeps the page of <paramref name="pa"/> out of every SoftTlb: each access to it is reported.</summary>
    public void WatchPage(ulong pa)
    {
        Bus.Memory.SetFlags(pa, PageFlags.Watched);
        RevokeEntries(pa, read: true);
    }

    public void UnwatchPage(ulong pa) => Bus.Memory.ClearFlags(pa, PageFlags.Watched);

    /// <summary>Drops the fetch entries of a page's ops on every PE.</summary>
    public void DropFetchEntries(void* ops)
    {
        foreach (Mmu mmu in _members)
        {
            foreach (TranslationContext context in mmu.Contexts)
            {
                context.DropFetch(ops);
            }
        }
    }

    /// <summary>Drops all fetch entries on every PE.</summary>
    public void DropAllFetchEntries()
    {
        foreach (Mmu mmu in _members)
        {
            foreach (TranslationContext context in mmu.Contexts)
            {
                context.DropAllFetches();
            }
        }
    }

    /// <summary>Pages written (or given to be written) since the last harvest. Revokes all write entries, so that later stores are seen again.</summary>
    public List<ulong> HarvestDirtyPages()
    {
        PhysicalMemory memory = Bus.Memory;
        foreach (Mmu mmu in _members)
        {
            foreach (TranslationContext context in mmu.Contexts)
            {
                context.DropAllWrites();
            }
        }

        List<ulong> pages = [.. memory.PagesWith(PageFlags.Dirty)];
        foreach (ulong page in pages)
        {
            memory.ClearFlags(page, PageFlags.Dirty | PageFlags.WriteEntries);
        }

        return pages;
    }

    private void RevokeEntries(ulong pa, bool read)
    {
        PhysicalMemory memory = Bus.Memory;
        byte* host = memory.HostPointer(pa & ~PhysicalMemory.PageMask);
        if (host == null || (!read && (memory.Flags(pa) & PageFlags.WriteEntries) == 0))
        {
            return;
        }

        foreach (Mmu mmu in _members)
        {
            foreach (TranslationContext context in mmu.Contexts)
            {
                context.DropHostPage(host, read);
            }
        }

        memory.ClearFlags(pa, PageFlags.WriteEntries);
    }
}

/// <summary>One access to a watched page. For stores Low and High hold the value.</summary>
internal readonly record struct WatchedAccess(AccessType Access, ulong VirtualAddress, ulong PhysicalAddress, int Size, ulong Low, ulong High);
