using System.Text;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.Decoding;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Counts agreed instructions by the row of our own decode table that translates them.</summary>
internal sealed class DecodeRowCoverage
{
    /// <summary>Rows that a user-mode oracle cannot run, by the start of their names, with the reason.</summary>
    private static readonly (string Name, string Reason)[] Unreachable =
    [
        ("SVC", "a system call of the oracle's host"),
        ("HVC", "undefined at EL0"),
        ("SMC", "undefined at EL0"),
        ("HLT", "halting debug or a semihosting call"),
        ("DCPS", "debug state only"),
        ("DRPS", "debug state only"),
        ("ERET", "undefined at EL0"),
        ("WFE", "waits for an event"),
        ("WFI", "waits for an interrupt"),
        ("MSR (immediate)", "PSTATE fields belong to EL1"),
        ("TLBI", "undefined at EL0"),
        ("AT", "undefined at EL0"),
        ("SYSL", "has no instruction in Armv8.0"),
    ];

    private readonly Dictionary<DecodeRow<A64Translator>, long> counts = A64Tables.Rows.ToDictionary(row => row, _ => 0L);

    public long Undecoded { get; private set; }

    public void Add(GeneratedCase generated, CaseResult result)
    {
        for (int i = 0; i < generated.Rows.Length && (result.End == CaseEnd.Completed || i <= result.FaultIndex); i++)
        {
            if (generated.Rows[i] == BlockGenerator.NotCounted)
            {
                continue;
            }
            if (A64Tables.Find(generated.Input.Words[i]) is { } row)
            {
                counts[row]++;
            }
            else
            {
                Undecoded++;
            }
        }
    }

    /// <summary>Rows that user mode can run, but that fewer instructions than this went through.</summary>
    public string[] Below(long least) =>
        counts.Where(c => c.Value < least && WhyUnreachable(c.Key.Name) is null).Select(c => $"{c.Key.Name} ({c.Value})").ToArray();

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((DecodeRow<A64Translator> row, long count) in counts)
        {
            text.AppendLine($"{count,10} {row.Name}{(WhyUnreachable(row.Name) is { } reason ? $": {reason}" : "")}");
        }
        return text.Append($"{Undecoded,10} without a row").ToString();
    }

    private static string? WhyUnreachable(string name) =>
        Unreachable.Where(u => name == u.Name || name.StartsWith(u.Name + " ", StringComparison.Ordinal)).Select(u => u.Reason).FirstOrDefault();
}
