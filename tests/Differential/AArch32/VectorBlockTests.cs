using System.Globalization;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>Every tier reproduces what qemu-arm answered to blocks of VFP and Advanced SIMD, recorded or live.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class VectorBlockTests(Tier tier)
{
    private const int MaxFailures = 12;

    /// <summary>Each block costs a region of its own: the compiled tier takes every so manieth.</summary>
    private const int CompiledStride = 3;

    [Test]
    public void Run_RecordedBlocks_AgreeWithTheOracle()
    {
        using A32Runner runner = tier.CreateA32Runner();
        var failures = new List<string>();
        int count = 0;
        foreach ((A32Input input, A32Result expected) in VectorBlockFile.ReadCommitted().Where((_, i) => tier == Tier.Interpreter || i % CompiledStride == 0))
        {
            Check(runner, input, expected, failures);
            count++;
            if (failures.Count == MaxFailures) break;
        }
        TestContext.Out.WriteLine($"{count} blocks, {runner.ShareInRegions:P1} of the instructions in regions");
        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        Assert.That(count, Is.GreaterThan(100));
    }

    /// <summary>HYPJIT_DIFF_SEED (hexadecimal) and HYPJIT_DIFF_COUNT (blocks of either instruction set) choose what is drawn.</summary>
    [Test, Soak, Category("Oracle")]
    public void Run_RandomBlocks_AgreeWithTheOracle()
    {
        using QemuArmOracle? oracle = QemuArmOracle.TryStart();
        if (oracle is null) Assert.Ignore("no qemu-arm on this host");
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("HYPJIT_DIFF_SEED") ?? "a32f0000", NumberStyles.HexNumber);
        int blocks = int.Parse(Environment.GetEnvironmentVariable("HYPJIT_DIFF_COUNT") ?? "2000", CultureInfo.InvariantCulture);
        using A32Runner runner = tier.CreateA32Runner();
        var generator = new VectorBlockGenerator();
        var failures = new List<string>();
        while (blocks > 0 && failures.Count < MaxFailures)
        {
            A32Input[] inputs = [.. Enumerable.Range(0, 200).Select(_ => generator.Generate(seed++, thumb: (seed & 1) != 0))];
            A32Result[] results = oracle.RunBatch(inputs);
            for (int i = 0; i < inputs.Length; i++) Check(runner, inputs[i], results[i], failures);
            blocks -= inputs.Length;
        }
        TestContext.Out.WriteLine($"{runner.ShareInRegions:P1} of the instructions in regions");
        Assert.That(failures, Is.Empty, string.Join('\n', failures.Take(MaxFailures)));
    }

    private static void Check(A32Runner runner, A32Input input, A32Result expected, List<string> failures)
    {
        A32Result actual = runner.Run(input);
        A32State wanted = expected.Final, got = actual.Final;
        var differences = new List<string>();
        if (expected.Exception != actual.Exception) differences.Add($"ends with {actual.Exception?.ToString() ?? "none"}, expected {expected.Exception?.ToString() ?? "none"}");
        for (int i = 0; i < 16; i++) Compare($"R{i}", wanted.R[i], got.R[i]);
        for (int i = 0; i < 32; i++) Compare($"D{i}", wanted.D[i], got.D[i]);
        Compare("FPSCR", wanted.Fpscr, got.Fpscr);
        Compare("NZCV", wanted.Nzcv, got.Nzcv);
        if (!expected.Changes.SequenceEqual(actual.Changes)) differences.Add("memory differs");
        if (differences.Count == 0) return;
        string words = string.Join(", ", input.Words.Select(w => $"0x{w:X8}"));
        failures.Add($"{(input.Initial.Thumb ? "T32" : "A32")} {words} fpscr {input.Initial.Fpscr:x8}: {string.Join("; ", differences)}");

        void Compare(string name, ulong want, ulong have)
        {
            if (want != have) differences.Add($"{name} = {have:x}, expected {want:x}");
        }
    }
}

/// <summary>Writes the committed vector blocks from a live oracle.</summary>
public class VectorBlockRecorder
{
    private const ulong Seed = 0x0A32_F000_0000_0000;
    private const int Decks = 3;

    [Test, Explicit("by design: rewrites the committed vectors from a live oracle"), Category("Oracle")]
    public void RecordVectorBlocks()
    {
        using QemuArmOracle oracle = QemuArmOracle.TryStart() ?? throw new InvalidOperationException("no qemu-arm on this host");
        var generator = new VectorBlockGenerator();
        int count = Decks * 2 * generator.DeckBlocks;
        (ulong Seed, A32Input Input)[] blocks = [.. Enumerable.Range(0, count).Select(i => (Seed + (ulong)i, generator.Generate(Seed + (ulong)i, thumb: (i & 1) != 0)))];
        A32Result[] results = oracle.RunBatch([.. blocks.Select(b => b.Input)]);
        VectorBlockFile.Write(RepositoryPath.Of("tests", "Differential", "Vectors", "a32-vectors.bin"), [.. blocks.Select((b, i) => (b.Seed, b.Input, results[i]))]);
        TestContext.Out.WriteLine($"{count} blocks, {results.Count(r => r.Exception != null)} of them end early");
    }
}
