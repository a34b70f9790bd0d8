using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit;

/// <summary>PEs with 64 MiB of RAM at 0x4000_0000 and a device at 0x0900_0000, and a place to build translation tables in.</summary>
internal sealed unsafe class MmuBench : IDisposable
{
    public const ulong Ram = 0x4000_0000, RamSize = 64 << 20, Rom = 0, RomSize = 1 << 20, DeviceBase = 0x0900_0000;
    // Normal write-back at index 0, Device-nGnRnE at 1, Non-cacheable at 2, Device-nGnRE at 3.
    public const ulong Mair = 0x0444_00FF;

    private ulong _free = Ram + (32 << 20);

    public MmuBench(int cpus = 1, bool granule16K = true, bool hasEl2 = true, int contexts = ContextPool.DefaultCapacity, ulong armv7 = 0)
    {
        Memory.AddRange("ram", Ram, RamSize);
        Memory.AddRange("flash", Rom, RomSize, readOnly: true);
        Bus = new Bus(Memory) { Unimplemented = Unimplemented.Add };
        Bus.Map("uart", DeviceBase, 0x1000, Device);
        Domain = new InnerShareableDomain(Bus);
        Bus.CodeWritten = (pa, length) => Invalidated.Add((pa, length));
        // As a Cortex-A57 (PARange 44 bits, 16-bit ASIDs), with 16K granules on request; or an ARMv7 core with that ID_MMFR0.
        MmuFeatures features = armv7 != 0 ? MmuFeatures.FromArmv7(armv7, hasEl2) : MmuFeatures.FromId(granule16K ? 0x0010_1124UL : 0x1124, hasEl2);
        Cpus = new VirtualCpu[cpus];
        for (int i = 0; i < cpus; i++)
        {
            Cpus[i] = new VirtualCpu(i);
            Cpus[i].State->NRw = armv7 != 0 ? (byte)1 : (byte)0;
            Cpus[i].Sys(Slot.HcrEl2) = armv7 != 0 ? 0 : Hcr.Rw;
            Cpus[i].Mmu = new Mmu(Cpus[i], Domain, features, contexts);
        }
    }

    public PhysicalMemory Memory { get; } = new();

    public Bus Bus { get; }

    public InnerShareableDomain Domain { get; }

    public RecordingDevice Device { get; } = new();

    /// <summary>What the engine would have been told to drop.</summary>
    public List<(ulong Address, ulong Length)> Invalidated { get; } = [];

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

    public void PutShort(ulong pa, uint value) => *(uint*)Memory.HostPointer(pa) = value;

    public uint GetShort(ulong pa) => *(uint*)Memory.HostPointer(pa);

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
