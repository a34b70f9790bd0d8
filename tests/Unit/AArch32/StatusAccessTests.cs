using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ProcessorMode;
using static Hyp.Jit.Tests.Unit.AArch32.ModeMachine;

namespace Hyp.Jit.Tests.Unit.AArch32;

[TestFixture(false)]
[TestFixture(true)]
public unsafe class StatusAccessTests(bool regions)
{
    private const uint HypTrap = HypVectors + 0x14, Undefined = Vectors + 4;

    [TestCase(false, 0xE10F_0000u)] // MRS R0, CPSR
    [TestCase(true, 0xF3EF_8000u)]
    public void Mrs_ReadsCpsrWithoutExecutionState(bool thumb, uint mrs)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        machine.State->Nzcv = ConditionFlags.N | ConditionFlags.V;
        machine.State->Q = 1;
        machine.State->Ge = 0xA;
        machine.Run(mrs);
        Assert.That($"{machine.R(0):x8}", Is.EqualTo("980a0013"));
    }

    [Test]
    public void MrsAndMsr_ReachTheModesSpsr()
    {
        using ModeMachine machine = InMode(Und, regions);
        machine.State->X[1] = 0xFFFF_FFFF;
        machine.Run(0xE16F_F001, 0xE14F_0000, 0xE161_F002); // MSR SPSR_fsxc, R1; MRS R0, SPSR; MSR SPSR_c, R2
        Assert.That((machine.R(0), machine.Cpu.Sys(Slot.SpsrUnd)), Is.EqualTo((0xFF0F_FFFFu, 0xFF0F_FF00UL)));
    }

    [TestCase(false, 0xE121_F001u)] // MSR CPSR_c, R1
    [TestCase(true, 0xF381_8100u)]
    public void Msr_ChangesMode(bool thumb, uint msr)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        machine.SetBanked(Irq, 13, 0x1111);
        machine.State->X[13] = 0x2222;
        machine.State->X[1] = Irq | 0xC0;
        machine.Run(msr);
        Assert.That((machine.R(13), machine.Banked(Svc, 13), machine.Psr & 0xDF, machine.State->Pc), Is.EqualTo((0x1111u, 0x2222u, Irq | 0xC0u, Code + 4UL)));
    }

    [Test]
    public void Msr_ToUserMode_ChangesTheLevelForTheNextInstruction()
    {
        using ModeMachine machine = InMode(Svc, regions);
        machine.State->X[1] = Usr;
        machine.Run(0xE121_F001, 0xE14F_0000); // MSR CPSR_c, R1; MRS R0, SPSR: UNDEFINED in User mode
        Assert.That((machine.State->Pc, machine.Banked(Und, 14)), Is.EqualTo(((ulong)Undefined, Code + 8)));
    }

    [Test]
    public void MsrImmediate_SetsFlags()
    {
        using ModeMachine machine = InMode(Usr, regions);
        machine.Run(0xE328_F20F); // MSR CPSR_f, #0xF0000000
        Assert.That(machine.Psr, Is.EqualTo(0xF000_0000 | Usr));
    }

    [TestCase(false, 0xF10C_0080u, 0xF108_0080u, 4)] // CPSID I; CPSIE I
    [TestCase(true, 0xB672u, 0xB662u, 2)]
    public void Cps_MasksAndUnmasks(bool thumb, uint disable, uint enable, int bytes)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        machine.Run(disable);
        Assert.That((machine.State->Daif, machine.State->Pc), Is.EqualTo((Daif.I, Code + (ulong)bytes)));
        machine.State->Pc = Code;
        machine.Run(enable);
        Assert.That((machine.State->Daif, machine.State->Pc), Is.EqualTo(((byte)0, Code + (ulong)bytes)));
    }

    [TestCase(false, 0xF10E_00D2u)] // CPSID IF, #irq
    [TestCase(true, 0xF3AF_8772u)]
    public void Cps_ChangesMode(bool thumb, uint cps)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        machine.Run(cps);
        Assert.That((machine.State->Mode, machine.State->Daif), Is.EqualTo((Irq, Daif.I | Daif.F)));
    }

    [Test]
    public void Cps_InUserMode_DoesNothing()
    {
        using ModeMachine machine = InMode(Usr, regions);
        machine.Run(0xF10E_00D2);
        Assert.That((machine.Psr, machine.State->Pc), Is.EqualTo(((uint)Usr, Code + 4UL)));
    }

    [TestCase(false, 0xF108_0080u, 4u)]
    [TestCase(true, 0xB662u, 2u)]
    public void Cpsie_WithAnInterruptPending_TakesItBehindItself(bool thumb, uint cpsie, uint bytes)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        machine.State->Daif = Daif.I;
        machine.Cpu.SetInterrupt(InterruptInput.Irq, true);
        machine.Put(Vectors + 0x18, thumb: false, 0xE3A0_0001); // MOV R0, #1
        machine.Run(cpsie, thumb ? 0x2102u : 0xE3A0_1002); // MOV R1, #2
        Assert.That((machine.State->Mode, machine.R(14), machine.R(0), machine.R(1)), Is.EqualTo((Irq, Code + bytes + 4, 1u, 0u)));
        machine.Cpu.SetInterrupt(InterruptInput.Irq, false);
    }

    [TestCase(false, 0xF101_0200u, 0xE582_1000u, 0xF101_0000u, 0xE592_3000u)] // SETEND BE; STR R1, [R2]; SETEND LE; LDR R3, [R2]
    [TestCase(true, 0xB658u, 0x6011u, 0xB650u, 0x6813u)]
    public void Setend_SwapsData(bool thumb, uint big, uint store, uint little, uint load)
    {
        using ModeMachine machine = InMode(Usr, regions, thumb);
        machine.State->X[1] = 0x1122_3344;
        machine.State->X[2] = Stack;
        machine.Run(big, store, little, load);
        Assert.That((machine.Word(Stack), machine.R(3), machine.State->DataE), Is.EqualTo((0x4433_2211u, 0x4433_2211u, (byte)0)));
    }

    [TestCase(false, 0xE105_0200u, 0xE123_F301u)] // MRS R0, SP_usr; MSR SP_svc, R1
    [TestCase(true, 0xF3E5_8020u, 0xF381_8330u)]
    public void BankedAccess_FromHyp(bool thumb, uint mrs, uint msr)
    {
        using ModeMachine machine = InMode(ProcessorMode.Hyp, regions, thumb);
        machine.SetBanked(Usr, 13, 0x1357);
        machine.State->X[1] = 0x2468;
        machine.Run(mrs, msr);
        Assert.That((machine.R(0), machine.Banked(Svc, 13)), Is.EqualTo((0x1357u, 0x2468u)));
    }

    [Test]
    public void BankedAccess_ToSpsrsAndElrHyp()
    {
        using ModeMachine machine = InMode(ProcessorMode.Hyp, regions);
        machine.Cpu.Sys(Slot.SpsrFiq) = 0x11;
        machine.State->X[14] = 0x1234;
        machine.Run(0xE14E_0200, 0xE12E_F30E, 0xE10E_1300); // MRS R0, SPSR_fiq; MSR ELR_hyp, LR; MRS R1, ELR_hyp
        Assert.That((machine.R(0), machine.R(1), machine.Cpu.Sys(Slot.ElrEl2)), Is.EqualTo((0x11u, 0x1234u, 0x1234UL)));
    }

    [TestCase(Svc, 0xE103_0300u, Undefined)] // MRS R0, SP_svc: its own
    [TestCase(Svc, 0xE10E_0300u, Undefined)] // MRS R0, ELR_hyp
    [TestCase(Usr, 0xE105_0200u, Undefined)] // MRS R0, SP_usr
    [TestCase(Usr, 0xE14F_0000u, Undefined)] // MRS R0, SPSR
    [TestCase(Sys, 0xE14F_0000u, Undefined)]
    [TestCase(Usr, 0xF8BD_0A00u, Undefined)] // RFEIA SP!
    [TestCase(Usr, 0xE160_006Eu, Undefined)] // ERET
    [TestCase(Sys, 0xE160_006Eu, Undefined)]
    [TestCase(Usr, 0xE1B0_F00Eu, Undefined)] // MOVS PC, LR
    [TestCase(Usr, 0xE140_0071u, Undefined)] // HVC #1
    [TestCase(Usr, 0xE160_0071u, Undefined)] // SMC #1
    [TestCase(Usr, 0xF96D_0513u, Undefined)] // SRSDB SP!, #svc
    [TestCase(Svc, 0xF96D_0516u, Undefined)] // SRSDB SP!, #mon
    [TestCase(Svc, 0xE7F0_00F0u, Undefined)] // UDF #0
    [TestCase(ProcessorMode.Hyp, 0xE25E_F004u, HypVectors + 4)] // SUBS PC, LR, #4
    [TestCase(ProcessorMode.Hyp, 0xF8BD_0A00u, HypVectors + 4)]
    [TestCase(ProcessorMode.Hyp, 0xF96D_0513u, HypVectors + 4)]
    public void WhatAModeMayNot_IsUndefined(byte mode, uint word, uint vector)
    {
        using ModeMachine machine = InMode(mode, regions);
        machine.State->X[13] = Stack;
        machine.Run(word);
        Assert.That($"{machine.State->Pc:x}", Is.EqualTo($"{vector:x}"));
    }

    [Test]
    public void Msr_InAnItBlock_GoesOnInIt()
    {
        using ModeMachine machine = InMode(Svc, regions, thumb: true);
        machine.State->Nzcv = ConditionFlags.Z;
        machine.State->X[1] = Irq;
        machine.Run(0xBF04, 0xF381_8100, 0x2005); // ITT EQ; MSREQ CPSR_c, R1; MOVEQ R0, #5
        Assert.That((machine.State->Mode, machine.R(0), machine.State->ItState, machine.State->Pc), Is.EqualTo((Irq, 5u, (byte)0, Code + 8UL)));
        Assert.That(machine.State->Nzcv, Is.EqualTo(ConditionFlags.Z), "MOVS only outside IT blocks");
    }

    [TestCase(false, 0xE320_F003u, 4)] // WFI
    [TestCase(true, 0xBF30u, 2)]
    public void Wfi_Halts_AndTrapsWithItsLength(bool thumb, uint wfi, int bytes)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        Assert.That(machine.Run(wfi), Is.EqualTo(EngineExit.Halted));
        Assert.That(machine.State->Pc, Is.EqualTo(Code + (ulong)bytes));
        machine.Cpu.IsHalted = false;
        machine.State->Pc = Code;
        machine.Cpu.Sys(Slot.HcrEl2) = Hcr.Twi;
        machine.Run(wfi);
        Assert.That((machine.State->Pc, machine.Cpu.Sys(Slot.EsrEl2)), Is.EqualTo(((ulong)HypTrap, thumb ? 0x05E0_0000UL : 0x07E0_0000)));
    }
}
