namespace Hyp.Jit.Compiler;

/// <summary>What the interpreter needs to enter a region, by entry index; unmanaged so that one load finds it.</summary>
internal unsafe struct RegionEntry
{
    /// <summary>Native entry of the region's method: long (CpuState*, int entry).</summary>
    public nint Method;
    /// <summary>The region's exits, by the number its method returns.</summary>
    public ExitPoint* Exits;
    /// <summary>Which of the region's entries this is.</summary>
    public int Number;
    /// <summary>The op code that EnterRegion stands over.</summary>
    public ushort OriginalCode;
}

/// <summary>A compiled piece of one page: its method, kept alive as long as any entry may lead to it, and the slots it covers.</summary>
internal sealed unsafe class Region(CodePage page, int version, int head, int[] entries, int[] covered, int instructions)
{
    public CodePage Page { get; } = page;
    /// <summary>Page version the ops were copied at.</summary>
    public int Version { get; } = version;
    /// <summary>The slot that was asked for; not an entry when tier 0 must run that instruction.</summary>
    public int Head { get; } = head;
    /// <summary>Slots of the entries, in order of their number.</summary>
    public int[] Entries { get; } = entries;
    /// <summary>First and last slot whose instructions the method contains.</summary>
    public int[] Covered { get; } = covered;
    public int Instructions { get; } = instructions;
    /// <summary>Roots the DynamicMethod.</summary>
    public Delegate? Method { get; set; }
    public nint NativeEntry { get; set; }
    /// <summary>Unmanaged; freed when the region is unlinked.</summary>
    public ExitPoint* Exits { get; set; }
    public int IlBytes { get; set; }
    public TimeSpan CompileTime { get; set; }
}
