using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

public unsafe class PerformanceMonitorTests
{
    private sealed class Line : IInterruptLine
    {
        public bool Level { get; private set; }

        public void Set(bool level) => Level = level;
    }

    private readonly VirtualCpu cpu = new(0);
    private readonly Line line = new();

    [SetUp]
    public void Reset()
    {
        cpu.Reset(0);
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw;
        cpu.Pmu.OverflowLine = line;
        cpu.EnterLevel(EL1, 1);
    }

    [Test]
    public void CycleCounter_CountsRetiredInstructionsWhileEnabled()
    {
        Retire(100);
        Write("PMCNTENSET_EL0", 1u << 31);
        Retire(10);
        Write("PMCR_EL0", Pmcr.E);
        Retire(25);
        Assert.That(Read("PMCCNTR_EL0"), Is.EqualTo(25));
        Write("PMCR_EL0", 0);
        Retire(10);
        Assert.That(Read("PMCCNTR_EL0"), Is.EqualTo(25));
    }

    [Test]
    public void CycleCounter_FiltersByLevel()
    {
        Write("PMCCFILTR_EL0", 1u << 31); // P: not at EL1.
        Write("PMCNTENSET_EL0", 1u << 31);
        Write("PMCR_EL0", Pmcr.E);
        Retire(10);
        cpu.EnterLevel(EL0, 0);
        Retire(7);
        cpu.EnterLevel(EL2, 1);
        Retire(100);
        Assert.That(Read("PMCCNTR_EL0"), Is.EqualTo(7));
    }

    [Test]
    public void EventCounter_OverflowRaisesTheLineAndTheFlag()
    {
        Write("PMSELR_EL0", 2);
        Write("PMXEVTYPER_EL0", 0x08); // INST_RETIRED
        Write("PMXEVCNTR_EL0", 0xFFFF_FFF0);
        Write("PMINTENSET_EL1", 1u << 2);
        Write("PMCNTENSET_EL0", 1u << 2);
        Write("PMCR_EL0", Pmcr.E);
        Assert.That(cpu.Pmu.InstructionsUntilOverflow(), Is.EqualTo(16));

        Retire(20);

        Assert.That((Read("PMEVCNTR2_EL0"), Read("PMOVSSET_EL0"), line.Level), Is.EqualTo((4UL, 4UL, true)));
        Write("PMOVSCLR_EL0", 1u << 2);
        Assert.That(line.Level, Is.False);
    }

    [Test]
    public void SoftwareIncrement_CountsInItsCountersOnly()
    {
        Write("PMEVTYPER0_EL0", 0x00);
        Write("PMEVTYPER1_EL0", 0x08);
        Write("PMCNTENSET_EL0", 3);
        Write("PMCR_EL0", Pmcr.E);
        Write("PMSWINC_EL0", 3);
        Assert.That((Read("PMEVCNTR0_EL0"), Read("PMEVCNTR1_EL0")), Is.EqualTo((1UL, 0UL)));
    }

    [Test]
    public void Pmcr_WriteOfOnes_KeepsIdentificationAndClears()
    {
        Write("PMCCNTR_EL0", 77);
        Write("PMCR_EL0", ulong.MaxValue);
        Assert.That((Read("PMCR_EL0"), Read("PMCCNTR_EL0")), Is.EqualTo((0x4101_30F9UL, 0UL)));
    }

    [Test]
    public void Hpmn_HidesCountersFromEl1()
    {
        cpu.Sys(Slot.MdcrEl2) = 2;
        Write("PMCNTENSET_EL0", ulong.MaxValue);
        Assert.That((Read("PMCNTENSET_EL0"), Read("PMCR_EL0") >> Pmcr.NShift & 0x1F), Is.EqualTo((0x8000_0003UL, 2UL)));
    }

    private void Retire(long instructions) => cpu.State->Retired += instructions;

    private ulong Read(string name)
    {
        Assert.That(SystemRegisterTable.TryFind(name, out SystemRegister? row), name);
        Assert.That(SystemRegisterAccess.Read(cpu, row!, 0, out ulong value), Is.EqualTo(AccessOutcome.Done));
        return value;
    }

    private void Write(string name, ulong value)
    {
        Assert.That(SystemRegisterTable.TryFind(name, out SystemRegister? row), name);
        Assert.That(SystemRegisterAccess.Write(cpu, row!, 0, value), Is.EqualTo(AccessOutcome.Done));
    }
}
