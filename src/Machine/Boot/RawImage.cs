namespace Hyp.Jit;

/// <summary>Raw binaries: all bytes to one address, which is also where they start.</summary>
internal static class RawImage
{
    /// <summary>Where QEMU puts kernels of no known format, above the base of RAM.</summary>
    private const ulong QemuOffset = 0x8_0000, QemuOffset32 = 0x1_0000;

    public static GuestImage Load(ImageBytes bytes, ulong address, bool aarch32) =>
        new(bytes, "raw binary", [new ImageSegment(address, 0, bytes.Length, (ulong)bytes.Length)], address) { IsAArch32 = aarch32 };

    public static GuestImage LoadAsQemu(ImageBytes bytes, bool aarch32) => Load(bytes, BoardMap.RamBase + (aarch32 ? QemuOffset32 : QemuOffset), aarch32);
}
