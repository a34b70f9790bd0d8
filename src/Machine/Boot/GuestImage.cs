namespace Hyp.Jit;

/// <summary>Where an image's bytes go: <see cref="Length"/> bytes of the image from <see cref="FileOffset"/>, then zeros up to <see cref="MemoryLength"/>.</summary>
internal sealed record ImageSegment(ulong Address, long FileOffset, long Length, ulong MemoryLength);

/// <summary>A recognised guest image: what to put where, and where to start.</summary>
internal sealed record GuestImage(ImageBytes Bytes, string Format, IReadOnlyList<ImageSegment> Segments, ulong Entry)
{
    /// <summary>Linux's boot protocol asks for a device tree above the kernel; a bare-metal image may be handed one below it.</summary>
    public bool FollowsLinuxProtocol { get; init; }

    public ulong LowestAddress
    {
        get
        {
            ulong lowest = ulong.MaxValue;
            foreach (ImageSegment segment in Segments)
            {
                lowest = Math.Min(lowest, segment.Address);
            }
            return lowest;
        }
    }

    public ulong EndAddress
    {
        get
        {
            ulong end = 0;
            foreach (ImageSegment segment in Segments)
            {
                end = Math.Max(end, segment.Address + segment.MemoryLength);
            }
            return end;
        }
    }
}

/// <summary>Finds out what a file is. One loader a format; each answers null for a file that is not its own.</summary>
internal static class GuestImageDetector
{
    /// <summary>Larger than any guest this board can hold would need; stops decompression bombs.</summary>
    private const long DecompressionLimit = 2L << 30;

    /// <summary>Recognises <paramref name="bytes"/>. With <paramref name="rawAddress"/> it is taken as it is, to that address.</summary>
    /// <param name="rawFallback">What is nothing known is taken as a raw binary to QEMU's address for such.</param>
    /// <exception cref="GuestImageException">It is damaged, for another machine, or nothing known.</exception>
    public static GuestImage Detect(ImageBytes bytes, ulong? rawAddress, bool rawFallback = false)
    {
        if (rawAddress is { } address)
        {
            return RawImage.Load(bytes, address);
        }
        byte[] head = bytes.Head(64);
        if (GzipPayload.Recognizes(head))
        {
            return DetectPlain(GzipPayload.Decompress(bytes, DecompressionLimit)) ?? throw NotArm64(bytes);
        }
        if (EfiZboot.Recognizes(head))
        {
            return DetectPlain(EfiZboot.Decompress(bytes, head, DecompressionLimit)) ?? throw NotArm64(bytes);
        }
        return DetectPlain(bytes)
            ?? (rawFallback && ForeignFormat(bytes) is null ? RawImage.Load(bytes, BoardMap.RamBase + RawImage.QemuOffset) : throw NotArm64(bytes));
    }

    private static GuestImage? DetectPlain(ImageBytes bytes)
    {
        byte[] head = bytes.Head(64);
        return ElfImage.TryLoad(bytes, head) ?? ArmImage.TryLoad(bytes, head);
    }

    private static GuestImageException NotArm64(ImageBytes bytes) => new(ForeignFormat(bytes) is { } other
        ? $"{bytes.Name}: not an arm64 guest: this is {other}"
        : $"{bytes.Name}: not an arm64 guest: neither a Linux Image (plain, gzip or EFI zboot) nor an ELF file; a raw binary needs its address given");

    private static string? ForeignFormat(ImageBytes bytes)
    {
        ReadOnlySpan<byte> head = bytes.Head(0x210);
        return head.StartsWith("MZ"u8) && head.Length > 0x206 && head[0x202..].StartsWith("HdrS"u8) ? "an x86 Linux kernel"
            : head.StartsWith("MZ"u8) ? "an EFI program that is not an arm64 Linux kernel"
            : head.Length >= 0x28 && head[0x24..].StartsWith((ReadOnlySpan<byte>)[0x18, 0x28, 0x6F, 0x01]) ? "a 32-bit Arm Linux kernel"
            : head.StartsWith((ReadOnlySpan<byte>)[0x27, 0x05, 0x19, 0x56]) ? "a U-Boot image"
            : null;
    }
}
