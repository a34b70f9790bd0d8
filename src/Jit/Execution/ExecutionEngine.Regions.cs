using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>What tier 0 asks about regions while it runs.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private readonly RegionManager? regions;

    /// <summary>A region was entered and retired so many instructions.</summary>
    public void CountEntry(long retired)
    {
        Statistics.RegionEntries++;
        Statistics.InstructionsInRegions += retired;
    }

    /// <summary>Entry of the region that EnterRegion at a slot stands for.</summary>
    public RegionEntry* EntryAt(Op* ops, int slot) => regions!.Entries + CodePage.EntryIndex(ops, slot);

    /// <summary>A branch to this slot of a page became hot.</summary>
    public void Promote(Op* ops, int slot)
    {
        if (CodePage.IdOf(ops) >= 0) regions?.Request(cache.ById(CodePage.IdOf(ops)), slot);
    }

    /// <summary>An indirect or page-leaving branch to State.Pc became hot.</summary>
    private void PromoteAt(VirtualCpu cpu, CpuState* s)
    {
        var entry = (ulong*)(s->FetchTlb + ((s->Pc >> 8) & 0x1FF0));
        CodeKey key = KeyOf(cpu);
        ulong misaligned = s->Pc & ((1UL << key.SlotShift) - 1);
        if (entry[0] == ((s->Pc & ~0xFFFUL) | ((ulong)key.Index << 2) | misaligned)) Promote((Op*)entry[1], (int)(s->Pc & 0xFFF) >> key.SlotShift);
    }

    public void CountExit(RegionExit reason) => Statistics.Exits[(int)reason]++;
}
