using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.ProcessorMode;

namespace Hyp.Jit.Tests.Unit.Cpu;

public unsafe class AArch32StateTests
{
    // N, C, Q, GE = 5, IT = 0xA7, E, A, F, T, svc.
    private const uint Everything = 0xA000_0000 | Psr.Q | (5 << 16) | (3 << 25) | (0x29 << 10) | Psr.E | 0x140 | Psr.T | Svc;

    [TestCase(true, 0x8000UL, ProcessorMode.Hyp, EL2, 0)]
    [TestCase(true, 0x8003UL, ProcessorMode.Hyp, EL2, 1)]
    [TestCase(false, 0x8000UL, Svc, EL1, 0)]
    public void Reset_OfAnArmv7Core(bool hasEl2, ulong entry, byte mode, ExceptionLevel el, int thumb)
    {
        VirtualCpu cpu = new(0, new CpuOptions(AArch32Cpus.Armv7) { HasEl2 = hasEl2 });
        cpu.State->Q = 1;
        cpu.Reset(entry, x0: 0xFFFF_FFFF_4800_0000);
        CpuState state = *cpu.State;
        Assert.That((cpu.IsAArch32, state.Mode, cpu.CurrentEl, (int)state.Thumb), Is.EqualTo((true, mode, el, thumb)));
        Assert.That((state.Pc, state.X[0], state.Daif), Is.EqualTo((entry & ~1UL, 0x4800_0000UL, (byte)7)));
        Assert.That((state.Q, state.DataE, state.ItState, cpu.Sys(Slot.HcrEl2)), Is.EqualTo((0u, (byte)0, (byte)0, 0UL)));
        Assert.That(Cpsr.Read(cpu.State), Is.EqualTo(0x1C0u | mode));
    }

    [Test]
    public void Reset_BelowHyp_IsSupervisorMode()
    {
        VirtualCpu cpu = new(0, new CpuOptions(AArch32Cpus.Armv7));
        cpu.Reset(0x8000, EL1);
        Assert.That((cpu.State->Mode, cpu.CurrentEl), Is.EqualTo((Svc, EL1)));
    }

