using System.Runtime.CompilerServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>From one region straight into the next: what the common exit of every region calls.</summary>
internal static unsafe class RegionChain
{
    /// <summary>No branch leads here: the target of an exit that must go back to tier 0.</summary>
    public const ulong None = 1;

    /// <summary>
    /// The method of the region that starts at <paramref name="target"/>, entered in State as the one that runs; 0 when there is none, the fetch table does
    /// not know the page, or a poll is due. State.Pc then stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint Next(CpuState* s, ulong target) => Next(s, target, slotShift: 2);

    /// <summary>The same between T32 regions.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint NextThumb(CpuState* s, ulong target) => Next(s, target, slotShift: 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next(CpuState* s, ulong target, int slotShift)
    {
        if (s->Retired >= s->RunLimit) return 0;
        var fetch = (ulong*)(s->FetchTlb + ((target >> 8) & 0x1FF0));
        if (fetch[0] != ((target & ~0xFFFUL) | s->FetchTag | (target & ((1UL << slotShift) - 1)))) return 0;
        var page = (Op*)fetch[1];
        int slot = (int)(target & 0xFFF) >> slotShift;
        if (page[slot].Code != (ushort)OpCode.EnterRegion) return 0;
        return Enter(s, (RegionEntry*)s->RegionEntries + CodePage.EntryIndex(page, slot), target & ~0xFFFUL);
    }

    /// <summary>Notes in State which region runs, at which VA page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Enter(CpuState* s, RegionEntry* entry, ulong pageVa)
    {
        s->Pc = pageVa;
        s->RegionExits = entry->Exits;
        s->RegionNumber = entry->Number;
        return entry->Method;
    }
}
