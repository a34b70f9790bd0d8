using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public unsafe class ExceptionReturnTests
{
    private readonly VirtualCpu cpu = new(0);

    [SetUp]
    public void Reset() => cpu.Reset(0x4000);

    [TestCase(EL2, 0x3C9UL, Hcr.Rw, false, Description = "EL2h")]
    [TestCase(EL2, 0x3C8UL, Hcr.Rw, false, Description = "EL2t")]
    [TestCase(EL2, 0x3C5UL, Hcr.Rw, false, Description = "EL1h")]
    [TestCase(EL2, 0x3C4UL, Hcr.Rw, false, Description = "EL1t")]
    [TestCase(EL2, 0x3C0UL, Hcr.Rw, false, Description = "EL0t")]
    [TestCase(EL1, 0x3C5UL, Hcr.Rw, false, Description = "EL1h")]
    [TestCase(EL1, 0x3C0UL, Hcr.Rw, false, Description = "EL0t")]
    [TestCase(EL2, 0x3C1UL, Hcr.Rw, true, Description = "EL0h does not exist")]
    [TestCase(EL2, 0x3C6UL, Hcr.Rw, true, Description = "M[1] set")]
    [TestCase(EL2, 0x3CDUL, Hcr.Rw, true, Description = "EL3h")]
    [TestCase(EL1, 0x3C9UL, Hcr.Rw, true, Description = "a higher level")]
    [TestCase(EL2, 0x3C5UL, 0UL, true, Description = "RW = 0: EL1 is AArch32")]
    [TestCase(EL2, 0x3C0UL, 0UL, true, Description = "RW = 0: so is EL0")]
    [TestCase(EL2, 0x3C5UL, Hcr.Rw | Hcr.Tge, true, Description = "TGE: no EL1")]
    [TestCase(EL2, 0x3C0UL, Hcr.Rw | Hcr.Tge, false, Description = "TGE: EL0 under EL2")]
    [TestCase(EL2, 0x1D6UL, 0UL, true, Description = "Monitor mode of AArch32")]
    [TestCase(EL2, 0x1D3UL, Hcr.Rw, true, Description = "AArch32, but EL1 is AArch64")]
    public void Eret_Legality(ExceptionLevel from, ulong spsr, ulong hcr, bool illegal)
    {
        cpu.Sys(Slot.HcrEl2) = hcr;
        cpu.EnterLevel(from, 1);
        cpu.Sys(from == EL2 ? Slot.SpsrEl2 : Slot.SpsrEl1) = spsr | ConditionFlags.Z;
        cpu.Sys(from == EL2 ? Slot.ElrEl2 : Slot.ElrEl1) = 0x8000;
        cpu.State->ExclusiveSize = 8;

        cpu.EretFrom();

        Assert.That(cpu.State->Il, Is.EqualTo(illegal ? 1 : 0));
        Assert.That(cpu.CurrentEl, Is.EqualTo(illegal ? from : (ExceptionLevel)((spsr >> 2) & 3)));
        Assert.That(cpu.State->SpSel, Is.EqualTo(illegal ? 1 : (byte)(spsr & 1)));
        Assert.That(cpu.State->Daif, Is.EqualTo((spsr >> 6) & 15));
        Assert.That((cpu.State->Nzcv, cpu.State->Pc, cpu.State->ExclusiveSize), Is.EqualTo((ConditionFlags.Z, 0x8000UL, 0)));
    }

    [Test]
    public void Eret_WithIlInSpsr_ArrivesInIllegalState()
    {
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw;
        cpu.Sys(Slot.SpsrEl2) = 0x3C5 | Spsr.Il;
        cpu.EretFrom();
        Assert.That((cpu.CurrentEl, cpu.State->Il), Is.EqualTo((EL1, (byte)1)));
        cpu.IllegalState();
        Assert.That((cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.SpsrEl1) & Spsr.Il), Is.EqualTo((0x3A00_0000UL, Spsr.Il)));
    }

    [Test]
    public void Eret_WithoutEl2_CannotGoThere()
    {
        VirtualCpu without = new(0, CpuOptions.Default with { HasEl2 = false });
        Assert.That(ExceptionReturn.IsIllegal(without, 0x3C9));
        Assert.That(ExceptionReturn.IsIllegal(without, 0x3C0), Is.False, "HCR_EL2.RW does not exist either");
    }

    [TestCase(EL1, 0x3C5UL, Tcr.Tbi0El1, 0xAB00_0000_0000_1000UL, 0x0000_0000_0000_1000UL)]
    [TestCase(EL1, 0x3C5UL, Tcr.Tbi1El1, 0xAB80_0000_0000_1000UL, 0xFF80_0000_0000_1000UL)]
    [TestCase(EL1, 0x3C5UL, 0UL, 0xAB00_0000_0000_1000UL, 0xAB00_0000_0000_1000UL)]
    public void Eret_TopByteIgnored_PcTakesItsSign(ExceptionLevel from, ulong spsr, ulong tcr, ulong elr, ulong pc)
    {
        cpu.EnterLevel(from, 1);
        cpu.Sys(Slot.TcrEl1) = tcr;
        cpu.Sys(Slot.SpsrEl1) = spsr;
        cpu.Sys(Slot.ElrEl1) = elr;
        cpu.EretFrom();
        Assert.That(cpu.State->Pc, Is.EqualTo(pc));
    }
}
