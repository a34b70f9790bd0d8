using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Names what differs between two results of one case.</summary>
internal static class CaseComparison
{
    private const int MaxReported = 12;

    /// <summary>Empty when the results agree.</summary>
    public static List<string> Differences(CaseResult expected, CaseResult actual)
    {
        var differences = new List<string>();
        if (expected.End != actual.End || expected.FaultIndex != actual.FaultIndex)
        {
            differences.Add($"ends with {Ending(actual)}, expected {Ending(expected)}");
        }
        for (int i = 0; i < 32; i++)
        {
            Compare(i == 31 ? "SP" : $"X{i}", expected.Final.X[i], actual.Final.X[i]);
        }
        for (int i = 0; i < 32; i++)
        {
            var low = (expected.Final.V[2 * i], actual.Final.V[2 * i]);
            var high = (expected.Final.V[(2 * i) + 1], actual.Final.V[(2 * i) + 1]);
            if (low.Item1 != low.Item2 || high.Item1 != high.Item2)
            {
                differences.Add($"V{i} = {high.Item2:x16}_{low.Item2:x16}, expected {high.Item1:x16}_{low.Item1:x16}");
            }
        }
        Compare("NZCV", expected.Final.Nzcv, actual.Final.Nzcv);
        Compare("FPCR", expected.Final.Fpcr, actual.Final.Fpcr);
        Compare("FPSR", expected.Final.Fpsr, actual.Final.Fpsr);
        CompareMemory(expected.Changes, actual.Changes, differences);
        return differences.Count <= MaxReported ? differences : [.. differences[..MaxReported], $"and {differences.Count - MaxReported} more"];

        void Compare(string name, ulong wanted, ulong got)
        {
            if (wanted != got)
            {
                differences.Add($"{name} = {got:x}, expected {wanted:x}");
            }
        }
    }

    private static string Ending(CaseResult result) => result.End == CaseEnd.Completed ? "Completed" : $"{result.End} at word {result.FaultIndex}";

    private static void CompareMemory(MemoryChange[] expected, MemoryChange[] actual, List<string> differences)
    {
        Dictionary<int, ulong> wanted = expected.ToDictionary(c => c.Offset, c => c.Value);
        Dictionary<int, ulong> got = actual.ToDictionary(c => c.Offset, c => c.Value);
        foreach (int offset in wanted.Keys.Union(got.Keys).Order())
        {
            ulong background = CaseMemory.BackgroundWords[offset / 8];
            ulong want = wanted.GetValueOrDefault(offset, background);
            ulong have = got.GetValueOrDefault(offset, background);
            if (want != have)
            {
                differences.Add($"scratch+{offset:x} = {have:x16}, expected {want:x16}");
            }
        }
    }
}
