using System.Buffers.Binary;

namespace Hyp.Jit;

/// <summary>
/// The 32-bit Arm Linux zImage (Documentation/arch/arm/booting.rst): a decompressor that runs wherever it lies and moves itself out of the kernel's way. A device tree
/// that is appended to it is its own matter.
/// </summary>
internal static class ZImage
{
    private const int HeaderSize = 0x34, MagicOffset = 0x24, StartOffset = 0x28, EndOffset = 0x2C, EndiannessOffset = 0x30;
    private const uint Magic = 0x016F_2818, LittleEndian = 0x0403_0201;

    /// <summary>Where QEMU puts it, above the base of RAM.</summary>
    private const ulong LoadOffset = 0x1_0000;

    public static GuestImage? TryLoad(ImageBytes bytes, ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderSize)
        {
            return null;
        }
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(head[MagicOffset..]);
        if (magic == BinaryPrimitives.ReverseEndianness(Magic))
        {
            throw BigEndian(bytes);
        }
        if (magic != Magic)
        {
            return null;
        }
        uint endianness = BinaryPrimitives.ReadUInt32LittleEndian(head[EndiannessOffset..]);
        if (endianness == BinaryPrimitives.ReverseEndianness(LittleEndian))
        {
            throw BigEndian(bytes);
        }
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[EndOffset..]) - BinaryPrimitives.ReadUInt32LittleEndian(head[StartOffset..]);
        if (length > bytes.Length)
        {
            throw new GuestImageException($"{bytes.Name}: the zImage is truncated: {bytes.Length} bytes of {length}");
        }
        ulong address = BoardMap.RamBase + LoadOffset;
        return new GuestImage(bytes, "Linux zImage", [new ImageSegment(address, 0, bytes.Length, (ulong)bytes.Length)], address)
        {
            FollowsLinuxProtocol = true,
            IsAArch32 = true,
        };
    }

    private static GuestImageException BigEndian(ImageBytes bytes) => new($"{bytes.Name}: a big-endian 32-bit Arm kernel, which this machine does not run");
}
