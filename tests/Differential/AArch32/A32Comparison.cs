using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>Names what differs between two results of one A32 or T32 block, and makes failing blocks small.</summary>
internal static class A32Comparison
{
    public static List<string> Differences(A32Result expected, A32Result actual)
    {
        var differences = new List<string>();
        if (expected.Exception != actual.Exception) differences.Add($"ends with {actual.Exception?.ToString() ?? "no exception"}, expected {expected.Exception?.ToString() ?? "none"}");
        for (int i = 0; i < 16; i++) Compare(i == 15 ? "PC" : $"R{i}", expected.Final.R[i], actual.Final.R[i]);
        Compare("NZCV", expected.Final.Nzcv, actual.Final.Nzcv);
        Compare("Q", expected.Final.Q ? 1u : 0, actual.Final.Q ? 1u : 0);
        Compare("GE", expected.Final.Ge, actual.Final.Ge);
        if (!expected.Changes.SequenceEqual(actual.Changes)) differences.Add("memory differs");
        return differences;

        void Compare(string name, uint wanted, uint got)
        {
            if (wanted != got) differences.Add($"{name} = {got:x8}, expected {wanted:x8}");
        }
    }

    /// <summary>Takes instructions away while the two sides disagree, and tells what is left. IT blocks and branches count as what they become.</summary>
    public static string Shrink(QemuArmOracle? oracle, A32Runner runner, GeneratedA32 failing)
    {
        A32Input input = failing.Input;
        for (bool smaller = oracle != null; smaller;)
        {
            smaller = false;
            for (int i = 0; i < input.Words.Length && input.Words.Length > 1; i++)
            {
                A32Input candidate = input with { Words = [.. input.Words.Where((_, at) => at != i)] };
                try
                {
                    if (Differences(oracle!.Run(candidate), runner.Run(candidate)).Count == 0) continue;
                }
                catch (InvalidOperationException)
                {
                    continue; // What is left runs away.
                }
                input = candidate;
                smaller = true;
            }
        }
        string words = string.Join(", ", input.Words.Select(w => $"0x{w:X}"));
        string registers = string.Join(", ", input.Initial.R.Take(15).Select((r, i) => $"r{i}: 0x{r:X}"));
        string differences = oracle == null ? "" : string.Join("; ", Differences(oracle.Run(input), runner.Run(input)));
        return $"seed {failing.Seed:x}, {(input.Initial.Thumb ? "T32" : "A32")} {words}\n  from {registers}, nzcv {input.Initial.Nzcv >> 28:x}, q {input.Initial.Q}, ge {input.Initial.Ge:x}\n  {differences}";
    }
}
