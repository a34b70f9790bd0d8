using System.Runtime.InteropServices;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Support;

/// <summary>
/// Runs A32 and T32 blocks on our engine: a bare PE in AArch32 at EL0 under an AArch64 EL1, or itself at EL1, with stage 1 on, so that memory is Normal and
/// unaligned access allowed. An address hook behind the last instruction, or at a vector, ends the run.
/// </summary>
internal sealed unsafe class A32Runner : IDisposable
{
    public const uint ScratchAddress = 0x5000_0000;
    public const uint CodeAddress = 0x5000_8000;
    private const int CodeBytes = 0x4000;
    private const ulong TablePage = 0x8000_0000, PrivilegedTablePage = 0x8000_2000;

    /// <summary>In the upper half of a page: a hook stands over its slot in every page, and keeps regions from it.</summary>
    private const ulong Vectors = 0x8000_1800;

    /// <summary>Level 1 block: attribute 0, inner shareable, access flag.</summary>
    private const ulong Block = 0x701;
    private const ulong El0Access = 1 << 6;

    /// <summary>Bounds a block that does not end.</summary>
    private const long Budget = 100_000;

    private readonly PhysicalMemory memory = new();
    private readonly Bus bus;
    private readonly VirtualCpu cpu = new(0, new CpuOptions(CpuModel.CortexA57) { HasEl2 = false });
    private readonly ExecutionEngine engine;
    private readonly ulong[] initialSystemRegisters = new ulong[(int)Slot.Count];
    private readonly TierMode tier;
    private ulong end;
    private (ExceptionClass Class, uint Syndrome)? taken;

    public A32Runner(TierMode tier, IAArch32Translator? translator = null)
    {
        this.tier = tier;
        memory.AddRange("case", ScratchAddress, 0x10000);
        memory.AddRange("system", TablePage, 0x10000);
        bus = new Bus(memory);
        engine = new ExecutionEngine(new A64Translator(), translator ?? new AArch32Translator(), tier) { Exact = false };
        var domain = new InnerShareableDomain(bus) { Engine = engine };
        cpu.Mmu = new Mmu(cpu, domain, MmuFeatures.FromId(cpu.Model.IdAa64Mmfr0, cpu.Options.HasEl2));
        cpu.MmuMaintenance = cpu.Mmu;
        cpu.ExceptionTaken = (_, ec, esr, _) => taken = (ec, (uint)esr);
        BuildSystem();
        new ReadOnlySpan<ulong>(cpu.State->Sys, initialSystemRegisters.Length).CopyTo(initialSystemRegisters);
    }

    /// <summary>Share of the guest instructions that ran in compiled regions, since the start.</summary>
    public double ShareInRegions => cpu.State->Retired == 0 ? 0 : (double)engine.Statistics.InstructionsInRegions / cpu.State->Retired;

    public ExecutionEngine Engine => engine;

    public VirtualCpu Cpu => cpu;

    /// <summary>Guest memory from <see cref="ScratchAddress"/> on; writing it is a store that nobody sees.</summary>
    public byte* Memory => memory.HostPointer(ScratchAddress);

    /// <summary>Runs a block to its end or to an exception.</summary>
    public A32Result Run(A32Input input)
    {
        SetUp(input);
        long before = cpu.State->Retired;
        EngineExit exit = engine.Run(cpu, Budget);
        if (exit != EngineExit.Hook) throw new InvalidOperationException($"{tier}: the block ended with {exit} at {cpu.State->Pc:x}");
        return Collect(before);
    }

    /// <summary>Puts code and state in place, so that <see cref="Engine"/> can run it in steps.</summary>
    public void SetUp(A32Input input)
    {
        CpuState* state = cpu.State;
        initialSystemRegisters.CopyTo(new Span<ulong>(state->Sys, initialSystemRegisters.Length));
        bus.WriteMemory(ScratchAddress, CaseMemory.Background);
        // All of it: with nothing decoded left on a page the engine forgets it, and with it how often it was rewritten, which would keep it from regions.
        Span<byte> code = stackalloc byte[CodeBytes];
        code.Clear();
        input.Code.CopyTo(code[input.CodeOffset..]);
        bus.WriteMemory(CodeAddress, code);
        if (end != 0) engine.SetAddressHook(end, null);
        end = CodeAddress + (ulong)input.CodeOffset + (ulong)input.Code.Length;
        engine.SetAddressHook(end, static _ => false);
        cpu.IsHalted = false;
        taken = null;
        state->NRw = 0;
        cpu.EnterLevel(input.Privileged ? ExceptionLevel.EL1 : ExceptionLevel.EL0, 0);
        new Span<ulong>(state->X, 64).Clear();
        for (int i = 0; i < 15; i++) state->X[i] = input.Initial.R[i];
        input.Initial.D.CopyTo(new Span<ulong>(state->V, 64));
        state->NRw = 1;
        state->Mode = (byte)(input.Privileged ? 0x13 : 0x10);
        state->Thumb = (byte)(input.Initial.Thumb ? 1 : 0);
        state->ItState = input.Initial.It;
        state->DataE = 0;
        state->Nzcv = input.Initial.Nzcv;
        state->Q = input.Initial.Q ? 1u : 0;
        state->Ge = input.Initial.Ge;
        state->Fpcr = input.Initial.Fpscr & 0x07F7_9F00;
        state->Fpsr = input.Initial.Fpscr & 0xF800_009F;
        state->ExclusiveSize = 0;
        state->Daif = 0;
        state->Pc = CodeAddress + (uint)input.CodeOffset;
        cpu.Sys(Slot.Ttbr0El1) = input.Privileged ? PrivilegedTablePage : TablePage;
        // EAE: the long descriptors that AArch64 has, too.
        if (input.Privileged) cpu.Sys(Slot.TcrEl1) = (1UL << 31) | (1 << 8) | (1 << 10) | (3 << 12);
        cpu.Mmu.SelectContext();
    }

