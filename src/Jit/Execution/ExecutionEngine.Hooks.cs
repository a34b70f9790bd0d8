using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Observers of control flow: an address hook is an op put over its slot; a block hook makes every taken branch a poll.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private readonly Dictionary<ulong, Func<VirtualCpu, bool>> addressHooks = [];
    private readonly Dictionary<(int Page, int Slot), ushort> hooked = [];
    private Func<VirtualCpu, ulong, bool>? blockHook;

    /// <summary>Calls <paramref name="hook"/> before the instruction at a virtual address runs; it returns false to stop. Null removes it.</summary>
    public void SetAddressHook(ulong va, Func<VirtualCpu, bool>? hook)
    {
        if (hook == null) addressHooks.Remove(va);
        else addressHooks[va] = hook;
        InvalidateAllCode();
    }

    /// <summary>Calls <paramref name="hook"/> at the target of every taken branch; regions are not entered while it is set.</summary>
    public void SetBlockHook(Func<VirtualCpu, ulong, bool>? hook) => blockHook = hook;

    public ushort OriginalOfHook(Op* ops, int slot)
    {
        CodePage page = cache.ById(CodePage.IdOf(ops));
        // The hook's slot is decoded on first need, so that a page can carry a hook before its code is loaded.
        if (!hooked.TryGetValue((page.Id, slot), out ushort original))
        {
            Op hook = ops[slot];
            translator.Translate(((uint*)page.Guest)[slot], slot * 4, page.Key, ops + slot);
            original = ops[slot].Code;
            hooked[(page.Id, slot)] = original;
            ops[slot].Code = hook.Code;
        }
        return original;
    }

    /// <summary>Asks the hook at State.Pc; hooks are by VA, so another mapping of the page passes.</summary>
    public bool HookStops(VirtualCpu cpu) => addressHooks.TryGetValue(cpu.State->Pc, out var hook) && cpu.State->Pc != passedHook && !Pass(cpu, hook);

    private ulong passedHook = ulong.MaxValue;

    private bool Pass(VirtualCpu cpu, Func<VirtualCpu, bool> hook)
    {
        bool goOn = hook(cpu);
        // After a stop, the next Run goes over the hook instead of stopping at it for ever.
        passedHook = goOn ? ulong.MaxValue : cpu.State->Pc;
        return goOn;
    }

    private void PlaceHooks(CodePage page)
    {
        foreach (ulong va in addressHooks.Keys)
        {
            int slot = (int)(va & 0xFFF) >> 2;
            page.Ops[slot].Code = (ushort)OpCode.Hook;
            hooked.Remove((page.Id, slot));
        }
    }
}
