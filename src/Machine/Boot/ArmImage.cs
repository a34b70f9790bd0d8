using System.Buffers.Binary;

namespace Hyp.Jit;

/// <summary>The arm64 Linux kernel Image (Documentation/arch/arm64/booting.rst, "Call the kernel image").</summary>
internal static class ArmImage
{
    private const int HeaderSize = 64;
    private const ulong Alignment = 0x20_0000;
    /// <summary>Where kernels before 3.17, whose header tells no size, expect to be.</summary>
    private const ulong OldTextOffset = 0x8_0000;
    /// <summary>QEMU keeps its own first instructions in the first page of RAM and moves a kernel that would cover them by one alignment unit.</summary>
    private const ulong ReservedAtBase = 0x1000;

    public static GuestImage? TryLoad(ImageBytes bytes, ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderSize || !head[56..60].SequenceEqual("ARMd"u8))
        {
            return null;
        }
        ulong textOffset = BinaryPrimitives.ReadUInt64LittleEndian(head[8..]);
        ulong imageSize = BinaryPrimitives.ReadUInt64LittleEndian(head[16..]);
        ulong flags = BinaryPrimitives.ReadUInt64LittleEndian(head[24..]);
        if ((flags & 1) != 0)
        {
            throw new GuestImageException($"{bytes.Name}: a big-endian arm64 kernel, which this machine does not run");
        }
        if (imageSize == 0)
        {
            textOffset = OldTextOffset;
            imageSize = (ulong)bytes.Length;
        }
        else if (textOffset >= Alignment || imageSize > 1UL << 32)
        {
            throw new GuestImageException($"{bytes.Name}: the arm64 Image header is damaged");
        }
        ThrowIfTruncated(bytes, head, imageSize);
        if (textOffset < ReservedAtBase)
        {
            textOffset += Alignment;
        }
        ulong address = BoardMap.RamBase + textOffset;
        ulong memory = Math.Max(imageSize, (ulong)bytes.Length);
        return new GuestImage(bytes, "arm64 Linux Image", [new ImageSegment(address, 0, bytes.Length, memory)], address) { FollowsLinuxProtocol = true };
    }

    /// <summary>
    /// image_size counts the zero-initialised data too, so it tells no file length. Kernels with an EFI stub also carry a PE header, whose
    /// sections do: a file shorter than they claim has lost its end.
    /// </summary>
    private static void ThrowIfTruncated(ImageBytes bytes, ReadOnlySpan<byte> head, ulong imageSize)
    {
        uint pe = BinaryPrimitives.ReadUInt32LittleEndian(head[60..]);
        long needed = 0;
        if (head.StartsWith("MZ"u8) && pe is >= HeaderSize and < 0x1000 && pe + 0x400 <= bytes.Length)
        {
            ReadOnlySpan<byte> header = bytes.Slice(pe, 0x400);
            if (header.StartsWith("PE\0\0"u8))
            {
                int sections = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
                int table = 24 + BinaryPrimitives.ReadUInt16LittleEndian(header[20..]);
                for (int i = 0; i < sections && table + 40 <= header.Length; i++, table += 40)
                {
                    uint rawSize = BinaryPrimitives.ReadUInt32LittleEndian(header[(table + 16)..]);
                    uint rawOffset = BinaryPrimitives.ReadUInt32LittleEndian(header[(table + 20)..]);
                    needed = Math.Max(needed, (long)rawOffset + rawSize);
                }
            }
        }
        if (bytes.Length < needed || bytes.Length <= HeaderSize)
        {
            throw new GuestImageException($"{bytes.Name}: the arm64 Image is truncated: {bytes.Length} bytes of {Math.Max(needed, (long)imageSize)}");
        }
    }
}
