using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

public unsafe class SystemRegisterAccessTests
{
    private readonly VirtualCpu cpu = new(0);

    [SetUp]
    public void Reset()
    {
        cpu.Reset(0x1000);
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw;
    }

    [Test]
    public void Read_UndefinedAtEl0_IsTakenToEl1AsUnknown()
    {
        cpu.EnterLevel(EL0, 0);
        cpu.Sys(Slot.VbarEl1) = 0x8000;

        Assert.That(Access("SCTLR_EL1", AccessDirection.Read, rt: 3), Is.EqualTo(AccessOutcome.ExceptionTaken));

        Assert.That(cpu.CurrentEl, Is.EqualTo(EL1));
        Assert.That(cpu.Sys(Slot.EsrEl1), Is.EqualTo(0x0200_0000));
        Assert.That(cpu.State->Pc, Is.EqualTo(0x8400));
        Assert.That(cpu.Sys(Slot.ElrEl1), Is.EqualTo(0x1000));
    }

    [Test]
    public void Write_Tvm_TrapsWithTheInstructionInTheSyndrome()
    {
        cpu.Sys(Slot.HcrEl2) |= Hcr.Tvm;
        cpu.EnterLevel(EL1, 1);

        Assert.That(Access("TTBR0_EL1", AccessDirection.Write, rt: 5), Is.EqualTo(AccessOutcome.ExceptionTaken));

        // MSR TTBR0_EL1, X5: Op0 3, Op2 0, Op1 0, CRn 2, Rt 5, CRm 0, write.
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo(0x6230_08A0));
        Assert.That(cpu.CurrentEl, Is.EqualTo(EL2));
    }

    [Test]
    public void Read_Tvm_LeavesReadsAlone()
    {
        cpu.Sys(Slot.HcrEl2) |= Hcr.Tvm;
        cpu.EnterLevel(EL1, 1);
        Assert.That(Access("TTBR0_EL1", AccessDirection.Read), Is.EqualTo(AccessOutcome.Done));
    }

    [Test]
    public void Write_DaifSetAtEl0WithoutUma_TrapsToEl1WithTheOperandAsCrm()
    {
        cpu.EnterLevel(EL0, 0);
        Assert.That(SystemRegisterTable.TryFind("MSR DAIFSet, #imm", out SystemRegister? row));

        Assert.That(SystemRegisterAccess.Write(cpu, row!, 31, 0b0010), Is.EqualTo(AccessOutcome.ExceptionTaken));

        // Op0 0, Op2 6, Op1 3, CRn 4, Rt 31, CRm 2, write.
        Assert.That(cpu.Sys(Slot.EsrEl1), Is.EqualTo((0x18UL << 26) | (1 << 25) | (6 << 17) | (3 << 14) | (4 << 10) | (31 << 5) | (2 << 1)));
    }

    [Test]
    public void TrapToEl1_FromEl0UnderTge_GoesToEl2()
    {
        cpu.Sys(Slot.HcrEl2) |= Hcr.Tge;
        cpu.EnterLevel(EL0, 0);
        Access("CTR_EL0", AccessDirection.Read);
        Assert.That(cpu.CurrentEl, Is.EqualTo(EL2));
        Assert.That(cpu.Sys(Slot.EsrEl2) >> 26, Is.EqualTo(0x18));
    }

    [Test]
    public void Midr_AtEl1_IsWhatTheHypervisorSays()
    {
        cpu.Sys(Slot.VpidrEl2) = 0x1234;
        Assert.That(Value("MIDR_EL1"), Is.EqualTo(0x411F_D070));
        cpu.EnterLevel(EL1, 1);
        Assert.That(Value("MIDR_EL1"), Is.EqualTo(0x1234));
    }

    [Test]
    public void SpEl0_WhileItIsTheStackPointer_IsUndefined()
    {
        cpu.EnterLevel(EL1, 0);
        Assert.That(Access("SP_EL0", AccessDirection.Read), Is.EqualTo(AccessOutcome.ExceptionTaken));
        Assert.That(cpu.Sys(Slot.EsrEl1) >> 26, Is.Zero);
    }

    [Test]
    public void Vbar_WriteOfOnes_KeepsTheAlignmentBitsZero()
    {
        Write("VBAR_EL2", ulong.MaxValue);
        Assert.That(Value("VBAR_EL2"), Is.EqualTo(~0x7FFUL));
    }

    [Test]
    public void GicRegisters_OnAMachineWithGicV2_AreUndefinedAndUnannounced()
    {
        VirtualCpu gicv2 = new(0, CpuOptions.Default with { GicVersion = 2 });
        Assert.That(SystemRegisterTable.TryFind("ICC_SRE_EL2", out SystemRegister? sre));
        Assert.That(SystemRegisterAccess.Check(sre!, gicv2, AccessDirection.Read).Verdict, Is.EqualTo(AccessVerdict.Undefined));
        Assert.That(SystemRegisterTable.TryFind("ID_AA64PFR0_EL1", out SystemRegister? pfr0));
        Assert.That(pfr0!.ReadValue(gicv2), Is.EqualTo(0x222));
    }

    [TestCase(true, 3, 0x0100_0222UL, 0x1001_1001UL)]
    [TestCase(false, 3, 0x0100_0022UL, 0x1001_0001UL)]
    [TestCase(true, 2, 0x222UL, 0x0001_1001UL)]
    public void ProcessorFeatures_SayWhatTheMachineHas(bool hasEl2, int gic, ulong pfr0, ulong pfr1)
    {
        CpuOptions options = CpuOptions.Default with { HasEl2 = hasEl2, GicVersion = gic };
        Assert.That((CpuModel.IdAa64Pfr0(options), CpuModel.IdPfr1(options)), Is.EqualTo((pfr0, pfr1)));
    }

    [Test]
    public void Cntfrq_IsWritableAtTheHighestLevelOnly()
    {
        VirtualCpu without = new(0, CpuOptions.Default with { HasEl2 = false });
        Assert.That(SystemRegisterTable.TryFind("CNTFRQ_EL0", out SystemRegister? row));
        Assert.That(SystemRegisterAccess.Check(row!, without, AccessDirection.Write).Verdict, Is.EqualTo(AccessVerdict.Allowed));
        cpu.EnterLevel(EL1, 1);
        Assert.That(SystemRegisterAccess.Check(row!, cpu, AccessDirection.Write).Verdict, Is.EqualTo(AccessVerdict.Undefined));
    }

    [Test]
    public void Unallocated_ImplementationDefinedSpaceUnderTidcp_TrapsToEl2()
    {
        cpu.Sys(Slot.HcrEl2) |= Hcr.Tidcp;
        cpu.EnterLevel(EL1, 1);
        SystemRegisterAccess.RaiseUnallocated(cpu, SystemRegisterTable.A64(3, 0, 15, 4, 4), 0, AccessDirection.Read);
        Assert.That(cpu.Sys(Slot.EsrEl2) >> 26, Is.EqualTo(0x18));
        Assert.That(cpu.CurrentEl, Is.EqualTo(EL2));
    }

    [Test]
    public void Observer_SeesAccessesThatHappened()
    {
        List<(string, bool, ulong)> seen = [];
        cpu.SystemRegisterAccessed = (_, row, write, value) => seen.Add((row.Name, write, value));
        Write("TPIDR_EL2", 7);
        Value("TPIDR_EL2");
        cpu.EnterLevel(EL1, 1);
        Access("TPIDR_EL2", AccessDirection.Read);
        Assert.That(seen, Is.EqualTo(new[] { ("TPIDR_EL2", true, 7UL), ("TPIDR_EL2", false, 7UL) }));
    }

    private AccessOutcome Access(string name, AccessDirection direction, int rt = 0)
    {
        Assert.That(SystemRegisterTable.TryFind(name, out SystemRegister? row), name);
        return direction == AccessDirection.Read ? SystemRegisterAccess.Read(cpu, row!, rt, out _) : SystemRegisterAccess.Write(cpu, row!, rt, 0);
    }

    private ulong Value(string name)
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
