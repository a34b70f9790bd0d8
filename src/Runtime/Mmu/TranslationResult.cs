namespace Hyp.Jit.Runtime;

/// <summary>Where an address leads and what may be done there by the exception level that asked.</summary>
internal readonly record struct TranslationResult(ulong PhysicalAddress, Permissions Permissions, MemoryAttributes Attributes)
{
    /// <summary>log2 of the stage 1 page or block; 12 where stage 1 is off.</summary>
    public int Stage1PageBits { get; init; }

    /// <summary>The entry is matched in every ASID (nG clear), or stage 1 is off.</summary>
    public bool Global { get; init; }

    /// <summary>Domain of the short descriptor.</summary>
    public byte Domain { get; init; }
}
