using System.Runtime.InteropServices;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Support;

/// <summary>
/// Runs cases on our engine: a bare PE at EL0 with stage 1 on, so that memory is Normal and unaligned access allowed, as in a Linux process. SVC behind the
/// last word, like any other exception, leads to a WFI at EL1, where the engine stops.
/// </summary>
internal sealed unsafe class EngineRunner : IInstructionRunner, IDisposable
{
    private const ulong TablePage = 0x4000_0000;
    private const ulong VectorPage = 0x4000_1000;
    private const ulong SynchronousFromEl0 = 0x400;
    private const uint Svc = 0xD400_0001;
    private const uint Wfi = 0xD503_207F;
    private const int CodePageWords = 1024;

    /// <summary>Level 1 block: attribute 0, inner shareable, access flag.</summary>
    private const ulong Block = 0x701;
    private const ulong El0Access = 1 << 6;

    /// <summary>A block ends within its words, each at most once; this bounds a wild one.</summary>
    private const long Budget = 100_000;

    private readonly PhysicalMemory memory = new();
    private readonly Bus bus;
    private readonly VirtualCpu cpu = new(0, new CpuOptions(CpuModel.CortexA57) { HasEl2 = false });
    private readonly ExecutionEngine engine;
    private readonly ulong[] initialSystemRegisters = new ulong[(int)Slot.Count];
    private readonly TierMode tier;

    public EngineRunner(TierMode tier)
    {
        this.tier = tier;
        memory.AddRange("case", CaseMemory.ScratchAddress, 0x10000);
        memory.AddRange("system", TablePage, 0x10000);
        bus = new Bus(memory);
        engine = new ExecutionEngine(new A64Translator(), new AArch32Translator(), tier) { Exact = false };
        var domain = new InnerShareableDomain(bus) { Engine = engine };
        cpu.Mmu = new Mmu(cpu, domain, MmuFeatures.FromId(cpu.Model.IdAa64Mmfr0, cpu.Options.HasEl2));
        cpu.MmuMaintenance = cpu.Mmu;
        BuildSystem();
        new ReadOnlySpan<ulong>(cpu.State->Sys, initialSystemRegisters.Length).CopyTo(initialSystemRegisters);
    }

    public string Name => tier.ToString();

    /// <summary>Share of the guest instructions that ran in compiled regions, since the start.</summary>
    public double ShareInRegions => cpu.State->Retired == 0 ? 0 : (double)engine.Statistics.InstructionsInRegions / cpu.State->Retired;

    /// <summary>Regions compiled so far, and what that took.</summary>
    public string CompileCost => $"{engine.Statistics.RegionsCompiled} regions in {engine.Statistics.RegionCompileTime.TotalSeconds:F1} s";

    public CaseResult Run(CaseInput input)
    {
        SetUp(input);
        EngineExit exit = engine.Run(cpu, Budget);
        if (exit != EngineExit.Halted)
        {
            throw new InvalidOperationException($"{Name}: seed {input.Seed:x} ended with {exit} at {cpu.State->Pc:x}");
        }
        return Collect(input);
    }

    public void Dispose()
    {
        engine.Dispose();
        cpu.Mmu.Dispose();
        memory.Dispose();
    }

    private void BuildSystem()
    {
        WriteWord(TablePage + (8 * (CaseMemory.ScratchAddress >> 30)), (CaseMemory.ScratchAddress & ~0x3FFF_FFFFUL) | Block | El0Access);
        WriteWord(TablePage + (8 * (TablePage >> 30)), TablePage | Block);
        bus.WriteMemory(VectorPage + SynchronousFromEl0, MemoryMarshal.AsBytes<uint>([Wfi]));
        cpu.Reset(VectorPage);
        cpu.Sys(Slot.MairEl1) = 0xFF;
        cpu.Sys(Slot.TcrEl1) = 25 | (1 << 8) | (1 << 10) | (3 << 12) | (1 << 23) | (4UL << 32); // T0SZ, Normal write-back tables, EPD1, 44-bit addresses
        cpu.Sys(Slot.Ttbr0El1) = TablePage;
        cpu.Sys(Slot.VbarEl1) = VectorPage;
        cpu.Sys(Slot.CpacrEl1) = 3 << 20;
        // M, C, I; DZE, UCT and UCI as Linux sets them; neither A nor SA0.
        cpu.Sys(Slot.SctlrEl1) = 0x30D0_0800 | 1 | (1 << 2) | (1 << 12) | (1 << 14) | (1 << 15) | (1 << 26);
    }

