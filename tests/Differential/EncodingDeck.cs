using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>An encoding dealt for the next place in a block.</summary>
internal readonly record struct DealtEncoding(int Row, Encoding Encoding);

/// <summary>
/// Deals encodings so that coverage is even: half the draws go through all encodings, half through all rows, each in shuffled rounds, so no row waits for luck.
/// </summary>
internal sealed class EncodingDeck
{
    private readonly IReadOnlyList<EncodingRow> rows;
    private readonly DealtEncoding[] encodings;
    private readonly int[] rowOrder;
    private readonly Queue<DealtEncoding> returned = new();
    private DeterministicRandom random;
    private int nextEncoding;
    private int nextRow;

    public EncodingDeck(IReadOnlyList<EncodingRow> rows, ulong seed)
    {
        this.rows = rows;
        random = new DeterministicRandom(seed);
        encodings = rows.SelectMany((row, i) => row.Encodings.Select(e => new DealtEncoding(i, e))).ToArray();
        rowOrder = Enumerable.Range(0, rows.Count).ToArray();
        nextEncoding = encodings.Length;
        nextRow = rowOrder.Length;
    }

    public IReadOnlyList<EncodingRow> Rows => rows;

    public DealtEncoding Deal() => random.Chance(50) ? DealEncoding() : DealRow();

    /// <summary>Takes back what found no place in a block; the next block starts with it.</summary>
    public void Return(DealtEncoding dealt) => returned.Enqueue(dealt);

    public bool TryDealReturned(out DealtEncoding dealt) => returned.TryDequeue(out dealt);

    private DealtEncoding DealEncoding()
    {
        if (nextEncoding == encodings.Length)
        {
            random.Shuffle(encodings.AsSpan());
            nextEncoding = 0;
        }
        return encodings[nextEncoding++];
    }

    private DealtEncoding DealRow()
    {
        if (nextRow == rowOrder.Length)
        {
            random.Shuffle(rowOrder.AsSpan());
            nextRow = 0;
        }
        int row = rowOrder[nextRow++];
        return new DealtEncoding(row, random.Pick<Encoding>(rows[row].Encodings));
    }
}
