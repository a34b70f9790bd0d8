namespace Hyp.Jit.Runtime;

/// <summary>What is known of one 4 KiB page of guest RAM.</summary>
[Flags]
internal enum PageFlags : byte
{
    None = 0,
    /// <summary>Holds decoded code: stores come through Mmu.Write, which tells the engine.</summary>
    Code = 1,
    /// <summary>Some SoftTlb of some PE may hold a write entry for the page.</summary>
    WriteEntries = 2,
    /// <summary>Never enters a SoftTlb: each access is reported.</summary>
    Watched = 4,
    /// <summary>Guest stores do not reach it.</summary>
    ReadOnly = 8,
    /// <summary>Was given to a writer since reset; all other pages are still zero.</summary>
    Touched = 16,
    /// <summary>Was given to a writer since the last harvest (see InnerShareableDomain.HarvestDirtyPages).</summary>
    Dirty = 32,
}
