namespace Hyp.Jit;

/// <summary>Takes the bytes a boot loader places; throws nothing, for everything has been checked to lie within RAM.</summary>
internal interface IBootMemory
{
    /// <summary>Host view of guest RAM at a physical address.</summary>
    Span<byte> At(ulong address, int length);
}

/// <summary>What lies where when a guest starts, by the rules of QEMU's board.</summary>
internal sealed class BootPlan
{
    private const ulong Alignment = 0x20_0000, Alignment32 = 0x1000;
    /// <summary>The initrd goes this far up, or to half of RAM when that is less: clear of a decompressing kernel, within a small machine.</summary>
    private const ulong InitrdDistance = 128UL << 20;
    /// <summary>Room QEMU gives its tree; a bare-metal image that starts above it finds the tree at the base of RAM.</summary>
    private const ulong DeviceTreeRoom = 0x10_0000;
    /// <summary>Larger trees do not map in Linux's fixmap slot.</summary>
    private const int DeviceTreeLimit = 0x20_0000;

    private BootPlan(GuestImage image, ImageBytes? initrd)
    {
        Image = image;
        Initrd = initrd;
    }

    public GuestImage Image { get; }

    public ImageBytes? Initrd { get; }

    public ulong InitrdAddress { get; private init; }

    public ulong DeviceTreeAddress { get; private init; }

    /// <summary>Decides where everything goes. <paramref name="memorySize"/> is the size of RAM.</summary>
    /// <exception cref="GuestImageException">Something does not fit.</exception>
    public static BootPlan Make(GuestImage image, ImageBytes? initrd, ulong memorySize)
    {
        ulong end = BoardMap.RamBase + memorySize;
        foreach (ImageSegment segment in image.Segments)
        {
            if (segment.Address < BoardMap.RamBase || segment.Address > end || segment.MemoryLength > end - segment.Address)
            {
                throw new GuestImageException(
                    $"{image.Bytes.Name}: does not fit: 0x{segment.MemoryLength:x} bytes at 0x{segment.Address:x}, and the guest's memory is "
                    + $"{memorySize >> 20} MiB at 0x{BoardMap.RamBase:x}");
            }
        }
        ulong above = Math.Max(BoardMap.RamBase + Math.Min(memorySize / 2, InitrdDistance), AlignUp(image.EndAddress, 0x1000));
        ulong initrdAddress = above;
        if (initrd is not null)
        {
            if (initrdAddress > end || (ulong)initrd.Length > end - initrdAddress)
            {
                throw new GuestImageException(
                    $"{initrd.Name}: the initrd does not fit: {initrd.Length} bytes at 0x{initrdAddress:x}, and the guest's memory is {memorySize >> 20} MiB");
            }
            above += (ulong)initrd.Length;
        }
        ulong deviceTree = !image.FollowsLinuxProtocol && image.LowestAddress >= BoardMap.RamBase + DeviceTreeRoom
            ? BoardMap.RamBase
            : AlignUp(above, image.IsAArch32 ? Alignment32 : Alignment);
        return new BootPlan(image, initrd) { InitrdAddress = initrdAddress, DeviceTreeAddress = deviceTree };
    }

    /// <summary>Copies all into memory.</summary>
    public void Place(IBootMemory memory, byte[] deviceTree, ulong memorySize)
    {
        if (deviceTree.Length > DeviceTreeLimit)
        {
            throw new GuestImageException($"the device tree is {deviceTree.Length >> 10} KiB, more than the 2 MiB that a kernel takes");
        }
        if (DeviceTreeAddress + (ulong)deviceTree.Length > BoardMap.RamBase + memorySize)
        {
            throw new GuestImageException($"{Image.Bytes.Name}: no room for the device tree behind it: the guest's memory is {memorySize >> 20} MiB");
        }
        foreach (ImageSegment segment in Image.Segments)
        {
            Copy(Image.Bytes, segment.FileOffset, segment.Length, memory, segment.Address);
        }
        if (Initrd is not null)
        {
            Copy(Initrd, 0, Initrd.Length, memory, InitrdAddress);
        }
        deviceTree.CopyTo(memory.At(DeviceTreeAddress, deviceTree.Length));
    }

    private static void Copy(ImageBytes bytes, long offset, long length, IBootMemory memory, ulong address)
    {
        const int Chunk = 1 << 24;
        for (long done = 0; done < length; done += Chunk)
        {
            int count = (int)Math.Min(Chunk, length - done);
            bytes.Read(offset + done, memory.At(address + (ulong)done, count));
        }
    }

    private static ulong AlignUp(ulong value, ulong alignment) => (value + alignment - 1) & ~(alignment - 1);
}
