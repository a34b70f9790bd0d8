using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>The virt board: memory, interrupt controller, PEs with their timers, and devices, each at its place on the bus.</summary>
internal sealed unsafe class VirtBoard : IBootMemory, IDisposable
{
    /// <summary>1 January 2024, the date of every deterministic machine.</summary>
    private const uint FixedEpoch = 1_704_067_200;

    private readonly List<ISnapshotPart> parts = [];

    public VirtBoard(MachineOptions options, Action<string> report)
    {
        Clock = options.Deterministic ? new InstructionClock() : new HostClock();
        Memory = new PhysicalMemory();
        Memory.AddRange("ram", BoardMap.RamBase, (ulong)options.MemoryMiB << 20);
        Memory.AddRange("flash", BoardMap.FlashBase, 2 * BoardMap.FlashSize, readOnly: true);
        Bus = new Bus(Memory) { Unimplemented = report };
        Domain = new InnerShareableDomain(Bus);

        var cpuOptions = new CpuOptions(options.FindModel()) { HasEl2 = options.El2, GicVersion = options.GicVersion, CpuCount = options.CpuCount };
        var cpus = new VirtualCpu[options.CpuCount];
        for (int i = 0; i < cpus.Length; i++)
        {
            cpus[i] = new VirtualCpu(i, cpuOptions);
        }
        Cpus = cpus;
        Gic = options.GicVersion == 3 ? AddGicv3(report) : AddGicv2(options, report);
        foreach (VirtualCpu cpu in Cpus)
        {
            ConnectCpu(cpu);
        }

        uint epoch = options.Deterministic ? FixedEpoch : (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Uart = new Pl011("pl011", Gic.Spi(BoardMap.UartSpi)) { Report = report };
        Rtc = new Pl031(Clock, Gic.Spi(BoardMap.RtcSpi), epoch) { Report = report };
        Gpio = new Pl061(Gic.Spi(BoardMap.GpioSpi)) { Report = report };
        AddDevice(Uart, BoardMap.UartBase, BoardMap.PeripheralSize);
        AddDevice(Rtc, BoardMap.RtcBase, BoardMap.PeripheralSize);
        AddDevice(Gpio, BoardMap.GpioBase, BoardMap.PeripheralSize);
        AddDevice(new FwCfg((ushort)options.CpuCount, (ulong)options.MemoryMiB << 20), BoardMap.FwCfgBase, BoardMap.FwCfgSize);
        AddDevice(new VirtioMmio(), BoardMap.VirtioBase, BoardMap.VirtioCount * BoardMap.VirtioStride);

        Psci = new Psci(Cpus);
        parts.Add(Clock);
        parts.Add(Psci);
        parts.AddRange(Cpus);
        parts.AddRange(Gic.SnapshotParts);
        Hash = new StateHash([.. parts], Domain);
        parts.Add(new CompressedPart(Memory));
    }

    public IMachineClock Clock { get; }

    public PhysicalMemory Memory { get; }

    public Bus Bus { get; }

    public InnerShareableDomain Domain { get; }

    public VirtualCpu[] Cpus { get; }

    public InterruptController Gic { get; }

    public Psci Psci { get; }

    public StateHash Hash { get; }

    public Pl011 Uart { get; }

    public Pl031 Rtc { get; }

    public Pl061 Gpio { get; }

    /// <summary>Everything that makes up the machine's state, memory last.</summary>
    public IReadOnlyList<ISnapshotPart> Parts => parts;

    public Span<byte> At(ulong address, int length)
    {
        for (ulong page = address & ~PhysicalMemory.PageMask; page < address + (ulong)length; page += PhysicalMemory.PageSize)
        {
            Memory.SetFlags(page, PageFlags.Touched | PageFlags.Dirty);
        }
        return new Span<byte>(Memory.HostPointer(address), length);
    }

    /// <summary>Power-on state of everything but the clock, memory forgotten.</summary>
    public void Reset()
    {
        Memory.Clear();
        Hash.Forget();
        Gic.Reset();
        foreach (RegisterBlock device in (ReadOnlySpan<RegisterBlock>)[Uart, Rtc, Gpio])
        {
            device.Reset();
        }
        foreach (VirtualCpu cpu in Cpus)
        {
            cpu.Reset(0);
            // Write entries would let stores pass that mark pages as touched.
            cpu.Mmu.Reset();
        }
        Psci.Reset();
    }

    public void Dispose()
    {
        foreach (VirtualCpu cpu in Cpus)
        {
            cpu.Mmu.Dispose();
        }
        Memory.Dispose();
    }

    private void ConnectCpu(VirtualCpu cpu)
    {
        GenericTimer timer = cpu.ConnectTimer(
            Clock,
            Gic.Ppi(cpu.Index, GenericTimer.PhysicalIntId),
            Gic.Ppi(cpu.Index, GenericTimer.VirtualIntId),
            Gic.Ppi(cpu.Index, GenericTimer.HypIntId));
        cpu.TimerRegisters = timer;
        cpu.EventBroadcast = BroadcastEvent;
        if (Gic is Gicv3 gicv3)
        {
            gicv3.SystemRegisters(cpu.Index).Connect(cpu);
        }
        cpu.Mmu = new Mmu(cpu, Domain, MmuFeatures.Of(cpu.Model, cpu.Options.HasEl2));
        cpu.MmuMaintenance = cpu.Mmu;
    }

    private void BroadcastEvent()
    {
        foreach (VirtualCpu cpu in Cpus)
        {
            cpu.EventRegister = true;
        }
    }

    private Gicv2 AddGicv2(MachineOptions options, Action<string> report)
    {
        var gic = new Gicv2(InterruptOutputs()) { Log = report };
        Bus.Map("gicd", BoardMap.GicDistributorBase, 0x1000, gic.Distributor);
        Bus.Map("gicc", BoardMap.GicCpuBase, 0x2000, gic.CpuInterface);
        if (options.El2)
        {
            Bus.Map("gich", BoardMap.GicHypBase, 0x1000, gic.HypervisorInterface);
            Bus.Map("gicv", BoardMap.GicVirtualCpuBase, 0x2000, gic.VirtualCpuInterface);
        }
        return gic;
    }

    private Gicv3 AddGicv3(Action<string> report)
    {
        var affinities = new uint[Cpus.Length];
        for (int i = 0; i < affinities.Length; i++)
        {
            affinities[i] = (uint)(Cpus[i].Mpidr & 0xFF_FFFF);
        }
        var gic = new Gicv3(InterruptOutputs(), affinities) { Log = report };
        Bus.Map("gicd", BoardMap.GicDistributorBase, BoardMap.GicDistributorSize, gic.Distributor);
        Bus.Map("gicr", BoardMap.GicRedistributorBase, BoardMap.GicRedistributorSize, gic.Redistributors);
        return gic;
    }

    private Action<InterruptInput, bool>[] InterruptOutputs() => [.. Cpus.Select(c => (Action<InterruptInput, bool>)c.SetInterrupt)];

    private void AddDevice(IBusDevice device, ulong address, ulong size)
    {
        Bus.Map(device.SnapshotName, address, size, device);
        parts.Add(device);
    }
}
