using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>
/// The EL2 probe against QEMU's answers (docs/design/el2-oracle.md). Where QEMU is not the architecture, ProbeDifferences.txt gives our line beside
/// QEMU's, with the rule. A difference that it does not explain fails, and so does an explanation that no longer applies.
/// </summary>
[Category("Boot"), Parallelizable(ParallelScope.Children)]
public class ProbeTests
{
    private static string[] Explanations => File.ReadAllLines(RepositoryPath.Of("tests", "Boot", "ProbeDifferences.txt"));

    [TestCase(3, ExecutionTier.Interpreter)]
    [TestCase(3, ExecutionTier.Jit)]
    [TestCase(2, ExecutionTier.Both)]
    public void Probe_AnswersAsTheArchitectureDoes(int gic, ExecutionTier tier)
    {
        string[] ours = GuestRun.ToPowerOff(GuestRun.Builder("el2-probe").Gic(gic).Tier(tier), TimeSpan.FromMinutes(10));
        ProbeFacts.AssertAnswers(ours, Recorded(gic), Explanations);
    }

    [Test]
    public void Differences_NameLinesThatQemuPrintsAndHaveAReasonEach() => ProbeFacts.AssertExplained(Explanations, [.. Recorded(2), .. Recorded(3)]);

    private static string[] Recorded(int gic) => GuestRun.Facts("el2-probe", $"qemu-7.2-gicv{gic}.txt");
}
