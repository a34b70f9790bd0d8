using System.Text;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Prints a case as a test that can be pasted into a fixture of tests/Isa.</summary>
internal static class CasePrinter
{
    public static string PrintTest(CaseInput input, CaseResult expected)
    {
        string[] assembly = Disassembler.TryDisassemble(input.Words) ?? new string[input.Words.Length];
        string subject = assembly[^1] is { } last ? char.ToUpperInvariant(last[0]) + last.Split(' ')[0][1..].Replace('.', '_') : "Block";
        var text = new StringBuilder();
        text.AppendLine("[Test]");
        text.AppendLine($"public void {subject}_DrawnFromSeed{input.Seed:X16}_MatchesTheOracle() =>");
        text.AppendLine("    A64Case.Run(tier,");
        for (int i = 0; i < input.Words.Length; i++)
        {
            string end = i == input.Words.Length - 1 ? ")" : ",";
            text.AppendLine($"            {Hex(input.Words[i])}{end} // {assembly[i]?.Replace('\t', ' ')}");
        }
        AppendState(text, "With", input.Initial, new GuestState());
        AppendExpectation(text, input, expected);
        return text.ToString().TrimEnd() + ";";
    }

    private static void AppendExpectation(StringBuilder text, CaseInput input, CaseResult expected)
    {
        if (expected.End != CaseEnd.Completed)
        {
            text.AppendLine($"        .ExpectEnd(CaseEnd.{expected.End}, faultIndex: {expected.FaultIndex})");
            return;
        }
        AppendState(text, "Expect", expected.Final, input.Initial);
        foreach (MemoryChange change in expected.Changes)
        {
            text.AppendLine($"        .ExpectMemory(0x{change.Offset:X}, {Hex(change.Value)})");
        }
    }

    /// <summary>Names what differs from <paramref name="known"/>.</summary>
    private static void AppendState(StringBuilder text, string method, GuestState state, GuestState known)
    {
        var named = new List<string>();
        for (int i = 0; i < 32; i++)
        {
            if (state.X[i] != known.X[i])
            {
                named.Add($"{(i == 31 ? "sp" : $"x{i}")}: {Hex(state.X[i])}");
            }
        }
        if (state.Nzcv != known.Nzcv || method == "Expect")
        {
            named.Add($"nzcv: \"{A64Case.FormatFlags(state.Nzcv)}\"");
        }
        if (state.Fpcr != known.Fpcr)
        {
            named.Add($"fpcr: {Hex(state.Fpcr)}");
        }
        if (state.Fpsr != known.Fpsr || method == "Expect")
        {
            named.Add($"fpsr: {Hex(state.Fpsr)}");
        }
        if (named.Count != 0)
        {
            text.AppendLine($"        .{method}({string.Join(", ", named)})");
        }
        for (int i = 0; i < 32; i++)
        {
            (ulong low, ulong high) = (state.V[2 * i], state.V[(2 * i) + 1]);
            if (low != known.V[2 * i] || high != known.V[(2 * i) + 1])
            {
                text.AppendLine($"        .{method}V({i}, {Hex(high)}, {Hex(low)})");
            }
        }
    }

    private static string Hex(uint value) => value < 10 ? $"{value}" : $"0x{value >> 16:X4}_{value & 0xFFFF:X4}";

    private static string Hex(ulong value) => value < 10 ? $"{value}" : $"0x{value:X}";
}
