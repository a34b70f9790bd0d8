using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Draws cases, runs them on the oracle and on a subject, and collects what differs.</summary>
internal sealed class DifferentialSession(QemuUserOracle oracle, IInstructionRunner subject, IReadOnlyList<EncodingRow> rows, ulong seed)
{
    private const int BatchSize = 256;

    private readonly BlockGenerator generator = new(new EncodingDeck(rows, seed));
    private readonly List<DifferentialFailure> failures = [];
    private int batches;

    public CoverageCount Coverage { get; } = new(rows);

    public DecodeRowCoverage DecodeRows { get; } = new();

    public IReadOnlyList<DifferentialFailure> Failures => failures;

    /// <summary>
    /// Runs until so many instructions, and so many of every row (of Encodings.txt and of the decode table), agreed, or so many cases failed; but never
    /// beyond twice the instructions, for the sake of a row that cannot be drawn.
    /// </summary>
    public void Run(long instructions, long leastPerRow, int maxFailures)
    {
        bool covered = false;
        while (failures.Count < maxFailures && (Coverage.Instructions < instructions || (!covered && Coverage.Instructions < instructions * 2)))
        {
            RunBatch(maxFailures);
            covered = Coverage.Least >= leastPerRow && DecodeRows.Below(leastPerRow).Length == 0;
        }
    }

    private void RunBatch(int maxFailures)
    {
        // The batch number, not the count of agreements, so that a failure does not change which cases follow.
        ulong first = (seed << 32) + ((ulong)batches++ * BatchSize);
        GeneratedCase[] cases = Enumerable.Range(0, BatchSize).Select(i => generator.Generate(first + (ulong)i)).ToArray();
        CaseResult[] expected = oracle.RunBatch(cases.Select(c => c.Input).ToArray());
        for (int i = 0; i < cases.Length && failures.Count < maxFailures; i++)
        {
            if (CaseComparison.Differences(expected[i], subject.Run(cases[i].Input)).Count == 0)
            {
                Coverage.Add(cases[i], expected[i]);
                DecodeRows.Add(cases[i], expected[i]);
            }
            else
            {
                failures.Add(DifferentialFailure.Shrink(oracle, subject, cases[i].Input));
            }
        }
    }
}
