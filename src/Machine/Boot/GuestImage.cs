namespace Hyp.Jit;

/// <summary>Where an image's bytes go: <see cref="Length"/> bytes of the image from <see cref="FileOffset"/>, then zeros up to <see cref="MemoryLength"/>.</summary>
internal sealed record ImageSegment(ulong Address, long FileOffset, long Length, ulong MemoryLength);

/// <summary>A recognised guest image: what to put where, and where to start.</summary>
internal sealed record GuestImage(ImageBytes Bytes, string Format, IReadOnlyList<ImageSegment> Segments, ulong Entry)
{
    /// <summary>Linux's boot protocol asks for a device tree above the kernel; a bare-metal image may be handed one below it.</summary>
    public bool FollowsLinuxProtocol { get; init; }

    /// <summary>It starts in AArch32; a raw binary in whatever the core has.</summary>
    public bool IsAArch32 { get; init; }

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
    /// <param name="aarch32">The machine's core has AArch32 only, else it starts in AArch64.</param>
    /// <param name="rawFallback">What is nothing known is taken as a raw binary to QEMU's address for such.</param>
    /// <exception cref="GuestImageException">It is damaged, for another machine, or nothing known.</exception>
    public static GuestImage Detect(ImageBytes bytes, ulong? rawAddress, bool aarch32 = false, bool rawFallback = false)
    {
        GuestImage image = DetectAny(bytes, rawAddress, aarch32, rawFallback);
        if (image.IsAArch32 != aarch32)
        {
            throw new GuestImageException(aarch32
                ? $"{bytes.Name}: a 64-bit Arm guest ({image.Format}), and the machine's core is a 32-bit one"
                : $"{bytes.Name}: a 32-bit Arm guest ({image.Format}), and the machine's core is a 64-bit one");
        }
        return image;
    }

    private static GuestImage DetectAny(ImageBytes bytes, ulong? rawAddress, bool aarch32, bool rawFallback)
    {
        if (rawAddress is { } address)
        {
            return RawImage.Load(bytes, address, aarch32);
        }
        byte[] head = bytes.Head(64);
        if (GzipPayload.Recognizes(head))
        {
            return DetectPlain(GzipPayload.Decompress(bytes, DecompressionLimit)) ?? throw NotAGuest(bytes, aarch32);
        }
        if (EfiZboot.Recognizes(head))
        {
            return DetectPlain(EfiZboot.Decompress(bytes, head, DecompressionLimit)) ?? throw NotAGuest(bytes, aarch32);
        }
        return DetectPlain(bytes)
            ?? (rawFallback && ForeignFormat(bytes) is null ? RawImage.LoadAsQemu(bytes, aarch32) : throw NotAGuest(bytes, aarch32));
    }

    private static GuestImage? DetectPlain(ImageBytes bytes)
    {
        byte[] head = bytes.Head(64);
        return ElfImage.TryLoad(bytes, head) ?? ArmImage.TryLoad(bytes, head) ?? ZImage.TryLoad(bytes, head);
    }

    private static GuestImageException NotAGuest(ImageBytes bytes, bool aarch32)
    {
        string wanted = aarch32 ? "a 32-bit Arm guest" : "an arm64 guest", known = aarch32 ? "a Linux zImage" : "a Linux Image (plain, gzip or EFI zboot)";
        return new(ForeignFormat(bytes) is { } other
            ? $"{bytes.Name}: not {wanted}: this is {other}"
            : $"{bytes.Name}: not {wanted}: neither {known} nor an ELF file; a raw binary needs its address given");
    }

    private static string? ForeignFormat(ImageBytes bytes)
    {
        ReadOnlySpan<byte> head = bytes.Head(0x210);
        return head.StartsWith("MZ"u8) && head.Length > 0x206 && head[0x202..].StartsWith("HdrS"u8) ? "an x86 Linux kernel"
            : head.StartsWith("MZ"u8) ? "an EFI program that is not an arm64 Linux kernel"
            : head.StartsWith((ReadOnlySpan<byte>)[0x27, 0x05, 0x19, 0x56]) ? "a U-Boot image"
            : null;
    }
}
