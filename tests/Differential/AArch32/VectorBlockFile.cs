using System.IO.Compression;
using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>
/// Recorded blocks of VFP and Advanced SIMD: a Brotli stream of seeds, words and what the oracle's final state changed. Initial states follow from the seeds
/// (<see cref="VectorBlockGenerator.InitialState"/>); the words are stored, so the generator may change freely.
/// </summary>
internal static class VectorBlockFile
{
    private const uint Magic = 0x3656_4A48; // "HJV6"
    private const string ResourceName = "Hyp.Jit.Tests.Differential.Vectors.a32-vectors.bin";
    private const byte NoException = 0xFF;

    public static void Write(string path, IReadOnlyList<(ulong Seed, A32Input Input, A32Result Result)> blocks)
    {
        using FileStream file = File.Create(path);
        using var compressed = new BrotliStream(file, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(compressed);
        writer.Write(Magic);
        writer.Write(blocks.Count);
        foreach ((ulong seed, A32Input input, A32Result result) in blocks)
        {
            A32State initial = input.Initial, final = result.Final;
            writer.Write(seed);
            writer.Write((byte)(input.Words.Length | (initial.Thumb ? 0x80 : 0)));
            Array.ForEach(input.Words, writer.Write);
            writer.Write((byte)(result.Exception is { } exception ? (int)exception : NoException));
            writer.Write(final.R[15]);
            writer.Write(final.Nzcv);
            writer.Write(final.Fpscr);
            int[] registers = [.. Enumerable.Range(0, 15).Where(i => final.R[i] != initial.R[i])];
            int[] doubles = [.. Enumerable.Range(0, 32).Where(i => final.D[i] != initial.D[i])];
            writer.Write(registers.Aggregate(0, (mask, i) => mask | 1 << i));
            writer.Write(doubles.Aggregate(0, (mask, i) => mask | 1 << i));
            foreach (int i in registers) writer.Write(final.R[i]);
            foreach (int i in doubles) writer.Write(final.D[i]);
            writer.Write((byte)result.Changes.Length);
            foreach (MemoryChange change in result.Changes)
            {
                writer.Write((ushort)change.Offset);
                writer.Write(change.Value);
            }
        }
    }

    /// <summary>The recorded set that is embedded in the test assembly.</summary>
    public static IEnumerable<(A32Input Input, A32Result Result)> ReadCommitted()
    {
        using Stream stream = typeof(VectorBlockFile).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"{ResourceName} is not embedded");
        using var reader = new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress));
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException("not a file of vector blocks");
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            ulong seed = reader.ReadUInt64();
            int length = reader.ReadByte();
            uint[] words = [.. Enumerable.Range(0, length & 0x7F).Select(_ => reader.ReadUInt32())];
            A32State initial = VectorBlockGenerator.InitialState(seed, (length & 0x80) != 0);
            byte exception = reader.ReadByte();
            var final = new A32State();
            initial.R.CopyTo(final.R, 0);
            initial.D.CopyTo(final.D, 0);
            final.R[15] = reader.ReadUInt32();
            final.Nzcv = reader.ReadUInt32();
            final.Fpscr = reader.ReadUInt32();
            int registers = reader.ReadInt32(), doubles = reader.ReadInt32();
            for (int i = 0; i < 15; i++)
            {
                if ((registers >> i & 1) != 0) final.R[i] = reader.ReadUInt32();
            }
            for (int i = 0; i < 32; i++)
            {
                if ((doubles >> i & 1) != 0) final.D[i] = reader.ReadUInt64();
            }
            var changes = new MemoryChange[reader.ReadByte()];
            for (int i = 0; i < changes.Length; i++) changes[i] = new MemoryChange(reader.ReadUInt16(), reader.ReadUInt64());
            yield return (new A32Input(words, initial), new A32Result(exception == NoException ? null : (ExceptionClass)exception, 0, 0, final, changes, 0));
        }
    }
}
