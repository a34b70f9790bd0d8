using System.Globalization;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Words that equal <see cref="Value"/> under <see cref="Mask"/>; the other bits are operands.</summary>
internal readonly record struct Encoding(uint Mask, uint Value)
{
    public bool Matches(uint word) => (word & Mask) == Value;

    /// <summary>True when bits [shift, shift + width) are all operand bits.</summary>
    public bool IsFree(int shift, int width) => (Mask & (((1u << width) - 1) << shift)) == 0;
}

/// <summary>One instruction of one class in all its sizes and arrangements: the unit in which coverage is counted.</summary>
internal sealed record EncodingRow(string Name, Encoding[] Encodings);

/// <summary>The rows that blocks are drawn from.</summary>
internal static class EncodingRows
{
    private const string ResourceName = "Hyp.Jit.Tests.Differential.Encodings.txt";

    public static IReadOnlyList<EncodingRow> All { get; } = Load();

    private static List<EncodingRow> Load()
    {
        using Stream stream = typeof(EncodingRows).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"{ResourceName} is not embedded in the test assembly");
        using var reader = new StreamReader(stream);
        var encodings = new List<(string Name, Encoding Encoding)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            uint mask = uint.Parse(line.AsSpan(0, 8), NumberStyles.HexNumber);
            uint value = uint.Parse(line.AsSpan(9, 8), NumberStyles.HexNumber);
            encodings.Add((line[18..], new Encoding(mask, value)));
        }
        return encodings.GroupBy(e => e.Name, e => e.Encoding).Select(g => new EncodingRow(g.Key, [.. g])).ToList();
    }
}
