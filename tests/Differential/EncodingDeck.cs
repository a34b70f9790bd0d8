using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>An encoding dealt for the next place in a block.</summary>
internal readonly record struct DealtEncoding(int Row, Encoding Encoding);

/// <summary>
/// Deals encodings so that coverage is even: a third of the draws go through all encodings, a third through all rows, a third through all rows of our own
/// decode table, each in shuffled rounds, so no row waits for luck.
/// </summary>
internal sealed class EncodingDeck
{
    private readonly DealtEncoding[][][] suits;
    private readonly int[] next;
    private readonly Queue<DealtEncoding> returned = new();
    private DeterministicRandom random;

    public EncodingDeck(IReadOnlyList<EncodingRow> rows, ulong seed)
    {
        Rows = rows;
        random = new DeterministicRandom(seed);
        DealtEncoding[] all = rows.SelectMany((row, i) => row.Encodings.Select(e => new DealtEncoding(i, e))).ToArray();
        suits =
        [
            all.Select(dealt => new[] { dealt }).ToArray(),
            all.GroupBy(dealt => dealt.Row).Select(group => group.ToArray()).ToArray(),
            all.GroupBy(dealt => A64Tables.Find(dealt.Encoding.Value)).Select(group => group.ToArray()).ToArray(),
        ];
        next = suits.Select(suit => suit.Length).ToArray();
    }

    public IReadOnlyList<EncodingRow> Rows { get; }

    /// <summary>The next group of a suit, and any encoding of it.</summary>
    public DealtEncoding Deal()
    {
        int suit = random.Below(suits.Length);
        if (next[suit] == suits[suit].Length)
        {
            random.Shuffle(suits[suit].AsSpan());
            next[suit] = 0;
        }
        return random.Pick<DealtEncoding>(suits[suit][next[suit]++]);
    }

    /// <summary>Takes back what found no place in a block; the next block starts with it.</summary>
    public void Return(DealtEncoding dealt) => returned.Enqueue(dealt);

    public bool TryDealReturned(out DealtEncoding dealt) => returned.TryDequeue(out dealt);
}
