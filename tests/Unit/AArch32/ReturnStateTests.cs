using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ProcessorMode;
using static Hyp.Jit.Tests.Unit.AArch32.ModeMachine;

namespace Hyp.Jit.Tests.Unit.AArch32;

[TestFixture(false)]
[TestFixture(true)]
public unsafe class ReturnStateTests(bool regions)
{
    [TestCase(false, 0xEF12_3456u, 0xE1B0_F00Eu, 4u)] // SVC #0x123456; MOVS PC, LR
    [TestCase(true, 0xDF07u, 0xF3DE_8F00u, 2u)] // SVC #7; ERET
    public void Svc_AndBack(bool thumb, uint svc, uint back, uint bytes)
    {
        using ModeMachine machine = InMode(Usr, regions, thumb);
        machine.Cpu.Sys(Slot.SctlrEl1) = thumb ? Sctlr32.Te : 0;
        machine.State->Nzcv = ConditionFlags.C;
        machine.Put(Vectors + 8, thumb, back);
        machine.Run(svc);
        Assert.That((machine.State->Pc, machine.State->Mode, machine.R(14)), Is.EqualTo((Vectors + 8UL, Svc, Code + bytes)));
        machine.Step();
        Assert.That((machine.State->Pc, machine.Psr), Is.EqualTo((Code + (ulong)bytes, ConditionFlags.C | Usr | (thumb ? Runtime.Psr.T : 0))));
    }

    [Test]
    public void Svc_SkippedByItsCondition_IsNone()
    {
        using ModeMachine machine = InMode(Usr, regions);
        machine.Run(0x0F00_0000); // SVCEQ #0
        Assert.That((machine.State->Pc, machine.State->Mode), Is.EqualTo((Code + 4UL, Usr)));
    }

    [Test]
    public void Svc_InAnItBlock_ReturnsIntoIt()
    {
        using ModeMachine machine = InMode(Usr, regions, thumb: true);
        machine.State->Nzcv = ConditionFlags.Z;
        machine.Put(Vectors + 8, thumb: false, 0xE1B0_F00E); // MOVS PC, LR
        machine.Put(Code, thumb: true, 0xBF06, 0xDF00, 0x2001, 0x2102); // ITTE EQ; SVCEQ; MOVEQ R0, #1; MOVNE R1, #2
        machine.Step(2);
        Assert.That(Runtime.Psr.ToIt((uint)machine.Cpu.Sys(Slot.SpsrEl1)), Is.EqualTo(0x0C));
        machine.Step(3);
        Assert.That((machine.R(0), machine.R(1), machine.State->ItState, machine.State->Pc), Is.EqualTo((1u, 0u, (byte)0, Code + 8UL)));
    }

    [TestCase(false, 0xF96D_0513u, 0xF8BD_0A00u)] // SRSDB SP!, #svc; RFEIA SP!
    [TestCase(true, 0xE82D_C013u, 0xE9BD_C000u)]
    public void SrsAndRfe_AreALinuxHandlersEntryAndExit(bool thumb, uint srs, uint rfe)
    {
        using ModeMachine machine = InMode(Irq, regions, thumb);
        machine.SetBanked(Svc, 13, Stack);
        machine.State->X[14] = 0x4000_9000;
        machine.Cpu.Sys(Slot.SpsrIrq) = ConditionFlags.N | Usr;
        machine.Run(srs);
        Assert.That((machine.Banked(Svc, 13), machine.Word(Stack - 8), machine.Word(Stack - 4)), Is.EqualTo((Stack - 8, 0x4000_9000u, ConditionFlags.N | Usr)));

        Assert.That(Runtime.Cpsr.Write(machine.Cpu, Svc, 1));
        machine.State->Pc = Code;
        machine.Run(rfe);
        Assert.That((machine.State->Pc, machine.Psr, machine.Banked(Svc, 13)), Is.EqualTo((0x4000_9000UL, ConditionFlags.N | Usr, Stack)));
    }

    [TestCase(0xF810_0A00u, 0xFFFF_FFFCu, 0u)] // RFEDA R0
    [TestCase(0xF830_0A00u, 0xFFFF_FFFCu, 0xFFFF_FFF8u)] // RFEDA R0!
    [TestCase(0xF890_0A00u, 0u, 0u)] // RFEIA R0
    [TestCase(0xF910_0A00u, 0xFFFF_FFF8u, 0u)] // RFEDB R0
    [TestCase(0xF9B0_0A00u, 4u, 8u)] // RFEIB R0!
    public void Rfe_AddressesItsFrame(uint rfe, uint offset, uint written)
    {
        using ModeMachine machine = InMode(Abt, regions);
        machine.State->X[0] = Stack;
        machine.Put(Stack + offset, thumb: false, 0x4000_9000, Sys);
        machine.Run(rfe);
        Assert.That((machine.State->Pc, machine.State->Mode, machine.R(0)), Is.EqualTo((0x4000_9000UL, Sys, Stack + written)));
    }

    [TestCase(0xF84D_0513u, 0xFFFF_FFFCu, 0u)] // SRSDA SP, #svc
    [TestCase(0xF8CD_0513u, 0u, 0u)] // SRSIA
    [TestCase(0xF8ED_0513u, 0u, 8u)] // SRSIA SP!
    [TestCase(0xF94D_0513u, 0xFFFF_FFF8u, 0u)] // SRSDB
    [TestCase(0xF9CD_0513u, 4u, 0u)] // SRSIB
    public void Srs_AddressesItsFrame(uint srs, uint offset, uint written)
    {
        using ModeMachine machine = InMode(Svc, regions);
        machine.State->X[13] = Stack;
        machine.State->X[14] = 0xAAAA;
        machine.Cpu.Sys(Slot.SpsrEl1) = 0xBBBB;
        machine.Run(srs);
        Assert.That((machine.Word(Stack + offset), machine.Word(Stack + offset + 4), machine.R(13)), Is.EqualTo((0xAAAAu, 0xBBBBu, Stack + written)));
    }

