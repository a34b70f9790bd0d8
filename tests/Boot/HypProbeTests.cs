using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>The probe of an Armv7 core with HYP (guests/hyp-probe) against QEMU's answers, as <see cref="ProbeTests"/> does for AArch64.</summary>
[Category("Boot"), Parallelizable(ParallelScope.Children)]
public class HypProbeTests
{
    private static string[] Explanations => File.ReadAllLines(RepositoryPath.Of("tests", "Boot", "HypProbeDifferences.txt"));

    private static string[] Recorded => GuestRun.Facts("hyp-probe", "qemu-7.2.txt");

    [TestCase(ExecutionTier.Interpreter)]
    [TestCase(ExecutionTier.Jit)]
    public void Probe_AnswersAsTheArchitectureDoes(ExecutionTier tier)
    {
        string[] ours = GuestRun.ToPowerOff(GuestRun.Builder("hyp-probe").Cpu("cortex-a15").Tier(tier), TimeSpan.FromMinutes(10));
        ProbeFacts.AssertAnswers(ours, Recorded, Explanations);
    }

    [Test]
    public void Differences_NameLinesThatQemuPrintsAndHaveAReasonEach() => ProbeFacts.AssertExplained(Explanations, [.. Recorded]);
}
