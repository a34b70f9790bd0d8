using System.IO.Compression;
using System.Text;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>One instruction and what another implementation made of it, from each of the recorded register states.</summary>
internal sealed record SimdVector(uint Word, string Text, byte[][] Outcomes)
{
    public string Mnemonic => Text.Split(' ')[0];
}

/// <summary>The file that Vectors/record.py writes; its format is described there.</summary>
internal sealed class SimdVectors
{
    public const int RegisterBytes = 32 * 16;
    public const int StateBytes = RegisterBytes + (8 * 8);
    private const int RegisterOutcome = 16 + 8 + 1;
    public const int KeptMemory = 160;
    private const int StructureOutcome = (4 * 16) + 8 + KeptMemory;

    private static readonly Lazy<SimdVectors> Loaded = new(() => new SimdVectors());

    private SimdVectors()
    {
        string path = RepositoryPath.Of("tests", "Unit", "Simd", "Vectors", "Simd.vectors.gz");
        using var reader = new BinaryReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        States = new byte[reader.ReadInt32()][];
        for (int i = 0; i < States.Length; i++) States[i] = reader.ReadBytes(StateBytes);
        Registers = ReadGroup(reader, RegisterOutcome);
        Structures = ReadGroup(reader, StructureOutcome);
    }

    public static SimdVectors Instance => Loaded.Value;

    /// <summary>V0-V31, then X0-X7.</summary>
    public byte[][] States { get; }

    /// <summary>Outcome: V0, X0, QC.</summary>
    public SimdVector[] Registers { get; }

    /// <summary>Outcome: V30, V31, V0, V1, X3, memory.</summary>
    public SimdVector[] Structures { get; }

    private static SimdVector[] ReadGroup(BinaryReader reader, int outcomeBytes)
    {
        var vectors = new SimdVector[reader.ReadInt32()];
        int states = reader.ReadInt32();
        for (int i = 0; i < vectors.Length; i++)
        {
            uint word = reader.ReadUInt32();
            string text = Encoding.ASCII.GetString(reader.ReadBytes(reader.ReadByte()));
            var outcomes = new byte[states][];
            for (int s = 0; s < states; s++) outcomes[s] = reader.ReadBytes(outcomeBytes);
            vectors[i] = new SimdVector(word, text, outcomes);
        }
        return vectors;
    }
}
