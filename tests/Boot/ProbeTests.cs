using System.Runtime.InteropServices;
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
    private const int ShownDifferences = 60;

    private static string[] Explanations => File.ReadAllLines(RepositoryPath.Of("tests", "Boot", "ProbeDifferences.txt"));

    [TestCase(3, ExecutionTier.Interpreter)]
    [TestCase(3, ExecutionTier.Jit)]
    [TestCase(2, ExecutionTier.Both)]
    public void Probe_AnswersAsTheArchitectureDoes(int gic, ExecutionTier tier)
    {
        string[] ours = GuestRun.ToPowerOff(GuestRun.Builder("el2-probe").Gic(gic).Tier(tier), TimeSpan.FromMinutes(10));
        string[] expected = Corrected(Recorded(gic), Explanations);

        List<string> differences = [.. Surplus(expected, ours).Select(line => "- " + line), .. Surplus(ours, expected).Select(line => "+ " + line)];
        Assert.That(differences, Is.Empty, $"{differences.Count} lines differ:\n{string.Join('\n', differences.Take(ShownDifferences))}");
    }

    [Test]
    public void Differences_NameLinesThatQemuPrints()
    {
        HashSet<string> recorded = [.. Recorded(2), .. Recorded(3)];
        Assert.That(Explanations.Where(line => line.StartsWith('-') && !recorded.Contains(line[1..])), Is.Empty);
    }

    [Test]
    public void Differences_HaveAReasonEach()
    {
        string reason = "";
        foreach (string line in Explanations)
        {
            reason = line.StartsWith('#') ? line : line.Length == 0 ? "" : reason;
            Assert.That(line.Length == 0 || (line[0] is '#' or '-' or '+' && reason.Length != 0), line);
        }
    }

    private static string[] Recorded(int gic) => GuestRun.Facts("el2-probe", $"qemu-7.2-gicv{gic}.txt");

    /// <summary>Every line like a '-' line goes, and as many of the '+' line after it come. A '+' line on its own comes once.</summary>
    private static string[] Corrected(string[] facts, string[] corrections)
    {
        List<string> lines = [.. facts];
        int replaced = 1;
        foreach (string correction in corrections)
        {
            if (correction.StartsWith('-'))
            {
                replaced = lines.RemoveAll(line => line == correction[1..]);
                continue;
            }

            if (correction.StartsWith('+'))
            {
                lines.AddRange(Enumerable.Repeat(correction[1..], replaced));
            }

            replaced = 1;
        }

        return [.. lines];
    }

    /// <summary>The lines of one side that the other lacks, counting repeats; order and the closing count of lines do not matter.</summary>
    private static List<string> Surplus(IEnumerable<string> lines, IEnumerable<string> others)
    {
        Dictionary<string, int> counts = [];
        foreach (string line in others)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _)++;
        }

        return [.. lines.Where(line => !line.StartsWith("probe: ", StringComparison.Ordinal) && --CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _) < 0)];
    }
}
