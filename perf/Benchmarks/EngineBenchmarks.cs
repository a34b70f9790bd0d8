using BenchmarkDotNet.Attributes;
using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Perf.Benchmarks;

/// <summary>Loops of a few instructions on each tier. Times are for one guest instruction: 1 ns is 1000 MIPS.</summary>
public class EngineBenchmarks
{
    private const int Instructions = 1_000_000;

    private static readonly uint[] Alu =
    [
        0x8B010000,     // add   x0, x0, x1
        0xCA000042,     // eor   x2, x2, x0
        0xD347FC43,     // lsr   x3, x2, #7
        0x8B030084,     // add   x4, x4, x3
        0xF10004A5,     // subs  x5, x5, #1
        0x54FFFF61,     // b.ne  the first
        0x17FFFFFA,     // b     the first
    ];

    private static readonly uint[] Memory =
    [
        0xF8626820,     // ldr   x0, [x1, x2]
        0x91000400,     // add   x0, x0, #1
        0xF8226820,     // str   x0, [x1, x2]
        0x91002042,     // add   x2, x2, #8
        0x92402C42,     // and   x2, x2, #0xfff
        0x17FFFFFB,     // b     the first
    ];

    private BareCpu? cpu;

    [Params("Interpreter", "Both")]
    public string Tier { get; set; } = "";

    [GlobalSetup(Target = nameof(Arithmetic))]
    public void SetUpArithmetic() => SetUp(Alu);

    [GlobalSetup(Target = nameof(LoadsAndStores))]
    public void SetUpLoadsAndStores() => SetUp(Memory);

    [GlobalCleanup]
    public void CleanUp() => cpu?.Dispose();

    [Benchmark(OperationsPerInvoke = Instructions)]
    public long Arithmetic() => cpu!.Run(Instructions);

    [Benchmark(OperationsPerInvoke = Instructions)]
    public long LoadsAndStores() => cpu!.Run(Instructions);

    private void SetUp(uint[] words)
    {
        cpu = new BareCpu(Enum.Parse<TierMode>(Tier), ExceptionLevel.EL1, words);
        cpu.Settle();
    }
}
