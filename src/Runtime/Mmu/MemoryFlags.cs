namespace Hyp.Jit.Runtime;

/// <summary>What is special about a load or store. Zero is a plain one whose alignment unit is its size.</summary>
[Flags]
internal enum MemoryFlags : byte
{
    None = 0,
    /// <summary>Alignment unit, where it is not the whole access: pairs and SIMD structures are aligned by element.</summary>
    Element1 = 1,
    Element2 = 2,
    Element4 = 3,
    Element8 = 4,
    ElementMask = 7,
    /// <summary>LDTR, STTR: permissions of EL0 when executed at EL1.</summary>
    Unprivileged = 8,
    /// <summary>Acquire, release: alignment is always checked, and the access is ordered.</summary>
    Ordered = 16,
    /// <summary>Exclusive: alignment is always checked, over the whole access.</summary>
    Exclusive = 32,
    /// <summary>The alignment unit is always checked: LDM, LDRD, VLDM and the like in AArch32.</summary>
    Aligned = 64,
}
