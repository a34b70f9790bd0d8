using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

internal sealed unsafe partial class ExecutionEngine : IStatisticsSource
{
    public void Collect(ExecutionStatistics statistics)
    {
        statistics.CompiledInstructions = RegionInstructions;
        statistics.InterpretedInstructions = Statistics.Retired - RegionInstructions;
        statistics.RegionsCompiled = Statistics.RegionsCompiled;
        statistics.CompileTime = Statistics.RegionCompileTime;
        var exits = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (int i = (int)RegionExit.Slow; i < (int)RegionExit.Count; i++) exits[((RegionExit)i).ToString()] = Statistics.Exits[i];
        statistics.SideExits = exits;
        statistics.TlbMisses = Statistics.Exits[(int)RegionExit.LoadMiss] + Statistics.Exits[(int)RegionExit.StoreMiss];
    }
}
