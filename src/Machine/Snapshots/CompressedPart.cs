using System.IO.Compression;
using System.Text;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>A part whose bytes are compressed in the stream: guest memory.</summary>
internal sealed class CompressedPart(ISnapshotPart part) : ISnapshotPart
{
    public string SnapshotName => part.SnapshotName;

    public int SnapshotVersion => part.SnapshotVersion;

    public void Save(BinaryWriter writer)
    {
        writer.Flush();
        using var compressor = new ZLibStream(writer.BaseStream, CompressionLevel.Fastest, leaveOpen: true);
        using var inner = new BinaryWriter(compressor, Encoding.UTF8);
        part.Save(inner);
    }

    public void Restore(BinaryReader reader)
    {
        Stream stream = reader.BaseStream;
        using (var decompressor = new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true))
        using (var inner = new BinaryReader(decompressor, Encoding.UTF8))
        {
            part.Restore(inner);
        }
        stream.Position = stream.Length; // The decompressor reads ahead; the section's checksum has vouched for what it left.
    }
}
