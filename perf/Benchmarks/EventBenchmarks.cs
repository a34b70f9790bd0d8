using BenchmarkDotNet.Attributes;
using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Perf.Benchmarks;

/// <summary>What leaves the fast paths, each with the few instructions of the loop around it.</summary>
public class EventBenchmarks
{
    private const int Events = 100_000;
    private const int CallLoop = 3, MissLoop = 4;

    private static readonly uint[] Calls =
    [
        0xD4000001,     // svc   #0, whose handler is an eret
        0x17FFFFFF,     // b     the first
    ];

    /// <summary>Each load is on another of 4096 pages: more than the SoftTlb holds.</summary>
    private static readonly uint[] Misses =
    [
        0xF8626820,     // ldr   x0, [x1, x2]
        0x91400442,     // add   x2, x2, #1, lsl #12
        0x92405C42,     // and   x2, x2, #0xffffff
        0x17FFFFFD,     // b     the first
    ];

    private BareCpu? cpu;

    [Params("Interpreter", "Both")]
    public string Tier { get; set; } = "";

    [GlobalSetup(Target = nameof(SystemCallAndReturn))]
    public void SetUpCalls() => SetUp(Calls, ExceptionLevel.EL0);

    [GlobalSetup(Target = nameof(TlbMiss))]
    public void SetUpMisses() => SetUp(Misses, ExceptionLevel.EL1);

    [GlobalCleanup]
    public void CleanUp() => cpu?.Dispose();

    /// <summary>SVC from EL0, ERET from EL1, and the branch.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public long SystemCallAndReturn() => cpu!.Run(Events * CallLoop);

    /// <summary>A load that misses the SoftTlb and is filled from a level 1 block.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public long TlbMiss() => cpu!.Run(Events * MissLoop);

    private void SetUp(uint[] words, ExceptionLevel level)
    {
        cpu = new BareCpu(Enum.Parse<TierMode>(Tier), level, words);
        cpu.Settle();
    }
}
