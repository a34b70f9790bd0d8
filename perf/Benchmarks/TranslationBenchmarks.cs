using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Perf.Benchmarks;

/// <summary>From guest words to ops to native code, on the first page of the compute guest's code.</summary>
public unsafe class TranslationBenchmarks
{
    private readonly ExecutionEngine engine = new(new A64Translator(), new AArch32Translator(), TierMode.Interpreter);
    private readonly EngineStatistics statistics = new();
    private uint* words;
    private CodePage? page;
    private RegionForm? form;

    [GlobalSetup]
    public void SetUp()
    {
        words = (uint*)NativeMemory.AlignedAlloc(4096, 4096);
        // The page behind the header and the start code: compiled C.
        GuestFiles.Read("compute", "compute.img").AsSpan(4096, 4096).CopyTo(new Span<byte>(words, 4096));
        page = engine.Cache.Add(0x4000_0000, new CodeKey(ExceptionLevel.EL1, false, false, false), (byte*)words);
        Predecode();
        // The region with most instructions among those that begin at some slot.
        form = Enumerable.Range(0, CodePage.WordSlots / 16).Select(i => Form(i * 16)).MaxBy(f => f?.Count ?? 0);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        engine.Dispose();
        NativeMemory.AlignedFree(words);
    }

    /// <summary>Finding the decode row of one word.</summary>
    [Benchmark(OperationsPerInvoke = CodePage.WordSlots)]
    public int Decode()
    {
        int found = 0;
        for (int i = 0; i < CodePage.WordSlots; i++)
        {
            if (A64Tables.Find(words[i]) != null) found++;
        }
        return found;
    }

    /// <summary>One word to its op, fusion of neighbours included.</summary>
    [Benchmark(OperationsPerInvoke = CodePage.WordSlots)]
    public void Predecode()
    {
        Op* ops = page!.Ops;
        NativeMemory.Clear(ops, CodePage.WordSlots * (nuint)sizeof(Op));
        for (int i = 0; i < CodePage.WordSlots; i++)
        {
            if (ops[i].Code == (ushort)OpCode.Undecoded) engine.Decode(ops, i);
        }
    }

    /// <summary>A whole region: IL and RyuJIT.</summary>
    [Benchmark]
    public int CompileRegion() => RegionManager.Compile(form!, statistics).Instructions;

    /// <summary>Forming the same region, on the thread that runs the guest.</summary>
    [Benchmark]
    public int FormRegion() => Form(form!.Head)!.Count;

    private RegionForm? Form(int head) => RegionForm.Form(page!, head, static (ops, i) => Fusion.FirstOf(ops[i].Code) ?? ops[i].Code, static _ => { });
}
