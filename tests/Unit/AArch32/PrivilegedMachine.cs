using System.Runtime.InteropServices;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>
/// A bare Cortex-A15 in Supervisor mode with short descriptors: a section for all, one for PL1 only with nothing behind it, and one that is mapped at both ends of memory. What a test sets
/// before <see cref="Run"/> is the state the block starts from.
/// </summary>
internal sealed unsafe class PrivilegedMachine : IDisposable
{
    public const uint User = 0x5000_0000, PrivilegedOnly = 0x5010_0000, First = 0, Last = 0xFFF0_0000;
    private const uint EndsOfMemory = 0x5020_0000, Code = User + 0x8000;
    private const uint Tables = 0x4000_0000, Table = Tables + 0x4000, Vectors = Tables + 0x1000;

    /// <summary>Normal write-back, domain 0.</summary>
    private const uint Section = 0x100E, ForAll = 0xC00, ForPl1 = 0x400;

    private readonly PhysicalMemory memory = new();
    private readonly Bus bus;
    private readonly ExecutionEngine engine;
    private uint end;

    public PrivilegedMachine(TierMode tier)
    {
        memory.AddRange("case", User, 0x30_0000);
        memory.AddRange("system", Tables, 0x1_0000);
        bus = new Bus(memory);
        engine = new ExecutionEngine(new A64Translator(), new AArch32Translator(), tier) { Exact = false };
        Cpu.Mmu = new Mmu(Cpu, new InnerShareableDomain(bus) { Engine = engine }, MmuFeatures.FromArmv7(Cpu.Model.IdMmfr0, hasEl2: false));
        Cpu.MmuMaintenance = Cpu.Mmu;
        Map(User, User, ForAll);
        Map(PrivilegedOnly, PrivilegedOnly, ForPl1);
        Map(First, EndsOfMemory, ForAll);
        Map(Last, EndsOfMemory, ForAll);
        Map(Tables, Tables, ForPl1);
        for (uint offset = 0; offset < 0x20; offset += 4) engine.SetAddressHook(Vectors + offset, static _ => false);
        Cpu.Reset(Code);
        Cpu.Sys(Slot.SctlrEl1) |= Sctlr.M;
        Cpu.Sys(Slot.TcrEl1) = 0;
        Cpu.Sys(Slot.Ttbr0El1) = Table;
        Cpu.Sys(Slot.Dacr32El2) = 1;
        Cpu.Sys(Slot.VbarEl1) = Vectors;
        State->Daif = 0;
    }

    public VirtualCpu Cpu { get; } = new(0, new CpuOptions(CpuModel.CortexA15) { HasEl2 = false });

    public CpuState* State => Cpu.State;

    /// <summary>The word at a virtual address of one of the sections.</summary>
    public ref uint this[uint va] => ref *(uint*)memory.HostPointer(va is >= User and < EndsOfMemory ? va : EndsOfMemory + (va & 0xF_FFFF));

    /// <summary>Whether the block ended with an exception, in whose mode the PE is now.</summary>
    public bool Faulted => State->Pc >> 12 == Vectors >> 12;

    /// <summary>Runs A32 words to their end or to an exception.</summary>
    public void Run(params uint[] words)
    {
        if (end != 0) engine.SetAddressHook(end, null);
        end = Code + ((uint)words.Length * 4);
        engine.SetAddressHook(end, static _ => false);
        bus.WriteMemory(Code, MemoryMarshal.AsBytes<uint>(words));
        State->Pc = Code;
        Cpu.Mmu.SelectContext();
        engine.Run(Cpu, 1000);
    }

    public void Dispose()
    {
        engine.Dispose();
        Cpu.Mmu.Dispose();
        memory.Dispose();
    }

    private void Map(uint va, uint pa, uint rights) => MemoryMarshal.Write(new Span<byte>(memory.HostPointer(Table + (va >> 20 << 2)), 4), pa | Section | rights);
}
