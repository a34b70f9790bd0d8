using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public unsafe class ExceptionEntryTests
{
    private const ulong Vectors1 = 0x10_0000, Vectors2 = 0x20_0000, Code = 0x4000;
    private readonly VirtualCpu cpu = new(0);

    [SetUp]
    public void Reset()
    {
        cpu.Reset(Code);
        cpu.Firmware = null;
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw;
        cpu.Sys(Slot.VbarEl1) = Vectors1;
        cpu.Sys(Slot.VbarEl2) = Vectors2;
    }

    [TestCase(EL0, 0, Vectors1 + 0x400)]
    [TestCase(EL1, 0, Vectors1 + 0x000)]
    [TestCase(EL1, 1, Vectors1 + 0x200)]
    [TestCase(EL2, 0, Vectors2 + 0x000)]
    [TestCase(EL2, 1, Vectors2 + 0x200)]
    public void Undefined_FromEachLevel_TakesItsVector(ExceptionLevel el, byte spSel, ulong vector)
    {
        cpu.EnterLevel(el, spSel);
        cpu.Undefined();
        Assert.That(cpu.State->Pc, Is.EqualTo(vector));
    }

    [Test]
    public void Entry_SavesPstateAndMasksEverything()
    {
        cpu.EnterLevel(EL1, 0);
        cpu.State->Daif = Daif.I;
        cpu.State->Nzcv = ConditionFlags.N | ConditionFlags.C;
        cpu.State->Il = 1;

        cpu.Hvc(0x12);

        // N, C, IL, I, EL1t.
        Assert.That(cpu.Sys(Slot.SpsrEl2), Is.EqualTo(0xA010_0084));
        Assert.That(cpu.Sys(Slot.ElrEl2), Is.EqualTo(Code + 4));
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo(0x5A00_0012));
        Assert.That((cpu.State->Daif, cpu.State->Il, cpu.State->SpSel, cpu.CurrentEl), Is.EqualTo((Daif.All, (byte)0, (byte)1, EL2)));
    }

    [Test]
    public void Entry_BanksTheStackPointer()
    {
        cpu.WriteStackPointer(EL1, 0x1111);
        cpu.WriteStackPointer(EL2, 0x2222);
        cpu.EnterLevel(EL0, 0);
        cpu.State->X[31] = 0x9999;

        cpu.Svc(0);
        Assert.That(cpu.State->X[31], Is.EqualTo(0x1111));
        Assert.That(cpu.ReadStackPointer(EL0), Is.EqualTo(0x9999));

        cpu.Hvc(0);
        Assert.That(cpu.State->X[31], Is.EqualTo(0x2222));
    }

    [Test]
    public void Svc_UnderTge_GoesToEl2()
    {
        cpu.Sys(Slot.HcrEl2) |= Hcr.Tge;
        cpu.EnterLevel(EL0, 0);
        cpu.Svc(1);
        Assert.That(cpu.State->Pc, Is.EqualTo(Vectors2 + 0x400));
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo(0x5600_0001));
    }

    [Test]
    public void DataAbort_FromTheSameLevel_HasTheNextClass()
    {
        cpu.EnterLevel(EL1, 1);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Translation, AccessType.Write, 0xDEAD_BEEF) { Level = 1, Stage = 1 }, 0);
        Assert.That(cpu.Sys(Slot.EsrEl1), Is.EqualTo(0x9600_0045));
        Assert.That(cpu.Sys(Slot.FarEl1), Is.EqualTo(0xDEAD_BEEF));
        Assert.That(cpu.Sys(Slot.ElrEl1), Is.EqualTo(Code));
    }

    [Test]
    public void Stage2Abort_ReportsTheIpaInHpfar()
    {
        cpu.EnterLevel(EL1, 1);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Translation, AccessType.Read, 0xFFFF_0000_1234_5678) { Level = 3, Stage = 2, Ipa = 0x0900_1678 }, 0x0180_0000);
        Assert.That(cpu.Sys(Slot.HpfarEl2), Is.EqualTo(0x0009_0010));
        Assert.That(cpu.Sys(Slot.FarEl2), Is.EqualTo(0xFFFF_0000_1234_5678));
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo(0x9380_0007));
    }

    [Test]
    public void FetchAbort_FromEl0_IsClass20()
    {
        cpu.EnterLevel(EL0, 0);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Permission, AccessType.Fetch, Code) { Level = 3, Stage = 1 }, 0);
        Assert.That(cpu.Sys(Slot.EsrEl1), Is.EqualTo(0x8200_000F));
    }

    [Test]
    public void PcAlignment_ReportsThePcTwice()
    {
        cpu.PcAlignment(0x4002);
        Assert.That((cpu.Sys(Slot.EsrEl2) >> 26, cpu.Sys(Slot.FarEl2), cpu.Sys(Slot.ElrEl2)), Is.EqualTo((0x22UL, 0x4002UL, 0x4002UL)));
    }

    [TestCase(EL1, 0UL, 0UL, EL1, 0x3CUL)]
    [TestCase(EL1, Mdcr.Tde, 0UL, EL2, 0x3CUL)]
    [TestCase(EL0, 0UL, Hcr.Tge, EL2, 0x3CUL)]
    public void Brk_FollowsTdeAndTge(ExceptionLevel from, ulong mdcr, ulong hcr, ExceptionLevel target, ulong ec)
    {
        cpu.Sys(Slot.MdcrEl2) |= mdcr;
        cpu.Sys(Slot.HcrEl2) |= hcr;
        cpu.EnterLevel(from, 0);
        cpu.Brk(0);
        Assert.That((cpu.CurrentEl, cpu.Sys(target == EL2 ? Slot.EsrEl2 : Slot.EsrEl1) >> 26), Is.EqualTo((target, ec)));
    }

    [TestCase(EL0, 3u, 0UL, 0UL, true, EL1, 0x00UL)]
    [TestCase(EL0, 1u, 0UL, 0UL, false, EL1, 0x07UL)]
    [TestCase(EL1, 1u, 0UL, 0UL, true, EL1, 0x00UL)]
    [TestCase(EL1, 0u, 0UL, 0UL, false, EL1, 0x07UL)]
    [TestCase(EL1, 2u, Cptr.Tfp, 0UL, false, EL1, 0x07UL)]
    [TestCase(EL1, 3u, Cptr.Tfp, 0UL, false, EL2, 0x07UL)]
    [TestCase(EL2, 0u, 0UL, 0UL, true, EL2, 0x00UL)]
    [TestCase(EL2, 3u, Cptr.Tfp, 0UL, false, EL2, 0x07UL)]
    [TestCase(EL0, 0u, 0UL, Hcr.Tge, false, EL2, 0x00UL)]
    [TestCase(EL0, 3u, Cptr.Tfp, Hcr.Tge, false, EL2, 0x07UL)]
    public void FloatingPointTrap_Matrix(ExceptionLevel el, uint fpen, ulong cptr, ulong hcr, bool enabled, ExceptionLevel target, ulong ec)
    {
        cpu.Sys(Slot.CpacrEl1) = (ulong)fpen << Cpacr.FpenShift;
        cpu.Sys(Slot.CptrEl2) = cptr;
        cpu.Sys(Slot.HcrEl2) |= hcr;
        cpu.EnterLevel(el, 0);
        Assert.That(cpu.FpEnabled(), Is.EqualTo(enabled));
        if (!enabled)
        {
            cpu.FpTrap();
            Assert.That((cpu.CurrentEl, cpu.Sys(target == EL2 ? Slot.EsrEl2 : Slot.EsrEl1) >> 26), Is.EqualTo((target, ec)));
        }
    }

    [TestCase(EL0, false, 0UL, 0UL, EL1)]
    [TestCase(EL0, true, 0UL, 0UL, EL1)]
    [TestCase(EL0, false, Sctlr.Ntwi, Hcr.Twi, EL2)]
    [TestCase(EL1, false, 0UL, Hcr.Twi, EL2)]
    [TestCase(EL1, true, 0UL, Hcr.Twe, EL2)]
    public void WaitTrap_GoesToTheOwnerOfTheControl(ExceptionLevel el, bool wfe, ulong sctlr, ulong hcr, ExceptionLevel target)
    {
        cpu.Sys(Slot.SctlrEl1) = sctlr;
        cpu.Sys(Slot.HcrEl2) |= hcr;
        cpu.EnterLevel(el, 0);
        Assert.That(cpu.WaitTrap(wfe));
        ulong esr = cpu.Sys(target == EL2 ? Slot.EsrEl2 : Slot.EsrEl1);
        Assert.That((cpu.CurrentEl, esr), Is.EqualTo((target, 0x07E0_0000UL | (wfe ? 1UL : 0))));
    }

    [Test]
    public void WaitTrap_WithSomethingToWakeFor_DoesNotTrap()
    {
        cpu.Sys(Slot.HcrEl2) |= Hcr.Twi | Hcr.Twe;
        cpu.EnterLevel(EL1, 1);
        cpu.SetInterrupt(InterruptInput.Irq, true);
        cpu.EventRegister = true;
        Assert.That((cpu.WaitTrap(wfe: false), cpu.WaitTrap(wfe: true), cpu.WaitTrap(wfe: true)), Is.EqualTo((false, false, true)));
        cpu.SetInterrupt(InterruptInput.Irq, false);
    }

    [Test]
    public void ExceptionTaken_ReportsClassSyndromeAndLevel()
    {
        (ExceptionClass, ulong, ExceptionLevel) seen = default;
        cpu.ExceptionTaken = (_, ec, esr, target) => seen = (ec, esr, target);
        ulong before = cpu.ExceptionCounts[(int)ExceptionClass.Hvc64];
        cpu.Hvc(3);
        cpu.ExceptionTaken = null;
        Assert.That(seen, Is.EqualTo((ExceptionClass.Hvc64, 0x5A00_0003UL, EL2)));
        Assert.That(cpu.ExceptionCounts[(int)ExceptionClass.Hvc64], Is.EqualTo(before + 1));
    }
}
