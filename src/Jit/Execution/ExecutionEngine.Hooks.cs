using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Observers of control flow: an address hook is an op put over its slot; a block hook makes every taken branch a poll.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private readonly Dictionary<ulong, Func<VirtualCpu, bool>> addressHooks = [];
    private readonly Dictionary<(int Page, int Slot), ushort> hooked = [];
    private Func<VirtualCpu, ulong, bool>? blockHook;
    /// <summary>Where a hook stopped a run: going on from there must not report the same arrival again.</summary>
    private (VirtualCpu Cpu, long Retired, ulong Pc)? stoppedAt;

    public void SetAddressHook(ulong va, Func<VirtualCpu, bool>? hook)
    {
        if (hook == null) addressHooks.Remove(va);
        else addressHooks[va] = hook;
        InvalidateAllCode();
    }

    public void SetBlockHook(Func<VirtualCpu, ulong, bool>? hook) => blockHook = hook;

    public ushort OriginalOfHook(Op* ops, int slot)
    {
        CodePage page = cache.ById(CodePage.IdOf(ops));
        // The hook's slot is decoded on first need, so that a page can carry a hook before its code is loaded.
        if (hooked.TryGetValue((page.Id, slot), out ushort original)) return original;
        if (page.Key.Isa == Isa.T32)
        {
            // An IT tells the conditions of those behind it.
            DecodeThumb(page, slot);
            return hooked[(page.Id, slot)];
        }
        TranslateSlot(page, slot, 0);
        return PutHook(page, slot);
    }

    /// <summary>Puts a hook over a decoded slot; returns what it covers.</summary>
    private ushort PutHook(CodePage page, int slot)
    {
        ushort original = page.Ops[slot].Code;
        hooked[(page.Id, slot)] = original;
        page.Ops[slot].Code = (ushort)OpCode.Hook;
        return original;
    }

    /// <summary>Reports State.Pc; hooks are by VA, so another mapping of the page passes. True: stop.</summary>
    public bool HookStops(VirtualCpu cpu) => addressHooks.TryGetValue(cpu.State->Pc, out var hook) && Stops(cpu, hook);

    private bool BlockHookStops(VirtualCpu cpu) => blockHook is { } hook && Stops(cpu, c => hook(c, c.State->Pc));

    private bool Stops(VirtualCpu cpu, Func<VirtualCpu, bool> hook)
    {
        (VirtualCpu, long, ulong) here = (cpu, cpu.State->Retired, cpu.State->Pc);
        if (stoppedAt == here) return false;
        bool stops = !hook(cpu);
        stoppedAt = stops ? here : null;
        return stops;
    }

    /// <summary>Puts hooks over the slots of a page from <paramref name="first"/> on, of which nothing is decoded.</summary>
    private void PlaceHooks(CodePage page, int first, int end)
    {
        foreach (ulong va in addressHooks.Keys)
        {
            int slot = page.SlotOf(va);
            if (slot < first || slot >= end) continue;
            page.Ops[slot].Code = (ushort)OpCode.Hook;
            hooked.Remove((page.Id, slot));
        }
    }
}
