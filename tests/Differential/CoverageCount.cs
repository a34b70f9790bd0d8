using System.Text;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Counts, per row, the instructions that were executed and agreed on.</summary>
internal sealed class CoverageCount(IReadOnlyList<EncodingRow> rows)
{
    private readonly long[] counts = new long[rows.Count];

    public long Instructions { get; private set; }

    public long Cases { get; private set; }

    public long this[int row] => counts[row];

    public long Least => counts.Min();

    public void Add(GeneratedCase generated, CaseResult result)
    {
        if (result.End == CaseEnd.MemoryFault)
        {
            throw new InvalidOperationException(
                $"the generator left scratch memory at word {result.FaultIndex}, seed {generated.Input.Seed:x}: {string.Join(' ', generated.Input.Words.Select(w => $"{w:x8}"))}");
        }
        Cases++;
        // A fault ends the block at its word; that word agreed too.
        int executed = result.End == CaseEnd.Completed ? generated.Rows.Length : result.FaultIndex + 1;
        for (int i = 0; i < executed; i++)
        {
            if (generated.Rows[i] != BlockGenerator.NotCounted)
            {
                counts[generated.Rows[i]]++;
                Instructions++;
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Instructions} instructions in {Cases} cases over {rows.Count} rows; least covered row {Least}");
        for (int i = 0; i < rows.Count; i++)
        {
            text.AppendLine($"{counts[i],10} {rows[i].Name}");
        }
        return text.ToString();
    }
}
