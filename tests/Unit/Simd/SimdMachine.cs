using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>A PE at EL2 with the first GiB mapped flat as Normal memory, on which single instructions are translated and their op is run.</summary>
internal sealed unsafe class SimdMachine : IDisposable
{
    /// <summary>Where the recorder has its memory.</summary>
    public const ulong Base = 0x1000_0000;

    /// <summary>The first address that is not mapped; there is RAM right below it.</summary>
    public const ulong Unmapped = 0x4000_0000;

    private const ulong TranslationTable = 0x1000_8000;
    private const ulong CodePage = 0x1000_C000;
    private readonly A64Translator translator = new();
    private readonly PhysicalMemory memory = new();
    private readonly ExecutionEngine engine = new(new A64Translator(), new AArch32Translator(), TierMode.Interpreter);

    public SimdMachine()
    {
        memory.AddRange("ram", Base, 0x1_0000);
        memory.AddRange("edge", Unmapped - PhysicalMemory.PageSize, PhysicalMemory.PageSize);
        Cpu = new VirtualCpu(0);
        Cpu.Mmu = new Mmu(Cpu, new InnerShareableDomain(new Bus(memory)) { Engine = engine }, MmuFeatures.FromId(Cpu.Model.IdAa64Mmfr0, hasEl2: true));
        Cpu.MmuMaintenance = Cpu.Mmu;
        // A level 1 block with access flag, inner shareable, attribute 0: Normal write-back. 32-bit addresses, 4 KiB granule.
        *(ulong*)memory.HostPointer(TranslationTable) = 0x701;
        Cpu.Sys(Slot.MairEl2) = 0xFF;
        Cpu.Sys(Slot.TcrEl2) = 0x8080_3520;
        Cpu.Sys(Slot.Ttbr0El2) = TranslationTable;
        Cpu.Sys(Slot.SctlrEl2) = 0x30C5_0831;
        Cpu.Mmu.SelectContext();
    }

    public VirtualCpu Cpu { get; }

    private CpuState* State => Cpu.State;

    public Op Translate(uint word)
    {
        Op op = default;
        translator.Translate(word, 0, default, &op);
        return op;
    }

    /// <summary>False if the instruction took an exception.</summary>
    public bool Execute(uint word)
    {
        Op op = Translate(word);
        if (op.Code == (ushort)OpCode.Undefined) throw new InvalidOperationException($"{word:X8} is undefined");
        if (OpTable.IsEffect(op.Code)) return OpTable.EffectBody(op.Code)(Cpu, &op);
        if (MemoryOp.Is(op.Code)) return ExecuteInEngine(word);
        OpTable.Get(op.Code).Run(State, &op);
        return true;
    }

    /// <summary>LD1 and ST1 of few registers are plain loads and stores, which only the engine runs.</summary>
    private bool ExecuteInEngine(uint word)
    {
        *(uint*)memory.HostPointer(CodePage) = word;
        engine.InvalidateCode(CodePage, 4);
        State->Pc = CodePage;
        engine.Run(Cpu, 1);
        return State->Pc == CodePage + 4;
    }

    public void Load(byte[] state)
    {
        state.AsSpan(0, SimdVectors.RegisterBytes).CopyTo(new Span<byte>(State->V, SimdVectors.RegisterBytes));
        state.AsSpan(SimdVectors.RegisterBytes).CopyTo(new Span<byte>(State->X, 8 * 8));
        State->Fpsr = 0;
    }

    /// <summary>V0-V31 and X0-X7, as <see cref="Load"/> takes them.</summary>
    public byte[] Registers()
    {
        var state = new byte[SimdVectors.StateBytes];
        new Span<byte>(State->V, SimdVectors.RegisterBytes).CopyTo(state);
        new Span<byte>(State->X, 8 * 8).CopyTo(state.AsSpan(SimdVectors.RegisterBytes));
        return state;
    }

    public Span<byte> Memory(ulong address, int length) => new(memory.HostPointer(address), length);

    /// <summary>The next access to each page goes through the Mmu.</summary>
    public void EmptySoftTlb()
    {
        SoftTlb.EmptyAll((SoftTlbEntry*)State->ReadTlb, SoftTlb.Entries);
        SoftTlb.EmptyAll((SoftTlbEntry*)State->WriteTlb, SoftTlb.Entries);
    }

    public void Dispose()
    {
        engine.Dispose();
        Cpu.Mmu.Dispose();
        memory.Dispose();
    }
}
