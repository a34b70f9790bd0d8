namespace Hyp.Jit.Frontend.Decoding;

/// <summary>Rows of one ISA, looked up through 8192 buckets on word bits 31:21 and 11:10, most specific row first.</summary>
internal sealed class DecodeTable<TTranslator>
{
    private const int IndexBits = 13;
    private readonly List<DecodeRow<TTranslator>> rows = [];
    private readonly DecodeRow<TTranslator>[]?[] buckets = new DecodeRow<TTranslator>[1 << IndexBits][];
    private bool built;

    public IReadOnlyList<DecodeRow<TTranslator>> Rows => rows;

    public void Add(string name, string pattern, Action<TTranslator, Fields<TTranslator>> handler, bool usesFp = false) =>
        rows.Add(new DecodeRow<TTranslator>(name, pattern, handler, usesFp));

    public DecodeRow<TTranslator>? Find(uint word)
    {
        if (!built) Build();
        DecodeRow<TTranslator>[]? bucket = buckets[Index(word)];
        if (bucket == null) return null;
        foreach (DecodeRow<TTranslator> row in bucket)
        {
            if (row.Matches(word)) return row;
        }
        return null;
    }

    /// <summary>
    /// Pairs of rows that overlap without one refining the other, and without a third row for just what they share: an error in the table. O(n²), for the table test.
    /// </summary>
    public IEnumerable<(DecodeRow<TTranslator> First, DecodeRow<TTranslator> Second)> Ambiguities()
    {
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = i + 1; j < rows.Count; j++)
            {
                DecodeRow<TTranslator> a = rows[i], b = rows[j];
                uint common = a.Mask & b.Mask;
                bool overlap = (a.Value & common) == (b.Value & common);
                bool refines = a.Mask != b.Mask && (common == a.Mask || common == b.Mask);
                if (!overlap || refines) continue;
                if (a.Mask != b.Mask && rows.Exists(r => r.Mask == (a.Mask | b.Mask) && r.Value == (a.Value | b.Value))) continue;
                yield return (a, b);
            }
        }
    }

    private static uint Index(uint word) => ((word >> 21) << 2) | ((word >> 10) & 3);

    private void Build()
    {
        var lists = new List<DecodeRow<TTranslator>>?[1 << IndexBits];
        foreach (DecodeRow<TTranslator> row in rows.OrderByDescending(r => r.Specificity))
        {
            uint free = ~Index(row.Mask) & ((1u << IndexBits) - 1);
            uint fixedBits = Index(row.Value);
            for (uint sub = free; ; sub = (sub - 1) & free)
            {
                (lists[fixedBits | sub] ??= []).Add(row);
                if (sub == 0) break;
            }
        }
        for (int i = 0; i < lists.Length; i++) buckets[i] = lists[i]?.ToArray();
        built = true;
    }
}
