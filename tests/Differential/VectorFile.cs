using System.IO.Compression;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>
/// Recorded cases: a Brotli stream of seeds, words and what the oracle's final state changed against the initial one. Initial states are derived from the
/// seeds (<see cref="AddressPlan.CreateInitialState"/>); the words are stored, so the encoding list and the generator may change freely.
/// </summary>
internal static class VectorFile
{
    private const uint Magic = 0x5644_4A48; // "HJDV"
    private const int Version = 1;
    private const string ResourceName = "Hyp.Jit.Tests.Differential.Vectors.a64-user.bin";

    public static void Write(string path, IReadOnlyList<(CaseInput Input, CaseResult Result)> cases)
    {
        using FileStream file = File.Create(path);
        using var compressed = new BrotliStream(file, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(compressed);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(cases.Count);
        foreach ((CaseInput input, CaseResult result) in cases)
        {
            writer.Write(input.Seed);
            writer.Write((byte)input.Words.Length);
            Array.ForEach(input.Words, writer.Write);
            WriteResult(writer, input.Initial, result);
        }
    }

    /// <summary>The recorded set that is embedded in the test assembly.</summary>
    public static IEnumerable<(CaseInput Input, CaseResult Result)> ReadCommitted() =>
        Read(typeof(VectorFile).Assembly.GetManifestResourceStream(ResourceName) ?? throw new InvalidOperationException($"{ResourceName} is not embedded"));

    private static IEnumerable<(CaseInput Input, CaseResult Result)> Read(Stream file)
    {
        using var reader = new BinaryReader(new BrotliStream(file, CompressionMode.Decompress));
        if (reader.ReadUInt32() != Magic || reader.ReadInt32() != Version)
        {
            throw new InvalidDataException("not a file of recorded vectors, or of another version");
        }
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            ulong seed = reader.ReadUInt64();
            uint[] words = new uint[reader.ReadByte()];
            for (int w = 0; w < words.Length; w++)
            {
                words[w] = reader.ReadUInt32();
            }
            GuestState initial = AddressPlan.CreateInitialState(seed).State;
            yield return (new CaseInput(seed, words, initial), ReadResult(reader, initial));
        }
    }

    private static void WriteResult(BinaryWriter writer, GuestState initial, CaseResult result)
    {
        GuestState final = result.Final;
        writer.Write((byte)result.End);
        writer.Write((byte)result.FaultIndex);
        writer.Write((byte)(final.Nzcv >> 28));
        writer.Write(final.Fpcr ^ initial.Fpcr);
        writer.Write(final.Fpsr ^ initial.Fpsr);
        WriteChanged(writer, initial.X, final.X, each: 1);
        WriteChanged(writer, initial.V, final.V, each: 2);
        writer.Write((ushort)result.Changes.Length);
        foreach (MemoryChange change in result.Changes)
        {
            writer.Write((ushort)change.Offset);
            writer.Write(change.Value);
        }
    }

    private static CaseResult ReadResult(BinaryReader reader, GuestState initial)
    {
        var end = (CaseEnd)reader.ReadByte();
        int faultIndex = reader.ReadByte();
        GuestState final = initial.Clone();
        final.Nzcv = (uint)reader.ReadByte() << 28;
        final.Fpcr ^= reader.ReadUInt32();
        final.Fpsr ^= reader.ReadUInt32();
        ReadChanged(reader, final.X, each: 1);
        ReadChanged(reader, final.V, each: 2);
        var changes = new MemoryChange[reader.ReadUInt16()];
        for (int i = 0; i < changes.Length; i++)
        {
            changes[i] = new MemoryChange(reader.ReadUInt16(), reader.ReadUInt64());
        }
        return new CaseResult(end, faultIndex, final, changes);
    }

    /// <summary>A bit mask of the 32 registers that differ, then their values, <paramref name="each"/> words a register.</summary>
    private static void WriteChanged(BinaryWriter writer, ulong[] from, ulong[] to, int each)
    {
        uint changed = 0;
        for (int i = 0; i < 32; i++)
        {
            bool same = from.AsSpan(i * each, each).SequenceEqual(to.AsSpan(i * each, each));
            changed |= same ? 0 : 1u << i;
        }
        writer.Write(changed);
        for (int i = 0; i < 32 * each; i++)
        {
            if ((changed >> (i / each) & 1) != 0)
            {
                writer.Write(to[i]);
            }
        }
    }

    private static void ReadChanged(BinaryReader reader, ulong[] registers, int each)
    {
        uint changed = reader.ReadUInt32();
        for (int i = 0; i < 32 * each; i++)
        {
            if ((changed >> (i / each) & 1) != 0)
            {
                registers[i] = reader.ReadUInt64();
            }
        }
    }
}
