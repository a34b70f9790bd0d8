namespace Hyp.Jit;

/// <summary>Raw binaries: all bytes to one address, which is also where they start.</summary>
internal static class RawImage
{
    /// <summary>Where QEMU puts kernels of no known format, above the base of RAM.</summary>
    public const ulong QemuOffset = 0x8_0000;

    public static GuestImage Load(ImageBytes bytes, ulong address) =>
        new(bytes, "raw binary", [new ImageSegment(address, 0, bytes.Length, (ulong)bytes.Length)], address);
}
