using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// T32 instructions that no page can hold: the rest of an IT block that an exception return leads into, and one that crosses a page border. The engine
/// runs them one at a time from a scratch page.
/// </summary>
internal sealed unsafe partial class ExecutionEngine
{
    private CodePage? scratch;
    /// <summary>The T32 page of a bounded run; when it changes, the Stop op may no longer stand where it belongs.</summary>
    private CodePage? bounded;
    private bool overtaken;

    private static bool IsUncached(CpuState* s, CodePage page, int slot) => page.Key.Isa == Isa.T32 && (s->ItState != 0 || Straddles(page, slot));

    private InterpreterExit RunUncached(VirtualCpu cpu, CpuState* s, CodePage page, int slot, ulong tag)
    {
        if (HookStops(cpu)) return InterpreterExit.Hook;
        uint word = WordAt(page, slot);
        if (Straddles(page, slot))
        {
            ulong second = (uint)(s->Pc + 2);
            if (!cpu.Mmu.TryFetchPage(second, out _, out byte* host, out MmuFault fault))
            {
                cpu.TakeMmuFault(fault, 0);
                return InterpreterExit.Redirected;
            }
            word |= *(ushort*)host;
        }
        scratch ??= cache.Scratch(page.Key);
        uncachedWord = word;
        byte next = Translate32(scratch, slot, word, page.Key, s->ItState);
        int behind = slot + scratch.Infos[slot].Length;
        scratch.Infos[behind].It = next;
        if (behind < scratch.SlotCount) scratch.Ops[behind].Code = (ushort)OpCode.Stop;
        s->ItState = 0;
        InterpreterExit exit = RunTier0(cpu, s, scratch, slot, tag, useRegions: false);
        scratch.Ops[slot] = default;
        scratch.Prefixes!.Free(scratch.Infos[slot].Prefix, scratch.Infos[slot].PrefixCount);
        scratch.Infos[slot] = default;
        scratch.Infos[behind] = default;
        if (behind < scratch.SlotCount) scratch.Ops[behind] = default;
        return exit;
    }

    /// <summary>
    /// The slot that is so many instructions away in a straight line, decoded on the way; the end of the page when an unconditional branch comes before,
    /// for every branch is a poll in a bounded run.
    /// </summary>
    private int StopSlot(CodePage page, int slot, int count)
    {
        for (; count > 0 && slot < page.SlotCount; count--)
        {
            if (page.Ops[slot].Code == (ushort)OpCode.Hook) OriginalOfHook(page.Ops, slot);
            if (page.Ops[slot].Code == (ushort)OpCode.Undecoded) Decode(page.Ops, slot);
            if (EndsBlock(page, slot)) return page.SlotCount;
            slot += page.Infos[slot].Length;
        }
        return slot;
    }
}
