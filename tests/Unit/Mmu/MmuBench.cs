using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit;

/// <summary>PEs with 64 MiB of RAM at 0x4000_0000 and a device at 0x0900_0000, and a place to build translation tables in.</summary>
internal sealed unsafe class MmuBench : IDisposable
{
    public const ulong Ram = 0x4000_0000, RamSize = 64 << 20, Rom = 0, RomSize = 1 << 20, DeviceBase = 0x0900_0000;
    // Normal write-back at index 0, Device-nGnRnE at 1, Non-cacheable at 2, Device-nGnRE at 3.
    public const ulong Mair = 0x0444_00FF;

    private ulong _free = Ram + (32 << 20);

    public MmuBench(int cpus = 1, bool granule16K = true, bool hasEl2 = true, int contexts = ContextPool.DefaultCapacity)
    {
        Memory.AddRange("ram", Ram, RamSize);
        Memory.AddRange("flash", Rom, RomSize, readOnly: true);
        Bus = new Bus(Memory) { Unimplemented = Unimplemented.Add };
        Bus.Map("uart", DeviceBase, 0x1000, Device);
        Domain = new InnerShareableDomain(Bus) { Engine = Engine };
        // As a Cortex-A57 (PARange 44 bits, 16-bit ASIDs), with 16K granules on request.
        var features = MmuFeatures.FromId(granule16K ? 0x0010_1124UL : 0x1124, hasEl2);
        Cpus = new VirtualCpu[cpus];
        for (int i = 0; i < cpus; i++)
        {
            Cpus[i] = new VirtualCpu(i);
            Cpus[i].Mmu = new Mmu(Cpus[i], Domain, features, contexts);
        }
    }

    public PhysicalMemory Memory { get; } = new();

    public Bus Bus { get; }

    public InnerShareableDomain Domain { get; }

    public RecordingDevice Device { get; } = new();

    public RecordingEngine Engine { get; } = new();

    public List<string> Unimplemented { get; } = [];

    public VirtualCpu[] Cpus { get; }

    public VirtualCpu Cpu => Cpus[0];

    public Mmu Mmu => Cpus[0].Mmu;

    public CpuState* State => Cpus[0].State;

    public ulong Allocate(ulong size)
    {
        ulong at = (_free + (size - 1)) & ~(size - 1);
        _free = at + Math.Max(size, 0x1000);
        return at;
    }

    public void Put(ulong pa, ulong value) => *(ulong*)Memory.HostPointer(pa) = value;

    public ulong Get(ulong pa) => *(ulong*)Memory.HostPointer(pa);

    public void At(ExceptionLevel el, int cpu = 0)
    {
        Cpus[cpu].State->El = (byte)el;
        Cpus[cpu].Mmu.SelectContext();
    }

    /// <summary>Turns on stage 1 of EL1&amp;0 with one TTBR0 range of 39 bits and 4K pages, and selects the context.</summary>
    public TableBuilder EnableEl1(ExceptionLevel el = ExceptionLevel.EL1, ulong asid = 0, int cpu = 0)
    {
        var tables = new TableBuilder(this, 12, 39, 1);
        Set(Slot.TcrEl1, Tcr(12, 39), cpu);
        Set(Slot.MairEl1, Mair, cpu);
        Set(Slot.Ttbr0El1, tables.Root | (asid << 48), cpu);
        Set(Slot.SctlrEl1, 1, cpu);
        At(el, cpu);
        return tables;
    }

    public void Set(Slot slot, ulong value, int cpu = 0) => Cpus[cpu].Sys(slot) = value;

    /// <summary>TCR_EL1 with equal halves: 16-bit ASIDs, IPS 48 bits.</summary>
    public static ulong Tcr(int granuleBits, int inputBits)
    {
        ulong tg0 = granuleBits switch { 12 => 0, 14 => 2, _ => 1UL }, tg1 = granuleBits switch { 12 => 2, 14 => 1, _ => 3UL };
        var size = (ulong)(64 - inputBits);
        return size | (tg0 << 14) | (size << 16) | (tg1 << 30) | (5UL << 32) | (1UL << 36);
    }

