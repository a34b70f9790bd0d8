namespace Hyp.Jit.Compiler;

/// <summary>Which tiers run guest code.</summary>
internal enum TierMode
{
    /// <summary>Tier 0 until code is hot, regions compiled in the background.</summary>
    Both,
    /// <summary>Tier 0 only.</summary>
    Interpreter,
    /// <summary>Regions from the first run on, compiled at once; tier 0 runs only what regions leave to it.</summary>
    Jit,
}