    [Test]
    public void Rfe_ThatFaults_ChangesNothing()
    {
        using ModeMachine machine = InMode(Svc, regions);
        machine.State->X[0] = Stack + 2;
        machine.Run(0xF8B0_0A00); // RFEIA R0!
        Assert.That((machine.State->Pc, machine.R(0), machine.R(14), machine.Cpu.Sys(Slot.FarEl1)), Is.EqualTo((Vectors + 0x10UL, Stack + 2, Code + 8, Stack + 2UL)));
        Assert.That(machine.Cpu.Sys(Slot.EsrEl1) & 0x40F, Is.EqualTo(1), "alignment");
    }

    [TestCase(0xE25E_F004u)] // SUBS PC, LR, #4
    [TestCase(0xE8FD_8000u)] // LDM SP!, {PC}^
    public void Interrupt_AndBack(uint back)
    {
        using ModeMachine machine = InMode(Svc, regions);
        machine.SetBanked(Irq, 13, Stack);
        machine.Put(Stack, thumb: false, Code);
        machine.Put(Vectors + 0x18, thumb: false, back);
        machine.Put(Code, thumb: false, 0xE3A0_0001); // MOV R0, #1
        machine.Cpu.SetInterrupt(InterruptInput.Irq, true);
        machine.Cpu.TakeInterrupt();
        machine.Cpu.SetInterrupt(InterruptInput.Irq, false);
        machine.Step(2);
        Assert.That((machine.R(0), machine.State->Pc, machine.Psr), Is.EqualTo((1u, Code + 4UL, (uint)Svc)));
    }

    [TestCase(false, 0xE140_0071u, 0xE160_006Eu)] // HVC #1; ERET
    [TestCase(true, 0xF7E0_8001u, 0xF3DE_8F00u)]
    public void Hvc_AndEret(bool thumb, uint hvc, uint eret)
    {
        using ModeMachine machine = InMode(Svc, regions, thumb);
        machine.Cpu.Sys(Slot.SctlrEl2) = thumb ? Sctlr32.Te : 0;
        machine.Put(HypVectors + 0x14, thumb, eret);
        machine.Run(hvc);
        Assert.That((machine.State->Mode, machine.State->Pc, machine.Cpu.Sys(Slot.EsrEl2)), Is.EqualTo((ProcessorMode.Hyp, HypVectors + 0x14UL, 0x4A00_0001UL)));
        machine.Step();
        Assert.That((machine.State->Mode, machine.State->Pc), Is.EqualTo((Svc, Code + 4UL)));
    }

    [Test]
    public void Hyp_DropsToSupervisorMode_AsLinuxDoes()
    {
        using ModeMachine machine = InMode(ProcessorMode.Hyp, regions);
        machine.State->X[0] = Svc | 0x1C0;
        machine.State->X[14] = Code + 0x10;
        machine.Run(0xE16F_F000, 0xE12E_F30E, 0xE160_006E); // MSR SPSR_fsxc, R0; MSR ELR_hyp, LR; ERET
        Assert.That((machine.Psr, machine.State->Pc, machine.Cpu.CurrentEl), Is.EqualTo((Svc | 0x1C0u, Code + 0x10UL, ExceptionLevel.EL1)));
    }

    [TestCase(false, 0xE120_0071u)] // BKPT #1
    [TestCase(true, 0xBE01u)]
    public void Bkpt_IsAPrefetchAbort(bool thumb, uint bkpt)
    {
        using ModeMachine machine = InMode(Usr, regions, thumb);
        machine.Run(bkpt);
        Assert.That((machine.State->Pc, machine.R(14), machine.Cpu.Sys(Slot.Ifsr32El2)), Is.EqualTo((Vectors + 0xCUL, Code + 4, 2UL)));
    }

    [Test]
    public void Bkpt_InAnItBlock_IgnoresItsCondition()
    {
        using ModeMachine machine = InMode(Usr, regions, thumb: true);
        machine.Run(0xBF08, 0xBE01); // IT EQ; BKPT #1
        Assert.That(machine.State->Pc, Is.EqualTo(Vectors + 0xC));
    }

    [Test]
    public void AArch32Guest_OfAnAArch64Hypervisor()
    {
        using ModeMachine machine = AtEl2(regions);
        machine.Cpu.Sys(Slot.SpsrEl2) = Svc;
        machine.Cpu.Sys(Slot.ElrEl2) = Code + 0x100;
        machine.State->X[18] = 0xFFFF_0000_1234_5678;
        machine.Put(Code + 0x100, thumb: false, 0xE1A0_000E, 0xE3A0_E003, 0xE140_0072); // MOV R0, LR; MOV LR, #3; HVC #2
        machine.Put(HypVectors + 0x600, thumb: false, 0x9100_0400, 0xD69F_03E0); // ADD X0, X0, #1; ERET
        machine.Put(Code + 0x10C, thumb: false, 0xE280_0001); // ADD R0, R0, #1
        machine.Put(Code, thumb: false, 0xD69F_03E0);
        machine.Step(4);
        Assert.That((machine.State->Pc, machine.Cpu.IsAArch32, machine.State->X[18], machine.State->X[0]), Is.EqualTo((HypVectors + 0x600UL, false, 3UL, 0x1234_5678UL)));
        machine.Step(3);
        Assert.That((machine.Cpu.IsAArch32, machine.R(0), machine.State->Pc), Is.EqualTo((true, 0x1234_567Au, Code + 0x110UL)));
    }
}
