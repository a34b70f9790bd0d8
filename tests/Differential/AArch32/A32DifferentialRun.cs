using System.Globalization;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>
/// The live run of A32 and T32 integer instructions against qemu-arm. HYPJIT_DIFF_SEED (hexadecimal) and HYPJIT_DIFF_COUNT (instructions) choose what is drawn.
/// </summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class A32DifferentialRun(Tier tier)
{
    private const long DefaultCount = 1_000_000;
    private const ulong DefaultSeed = 0xA320_0000;
    private const int LeastPerRow = 300, MaxFailures = 10, BatchSize = 512;

    [Test, Soak, Category("Oracle")]
    public void Run_RandomBlocks_AgreeWithTheOracle()
    {
        using QemuArmOracle? oracle = QemuArmOracle.TryStart();
        if (oracle is null) Assert.Ignore("no qemu-arm on this host");
        ulong seed = ulong.Parse(Variable("HYPJIT_DIFF_SEED") ?? $"{DefaultSeed:x}", NumberStyles.HexNumber);
        long count = long.Parse(Variable("HYPJIT_DIFF_COUNT") ?? $"{DefaultCount}", CultureInfo.InvariantCulture);
        using A32Runner runner = tier.CreateA32Runner();
        var generator = new IntegerBlockGenerator();
        var coverage = new A32Coverage(generator.Rows);
        var failures = new List<string>();
        while (coverage.Instructions < count && failures.Count < MaxFailures)
        {
            GeneratedA32[] cases = [.. Enumerable.Range(0, BatchSize).Select(_ => generator.Generate(seed++))];
            A32Result[] results = oracle.RunBatch([.. cases.Select(c => c.Input)]);
            for (int i = 0; i < cases.Length && failures.Count < MaxFailures; i++)
            {
                A32Result actual = runner.Run(cases[i].Input);
                if (A32Comparison.Differences(results[i], actual).Count != 0) failures.Add(A32Comparison.Shrink(oracle, runner, cases[i]));
                else coverage.Add(cases[i], actual);
            }
        }
        TestContext.Out.WriteLine($"{tier}, {runner.ShareInRegions:P1} of the instructions in regions");
        TestContext.Out.WriteLine(coverage);
        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        if (count >= DefaultCount) Assert.That(coverage.Below(LeastPerRow), Is.Empty, "rows with too few instructions");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
