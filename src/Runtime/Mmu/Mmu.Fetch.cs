namespace Hyp.Jit.Runtime;

/// <summary>Instruction fetch: the engine asks for pages and fills the fetch table with its own pointers.</summary>
internal sealed unsafe partial class Mmu
{
    /// <summary>Translates a fetch in the current context. <paramref name="pa"/> and <paramref name="host"/> are those of the page's first byte.</summary>
    public bool TryFetchPage(ulong va, out ulong pa, out byte* host, out MmuFault fault)
    {
        host = null;
        va = Cut(va);
        if (!TryResolve(_current, va, AccessType.Fetch, refusedByDevice: false, out pa, out _, out fault))
        {
            return false;
        }

        pa &= ~PhysicalMemory.PageMask;
        host = _memory.HostPointer(pa);
        if (host == null)
        {
            _bus.Report("fetch", pa, sizeof(uint));
            fault = new MmuFault(FaultKind.External, AccessType.Fetch, va) { Stage = 1 };
            return false;
        }

        return true;
    }

    /// <summary>
    /// Enters the ops of a page that <see cref="TryFetchPage"/> has just translated into the current context's fetch table. Bits 11:0 of the tag
    /// are free for what else the engine tells pages apart by.
    /// </summary>
    public void FillFetch(ulong tag, void* ops) => _current.FillFetch(tag, ops);

    /// <summary>See <see cref="InnerShareableDomain.DropFetchEntries"/>.</summary>
    public void DropFetchEntries(void* ops) => _domain.DropFetchEntries(ops);

    /// <summary>See <see cref="InnerShareableDomain.RegisterCodePage"/>.</summary>
    public void RegisterCodePage(ulong pa) => _domain.RegisterCodePage(pa);

    /// <summary>See <see cref="InnerShareableDomain.UnregisterCodePage"/>.</summary>
    public void UnregisterCodePage(ulong pa) => _domain.UnregisterCodePage(pa);
}
