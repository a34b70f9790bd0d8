using System.Buffers.Binary;
using System.Text;

namespace Hyp.Jit;

/// <summary>EFI zboot kernels: a PE program whose header says where the compressed Image lies in it (drivers/firmware/efi/libstub/zboot-header.S).</summary>
internal static class EfiZboot
{
    private const int PayloadOffset = 8, PayloadSize = 12, CompressionName = 24, CompressionNameLength = 32;

    public static bool Recognizes(ReadOnlySpan<byte> head) =>
        head.Length >= CompressionName + CompressionNameLength && head.StartsWith("MZ"u8) && head[4..8].SequenceEqual("zimg"u8);

    public static ImageBytes Decompress(ImageBytes bytes, ReadOnlySpan<byte> head, long limit)
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(head[PayloadOffset..]);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(head[PayloadSize..]);
        ReadOnlySpan<byte> name = head.Slice(CompressionName, CompressionNameLength);
        int end = name.IndexOf((byte)0);
        string compression = Encoding.ASCII.GetString(end < 0 ? name : name[..end]);
        if (size == 0 || (long)offset + size > bytes.Length || size > int.MaxValue / 2)
        {
            throw new GuestImageException($"{bytes.Name}: the EFI zboot image is truncated: its payload lies outside it");
        }
        byte[] payload = bytes.Slice(offset, (int)size);
        byte[] image = compression switch
        {
            "gzip" => GzipPayload.Decompress(bytes.Name, payload, limit),
            // "zstd22" in kernels 6.1 to 6.3, after the level used.
            _ when compression.StartsWith("zstd", StringComparison.Ordinal) => ZstdPayload.Decompress(bytes.Name, payload, limit),
            _ => throw new GuestImageException($"{bytes.Name}: EFI zboot compression \"{compression}\" is not supported, only gzip and zstd"),
        };
        return ImageBytes.FromMemory(bytes.Name, image);
    }
}
