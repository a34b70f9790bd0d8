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
    public RegionEntry* EntryAt(Op* ops, int slot) => regions!.Entries + CodePage.EntryIndexOf(ops)[slot];

    /// <summary>A branch to this slot of a page became hot.</summary>
    public void Promote(Op* ops, int slot) => regions?.Request(cache.ById(CodePage.IdOf(ops)), slot);

    /// <summary>An indirect or page-leaving branch to State.Pc became hot.</summary>
    private void PromoteAt(VirtualCpu cpu, CpuState* s)
    {
        var entry = (ulong*)(s->FetchTlb + ((s->Pc >> 8) & 0x1FF0));
        if ((entry[0] & ~0xFFFUL) == (s->Pc & ~0xFFFUL) && entry[0] == ((s->Pc & ~0xFFFUL) | ((ulong)KeyOf(cpu).Index << 2) | (s->Pc & 3)))
        {
            Promote((Op*)entry[1], (int)(s->Pc & 0xFFF) >> 2);
        }
    }

    public void CountExit(RegionExit reason) => Statistics.Exits[(int)reason]++;
}
