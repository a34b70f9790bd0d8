using BenchmarkDotNet.Attributes;

namespace Hyp.Jit.Perf.Benchmarks;

/// <summary>Whole machines on the compute guest's kernels. Times are for one guest instruction: 1 ns is 1000 MIPS.</summary>
public class KernelBenchmarks
{
    private const int Instructions = 5_000_000;
    private Machine? machine;

    [Params("sort", "list", "matrix", "bytecode")]
    public string Kernel { get; set; } = "";

    [Params(ExecutionTier.Interpreter, ExecutionTier.Both)]
    public ExecutionTier Tier { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        machine = new MachineBuilder().Memory(64).Tier(Tier)
            .Kernel("compute", GuestFiles.Read("compute", "compute.img"))
            .CommandLine($"kernel={Kernel} repeat=1000000000")
            .Build();
        // Past the start, and long enough for the background to compile what is hot.
        machine.Run(TimeSpan.FromSeconds(1));
    }

    [GlobalCleanup]
    public void CleanUp() => machine?.Dispose();

    [Benchmark(OperationsPerInvoke = Instructions)]
    public long GuestInstruction() => machine!.Run(Instructions).Executed;
}
