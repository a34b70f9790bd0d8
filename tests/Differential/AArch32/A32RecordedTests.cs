using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>Every tier reproduces what qemu-arm answered when the A32 and T32 vectors were recorded.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class A32RecordedTests(Tier tier)
{
    private const int MaxReported = 10;

    /// <summary>Each case costs a region of its own: the compiled tier takes every so manieth here.</summary>
    private const int CompiledStride = 16;

    [Test]
    public void Run_RecordedBlocks_AgreeWithTheOracle()
    {
        using A32Runner runner = tier.CreateA32Runner();
        using QemuArmOracle? oracle = QemuArmOracle.TryStart(); // Shrinks a failure where the host has one.
        var failures = new List<string>();
        int count = 0;
        foreach ((GeneratedA32 generated, A32Result expected) in A32VectorFile.ReadCommitted().Where((_, i) => tier == Tier.Interpreter || i % CompiledStride == 0))
        {
            A32Result actual = runner.Run(generated.Input);
            count++;
            List<string> differences = A32Comparison.Differences(expected, actual);
            if (differences.Count != 0) failures.Add($"{A32Comparison.Shrink(oracle, runner, generated)}\n  {string.Join("; ", differences)}");
            if (failures.Count == MaxReported) break;
        }
        TestContext.Out.WriteLine($"{count} blocks, {runner.ShareInRegions:P1} of the instructions in regions");
        Assert.That(count, Is.GreaterThan(100));
        Assert.That(failures, Is.Empty, string.Join('\n', failures));
    }
}

/// <summary>Writes the committed A32 and T32 vectors from a live oracle.</summary>
public class A32VectorRecorder
{
    private const ulong Seed = 0x0A32_0000_0000_0000;
    private const int LeastPerRow = 40, BatchSize = 512;

    [Test, Explicit("by design: rewrites the committed vectors from a live oracle"), Category("Oracle")]
    public void RecordA32Vectors()
    {
        using QemuArmOracle oracle = QemuArmOracle.TryStart() ?? throw new InvalidOperationException("no qemu-arm on this host");
        var generator = new IntegerBlockGenerator();
        var coverage = new A32Coverage(generator.Rows);
        var recorded = new List<(GeneratedA32, A32Result)>();
        while (coverage.Below(LeastPerRow).Length != 0)
        {
            GeneratedA32[] cases = [.. Enumerable.Range(0, BatchSize).Select(i => generator.Generate(Seed + (ulong)(recorded.Count + i)))];
            A32Result[] results = oracle.RunBatch([.. cases.Select(c => c.Input)]);
            for (int i = 0; i < cases.Length; i++)
            {
                coverage.Add(cases[i], results[i]);
                recorded.Add((cases[i], results[i]));
            }
        }
        A32VectorFile.Write(RepositoryPath.Of("tests", "Differential", "Vectors", "a32-user.bin"), recorded);
        TestContext.Out.WriteLine($"{recorded.Count} blocks");
        TestContext.Out.WriteLine(coverage);
    }
}
