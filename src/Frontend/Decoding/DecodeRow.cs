using System.Numerics;

namespace Hyp.Jit.Frontend.Decoding;

/// <summary>
/// One encoding: a name and a pattern whose letters are the fields. Grammar: 0/1 fixed, a letter = a bit of that field (written once, high bit first;
/// a field in several runs is concatenated, high run first), '-' ignored, spaces free. 32 positions, bit 31 first.
/// Behind '|' stand fields that the encoding lacks: a=5 a constant, n=d a copy of another field, S=!it <see cref="OutsideIt"/>.
/// </summary>
internal sealed class DecodeRow<TTranslator>
{
    /// <summary>Value of a field declared as "!it": true unless the instruction is in an IT block.</summary>
    public const int OutsideIt = 2;

    private readonly byte[] shift = new byte[128];
    private readonly byte[] width = new byte[128];
    private readonly Dictionary<char, List<(int Shift, int Width)>>? split;
    private readonly Dictionary<char, string>? given;

    public DecodeRow(string name, string pattern, Action<TTranslator, Fields<TTranslator>> handler, bool usesFp)
    {
        Name = name;
        Pattern = pattern;
        Handler = handler;
        UsesFp = usesFp;
        int bit = 31;
        char previous = ' ';
        string[] parts = pattern.Split('|');
        if (parts.Length > 1)
        {
            given = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(g => g[0], g => g[2..]);
        }
        foreach (char c in parts[0])
        {
            if (c == ' ') continue;
            if (bit < 0) throw new ArgumentException($"{name}: pattern has more than 32 bits");
            switch (c)
            {
                case '0': Mask |= 1u << bit; break;
                case '1': Mask |= 1u << bit; Value |= 1u << bit; break;
                case '-': break;
                default:
                    if (!char.IsAsciiLetter(c)) throw new ArgumentException($"{name}: '{c}' is not a field letter");
                    if (width[c] == 0 || previous == c && !(split?.ContainsKey(c) ?? false))
                    {
                        width[c]++;
                        shift[c] = (byte)bit;
                    }
                    else
                    {
                        split ??= [];
                        if (!split.TryGetValue(c, out var runs)) split[c] = runs = [(shift[c], width[c])];
                        if (previous == c) runs[^1] = (bit, runs[^1].Width + 1);
                        else runs.Add((bit, 1));
                    }
                    break;
            }
            previous = c;
            bit--;
        }
        if (bit != -1) throw new ArgumentException($"{name}: pattern has {31 - bit} bits, not 32");
    }

    public string Name { get; }
    public string Pattern { get; }
    public uint Mask { get; }
    public uint Value { get; }

    /// <summary>The instruction needs FP/SIMD access: translated to a trap when the block key says so.</summary>
    public bool UsesFp { get; }
    public Action<TTranslator, Fields<TTranslator>> Handler { get; }

    /// <summary>Number of fixed bits; a row that refines another has more.</summary>
    public int Specificity => BitOperations.PopCount(Mask);

    public bool Matches(uint word) => (word & Mask) == Value;

    public bool Declares(char field) => width[field] != 0 || given?.ContainsKey(field) == true;

    public int Width(char field) => split != null && split.TryGetValue(field, out var runs) ? runs.Sum(r => r.Width) : width[field];

    public uint Extract(uint word, char field)
    {
        int w = width[field];
        if (w == 0) return Given(word, field);
        if (split != null && split.TryGetValue(field, out var runs))
        {
            uint value = 0;
            foreach ((int s, int n) in runs) value = (value << n) | ((word >> s) & ((1u << n) - 1));
            return value;
        }
        return (word >> shift[field]) & (uint)((1UL << w) - 1);
    }

    private uint Given(uint word, char field)
    {
        if (given == null || !given.TryGetValue(field, out string? value)) throw new InvalidOperationException($"{Name} has no field '{field}'");
        if (value == "!it") return OutsideIt;
        return char.IsAsciiLetter(value[0]) ? Extract(word, value[0]) : uint.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>The fields of one instruction word, read by the letters of the row that matched it.</summary>
internal readonly struct Fields<TTranslator>(uint word, DecodeRow<TTranslator> row)
{
    public uint Word { get; } = word;

    public int this[char field] => (int)row.Extract(Word, field);

    /// <summary>The field as a two's-complement number.</summary>
    public long Signed(char field)
    {
        int unused = 64 - row.Width(field);
        return (long)((ulong)row.Extract(Word, field) << unused) >> unused;
    }
}
