using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Every tier reproduces what qemu-aarch64 answered when the vectors were recorded.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class RecordedVectorTests(Tier tier)
{
    private const int MaxReported = 10;

    /// <summary>Each case costs a region of its own, milliseconds against microseconds: the compiled tier takes every so manieth here, all in lock-step runs.</summary>
    private const int CompiledStride = 16;

    [Test]
    public void Run_RecordedCases_AgreeWithTheOracle()
    {
        using EngineRunner runner = tier.CreateRunner();
        using QemuUserOracle? oracle = QemuUserOracle.TryStart(); // Shrinks a failure where the host has one.
        var failures = new List<DifferentialFailure>();
        int count = 0;
        foreach ((CaseInput input, CaseResult expected) in VectorFile.ReadCommitted().Where((_, i) => tier == Tier.Interpreter || i % CompiledStride == 0))
        {
            CaseResult actual = runner.Run(input);
            count++;
            if (CaseComparison.Differences(expected, actual).Count != 0)
            {
                failures.Add(oracle is null ? DifferentialFailure.Of(input, expected, actual) : DifferentialFailure.Shrink(oracle, runner, input));
            }
            if (failures.Count == MaxReported)
            {
                break;
            }
        }
        TestContext.Out.WriteLine($"{count} cases, {runner.ShareInRegions:P1} of the instructions in regions, {runner.CompileCost}");
        Assert.That(failures, Is.Empty, string.Join('\n', failures));
    }
}
