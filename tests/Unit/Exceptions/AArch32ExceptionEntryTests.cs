using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Unit.Cpu;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.ProcessorMode;
using static Hyp.Jit.Tests.Unit.Cpu.AArch32Cpus;

namespace Hyp.Jit.Tests.Unit.Exceptions;

/// <summary>Exceptions taken to EL1 in AArch32.</summary>
public unsafe class AArch32ExceptionEntryTests
{
    public enum Event
    {
        Undefined,
        Svc,
        FetchAbort,
        DataAbort,
        Bkpt,
        Irq,
        Fiq,
        AsynchronousAbort,
    }

    // ARMv7 ARM B1.8: vector, mode, LR from the instruction (interrupts: from the next one), masks it sets beside I, DFSR or IFSR.
    [TestCase(Event.Undefined, 0, 0x04u, Und, 4u, 0u)]
    [TestCase(Event.Undefined, 1, 0x04u, Und, 2u, 0u)]
    [TestCase(Event.Svc, 0, 0x08u, Svc, 4u, 0u)]
    [TestCase(Event.Svc, 1, 0x08u, Svc, 2u, 0u)]
    [TestCase(Event.FetchAbort, 0, 0x0Cu, Abt, 4u, 0x100u)]
    [TestCase(Event.FetchAbort, 1, 0x0Cu, Abt, 4u, 0x100u)]
    [TestCase(Event.Bkpt, 0, 0x0Cu, Abt, 4u, 0x100u)]
    [TestCase(Event.DataAbort, 0, 0x10u, Abt, 8u, 0x100u)]
    [TestCase(Event.DataAbort, 1, 0x10u, Abt, 8u, 0x100u)]
    [TestCase(Event.AsynchronousAbort, 0, 0x10u, Abt, 8u, 0x100u)]
    [TestCase(Event.Irq, 0, 0x18u, Irq, 4u, 0x100u)]
    [TestCase(Event.Irq, 1, 0x18u, Irq, 4u, 0x100u)]
    [TestCase(Event.Fiq, 0, 0x1Cu, Fiq, 4u, 0x140u)]
    public void Entry(Event what, int thumb, uint vector, byte mode, uint lr, uint masks)
    {
        foreach (byte from in new[] { Usr, Sys, Svc })
        {
            VirtualCpu cpu = InMode(from);
            CpuState* state = cpu.State;
            state->Thumb = (byte)thumb;
            state->Nzcv = ConditionFlags.Z;
            state->ItState = thumb != 0 ? (byte)0x08 : (byte)0;
            ulong before = Pstate.ToSpsr(*state);

            Raise(cpu, what);

            Assert.That((state->Pc, state->Mode, cpu.CurrentEl, state->X[14]), Is.EqualTo(((ulong)Vectors + vector, mode, EL1, (ulong)Code + lr)), $"from {from:x}");
            // SVC is over when its exception is taken, and so is its place in the IT block.
            Assert.That(cpu.Sys(cpu.CurrentSavedStatus), Is.EqualTo(what == Event.Svc ? before & ~Psr.FromIt(0xFF) : before));
            Assert.That(Pstate.ToSpsr(*state), Is.EqualTo(ConditionFlags.Z | 0x80 | masks | mode));
        }
    }

    [Test]
    public void Entry_TakesInstructionSetAndDataOrderFromSctlr()
    {
        VirtualCpu cpu = InMode(Usr);
        cpu.Sys(Slot.SctlrEl1) = Sctlr32.Te | Sctlr32.Ee | Sctlr32.V;
        cpu.Svc(0);
        Assert.That((cpu.State->Pc, cpu.State->Thumb, cpu.State->DataE), Is.EqualTo((0xFFFF_0008UL, (byte)1, (byte)1)));
        Assert.That((cpu.Sys(Slot.SpsrEl1), cpu.State->X[14]), Is.EqualTo(((ulong)Usr, (ulong)Code + 4)));
    }

    [Test]
    public void Entry_BanksLr()
    {
        VirtualCpu cpu = InMode(Usr);
        cpu.State->X[13] = 0x1313;
        cpu.State->X[14] = 0x1414;
        BankedRegisters.Write(cpu.State, Und, 13, 0xDDDD);
        cpu.Undefined();
        Assert.That((cpu.State->X[13], cpu.State->X[14]), Is.EqualTo((0xDDDDUL, (ulong)Code + 4)));
        Assert.That((BankedRegisters.Read(cpu.State, Usr, 13), BankedRegisters.Read(cpu.State, Usr, 14)), Is.EqualTo((0x1313u, 0x1414u)));
    }

    [Test]
    public void Entry_KeepsMasksThatWereSet()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.State->Daif = Daif.F;
        cpu.Svc(0);
        Assert.That(cpu.State->Daif, Is.EqualTo(Daif.F | Daif.I));
    }

    [Test]
    public void Entry_ReportsClassSyndromeAndLevel()
    {
        VirtualCpu cpu = InMode(Usr);
        (ExceptionClass, ulong, ExceptionLevel) seen = default;
        cpu.ExceptionTaken = (_, ec, esr, target) => seen = (ec, esr, target);
        cpu.InstructionBytes = 2;
        cpu.Svc(0x42);
        Assert.That(seen, Is.EqualTo((ExceptionClass.Svc32, 0x4400_0042UL, EL1)));
        Assert.That((cpu.ExceptionCounts[0x11], cpu.ExceptionEntries), Is.EqualTo((1UL, 1L)));
        Assert.That(cpu.Sys(Slot.EsrEl1), Is.Zero, "SVC does not touch DFSR");
    }

    [Test]
    public void PcAlignment_IsAPrefetchAbort()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.State->Pc = 0x8002;
        cpu.PcAlignment(0x8002);
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.Ifsr32El2), cpu.Sys(Slot.FarEl1)), Is.EqualTo(((ulong)Vectors + 0xC, 1UL, 0x8002_0000_0000UL)));
    }

    private static void Raise(VirtualCpu cpu, Event what)
    {
        cpu.InstructionBytes = cpu.State->Thumb != 0 ? 2 : 4;
        switch (what)
        {
            case Event.Undefined:
                cpu.Undefined();
                break;
            case Event.Svc:
                cpu.Svc(0);
                break;
            case Event.FetchAbort:
                cpu.TakeMmuFault(new MmuFault(FaultKind.Translation, AccessType.Fetch, Code) { Level = 1, Stage = 1 }, 0);
                break;
            case Event.DataAbort:
                cpu.TakeMmuFault(new MmuFault(FaultKind.Translation, AccessType.Read, 0xDEAD) { Level = 1, Stage = 1 }, 0);
                break;
            case Event.Bkpt:
                cpu.Bkpt(1);
                break;
            default:
                InterruptInput input = what == Event.Irq ? InterruptInput.Irq : what == Event.Fiq ? InterruptInput.Fiq : InterruptInput.SError;
                cpu.SetInterrupt(input, true);
                Assert.That(cpu.TakeInterrupt());
                break;
        }
    }
}
