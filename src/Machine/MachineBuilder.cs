using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>Describes a machine and what it boots, step by step; <see cref="Build"/> makes it, ready to run.</summary>
/// <example>
/// <code>
/// using Machine machine = new MachineBuilder().Cpus(2).Memory(512).Kernel("Image").CommandLine("console=ttyAMA0").Build();
/// machine.Console.Output += bytes => stdout.Write(bytes);
/// RunResult result = machine.Run(TimeSpan.FromSeconds(10));
/// </code>
/// </example>
public sealed class MachineBuilder
{
    private readonly BootSources sources = new();
    private MachineOptions options = new();

    /// <summary>Starts from the default machine: one cortex-a57 with EL2, a GICv3 and 1 GiB of memory.</summary>
    public MachineBuilder()
    {
    }

    /// <summary>Starts from given options.</summary>
    public MachineBuilder(MachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <summary>Starts compiling, in the background, what every machine needs first. Optional; the sooner it is called, the sooner the first machine runs.</summary>
    public static void WarmUp() => Compiler.WarmUp.Start();

    /// <summary>The options so far.</summary>
    public MachineOptions Options => options;

    /// <summary>Chooses the core: cortex-a53, cortex-a57 or cortex-a72, or of the 32-bit ones cortex-a7 or cortex-a15.</summary>
    public MachineBuilder Cpu(string model) => With(options with { CpuModel = model });

    /// <summary>Chooses the number of PEs: up to 8 with a GICv2, up to 16 with a GICv3.</summary>
    public MachineBuilder Cpus(int count) => With(options with { CpuCount = count });

    /// <summary>Chooses the guest's memory in MiB, 1 to <see cref="MachineOptions.MaximumMemoryMiB"/>.</summary>
    public MachineBuilder Memory(int mebibytes) => With(options with { MemoryMiB = mebibytes });

    /// <summary>Chooses the GIC's version, 2 or 3.</summary>
    public MachineBuilder Gic(int version) => With(options with { GicVersion = version });

    /// <summary>Implements EL2 or leaves it out.</summary>
    public MachineBuilder El2(bool implemented) => With(options with { El2 = implemented });

    /// <summary>Lets time follow instructions, so that a run is the same each time.</summary>
    public MachineBuilder Deterministic(bool deterministic = true) => With(options with { Deterministic = deterministic });

    /// <summary>Chooses how guest code is executed.</summary>
    public MachineBuilder Tier(ExecutionTier tier) => With(options with { Tier = tier });

    /// <summary>Offers semihosting calls to the guest.</summary>
    public MachineBuilder Semihosting(bool offered = true) => With(options with { Semihosting = offered });

    /// <summary>Boots a file: a Linux kernel (an arm64 Image, plain, gzip or EFI zboot; for a 32-bit core a zImage) or an ELF file. It is read by <see cref="Build"/> and again by <see cref="Machine.Reset"/>.</summary>
    public MachineBuilder Kernel(string path)
    {
        sources.KernelPath = path;
        sources.KernelBytes = null;
        return this;
    }

    /// <summary>Boots an image that is in memory already; <paramref name="name"/> stands for it in messages.</summary>
    public MachineBuilder Kernel(string name, ReadOnlyMemory<byte> image)
    {
        sources.KernelPath = name;
        sources.KernelBytes = image;
        return this;
    }

    /// <summary>Boots the guest that is built into this library: it walks through the whole life of a hypervisor stub and powers off.</summary>
    /// <exception cref="GuestImageException">This build of the library has none.</exception>
    public MachineBuilder DefaultGuest() => Kernel("default guest", BuiltInGuest.All[0].Load());

    /// <summary>Boots a guest that is built into this library, on the core that it needs.</summary>
    /// <exception cref="GuestImageException">This build of the library does not have it.</exception>
    public MachineBuilder BuiltIn(BuiltInGuest guest)
    {
        ArgumentNullException.ThrowIfNull(guest);
        MachineBuilder builder = guest.CpuModel is { } model ? Cpu(model) : this;
        return builder.Kernel(guest.Name, guest.Load());
    }

    /// <summary>Takes the kernel as a raw binary for this physical address, where it also starts.</summary>
    public MachineBuilder RawAddress(ulong address)
    {
        sources.RawAddress = address;
        return this;
    }

    /// <summary>Takes a kernel of no known format as QEMU does: as a raw binary half a MiB (for a 32-bit core 64 KiB) above the base of memory, where it also starts.</summary>
    public MachineBuilder RawFallback(bool allowed = true)
    {
        sources.RawFallback = allowed;
        return this;
    }

    /// <summary>Hands the kernel an initrd. It needs a kernel beside it; <see cref="Build"/> refuses one alone.</summary>
    public MachineBuilder Initrd(string path)
    {
        sources.InitrdPath = path;
        return this;
    }

    /// <summary>Hands the kernel a command line.</summary>
    public MachineBuilder CommandLine(string arguments)
    {
        sources.CommandLine = arguments;
        return this;
    }

    /// <summary>Uses a device tree blob of the user's; only /chosen and /memory are changed in it.</summary>
    public MachineBuilder DeviceTree(string path)
    {
        sources.DeviceTreePath = path;
        return this;
    }

    /// <summary>Makes the machine and places what it boots.</summary>
    /// <exception cref="ArgumentException">The options make no machine.</exception>
    /// <exception cref="GuestImageException">Something to boot from is missing, damaged or does not fit.</exception>
    public Machine Build()
    {
        options.Validate();
        return new Machine(options, sources.Copy());
    }

    /// <summary>The device tree that the board hands to a guest, flattened, without boot arguments.</summary>
    /// <exception cref="ArgumentException">The options make no machine.</exception>
    public byte[] BuildDeviceTree()
    {
        options.Validate();
        return BootSources.BoardTree(options).Flatten();
    }

    private MachineBuilder With(MachineOptions changed)
    {
        options = changed;
        return this;
    }
}
