using System.Buffers.Binary;
using System.IO.Compression;

namespace Hyp.Jit;

/// <summary>Kernels compressed by gzip as a whole (Image.gz).</summary>
internal static class GzipPayload
{
    /// <summary>Header, an empty deflate block and trailer (RFC 1952).</summary>
    private const int SmallestStream = 20;

    public static bool Recognizes(ReadOnlySpan<byte> head) => head.Length >= 3 && head[0] == 0x1F && head[1] == 0x8B && head[2] == 8;

    public static ImageBytes Decompress(ImageBytes bytes, long limit) =>
        ImageBytes.FromMemory(bytes.Name, Decompress(bytes.Name, bytes.Slice(0, (int)Math.Min(bytes.Length, int.MaxValue / 2)), limit));

    public static byte[] Decompress(string name, byte[] compressed, long limit)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
            // The trailer's ISIZE sizes the buffer; a stream of several members is longer and grows it.
            uint expected = compressed.Length >= SmallestStream ? BinaryPrimitives.ReadUInt32LittleEndian(compressed.AsSpan(compressed.Length - 4)) : uint.MaxValue;
            using var output = new MemoryStream((int)Math.Min(expected, Math.Min(compressed.Length * 16L, 1 << 28)));
            byte[] buffer = new byte[1 << 18];
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                if (output.Length + count > limit)
                {
                    throw new GuestImageException($"{name}: decompresses to more than {limit >> 20} MiB");
                }
                output.Write(buffer, 0, count);
            }
            // GZipStream takes a stream that ends early for a short one.
            if (output.Length == 0 || (uint)output.Length < expected)
            {
                throw new GuestImageException($"{name}: the gzip data is truncated");
            }
            return output.Length == output.Capacity ? output.GetBuffer() : output.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new GuestImageException($"{name}: the gzip data is truncated or damaged", e);
        }
    }
}
