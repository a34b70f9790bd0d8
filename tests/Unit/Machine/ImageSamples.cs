using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>Small images of each format, made on the spot.</summary>
internal static class ImageSamples
{
    /// <summary>An arm64 Image: header, then code bytes.</summary>
    public static byte[] Image(int length = 0x1000, ulong textOffset = 0, ulong? imageSize = null, ulong flags = 0xA)
    {
        byte[] image = new byte[length];
        for (int i = 64; i < length; i++)
        {
            image[i] = (byte)(i * 7);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(image, 0x1400_0010); // b +0x40
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(8), textOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(16), imageSize ?? (ulong)length + 0x1_0000);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(24), flags);
        "ARMd"u8.CopyTo(image.AsSpan(56));
        return image;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }
        return output.ToArray();
    }

    /// <summary>A zstd frame of one uncompressed block (RFC 8878, 3.1.1), for content below 64 KiB.</summary>
    public static byte[] Zstd(byte[] content)
    {
        byte[] frame = new byte[4 + 1 + 4 + 3 + content.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0xFD2F_B528);
        frame[4] = 0xA0; // single segment, 4-byte content size
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(5), content.Length);
        int block = (content.Length << 3) | 1; // last block, raw
        frame[9] = (byte)block;
        frame[10] = (byte)(block >> 8);
        frame[11] = (byte)(block >> 16);
        content.CopyTo(frame.AsSpan(12));
        return frame;
    }

    public static byte[] Zboot(string compression, byte[] payload)
    {
        byte[] image = new byte[0x200 + payload.Length + 8];
        "MZ\0\0zimg"u8.CopyTo(image);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(8), 0x200);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(12), payload.Length);
        Encoding.ASCII.GetBytes(compression).CopyTo(image, 24);
        payload.CopyTo(image, 0x200);
        return image;
    }

    /// <summary>An ELF64 executable of one segment.</summary>
    /// <summary>An ELF32 executable for Arm: one segment, entered in T32 behind its begin.</summary>
    public static byte[] Elf32(uint physical = 0x4001_0000, uint virtualAddress = 0x8000, uint entryOffset = 9, int code = 64)
    {
        byte[] elf = new byte[52 + 32 + code];
        "\u007fELF\u0001\u0001\u0001"u8.CopyTo(elf);
        Span<byte> span = elf;
        BinaryPrimitives.WriteUInt16LittleEndian(span[16..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(span[18..], 40);
        BinaryPrimitives.WriteUInt32LittleEndian(span[24..], virtualAddress + entryOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(span[28..], 52);
        BinaryPrimitives.WriteUInt16LittleEndian(span[42..], 32);
        BinaryPrimitives.WriteUInt16LittleEndian(span[44..], 1);
        Span<byte> header = span[52..];
        uint[] words = [1, 84, virtualAddress, physical, (uint)code, (uint)code + 0x100];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[(i * 4)..], words[i]);
        }
        return elf;
    }

    /// <summary>The header of a 32-bit Linux zImage, and so many bytes.</summary>
    public static byte[] ZImage(int length = 0x400, uint claimed = 0x400, uint endianness = 0x0403_0201)
    {
        byte[] image = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x24), 0x016F_2818);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x2C), claimed);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x30), endianness);
        return image;
    }

    public static byte[] Elf(ushort machine = 183, ulong physical = 0x4008_0000, ulong virtualAddress = 0x8_0000, ulong entryOffset = 8, int code = 64, ulong extra = 0x100)
    {
        byte[] elf = new byte[64 + 56 + code];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(elf);
        Span<byte> span = elf;
        BinaryPrimitives.WriteUInt16LittleEndian(span[16..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(span[18..], machine);
        BinaryPrimitives.WriteUInt64LittleEndian(span[24..], virtualAddress + entryOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(span[32..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(span[54..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(span[56..], 1);
        Span<byte> header = span[64..];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], 120);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], virtualAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], physical);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)code);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], (ulong)code + extra);
        for (int i = 0; i < code; i++)
        {
            elf[120 + i] = (byte)i;
        }
        return elf;
    }
}
