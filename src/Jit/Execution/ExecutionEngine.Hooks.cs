using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Observers of control flow: an address hook is an op put over its slot; a block hook makes every taken branch a poll.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private readonly Dictionary<(int Page, int Slot), ushort> hooked = [];
    private ICodeHooks? hooks;

    public ushort OriginalOfHook(Op* ops, int slot)
    {
        CodePage page = cache.ById(CodePage.IdOf(ops));
        // The hook's slot is decoded on first need, so that a page can carry a hook before its code is loaded.
        if (!hooked.TryGetValue((page.Id, slot), out ushort original))
        {
            translator.Translate(((uint*)page.Guest)[slot], slot * 4, page.Key, ops + slot);
            original = ops[slot].Code;
            hooked[(page.Id, slot)] = original;
            ops[slot].Code = (ushort)OpCode.Hook;
        }
        return original;
    }

    /// <summary>Reports State.Pc; hooks are by VA, so another mapping of the page passes. True: stop.</summary>
    public bool HookStops(VirtualCpu cpu) => cpu.CodeHooks is { } h && h.HookedAddresses.Contains(cpu.State->Pc) && h.Reach(cpu);

    private void PlaceHooks(CodePage page)
    {
        if (hooks == null) return;
        foreach (ulong va in hooks.HookedAddresses)
        {
            int slot = (int)(va & 0xFFF) >> 2;
            page.Ops[slot].Code = (ushort)OpCode.Hook;
            hooked.Remove((page.Id, slot));
        }
    }
}
