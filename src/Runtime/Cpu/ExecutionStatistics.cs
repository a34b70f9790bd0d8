namespace Hyp.Jit.Runtime;

/// <summary>Counts of what execution cost, as far as the engine in use keeps them.</summary>
public sealed class ExecutionStatistics
{
    /// <summary>Guest instructions executed by the interpreter.</summary>
    public long InterpretedInstructions { get; internal set; }

    /// <summary>Guest instructions executed in compiled regions.</summary>
    public long CompiledInstructions { get; internal set; }

    /// <summary>Regions compiled.</summary>
    public long RegionsCompiled { get; internal set; }

    /// <summary>Time spent compiling regions, on the compiling thread.</summary>
    public TimeSpan CompileTime { get; internal set; }

    /// <summary>Times that compiled code was left, by cause.</summary>
    public IReadOnlyDictionary<string, long> SideExits { get; internal set; } = new Dictionary<string, long>();

    /// <summary>Accesses that found no entry in a SoftTlb.</summary>
    public long TlbMisses { get; internal set; }
}

/// <summary>Fills in the counts it keeps. An execution engine may implement it.</summary>
internal interface IStatisticsSource
{
    void Collect(ExecutionStatistics statistics);
}
