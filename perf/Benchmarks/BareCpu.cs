using System.Diagnostics;
using System.Runtime.InteropServices;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Perf.Benchmarks;

/// <summary>One PE with 16 MiB of memory behind a 1 GiB block mapping and no board: what it runs is the engine alone.</summary>
internal sealed unsafe class BareCpu : IDisposable
{
    public const ulong Code = 0x4000_0000;
    public const ulong Data = 0x4100_0000;
    private const ulong Vectors = 0x4000_1000;
    private const ulong Tables = 0x4000_2000;
    private const ulong SynchronousFromEl0 = 0x400;
    private const uint Eret = 0xD69F_03E0;
    private readonly PhysicalMemory memory = new();
    private readonly VirtualCpu cpu = new(0, new CpuOptions(CpuModel.CortexA57) { HasEl2 = false });

    public BareCpu(TierMode tier, ExceptionLevel level, ReadOnlySpan<uint> words)
    {
        memory.AddRange("ram", Code, 32 << 20);
        var bus = new Bus(memory);
        Engine = new ExecutionEngine(new A64Translator(), new AArch32Translator(), tier) { Exact = false };
        cpu.Mmu = new Mmu(cpu, new InnerShareableDomain(bus) { Engine = Engine }, MmuFeatures.FromId(cpu.Model.IdAa64Mmfr0, hasEl2: false));
        cpu.MmuMaintenance = cpu.Mmu;
        // Level 1 block: access flag, inner shareable, read and write at EL0, too, where code of EL1 may not be executed.
        ulong block = Code | 0x701 | (level == ExceptionLevel.EL0 ? 1UL << 6 : 0);
        bus.WriteMemory(Tables + 8, MemoryMarshal.AsBytes<ulong>([block]));
        bus.WriteMemory(Tables + 16, MemoryMarshal.AsBytes<ulong>([Code | 0x701]));
        bus.WriteMemory(Vectors + SynchronousFromEl0, MemoryMarshal.AsBytes<uint>([Eret]));
        bus.WriteMemory(Code, MemoryMarshal.AsBytes(words));
        cpu.Reset(Code);
        cpu.Sys(Slot.MairEl1) = 0xFF;
        cpu.Sys(Slot.TcrEl1) = 25 | (1 << 8) | (1 << 10) | (3 << 12) | (1 << 23);  // T0SZ, write-back tables, EPD1
        cpu.Sys(Slot.Ttbr0El1) = Tables;
        // The second GiB maps the first again: vectors that EL1 may execute.
        cpu.Sys(Slot.VbarEl1) = Vectors + 0x4000_0000;
        cpu.Sys(Slot.SctlrEl1) = 0x30D0_0800 | 1 | (1 << 2) | (1 << 12);            // M, C, I
        cpu.EnterLevel(level, (byte)(level == ExceptionLevel.EL0 ? 0 : 1));
        cpu.State->Pc = Code;
        cpu.State->X[1] = Data;
        cpu.Mmu.SelectContext();
    }

    public ExecutionEngine Engine { get; }

    /// <summary>Goes on for about so many instructions.</summary>
    public long Run(long instructions)
    {
        long before = cpu.State->Retired;
        while (cpu.State->Retired - before < instructions) Engine.Run(cpu, instructions - (cpu.State->Retired - before));
        return cpu.State->Retired;
    }

    /// <summary>Runs until the background has compiled what is hot.</summary>
    public void Settle()
    {
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < 1) Run(10_000);
    }

    public void Dispose()
    {
        Engine.Dispose();
        cpu.Mmu.Dispose();
        memory.Dispose();
    }
}
