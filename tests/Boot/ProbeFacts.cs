using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Comparison of a probe's lines with QEMU's and the corrections to those.</summary>
internal static class ProbeFacts
{
    private const int ShownDifferences = 60;

    /// <summary>Our lines are the recorded ones with the explained ones replaced, in any order.</summary>
    public static void AssertAnswers(string[] ours, string[] recorded, string[] explanations)
    {
        string[] expected = Corrected(recorded, explanations);
        List<string> differences = [.. Surplus(expected, ours).Select(line => "- " + line), .. Surplus(ours, expected).Select(line => "+ " + line)];
        Assert.That(differences, Is.Empty, $"{differences.Count} lines differ:\n{string.Join('\n', differences.Take(ShownDifferences))}");
    }

    /// <summary>Each correction concerns a recorded line and stands below its reason.</summary>
    public static void AssertExplained(string[] explanations, HashSet<string> recorded)
    {
        Assert.That(explanations.Where(line => line.StartsWith('-') && !recorded.Contains(line[1..])), Is.Empty);
        string reason = "";
        foreach (string line in explanations)
        {
            reason = line.StartsWith('#') ? line : line.Length == 0 ? "" : reason;
            Assert.That(line.Length == 0 || (line[0] is '#' or '-' or '+' && reason.Length != 0), line);
        }
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
