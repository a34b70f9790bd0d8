using System.IO.Compression;
using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>
/// Recorded A32 and T32 blocks: a Brotli stream of seeds, words and what the oracle's final state changed. Initial states follow from the seeds
/// (<see cref="IntegerBlockGenerator.InitialState"/>); the words are stored, so the generator may change freely.
/// </summary>
internal static class A32VectorFile
{
    private const uint Magic = 0x3233_4A48; // "HJ32"
    private const string ResourceName = "Hyp.Jit.Tests.Differential.Vectors.a32-user.bin";

    public static void Write(string path, IReadOnlyList<(GeneratedA32 Case, A32Result Result)> cases)
    {
        using FileStream file = File.Create(path);
        using var compressed = new BrotliStream(file, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(compressed);
        writer.Write(Magic);
        writer.Write(cases.Count);
        foreach ((GeneratedA32 generated, A32Result result) in cases)
        {
            A32Input input = generated.Input;
            writer.Write(generated.Seed);
            writer.Write((byte)(input.Words.Length | (input.Initial.Thumb ? 0x80 : 0)));
            Array.ForEach(input.Words, writer.Write);
            writer.Write((byte)(result.Exception is { } exception ? (int)exception : 0xFF));
            writer.Write((byte)((result.Final.Nzcv >> 28) | (result.Final.Q ? 0x80u : 0)));
            writer.Write((byte)result.Final.Ge);
            uint[] from = [.. input.Initial.R[..15], A32Runner.CodeAddress], to = result.Final.R;
            ushort changed = 0;
            for (int i = 0; i < 16; i++) changed |= (ushort)(from[i] != to[i] ? 1 << i : 0);
            writer.Write(changed);
            for (int i = 0; i < 16; i++)
            {
                if (from[i] != to[i]) writer.Write(to[i]);
            }
        }
    }

    /// <summary>The recorded set that is embedded in the test assembly.</summary>
    public static IEnumerable<(GeneratedA32 Case, A32Result Result)> ReadCommitted()
    {
        using Stream stream = typeof(A32VectorFile).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"{ResourceName} is not embedded");
        using var reader = new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress));
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException("not a file of A32 vectors");
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            ulong seed = reader.ReadUInt64();
            int length = reader.ReadByte();
            bool thumb = (length & 0x80) != 0;
            var words = new uint[length & 0x7F];
            for (int i = 0; i < words.Length; i++) words[i] = reader.ReadUInt32();
            A32State initial = IntegerBlockGenerator.InitialState(seed, thumb);
            int exception = reader.ReadByte(), flags = reader.ReadByte();
            var final = new A32State { Nzcv = (uint)flags << 28, Q = (flags & 0x80) != 0, Ge = reader.ReadByte() };
            initial.R.CopyTo(final.R, 0);
            final.R[15] = A32Runner.CodeAddress;
            ushort changed = reader.ReadUInt16();
            for (int i = 0; i < 16; i++)
            {
                if ((changed >> i & 1) != 0) final.R[i] = reader.ReadUInt32();
            }
            yield return (new GeneratedA32(seed, new A32Input(words, initial), []), new A32Result(exception == 0xFF ? null : (ExceptionClass)exception, 0, 0, final, [], 0));
        }
    }
}
