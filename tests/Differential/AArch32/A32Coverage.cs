using System.Text;
using Hyp.Jit.Tests.Support;
using Row = Hyp.Jit.Frontend.Decoding.DecodeRow<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>Counts agreed instructions by row. Those behind a fault did not run, and those behind a branch may not have.</summary>
internal sealed class A32Coverage(IEnumerable<(string Table, Row Row)> rows)
{
    private readonly Dictionary<Row, (string Table, long Count)> counts = rows.ToDictionary(r => r.Row, r => (r.Table, 0L));

    public long Instructions { get; private set; }

    /// <summary>Words without a row, undefined on both sides.</summary>
    public long Undefined { get; private set; }

    public string[] Below(long least) => [.. counts.Where(c => c.Value.Count < least).Select(c => $"{c.Value.Table} {c.Key.Name} ({c.Value.Count})")];

    public void Add(GeneratedA32 generated, A32Result result)
    {
        uint at = A32Runner.CodeAddress;
        for (int i = 0; i < generated.Rows.Length && at <= result.Final.R[15]; i++)
        {
            if (at == result.Final.R[15] && result.Exception == null) break;
            uint word = generated.Input.Words[i];
            at += generated.Input.Initial.Thumb && word <= 0xFFFF ? 2u : 4u;
            Instructions++;
            if (generated.Rows[i] is { } row) counts[row] = counts[row] with { Count = counts[row].Count + 1 };
            else Undefined++;
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((Row row, (string table, long count)) in counts) text.AppendLine($"{count,10} {table} {row.Name}");
        return text.Append($"{Undefined,10} undefined").ToString();
    }
}
