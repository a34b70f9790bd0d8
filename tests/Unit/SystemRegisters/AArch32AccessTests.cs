using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

/// <summary>Rights, traps and halves of registers as MRC and MCR see them on an Armv7 core.</summary>
public unsafe class AArch32AccessTests
{
    private readonly VirtualCpu cpu = new(0, new CpuOptions(CpuModel.CortexA15) { GicVersion = 2 });

    [SetUp]
    public void Reset()
    {
        cpu.Reset(0x1000);
        cpu.Sys(Slot.VbarEl2) = 0x8000;
        cpu.Sys(Slot.VbarEl1) = 0x9000;
    }

    [Test]
    public void Mcr_UnderTvm_TrapsToHypWithTheInstructionInTheSyndrome()
    {
        Enter(ProcessorMode.Svc);
        cpu.Sys(Slot.HcrEl2) = Hcr.Tvm;
        uint iss = Syndrome.Coprocessor(opc1: 0, crn: 2, crm: 0, opc2: 1, rt: 5, AccessDirection.Write);

        Assert.That(AArch32Access.Write(cpu, Find("TTBR1", wide: false), iss, 0), Is.EqualTo(AccessOutcome.ExceptionTaken));

        // EC 0x03, IL, CV, COND 14, Opc2 1, CRn 2, Rt 5, write.
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo((3UL << 26) | (1 << 25) | (1 << 24) | (14 << 20) | (1 << 17) | (2 << 10) | (5 << 5)));
        Assert.That((cpu.State->Mode, cpu.State->Pc), Is.EqualTo((ProcessorMode.Hyp, 0x8014UL)));
    }

    [Test]
    public void Mcrr_UnderHstrT2_TrapsAsAWideAccess()
    {
        Enter(ProcessorMode.Svc);
        cpu.Sys(Slot.HstrEl2) = 1 << 2;
        uint iss = Syndrome.CoprocessorWide(opc1: 1, crm: 2, rt: 4, rt2: 6, AccessDirection.Read);

        Assert.That(AArch32Access.Read(cpu, Find("TTBR1"), iss, out _), Is.EqualTo(AccessOutcome.ExceptionTaken));

        // EC 0x04, Opc1 1, Rt2 6, Rt 4, CRm 2, read.
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo((4UL << 26) | (1 << 25) | (1 << 24) | (14 << 20) | (1 << 16) | (6 << 10) | (4 << 5) | (2 << 1) | 1));
    }

    [TestCase("SCTLR", "read", nameof(Slot.HcrEl2), Hcr.Tvm, ExpectedResult = "Allowed")]
    [TestCase("SCTLR", "write", nameof(Slot.HcrEl2), Hcr.Tvm, ExpectedResult = "Trap")]
    [TestCase("SCTLR", "read", nameof(Slot.HcrEl2), Hcr.Trvm, ExpectedResult = "Trap")]
    [TestCase("DACR", "write", nameof(Slot.HcrEl2), Hcr.Tvm, ExpectedResult = "Trap")]
    [TestCase("IFSR", "write", nameof(Slot.HcrEl2), Hcr.Tvm, ExpectedResult = "Trap")]
    [TestCase("TLBIMVA", "write", nameof(Slot.HcrEl2), Hcr.Ttlb, ExpectedResult = "Trap")]
    [TestCase("DTLBIALL", "write", nameof(Slot.HcrEl2), Hcr.Ttlb, ExpectedResult = "Trap")]
    [TestCase("DCCISW", "write", nameof(Slot.HcrEl2), Hcr.Tsw, ExpectedResult = "Trap")]
    [TestCase("DCCMVAC", "write", nameof(Slot.HcrEl2), Hcr.Tpc, ExpectedResult = "Trap")]
    [TestCase("ICIMVAU", "write", nameof(Slot.HcrEl2), Hcr.Tpu, ExpectedResult = "Trap")]
    [TestCase("BPIALL", "write", nameof(Slot.HcrEl2), Hcr.Tpu, ExpectedResult = "Allowed")]
    [TestCase("ACTLR", "read", nameof(Slot.HcrEl2), Hcr.Tacr, ExpectedResult = "Trap")]
    [TestCase("L2CTLR", "read", nameof(Slot.HcrEl2), Hcr.Tidcp, ExpectedResult = "Trap")]
    [TestCase("CBAR", "read", nameof(Slot.HcrEl2), Hcr.Tidcp, ExpectedResult = "Allowed", Description = "c15 is not among TIDCP's")]
    [TestCase("JIDR", "read", nameof(Slot.HcrEl2), Hcr.Tid0, ExpectedResult = "Trap")]
    [TestCase("TCMTR", "read", nameof(Slot.HcrEl2), Hcr.Tid1, ExpectedResult = "Trap")]
    [TestCase("CTR", "read", nameof(Slot.HcrEl2), Hcr.Tid2, ExpectedResult = "Trap")]
    [TestCase("ID_PFR0", "read", nameof(Slot.HcrEl2), Hcr.Tid3, ExpectedResult = "Trap")]
    [TestCase("CPACR", "read", nameof(Slot.CptrEl2), Cptr.Tcpac, ExpectedResult = "Trap")]
    [TestCase("DBGDIDR", "read", nameof(Slot.MdcrEl2), Mdcr.Tda, ExpectedResult = "Trap")]
    [TestCase("DBGDRAR", "read", nameof(Slot.MdcrEl2), Mdcr.Tdra, ExpectedResult = "Trap")]
    [TestCase("DBGOSLAR", "write", nameof(Slot.MdcrEl2), Mdcr.Tdosa, ExpectedResult = "Trap")]
    [TestCase("PMCR", "read", nameof(Slot.MdcrEl2), Mdcr.Tpmcr, ExpectedResult = "Trap")]
    [TestCase("TEECR", "read", nameof(Slot.HstrEl2), Hstr.Ttee, ExpectedResult = "Trap")]
    [TestCase("CNTKCTL", "read", nameof(Slot.HstrEl2), 1UL << 14, ExpectedResult = "Allowed", Description = "there is no T14")]
    [TestCase("CNTPCT", "read", nameof(Slot.CnthctlEl2), Cnthctl.El1Pcen, ExpectedResult = "Trap")]
    [TestCase("CNTP_CTL", "read", nameof(Slot.CnthctlEl2), Cnthctl.El1Pcten, ExpectedResult = "Trap")]
    public string Control_OfHyp_TrapsSupervisorMode(string name, string direction, string control, ulong bits)
    {
        Enter(ProcessorMode.Svc);
        cpu.Sys(Enum.Parse<Slot>(control)) = bits;
        AccessCheck check = AArch32Access.Check(Find(name), cpu, direction == "read" ? AccessDirection.Read : AccessDirection.Write);
        if (check.Verdict == AccessVerdict.Trap)
        {
            Assert.That(check.Target, Is.EqualTo(EL2));
        }
        return check.Verdict.ToString();
    }

    [TestCase("SCTLR", false, false)]
    [TestCase("CTR", false, false, Description = "only AArch64 opens it to EL0")]
    [TestCase("DCCMVAC", false, false)]
    [TestCase("TPIDRURW", true, true)]
    [TestCase("TPIDRURO", true, false)]
    [TestCase("TPIDRPRW", false, false)]
    [TestCase("CP15DMB", false, true)]
    [TestCase("DBGDIDR", true, false)]
    [TestCase("HCR", false, false)]
    public void Rights_OfUserMode(string name, bool read, bool write)
    {
        Enter(ProcessorMode.Usr);
        AArch32Register register = Find(name);
        Assert.That((AArch32Access.Check(register, cpu, AccessDirection.Read), AArch32Access.Check(register, cpu, AccessDirection.Write)),
            Is.EqualTo((read ? AccessCheck.Allowed : AccessCheck.Undefined, write ? AccessCheck.Allowed : AccessCheck.Undefined)));
    }

    [Test]
    public void Counter_ClosedToUserMode_IsUndefinedAndNoTrap()
    {
        Enter(ProcessorMode.Usr);
        Assert.That(AArch32Access.Read(cpu, Find("CNTVCT"), 0, out _), Is.EqualTo(AccessOutcome.ExceptionTaken));
        Assert.That((cpu.State->Mode, cpu.State->Pc), Is.EqualTo((ProcessorMode.Und, 0x9004UL)));
    }

    [Test]
    public void Barrier_WithoutCp15Ben_IsUndefined()
    {
        Enter(ProcessorMode.Svc);
        Assert.That(AArch32Access.Check(Find("CP15DSB"), cpu, AccessDirection.Write).Verdict, Is.EqualTo(AccessVerdict.Allowed));
        cpu.Sys(Slot.SctlrEl1) &= ~Sctlr.Cp15Ben;
        Assert.That(AArch32Access.Check(Find("CP15DSB"), cpu, AccessDirection.Write).Verdict, Is.EqualTo(AccessVerdict.Undefined));
    }

    [TestCase("HCR2")]
    [TestCase("ACTLR2")]
    [TestCase("TLBIMVAL")]
    [TestCase("TLBIIPAS2")]
    [TestCase("ICC_HSRE", Description = "the machine has a GICv2")]
    public void WhatArmv7DoesNotHave_IsUndefined(string name) =>
        Assert.That(AArch32Access.Check(Find(name), cpu, AccessDirection.Write).Verdict, Is.EqualTo(AccessVerdict.Undefined));

    [Test]
    public void Halves_ChangeOnlyThemselves()
    {
        cpu.Sys(Slot.FarEl2) = 0x1111_1111_2222_2222;
        Write("HIFAR", 0xAAAA_AAAA);
        Assert.That(cpu.Sys(Slot.FarEl2), Is.EqualTo(0xAAAA_AAAA_2222_2222));
        Write("HDFAR", 0xBBBB_BBBB);
        Assert.That(cpu.Sys(Slot.FarEl2), Is.EqualTo(0xAAAA_AAAA_BBBB_BBBB));
        Assert.That((Find("HIFAR").ReadValue(cpu), Find("HDFAR").ReadValue(cpu)), Is.EqualTo((0xAAAA_AAAAUL, 0xBBBB_BBBBUL)));
    }

    [Test]
    public void Hsctlr_WrittenAsZero_ReadsItsOnes()
    {
        Write("HSCTLR", 0);
        Assert.That(Find("HSCTLR").ReadValue(cpu), Is.EqualTo(0x30C5_0878));
    }

    [Test]
    public void Vbar_KeepsBits31To5()
    {
        Write("VBAR", uint.MaxValue);
        Assert.That(cpu.Sys(Slot.VbarEl1), Is.EqualTo(0xFFFF_FFE0));
    }

    [Test]
    public void Hcr_HasNothingAboveTge()
    {
        Write("HCR", uint.MaxValue);
        Assert.That(cpu.Sys(Slot.HcrEl2), Is.EqualTo(0x0FFF_FFFF));
    }

    [Test]
    public void Midr_InSupervisorMode_IsWhatTheHypervisorSays()
    {
        Write("VPIDR", 0x1234);
        Write("VMPIDR", 0x8000_0005);
        Assert.That(Find("MIDR").ReadValue(cpu), Is.EqualTo(0x414F_C0F0));
        Enter(ProcessorMode.Svc);
        Assert.That((Find("MIDR").ReadValue(cpu), Find("MPIDR").ReadValue(cpu)), Is.EqualTo((0x1234UL, 0x8000_0005UL)));
    }

    [Test]
    public void Unallocated_LockdownRegisterUnderTidcp_TrapsToHyp()
    {
        Enter(ProcessorMode.Svc);
        cpu.Sys(Slot.HcrEl2) = Hcr.Tidcp;
        AArch32Access.RaiseUnallocated(cpu, AArch32Window.Cp15("", 0, 9, 0, 0), Syndrome.Coprocessor(0, 9, 0, 0, 1, AccessDirection.Read));
        Assert.That((cpu.Sys(Slot.EsrEl2) >> 26, cpu.CurrentEl), Is.EqualTo((3UL, EL2)));
    }

    private static AArch32Register Find(string name, bool wide = true)
    {
        Assert.That(SystemRegisterTable.TryFindAArch32(name, out AArch32Register? register), name);
        return wide ? register! : SystemRegisterTable.AArch32ByIndex.ToArray().Single(r => r.Window.Name == name && r.Window.Half != RegisterHalf.Whole);
    }

    private void Enter(byte mode)
    {
        cpu.ChangeMode(mode, 0);
        cpu.Sys(Slot.HcrEl2) = 0;
    }

    private void Write(string name, ulong value) => Assert.That(AArch32Access.Write(cpu, Find(name), 0, value), Is.EqualTo(AccessOutcome.Done));
}