    private void WriteWord(ulong address, ulong value) => bus.WriteMemory(address, MemoryMarshal.AsBytes<ulong>([value]));

    private void SetUp(CaseInput input)
    {
        CpuState* state = cpu.State;
        Span<uint> code = stackalloc uint[CodePageWords];
        initialSystemRegisters.CopyTo(new Span<ulong>(state->Sys, initialSystemRegisters.Length));
        bus.WriteMemory(CaseMemory.ScratchAddress, CaseMemory.Background);
        // The whole page: with nothing decoded left on it the engine forgets it, and with it how often it was rewritten, which would keep it from regions.
        code.Clear();
        input.Words.CopyTo(code);
        code[input.Words.Length] = Svc;
        bus.WriteMemory(CaseMemory.CodeAddress, MemoryMarshal.AsBytes(code));
        cpu.IsHalted = false;
        cpu.EnterLevel(ExceptionLevel.EL0, 0);
        input.Initial.X.CopyTo(new Span<ulong>(state->X, 32));
        input.Initial.V.CopyTo(new Span<ulong>(state->V, 64));
        state->Nzcv = input.Initial.Nzcv;
        state->Fpcr = input.Initial.Fpcr;
        state->Fpsr = input.Initial.Fpsr;
        state->ExclusiveSize = 0;
        state->Daif = 0;
        state->Pc = CaseMemory.CodeAddress;
        cpu.Mmu.SelectContext();
    }

    private CaseResult Collect(CaseInput input)
    {
        CpuState* state = cpu.State;
        var final = new GuestState { Nzcv = (uint)cpu.Sys(Slot.SpsrEl1) & 0xF000_0000, Fpcr = state->Fpcr, Fpsr = state->Fpsr };
        new ReadOnlySpan<ulong>(state->X, 31).CopyTo(final.X);
        final.X[31] = cpu.ReadStackPointer(ExceptionLevel.EL0);
        new ReadOnlySpan<ulong>(state->V, 64).CopyTo(final.V);
        int index = (int)((cpu.Sys(Slot.ElrEl1) - CaseMemory.CodeAddress) / 4);
        CaseEnd end = EndOf(cpu.Sys(Slot.EsrEl1));
        if (end == CaseEnd.Completed && index != input.Words.Length + 1)
        {
            throw new InvalidOperationException($"{Name}: seed {input.Seed:x} left its block by an SVC at word {index - 1}");
        }
        return new CaseResult(end, end == CaseEnd.Completed ? 0 : index, final, ChangedMemory());
    }

    private static CaseEnd EndOf(ulong esr) => (ExceptionClass)(esr >> 26) switch
    {
        ExceptionClass.Svc64 => CaseEnd.Completed,
        ExceptionClass.Brk64 => CaseEnd.Breakpoint,
        ExceptionClass.DataAbort when (esr & 0x3F) == 0x21 => CaseEnd.AlignmentFault,
        ExceptionClass.PcAlignment or ExceptionClass.SpAlignment => CaseEnd.AlignmentFault,
        ExceptionClass.DataAbort or ExceptionClass.InstructionAbort => CaseEnd.MemoryFault,
        _ => CaseEnd.Undefined,
    };

    private MemoryChange[] ChangedMemory()
    {
        var scratch = new ReadOnlySpan<ulong>(memory.HostPointer(CaseMemory.ScratchAddress), CaseMemory.ScratchSize / 8);
        ReadOnlySpan<ulong> background = CaseMemory.BackgroundWords;
        var changes = new List<MemoryChange>();
        for (int at = 0; at < scratch.Length;)
        {
            int same = scratch[at..].CommonPrefixLength(background[at..]);
            at += same;
            if (at < scratch.Length)
            {
                changes.Add(new MemoryChange(at * 8, scratch[at]));
                at++;
            }
        }
        return [.. changes];
    }
}
