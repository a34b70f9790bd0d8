using System.Globalization;
using System.Text.RegularExpressions;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>
/// The live run against qemu-aarch64. HYPJIT_DIFF_SEED (hexadecimal) and HYPJIT_DIFF_COUNT choose what is drawn; equal values draw equal cases.
/// HYPJIT_DIFF_ROWS, a regular expression, restricts the rows of Encodings.txt. The run ends once so many instructions, and at least 1,000 of every row,
/// agreed; or with the first failures, shrunk and printed as tests.
/// </summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class DifferentialRun(Tier tier)
{
    private const long DefaultCount = 2_000_000;
    private const ulong DefaultSeed = 0x5EED;
    private const long LeastPerRow = 1000;
    private const int MaxFailures = 10;

    [Test, Category("Soak"), Category("Oracle")]
    public void Run_RandomBlocks_AgreeWithTheOracle()
    {
        using QemuUserOracle? oracle = QemuUserOracle.TryStart();
        if (oracle is null)
        {
            Assert.Ignore("no qemu-aarch64 on this host");
        }
        ulong seed = ulong.Parse(Variable("HYPJIT_DIFF_SEED") ?? $"{DefaultSeed:x}", NumberStyles.HexNumber);
        long count = long.Parse(Variable("HYPJIT_DIFF_COUNT") ?? $"{DefaultCount}", CultureInfo.InvariantCulture);
        using EngineRunner runner = tier.CreateRunner();
        var chosen = new Regex(Variable("HYPJIT_DIFF_ROWS") ?? "");
        EncodingRow[] rows = EncodingRows.All.Where(row => chosen.IsMatch(row.Name)).ToArray();
        var session = new DifferentialSession(oracle, runner, rows, seed);

        long leastPerRow = count >= DefaultCount && rows.Length == EncodingRows.All.Count ? LeastPerRow : 0;
        session.Run(count, leastPerRow, MaxFailures);

        TestContext.Out.WriteLine($"seed {seed:x}, {tier}, {runner.ShareInRegions:P1} of the instructions in regions, {runner.CompileCost}");
        TestContext.Out.WriteLine(session.Coverage);
        TestContext.Out.WriteLine(session.DecodeRows);
        Assert.That(session.Failures, Is.Empty, string.Join('\n', session.Failures));
        Assert.That(session.DecodeRows.Below(leastPerRow), Is.Empty, "decode rows with too few instructions");
        Assert.That(session.Coverage.Least, Is.AtLeast(leastPerRow));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