    public void Dispose()
    {
        foreach (VirtualCpu cpu in Cpus)
        {
            cpu.Mmu.Dispose();
        }

        Memory.Dispose();
    }
}

/// <summary>Builds tables of one shape, allocating those between the root and the leaves.</summary>
internal sealed class TableBuilder
{
    public const ulong ReadWrite = 1 << 6, AccessFlag = 1 << 10, Nothing = 0, NotGlobal = 1 << 11;

    private readonly MmuBench _bench;
    private readonly int _granule, _start;

    public TableBuilder(MmuBench bench, int granuleBits, int inputBits, int startLevel)
    {
        _bench = bench;
        _granule = granuleBits;
        _start = startLevel;
        Root = bench.Allocate(1UL << Math.Max(inputBits - ShiftOf(startLevel) + 3, 6));
    }

    public ulong Root { get; }

    public int Stride => _granule - 3;

    /// <summary>log2 of what one entry of a level covers.</summary>
    public int ShiftOf(int level) => _granule + (Stride * (3 - level));

    /// <summary>Writes a leaf for <paramref name="address"/> (without its selecting upper bits) and returns where it stands.</summary>
    public ulong Map(ulong address, ulong output, int level = 3, ulong attributes = ReadWrite | AccessFlag, ulong tableAttributes = 0) =>
        Write(address, level, output | attributes | (level == 3 ? 3UL : 1), tableAttributes);

    /// <summary>Writes any descriptor at <paramref name="level"/> for <paramref name="address"/>.</summary>
    public ulong Write(ulong address, int level, ulong descriptor, ulong tableAttributes = 0)
    {
        ulong table = Root;
        for (int l = _start; l < level; l++)
        {
            ulong entry = table + (Index(address, l) << 3);
            if ((_bench.Get(entry) & 3) != 3)
            {
                _bench.Put(entry, _bench.Allocate(1UL << _granule) | 3);
            }

            _bench.Put(entry, _bench.Get(entry) | tableAttributes);
            table = _bench.Get(entry) & 0xFFFF_FFFF_F000;
        }

        ulong at = table + (Index(address, level) << 3);
        _bench.Put(at, descriptor);
        return at;
    }

    private ulong Index(ulong address, int level) =>
        level == _start ? address >> ShiftOf(level) : (address >> ShiftOf(level)) & ((1UL << Stride) - 1);
}

internal sealed class RecordingDevice : IBusDevice
{
    public List<(ulong Offset, int Size, ulong Value)> Writes { get; } = [];

    public List<(ulong Offset, int Size)> Reads { get; } = [];

    public string SnapshotName => "uart";

    public int SnapshotVersion => 1;

    public ulong Read(ulong offset, int size, int cpuIndex)
    {
        Reads.Add((offset, size));
        return 0x8877_6655_4433_2211 >> (int)((offset & 7) * 8) & (size == 8 ? ulong.MaxValue : (1UL << (size * 8)) - 1);
    }

    public void Write(ulong offset, int size, ulong value, int cpuIndex) => Writes.Add((offset, size, value));

    public void Save(BinaryWriter writer)
    {
    }

    public void Restore(BinaryReader reader)
    {
    }
}

internal sealed class RecordingEngine : IExecutionEngine
{
    public List<(ulong Address, ulong Length)> Invalidated { get; } = [];

    public EngineExit Run(VirtualCpu cpu, long budget) => EngineExit.BudgetUsed;

    public void InvalidateCode(ulong physicalAddress, ulong length) => Invalidated.Add((physicalAddress, length));

    public void InvalidateAllCode() => Invalidated.Add((0, ulong.MaxValue));
}
