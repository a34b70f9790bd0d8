using System.Runtime.InteropServices;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>A PE with some RAM and its MMU off, to run privileged instructions of AArch32 one after the other.</summary>
internal sealed unsafe class ModeMachine : IDisposable
{
    public const uint Ram = 0x4000_0000, Vectors = 0x4000_1000, HypVectors = 0x4000_2000, Stack = 0x4000_4000, Code = 0x4000_8000;

    private readonly PhysicalMemory memory = new();
    private readonly Bus bus;
    private readonly ExecutionEngine engine;

    private ModeMachine(CpuModel model, bool hasEl2, bool regions)
    {
        memory.AddRange("ram", Ram, 0x1_0000);
        bus = new Bus(memory);
        engine = new ExecutionEngine(new A64Translator(), new AArch32Translator(), regions ? TierMode.Jit : TierMode.Interpreter);
        Cpu = new VirtualCpu(0, new CpuOptions(model) { HasEl2 = hasEl2 });
        MmuFeatures features = model.AArch64 ? MmuFeatures.FromId(model.IdAa64Mmfr0, hasEl2) : MmuFeatures.FromArmv7(model.IdMmfr0, hasEl2);
        Cpu.Mmu = new Mmu(Cpu, new InnerShareableDomain(bus) { Engine = engine }, features);
        Cpu.MmuMaintenance = Cpu.Mmu;
        Cpu.Reset(Code);
        Cpu.Sys(Slot.VbarEl1) = Vectors;
        Cpu.Sys(Slot.VbarEl2) = HypVectors;
    }

    public VirtualCpu Cpu { get; }

    public CpuState* State => Cpu.State;

    public uint Psr => (uint)Pstate.ToSpsr(*State);

    /// <summary>An Armv7 core in a mode, nothing masked.</summary>
    public static ModeMachine InMode(byte mode, bool regions, bool thumb = false, bool hasEl2 = true)
    {
        ModeMachine machine = new(CpuModel.CortexA15, hasEl2, regions);
        if (mode == ProcessorMode.Hyp) machine.State->Daif = 0;
        else Runtime.Cpsr.Return(machine.Cpu, mode, Code);
        machine.State->Thumb = thumb ? (byte)1 : (byte)0;
        return machine;
    }

    /// <summary>An Armv8 core at EL2 in AArch64.</summary>
    public static ModeMachine AtEl2(bool regions) => new(CpuModel.CortexA57, hasEl2: true, regions);

    public uint R(int register) => (uint)State->X[register];

    public uint Banked(byte mode, int register) => BankedRegisters.Read(State, mode, register);

    public void SetBanked(byte mode, int register, uint value) => BankedRegisters.Write(State, mode, register, value);

    public uint Word(uint address)
    {
        Span<uint> word = stackalloc uint[1];
        new ReadOnlySpan<byte>(memory.HostPointer(address), 4).CopyTo(MemoryMarshal.AsBytes(word));
        return word[0];
    }

    /// <summary>Puts A32 or A64 words somewhere; in T32 halfwords, and words with their first halfword on top.</summary>
    public ModeMachine Put(uint address, bool thumb, params uint[] words)
    {
        foreach (uint word in words)
        {
            uint value = thumb && word > 0xFFFF ? (word >> 16) | (word << 16) : word;
            int size = thumb && word <= 0xFFFF ? 2 : 4;
            bus.WriteMemory(address, MemoryMarshal.AsBytes<uint>([value])[..size]);
            address += (uint)size;
        }
        return this;
    }

    /// <summary>Runs instructions from State.Pc on, as many as given.</summary>
    public EngineExit Step(int instructions = 1) => engine.Run(Cpu, instructions);

    /// <summary>Runs these, from <see cref="Code"/> on.</summary>
    public EngineExit Run(params uint[] words)
    {
        _ = Put(Code, State->Thumb != 0, words);
        return Step(words.Length);
    }

    public void Dispose()
    {
        engine.Dispose();
        Cpu.Mmu.Dispose();
        memory.Dispose();
    }
}
