using System.Security.Cryptography;

namespace Hyp.Jit;

/// <summary>What a user gave to boot from, and how it becomes bytes in guest memory. Kept by the machine, so that a reset can boot again.</summary>
internal sealed class BootSources
{
    public string? KernelPath { get; set; }

    public ReadOnlyMemory<byte>? KernelBytes { get; set; }

    public ulong? RawAddress { get; set; }

    public bool RawFallback { get; set; }

    public string? InitrdPath { get; set; }

    public string? CommandLine { get; set; }

    public string? DeviceTreePath { get; set; }

    public BootSources Copy() => (BootSources)MemberwiseClone();

    /// <summary>Places everything. Returns where the boot PE starts and where the device tree is; null when there is nothing to boot.</summary>
    public (ulong Entry, ulong DeviceTree)? Load(IBootMemory memory, MachineOptions options)
    {
        if (KernelPath is null)
        {
            return InitrdPath is null
                ? null
                : throw new GuestImageException($"{InitrdPath}: an initrd without a kernel");
        }
        ulong memorySize = (ulong)options.MemoryMiB << 20;
        using ImageBytes kernel = KernelBytes is { } bytes ? ImageBytes.FromMemory(KernelPath, bytes) : ImageBytes.Open(KernelPath, "guest image");
        using ImageBytes? initrd = InitrdPath is null ? null : ImageBytes.Open(InitrdPath, "initrd");
        GuestImage image = GuestImageDetector.Detect(kernel, RawAddress, !options.FindModel().AArch64, RawFallback);
        BootPlan plan = BootPlan.Make(image, initrd, memorySize);
        DeviceTreeBlob tree = LoadTree(options, memorySize);
        (ulong, ulong)? initrdRange = initrd is null ? null : (plan.InitrdAddress, plan.InitrdAddress + (ulong)initrd.Length);
        VirtDeviceTree.SetBootArguments(tree, CommandLine, initrdRange);
        plan.Place(memory, tree.Flatten(), memorySize);
        return (image.Entry, plan.DeviceTreeAddress);
    }

    /// <summary>The tree of the board as its options say, without boot arguments.</summary>
    public static DeviceTreeBlob BoardTree(MachineOptions options)
    {
        // Seeds for the kernel's random generator and its KASLR: fresh each time, or the same each time.
        byte[] seed = options.Deterministic ? SHA512.HashData("hyp-jit"u8) : RandomNumberGenerator.GetBytes(64);
        return VirtDeviceTree.Build(new VirtDeviceTreeOptions(
            options.CpuCount, $"arm,{options.CpuModel}", (ulong)options.MemoryMiB << 20, options.GicVersion, options.El2, options.FindModel().AArch64, seed));
    }

    private DeviceTreeBlob LoadTree(MachineOptions options, ulong memorySize)
    {
        if (DeviceTreePath is null)
        {
            return BoardTree(options);
        }
        using ImageBytes file = ImageBytes.Open(DeviceTreePath, "device tree");
        if (file.Length > 16 << 20)
        {
            throw new GuestImageException($"{DeviceTreePath}: not a device tree blob");
        }
        DeviceTreeBlob tree = DeviceTreeReader.Read(file.Slice(0, (int)file.Length), DeviceTreePath);
        VirtDeviceTree.SetMemory(tree, memorySize);
        return tree;
    }
}
