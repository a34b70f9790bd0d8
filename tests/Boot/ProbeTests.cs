using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>
/// The EL2 probe against QEMU's answers. Where QEMU is not the architecture, guests/el2-probe/corrections.txt gives our line beside QEMU's, with the rule.
/// </summary>
[Category("Boot")]
public class ProbeTests
{
    private const int ShownDifferences = 60;

    [Test, Explicit("by design: lists every difference that is neither repaired nor in corrections.txt")]
    public void Probe_AnswersAsTheArchitectureDoes([Values(2, 3)] int gic, [Values] ExecutionTier tier)
    {
        string[] ours = GuestRun.ToPowerOff(GuestRun.Builder("el2-probe").Gic(gic).Tier(tier), TimeSpan.FromMinutes(10));
        string[] expected = Corrected(GuestRun.Facts("el2-probe", $"qemu-7.2-gicv{gic}.txt"), GuestRun.Facts("el2-probe", "corrections.txt"));

        List<string> differences = [.. Surplus(expected, ours).Select(line => "- " + line), .. Surplus(ours, expected).Select(line => "+ " + line)];
        Assert.That(differences, Is.Empty, $"{differences.Count} lines differ:\n{string.Join('\n', differences.Take(ShownDifferences))}");
    }

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
