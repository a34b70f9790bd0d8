using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public unsafe class InterruptTests
{
    private readonly VirtualCpu cpu = new(0);

    [SetUp]
    public void Reset()
    {
        foreach (InterruptInput input in Enum.GetValues<InterruptInput>())
        {
            cpu.SetInterrupt(input, false);
        }
        cpu.Reset(0x4000);
        cpu.Sys(Slot.VbarEl1) = 0x10_0000;
        cpu.Sys(Slot.VbarEl2) = 0x20_0000;
    }

    // Level, HCR_EL2, PSTATE.I -> the level that takes a physical IRQ; null: it stays pending.
    [TestCase(EL0, 0UL, 0, EL1)]
    [TestCase(EL0, 0UL, 1, null)]
    [TestCase(EL1, 0UL, 0, EL1)]
    [TestCase(EL1, 0UL, 1, null)]
    [TestCase(EL2, 0UL, 0, null, Description = "routed to a lower level")]
    [TestCase(EL0, Hcr.Imo, 1, EL2, Description = "a lower level cannot mask it")]
    [TestCase(EL1, Hcr.Imo, 1, EL2)]
    [TestCase(EL2, Hcr.Imo, 0, EL2)]
    [TestCase(EL2, Hcr.Imo, 1, null)]
    [TestCase(EL0, Hcr.Tge, 1, EL2)]
    [TestCase(EL2, Hcr.Tge, 0, EL2)]
    [TestCase(EL1, Hcr.Fmo, 0, EL1, Description = "FMO is not IMO")]
    public void PhysicalIrq_RoutingAndMasking(ExceptionLevel el, ulong hcr, int masked, ExceptionLevel? target)
    {
        Enter(el, hcr, masked != 0 ? Daif.I : (byte)0);
        cpu.SetInterrupt(InterruptInput.Irq, true);

        Assert.That(cpu.State->PendingInterrupt, Is.EqualTo(target is null ? 0 : 1));
        Assert.That(cpu.TakeInterrupt(), Is.EqualTo(target is not null));
        if (target is not null)
        {
            Assert.That(cpu.CurrentEl, Is.EqualTo(target));
            ulong offset = el == target ? 0x280UL : 0x480;
            Assert.That(cpu.State->Pc, Is.EqualTo((target == EL2 ? 0x20_0000UL : 0x10_0000) + offset));
        }
    }

    [TestCase(EL1, Hcr.Imo, 0, true)]
    [TestCase(EL0, Hcr.Imo, 0, true)]
    [TestCase(EL1, Hcr.Imo, 1, false, Description = "PSTATE.I masks virtual IRQs")]
    [TestCase(EL1, 0UL, 0, false, Description = "no virtual IRQs without IMO")]
    [TestCase(EL2, Hcr.Imo, 0, false, Description = "never at EL2")]
    [TestCase(EL0, Hcr.Imo | Hcr.Tge, 0, false, Description = "never under TGE")]
    public void VirtualIrq_ByLineOrByHcr(ExceptionLevel el, ulong hcr, int masked, bool taken)
    {
        Enter(el, hcr, masked != 0 ? Daif.I : (byte)0);
        cpu.SetInterrupt(InterruptInput.VirtualIrq, true);
        Assert.That(cpu.State->PendingInterrupt != 0, Is.EqualTo(taken));
        cpu.SetInterrupt(InterruptInput.VirtualIrq, false);
        Assert.That(cpu.State->PendingInterrupt, Is.Zero);

        cpu.Sys(Slot.HcrEl2) |= Hcr.Vi;
        cpu.UpdateInterrupts();
        Assert.That(cpu.TakeInterrupt(), Is.EqualTo(taken));
        if (taken)
        {
            Assert.That(cpu.CurrentEl, Is.EqualTo(EL1));
        }
    }

    [Test]
    public void VirtualSError_TakenOnce()
    {
        Enter(EL1, Hcr.Amo | Hcr.Vse, 0);
        cpu.UpdateInterrupts();
        Assert.That(cpu.TakeInterrupt());
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.HcrEl2) & Hcr.Vse), Is.EqualTo((0x10_0380UL, 0xBE00_0000UL, 0UL)));
        Assert.That(cpu.TakeInterrupt(), Is.False);
    }

    [Test]
    public void Fiq_GoesBeforeIrq()
    {
        Enter(EL1, 0, 0);
        cpu.SetInterrupt(InterruptInput.Irq, true);
        cpu.SetInterrupt(InterruptInput.Fiq, true);
        cpu.TakeInterrupt();
        Assert.That(cpu.State->Pc, Is.EqualTo(0x10_0300));
    }

    [Test]
    public void Rise_AsksTheEngineToLeave_EvenWhenMasked()
    {
        Enter(EL1, 0, Daif.All);
        cpu.State->RunLimit = 1000;
        cpu.SetInterrupt(InterruptInput.Irq, true);
        Assert.That((cpu.State->RunLimit, cpu.State->PendingInterrupt), Is.EqualTo((0L, 0)));
    }

    [Test]
    public void UnmaskingByDaifClr_MakesItDeliverable()
    {
        Enter(EL1, 0, Daif.All);
        cpu.SetInterrupt(InterruptInput.Irq, true);
        cpu.State->RunLimit = 1000;
        Assert.That(SystemRegisterTable.TryFind("MSR DAIFClr, #imm", out SystemRegister? row));
        SystemRegisterAccess.Write(cpu, row!, 31, Daif.I);
        Assert.That((cpu.State->RunLimit, cpu.State->PendingInterrupt), Is.EqualTo((0L, 1)));
    }

    [TestCase(InterruptInput.Irq, 0UL, true, Description = "masked, yet it wakes")]
    [TestCase(InterruptInput.Fiq, 0UL, true)]
    [TestCase(InterruptInput.VirtualIrq, Hcr.Imo, true)]
    [TestCase(InterruptInput.VirtualIrq, 0UL, false)]
    public void Wfi_WakesForPendingInterrupts(InterruptInput input, ulong hcr, bool wakes)
    {
        Enter(EL1, hcr, Daif.All);
        Assert.That(cpu.Halt());
        cpu.SetInterrupt(input, true);
        Assert.That(cpu.IsHalted, Is.EqualTo(!wakes));
        Assert.That(cpu.Halt(), Is.EqualTo(!wakes));
    }

    [TestCase(EL1, 0UL, InterruptInput.Irq, 1UL << 7)]
    [TestCase(EL1, Hcr.Imo, InterruptInput.Irq, 0UL)]
    [TestCase(EL1, Hcr.Imo, InterruptInput.VirtualIrq, 1UL << 7)]
    [TestCase(EL2, Hcr.Imo, InterruptInput.Irq, 1UL << 7)]
    [TestCase(EL1, Hcr.Fmo | Hcr.Vf, InterruptInput.Irq, (1UL << 6) | (1UL << 7))]
    public void Isr_ShowsWhatTheLevelWouldGet(ExceptionLevel el, ulong hcr, InterruptInput input, ulong expected)
    {
        Enter(el, hcr, Daif.All);
        cpu.SetInterrupt(input, true);
        Assert.That(cpu.InterruptStatus, Is.EqualTo(expected));
    }

    private void Enter(ExceptionLevel el, ulong hcr, byte daif)
    {
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw | hcr;
        cpu.EnterLevel(el, el == EL0 ? (byte)0 : (byte)1);
        cpu.State->Daif = daif;
        cpu.UpdateInterrupts();
    }
}
