using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Unit.Cpu;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.ProcessorMode;
using static Hyp.Jit.Tests.Unit.Cpu.AArch32Cpus;

namespace Hyp.Jit.Tests.Unit.Exceptions;

/// <summary>Exception returns within AArch32.</summary>
public unsafe class AArch32ReturnTests
{
    [TestCase(Svc, Usr)]
    [TestCase(Svc, Sys)]
    [TestCase(Abt, Svc)]
    [TestCase(Und, Fiq)]
    [TestCase(Irq, Irq)]
    [TestCase(Fiq, Usr)]
    public void ReturnTo_RestoresCpsrFromTheModesSpsr(byte from, byte to)
    {
        VirtualCpu cpu = InMode(from);
        cpu.Sys(cpu.CurrentSavedStatus) = ConditionFlags.N | Psr.Q | (9 << 16) | Psr.E | 0x80 | (uint)to;
        BankedRegisters.Write(cpu.State, to, 13, 0x1313);
        cpu.State->ExclusiveSize = 4;

        cpu.ReturnTo(0x9003);

        Assert.That((cpu.State->Pc, cpu.State->Mode, cpu.State->X[13]), Is.EqualTo((0x9000UL, to, 0x1313UL)));
        Assert.That(Pstate.ToSpsr(*cpu.State), Is.EqualTo(ConditionFlags.N | Psr.Q | (9 << 16) | Psr.E | 0x80 | (uint)to));
        Assert.That((cpu.CurrentEl, cpu.State->ExclusiveSize, cpu.EventRegister), Is.EqualTo((to == Usr ? EL0 : EL1, 0, true)));
    }

    [TestCase(Psr.T, 0x0000_A000u, 0xA0, Description = "in T32 with IT")]
    [TestCase(Psr.T, 0x0000_2800u, 0x28)]
    [TestCase(Psr.T, 0x0200_0000u, 0x01)]
    [TestCase(0u, 0x0000_2800u, 0, Description = "A32 has no IT")]
    public void ReturnTo_RestoresIt(uint t, uint it, int expected)
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.Sys(Slot.SpsrEl1) = Svc | t | it;
        cpu.ReturnTo(0x9003);
        // IT[3:0] = 0 is reserved with a condition: 0.
        Assert.That((cpu.State->ItState, cpu.State->Pc), Is.EqualTo(((byte)((expected & 15) == 0 ? 0 : expected), t != 0 ? 0x9002UL : 0x9000UL)));
    }

    [TestCase(Usr)]
    [TestCase(Sys)]
    [TestCase(ProcessorMode.Hyp)]
    public void ReturnTo_WhereThereIsNoSpsrOrHyp_IsUndefined(byte mode)
    {
        VirtualCpu cpu = InMode(mode);
        cpu.ReturnTo(0x9000);
        Assert.That(cpu.State->Pc, Is.EqualTo((mode == ProcessorMode.Hyp ? HypVectors : Vectors) + 4));
    }

    [Test]
    public void Eret_InHyp_ReturnsByElrHyp()
    {
        VirtualCpu cpu = InMode(ProcessorMode.Hyp);
        cpu.Sys(Slot.ElrEl2) = 0x9000;
        cpu.Sys(Slot.SpsrEl2) = Svc | 0x1C0;
        cpu.EretFrom();
        Assert.That((cpu.State->Pc, cpu.State->Mode, cpu.State->Daif, cpu.CurrentEl), Is.EqualTo((0x9000UL, Svc, (byte)7, EL1)));
    }

    [Test]
    public void Eret_ElsewhereReturnsByR14()
    {
        VirtualCpu cpu = InMode(Irq);
        cpu.State->X[14] = 0x9004;
        cpu.Sys(Slot.SpsrIrq) = Usr;
        cpu.EretFrom();
        Assert.That((cpu.State->Pc, cpu.State->Mode), Is.EqualTo((0x9004UL, Usr)));
    }

    [TestCase(Svc, (byte)0x16, Description = "Monitor")]
    [TestCase(Svc, (byte)0x05, Description = "an AArch64 mode")]
    [TestCase(Svc, ProcessorMode.Hyp, Description = "a higher level")]
    public void IllegalReturn_KeepsTheMode(byte from, byte to)
    {
        VirtualCpu cpu = UnderAArch64El2(from);
        cpu.Sys(Slot.SpsrEl1) = ConditionFlags.V | Psr.T | 0x40 | (uint)to;
        cpu.ReturnTo(0x9002);
        Assert.That((cpu.State->Mode, cpu.State->Il, cpu.State->Pc), Is.EqualTo((from, (byte)1, 0x9002UL)));
        Assert.That((cpu.State->Nzcv, cpu.State->Thumb, cpu.State->Daif), Is.EqualTo((ConditionFlags.V, (byte)1, Daif.F)));
        cpu.IllegalState();
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.SpsrUnd) & Spsr.Il, cpu.State->Il), Is.EqualTo(((ulong)Vectors + 4, Spsr.Il, (byte)0)));
    }

    [Test]
    public void IllegalReturn_OfAnArmv7Core_OnlyKeepsTheMode()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.Sys(Slot.SpsrEl1) = Spsr.Il | ProcessorMode.Hyp;
        cpu.ReturnTo(0x9000);
        Assert.That((cpu.State->Mode, cpu.State->Il, cpu.State->Pc), Is.EqualTo((Svc, (byte)0, 0x9000UL)));
    }

    [Test]
    public void Return_ToEl1UnderTge_IsIllegal()
    {
        VirtualCpu cpu = InMode(ProcessorMode.Hyp);
        cpu.Sys(Slot.HcrEl2) = Hcr.Tge;
        cpu.Sys(Slot.SpsrEl2) = Svc;
        cpu.EretFrom();
        Assert.That(cpu.State->Mode, Is.EqualTo(ProcessorMode.Hyp));
        cpu.Sys(Slot.SpsrEl2) = Usr;
        cpu.EretFrom();
        Assert.That(cpu.State->Mode, Is.EqualTo(Usr));
    }
}