    [Test]
    public void Psr_RoundTrips()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Und);
        Cpsr.Return(cpu, Everything, 0x9001);
        CpuState state = *cpu.State;
        Assert.That((state.ItState, state.Ge, state.Q, state.DataE, state.Thumb), Is.EqualTo(((byte)0xA7, 5u, 1u, (byte)1, (byte)1)));
        Assert.That((state.Daif, state.Mode, state.Pc), Is.EqualTo(((byte)5, Svc, 0x9000UL)));
        Assert.That(Pstate.ToSpsr(state), Is.EqualTo(Everything));
        Assert.That(Cpsr.Read(cpu.State), Is.EqualTo(Everything & 0xF8FF_03DF));
    }

    [TestCase(Svc, 8, 0xF800_0000u)]
    [TestCase(Svc, 4, 0x000F_0000u)]
    [TestCase(Svc, 2, 0x0000_0300u)]
    [TestCase(Svc, 1, 0x0000_00DFu)]
    [TestCase(Svc, 15, 0xF80F_03DFu)]
    [TestCase(Usr, 15, 0xF80F_0200u, Description = "User mode: flags, GE and E")]
    [TestCase(ProcessorMode.Hyp, 15, 0xF80F_03C0u, Description = "MSR does not leave HYP")]
    public void Msr_ChangesTheBytesOfItsMask(byte mode, int mask, uint changed)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(mode);
        uint before = Cpsr.Read(cpu.State);
        uint value = 0xFFFF_FFE0 | Sys;
        Cpsr.Write(cpu, value, mask);
        Assert.That($"{Cpsr.Read(cpu.State):x8}", Is.EqualTo($"{(before & ~changed) | (value & changed):x8}"));
        Assert.That((cpu.State->Thumb, cpu.State->ItState, cpu.State->Il), Is.EqualTo(((byte)0, (byte)0, (byte)0)));
    }

    [Test]
    public void Msr_ChangesModeWithItsRegisters()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc);
        BankedRegisters.Write(cpu.State, Irq, 13, 0x1111);
        cpu.State->X[13] = 0x2222;
        Assert.That(Cpsr.Write(cpu, Irq | 0x80, 1), "the next instruction follows");
        Assert.That((cpu.State->Mode, cpu.State->X[13], BankedRegisters.Read(cpu.State, Svc, 13)), Is.EqualTo((Irq, 0x1111UL, 0x2222u)));
        Assert.That(Cpsr.Write(cpu, Usr, 1), Is.False, "another level: another translation");
        Assert.That((cpu.CurrentEl, cpu.State->SpSel), Is.EqualTo((EL0, (byte)0)));
    }

    [TestCase((byte)0x16, Description = "Monitor")]
    [TestCase((byte)0x00, Description = "no AArch32 mode")]
    [TestCase(ProcessorMode.Hyp)]
    public void Msr_ToAModeThatCannotBeEntered_LeavesTheMode(byte mode)
    {
        VirtualCpu armv7 = AArch32Cpus.InMode(Svc), armv8 = AArch32Cpus.UnderAArch64El2(Svc);
        Assert.That(Cpsr.Write(armv7, mode, 1));
        Assert.That((armv7.State->Mode, armv7.State->Il), Is.EqualTo((Svc, (byte)0)));
        Assert.That(Cpsr.Write(armv8, mode, 1), Is.False);
        Assert.That((armv8.State->Mode, armv8.State->Il), Is.EqualTo((Svc, (byte)1)));
    }

    [Test]
    public void Msr_ThatUnmasksAPendingInterrupt_StopsBehindItself()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc, hasEl2: false);
        cpu.State->Daif = Daif.I;
        cpu.SetInterrupt(InterruptInput.Irq, true);
        Assert.That(Cpsr.Write(cpu, Svc, 1), Is.False);
        Assert.That(cpu.State->PendingInterrupt, Is.Not.Zero);
        cpu.SetInterrupt(InterruptInput.Irq, false);
    }

    [TestCase(8, 0xFF00_0000u)]
    [TestCase(4, 0x000F_0000u)]
    [TestCase(2, 0x0000_FF00u)]
    [TestCase(1, 0x0000_00FFu)]
    public void MsrSpsr_WritesTheBytesOfItsMask(int mask, uint bits)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc);
        Assert.That(Cpsr.MergeSaved(cpu, 0, uint.MaxValue, mask), Is.EqualTo(bits));
        Assert.That(Cpsr.MergeSaved(cpu, uint.MaxValue, 0, mask), Is.EqualTo(~bits));
    }

    [TestCase((byte)0x00, (byte)0x00)]
    [TestCase((byte)0x08, (byte)0x00, Description = "the last of IT EQ")]
    [TestCase((byte)0x04, (byte)0x08)]
    [TestCase((byte)0xA7, (byte)0xAE)]
    [TestCase((byte)0xBE, (byte)0xBC)]
    public void ItAdvance(byte it, byte next)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc);
        cpu.State->ItState = it;
        cpu.InstructionBytes = 2;
        cpu.SkipInstruction();
        Assert.That((cpu.State->ItState, cpu.State->Pc), Is.EqualTo((next, (ulong)AArch32Cpus.Code + 2)));
    }

    [Test]
    public void SkipInstruction_WrapsAt32Bits()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc);
        cpu.State->Pc = 0xFFFF_FFFC;
        cpu.SkipInstruction();
        Assert.That(cpu.State->Pc, Is.Zero);
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void DataOrder_IsCpsrE(byte e, bool big)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc);
        cpu.ChangeMode(Svc, e);
        Assert.That(cpu.DataIsBigEndian, Is.EqualTo(big));
    }

    [Test]
    public void Snapshot_RestoresAArch32State()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Und);
        BankedRegisters.Write(cpu.State, Fiq, 9, 0x99);
        Cpsr.Return(cpu, Everything, 0x9000);
        byte[] saved = Save(cpu);

        VirtualCpu copy = new(0, cpu.Options);
        copy.Restore(new BinaryReader(new MemoryStream(saved)));

        Assert.That(Save(copy), Is.EqualTo(saved));
        Assert.That((Pstate.ToSpsr(*copy.State), copy.CurrentEl), Is.EqualTo(((ulong)Everything, EL1)));
        Assert.That(BankedRegisters.Read(copy.State, Fiq, 9), Is.EqualTo(0x99));
    }

    [Test]
    public void Snapshot_OfAModeThatItsLevelLacks_IsRefused()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Svc);
        cpu.State->Mode = ProcessorMode.Hyp;
        byte[] saved = Save(cpu);
        Assert.That(() => new VirtualCpu(0, cpu.Options).Restore(new BinaryReader(new MemoryStream(saved))), Throws.InstanceOf<InvalidDataException>());
    }

    private static byte[] Save(VirtualCpu cpu)
    {
        MemoryStream stream = new();
        cpu.Save(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
