using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>What running has cost.</summary>
public sealed partial class Machine
{
    /// <summary>What running has cost so far.</summary>
    public MachineStatistics Statistics
    {
        get
        {
            EngineStatistics counts = (engine as ExecutionEngine)?.Statistics ?? new EngineStatistics();
            var exits = new SortedDictionary<string, long>(StringComparer.Ordinal);
            for (int i = 0; i < counts.Exits.Length; i++)
            {
                if (counts.Exits[i] != 0)
                {
                    exits[((RegionExit)i).ToString()] = counts.Exits[i];
                }
            }
            var exceptions = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (VirtualCpu cpu in board.Cpus)
            {
                CountExceptions(cpu, exceptions);
            }
            return new MachineStatistics
            {
                Instructions = scheduler.Executed,
                RunTime = runTime,
                CompiledInstructions = counts.InstructionsInRegions,
                DecodedInstructions = counts.DecodedInstructions,
                RegionsCompiled = counts.RegionsCompiled,
                CompileTime = counts.RegionCompileTime,
                RegionEntries = counts.RegionEntries,
                SideExits = exits,
                TlbMisses = board.Cpus.Sum(c => c.Mmu.SlowAccesses),
                TableWalks = board.Cpus.Sum(c => c.Mmu.Walks),
                Exceptions = exceptions,
                TouchedMemory = board.Memory.PagesWith(PageFlags.Touched).LongCount() * (long)PhysicalMemory.PageSize,
                CollectorPauses = GC.GetTotalPauseDuration(),
            };
        }
    }

    private static void CountExceptions(VirtualCpu cpu, SortedDictionary<string, long> counts)
    {
        for (int i = 0; i < cpu.ExceptionCounts.Length; i++)
        {
            Add(((ExceptionClass)i).ToString(), cpu.ExceptionCounts[i]);
        }
        for (int i = 0; i < cpu.InterruptCounts.Length; i++)
        {
            Add(((InterruptInput)i).ToString(), cpu.InterruptCounts[i]);
        }

        void Add(string name, ulong count)
        {
            if (count != 0)
            {
                counts[name] = counts.GetValueOrDefault(name) + (long)count;
            }
        }
    }
}
