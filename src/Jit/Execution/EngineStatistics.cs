namespace Hyp.Jit.Compiler;

/// <summary>Counters for --stats. Written by the vCPU thread, except those of compilation.</summary>
internal sealed class EngineStatistics
{
    /// <summary>Guest instructions retired on all PEs.</summary>
    public long Retired { get; set; }
    /// <summary>Guest instructions retired inside regions.</summary>
    public long InstructionsInRegions { get; set; }
    /// <summary>Times a region was entered.</summary>
    public long RegionEntries { get; set; }
    public long DecodedInstructions { get; set; }
    public long RegionsCompiled { get; set; }
    public long RegionInstructions { get; set; }
    public long RegionIlBytes { get; set; }
    public TimeSpan RegionCompileTime { get; set; }
    public long RegionsDropped { get; set; }
    /// <summary>Side exits by <see cref="RegionExit"/>.</summary>
    public long[] Exits { get; } = new long[(int)RegionExit.Count];
    public long Invalidations { get; set; }
    public long Lookups { get; set; }
}
