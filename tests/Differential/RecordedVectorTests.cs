using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Every tier reproduces what qemu-aarch64 answered when the vectors were recorded.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class RecordedVectorTests(ExecutionTier tier)
{
    private const int MaxReported = 10;

    [Test]
    public void Run_RecordedCases_AgreeWithTheOracle()
    {
        using EngineRunner runner = Tier.Create(tier);
        var failures = new List<string>();
        int count = 0;
        foreach ((CaseInput input, CaseResult expected) in VectorFile.ReadCommitted())
        {
            List<string> differences = CaseComparison.Differences(expected, runner.Run(input));
            count++;
            if (differences.Count == 0)
            {
                continue;
            }
            failures.Add($"seed {input.Seed:x}: {string.Join("; ", differences)}\n{CasePrinter.PrintTest(input, expected)}");
            if (failures.Count == MaxReported)
            {
                break;
            }
        }
        TestContext.Out.WriteLine($"{count} cases, {runner.ShareInRegions:P1} of the instructions in regions");
        Assert.That(failures, Is.Empty, string.Join("\n\n", failures));
    }
}
