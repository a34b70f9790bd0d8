using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public unsafe class SelfHostedDebugTests
{
    private const ulong Enabled = 1, AnyMode = 3 << 1, AllBytes = 0xF << 5, HigherMode = 1 << 13;
    private const ulong Address = 0xFFFF_8000_0000_1000;

    private readonly VirtualCpu cpu = new(0);

    [SetUp]
    public void Unlock()
    {
        cpu.Reset(0x4000);
        cpu.Sys(Slot.OslsrEl1) = 0;
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw;
    }

    [TestCase(EL0, false, 0UL, 0UL, true)]
    [TestCase(EL0, true, 0UL, 0UL, true, Description = "D masks only the level that takes the exception")]
    [TestCase(EL1, false, 0UL, 0UL, false, Description = "KDE is clear")]
    [TestCase(EL1, false, Mdscr.Kde, 0UL, true)]
    [TestCase(EL1, true, Mdscr.Kde, 0UL, false)]
    [TestCase(EL2, false, Mdscr.Kde, 0UL, false, Description = "the exception would go down")]
    [TestCase(EL1, true, 0UL, Mdcr.Tde, true)]
    [TestCase(EL2, false, Mdscr.Kde, Mdcr.Tde, true)]
    [TestCase(EL2, true, Mdscr.Kde, Mdcr.Tde, false)]
    public void Enabled_FromLevel(ExceptionLevel from, bool masked, ulong mdscr, ulong mdcr, bool expected)
    {
        cpu.Sys(Slot.MdscrEl1) = mdscr;
        cpu.Sys(Slot.MdcrEl2) = mdcr;
        Assert.That(SelfHostedDebug.IsEnabledFrom(cpu, from, masked), Is.EqualTo(expected));
        cpu.Sys(Slot.OslsrEl1) = 2;
        Assert.That(SelfHostedDebug.IsEnabledFrom(cpu, from, masked), Is.False, "OS lock");
    }

    [Test]
    public void Eret_ToAStepper_TakesSsFromSpsr_AndOneInstructionLaterTheException()
    {
        cpu.Sys(Slot.MdscrEl1) = Mdscr.Ss;
        cpu.EnterLevel(EL1, 1);
        cpu.Sys(Slot.SpsrEl1) = Spsr.Ss;
        cpu.Sys(Slot.ElrEl1) = 0x8000;
        cpu.EretFrom();
        Assert.That((cpu.CurrentEl, cpu.State->Ss), Is.EqualTo((EL0, (byte)1)));
        Assert.That(cpu.TakePendingStep(), Is.False, "an instruction comes first");
        cpu.State->Pc += 4;
        cpu.CompleteStep(wasLoadExclusive: true);
        Assert.That((cpu.CurrentEl, cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.ElrEl1)), Is.EqualTo((EL1, 0xCB00_0062UL, 0x8004UL)));
        Assert.That(cpu.Sys(Slot.SpsrEl1), Is.Zero);
    }

    [Test]
    public void Eret_WithSsClear_StepsAtOnce()
    {
        cpu.Sys(Slot.MdscrEl1) = Mdscr.Ss;
        cpu.EnterLevel(EL1, 1);
        cpu.Sys(Slot.ElrEl1) = 0x8000;
        cpu.EretFrom();
        Assert.That(cpu.TakePendingStep(), Is.True);
        Assert.That((cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.ElrEl1)), Is.EqualTo((0xCA00_0022UL, 0x8000UL)));
    }

    [Test]
    public void Svc_WhileStepped_CountsAsTheStep()
    {
        cpu.Sys(Slot.MdscrEl1) = Mdscr.Ss;
        cpu.EnterLevel(EL0, 0);
        cpu.State->Ss = 1;
        cpu.Svc(0);
        Assert.That(cpu.Sys(Slot.SpsrEl1) & Spsr.Ss, Is.Zero);
        cpu.EnterLevel(EL0, 0);
        cpu.State->Ss = 1;
        cpu.Undefined();
        Assert.That(cpu.Sys(Slot.SpsrEl1) & Spsr.Ss, Is.EqualTo(Spsr.Ss));
    }

    [TestCase(AnyMode, EL0, true)]
    [TestCase(AnyMode, EL1, true)]
    [TestCase(AnyMode, EL2, false)]
    [TestCase(1UL << 1, EL0, false)]
    [TestCase(2UL << 1, EL1, false)]
    [TestCase(HigherMode | AnyMode, EL2, true)]
    [TestCase(HigherMode | (2 << 1), EL0, false, Description = "reserved")]
    [TestCase((3 << 14) | AnyMode, EL0, false, Description = "Secure only")]
    public void Breakpoint_ByMode(ulong modes, ExceptionLevel el, bool expected)
    {
        Arm(el);
        cpu.Sys(Slot.Dbgbvr0) = Address;
        cpu.Sys(Slot.Dbgbcr0) = Enabled | AllBytes | modes;
        Assert.That(SelfHostedDebug.HitsBreakpoint(cpu), Is.EqualTo(expected));
        cpu.State->Pc += 4;
        Assert.That(SelfHostedDebug.HitsBreakpoint(cpu), Is.False);
    }

    [TestCase(7, true)]
    [TestCase(8, false)]
    public void Breakpoint_LinkedToAContext(int context, bool expected)
    {
        const ulong LinkedAddress = 1 << 20, LinkedContext = 3 << 20;
        Arm(EL0);
        cpu.Sys(Slot.ContextidrEl1) = (ulong)context;
        cpu.Sys(Slot.Dbgbvr0 + 5) = 7;
        cpu.Sys(Slot.Dbgbcr0 + 5) = Enabled | AllBytes | AnyMode | LinkedContext;
        Assert.That(SelfHostedDebug.HitsBreakpoint(cpu), Is.False, "a linked context acts only through its address");
        cpu.Sys(Slot.Dbgbvr0) = Address;
        cpu.Sys(Slot.Dbgbcr0) = Enabled | AllBytes | AnyMode | LinkedAddress | (5 << 16);
        Assert.That(SelfHostedDebug.HitsBreakpoint(cpu), Is.EqualTo(expected));
    }

    [TestCase(0xFFUL << 5, 0, 0UL, 1, true)]
    [TestCase(0xF0UL << 5, 0, 0UL, 4, false)]
    [TestCase(0xF0UL << 5, 0, 0UL, 8, true)]
    [TestCase(0xFFUL << 5, 0, 8UL, 8, false)]
    [TestCase(0xFFUL << 5, 12, 0xFF8UL, 8, true, Description = "MASK = 12: a page")]
    [TestCase(0xFFUL << 5, 12, 0x1000UL, 8, false)]
    public void Watchpoint_ByBytes(ulong select, int mask, ulong offset, int size, bool expected)
    {
        Arm(EL1);
        cpu.Sys(Slot.Dbgwvr0) = Address;
        cpu.Sys(Slot.Dbgwcr0) = Enabled | AnyMode | (1 << 3) | select | ((ulong)mask << 24);
        Assert.That(SelfHostedDebug.WatchedByte(cpu, Address + offset, size, isWrite: false, EL1).HasValue, Is.EqualTo(expected));
        Assert.That(SelfHostedDebug.WatchedByte(cpu, Address + offset, size, isWrite: true, EL1), Is.Null, "loads only");
    }

    private void Arm(ExceptionLevel el)
    {
        cpu.Sys(Slot.MdscrEl1) = Mdscr.Mde | Mdscr.Kde;
        cpu.Sys(Slot.MdcrEl2) = el == EL2 ? Mdcr.Tde : 0;
        cpu.EnterLevel(el, (byte)(el == EL0 ? 0 : 1));
        cpu.State->Daif = 0;
        cpu.State->Pc = Address;
    }
}