    public A32Result Collect(long retiredBefore)
    {
        CpuState* state = cpu.State;
        bool completed = state->Pc >> 12 != Vectors >> 12;
        uint saved = (uint)(completed ? 0 : cpu.Sys(cpu.IsAArch32 ? cpu.CurrentSavedStatus : Slot.SpsrEl1));
        var final = new A32State
        {
            Nzcv = completed ? state->Nzcv : saved & 0xF000_0000,
            Q = completed ? state->Q != 0 : (saved >> 27 & 1) != 0,
            Ge = completed ? state->Ge : saved >> 16 & 15,
            It = completed ? state->ItState : (byte)((saved >> 8 & 0xFC) | (saved >> 25 & 3)),
            Thumb = completed ? state->Thumb != 0 : (saved & Psr.T) != 0,
            Fpscr = state->Fpcr | state->Fpsr,
        };
        for (int i = 0; i < 15; i++) final.R[i] = completed || !cpu.IsAArch32 ? (uint)state->X[i] : BankedRegisters.Read(state, ProcessorMode.Svc, i);
        final.R[15] = completed ? (uint)state->Pc : cpu.IsAArch32 ? InterruptedAddress() : (uint)cpu.Sys(Slot.ElrEl1);
        for (int i = 0; completed && i < 15; i++)
        {
            if (state->X[i] >> 32 != 0) throw new InvalidOperationException($"{tier}: R{i} is {state->X[i]:x}, not zero-extended");
        }
        new ReadOnlySpan<ulong>(state->V, 32).CopyTo(final.D);
        ulong address = cpu.Sys(Slot.FarEl1);
        if (cpu.IsAArch32) address = taken is { Class: ExceptionClass.InstructionAbortSameLevel } ? address >> 32 : (uint)address;
        return new A32Result(completed ? null : taken!.Value.Class, taken?.Syndrome ?? 0, address, final, ChangedMemory(), state->Retired - retiredBefore);
    }

    /// <summary>What the handler of an AArch32 vector takes off its LR.</summary>
    private uint InterruptedAddress()
    {
        var vector = (AArch32Vector)(cpu.State->Pc & 0x1C);
        bool thumb = (cpu.Sys(cpu.CurrentSavedStatus) & Psr.T) != 0;
        uint offset = vector switch
        {
            AArch32Vector.Undefined => thumb ? 2u : 4,
            AArch32Vector.PrefetchAbort => 4,
            AArch32Vector.DataAbort => 8,
            _ => 0,
        };
        return (uint)cpu.State->X[14] - offset;
    }

    public void Dispose()
    {
        engine.Dispose();
        cpu.Mmu.Dispose();
        memory.Dispose();
    }

    private void BuildSystem()
    {
        // What EL0 may write EL1 may not execute.
        WriteWord(TablePage + 8, (ScratchAddress & 0xC000_0000) | Block | El0Access);
        WriteWord(TablePage + 16, TablePage | Block);
        WriteWord(PrivilegedTablePage + 8, (ScratchAddress & 0xC000_0000) | Block);
        WriteWord(PrivilegedTablePage + 16, TablePage | Block);
        cpu.Reset(Vectors);
        for (ulong offset = 0; offset < 0x800; offset += 0x80) engine.SetAddressHook(Vectors + offset, static _ => false);
        for (ulong offset = 4; offset < 0x20; offset += 4) engine.SetAddressHook(Vectors + offset, static _ => false);
        cpu.Sys(Slot.MairEl1) = 0xFF;
        cpu.Sys(Slot.TcrEl1) = 25 | (1 << 8) | (1 << 10) | (3 << 12) | (1 << 23) | (4UL << 32); // T0SZ, Normal write-back tables, EPD1, 44-bit addresses
        cpu.Sys(Slot.VbarEl1) = Vectors;
        cpu.Sys(Slot.CpacrEl1) = 3 << 20;
        cpu.Sys(Slot.Fpexc32El2) = Fpexc.En;
        // M, C, I; CP15BEN, nTWI, nTWE. Neither A nor ITD nor SED.
        cpu.Sys(Slot.SctlrEl1) = 0x30D0_0800 | 1 | (1 << 2) | (1 << 5) | (1 << 12) | (1 << 16) | (1 << 18);
    }

    private void WriteWord(ulong address, ulong value) => bus.WriteMemory(address, MemoryMarshal.AsBytes<ulong>([value]));

    private MemoryChange[] ChangedMemory()
    {
        var scratch = new ReadOnlySpan<ulong>(Memory, CaseMemory.ScratchSize / 8);
        ReadOnlySpan<ulong> background = CaseMemory.BackgroundWords;
        var changes = new List<MemoryChange>();
        for (int at = 0; at < scratch.Length;)
        {
            at += scratch[at..].CommonPrefixLength(background[at..]);
            if (at < scratch.Length) changes.Add(new MemoryChange(at * 8, scratch[at++]));
        }
        return [.. changes];
    }
}
