namespace Hyp.Jit.Runtime;

/// <summary>Arrays of fixed length in a snapshot stream, little-endian.</summary>
internal static class SnapshotWords
{
    public static void Write(BinaryWriter writer, ReadOnlySpan<uint> words)
    {
        foreach (uint word in words)
        {
            writer.Write(word);
        }
    }

    public static void Read(BinaryReader reader, Span<uint> words)
    {
        foreach (ref uint word in words)
        {
            word = reader.ReadUInt32();
        }
    }
}
