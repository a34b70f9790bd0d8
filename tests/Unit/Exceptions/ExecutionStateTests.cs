using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Unit.Cpu;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.ProcessorMode;
using static Hyp.Jit.Tests.Unit.Cpu.AArch32Cpus;

namespace Hyp.Jit.Tests.Unit.Exceptions;

/// <summary>From AArch64 to AArch32 by ERET and back by exceptions.</summary>
public unsafe class ExecutionStateTests
{
    [Test]
    public void Eret_ToAnAArch32Guest_MovesRegistersAndStatus()
    {
        VirtualCpu cpu = new(0);
        CpuState* state = cpu.State;
        cpu.Reset(0x4000);
        for (int i = 0; i < 31; i++) state->X[i] = 0x1_0000_0000UL | (uint)(100 + i);
        state->X[31] = 0x2222_0000_2222;
        // N, Q, GE = 6, IT = 0x28, E, A, T, svc.
        cpu.Sys(Slot.SpsrEl2) = ConditionFlags.N | Psr.Q | (6 << 16) | Psr.FromIt(0x28) | Psr.E | 0x100 | Psr.T | Svc;
        cpu.Sys(Slot.ElrEl2) = 0xFFFF_FFFF_0000_9003;

        cpu.EretFrom();

        Assert.That((cpu.IsAArch32, cpu.CurrentEl, state->Mode, state->Pc), Is.EqualTo((true, EL1, Svc, 0x9002UL)));
        Assert.That((state->Q, state->Ge, state->ItState, state->DataE, state->Daif, state->Thumb), Is.EqualTo((1u, 6u, (byte)0x28, (byte)1, Daif.A, (byte)1)));
        Assert.That((state->X[0], state->X[12], state->X[13], state->X[14]), Is.EqualTo((100UL, 112UL, 119UL, 118UL)));
        Assert.That((BankedRegisters.Read(state, Usr, 13), BankedRegisters.Read(state, ProcessorMode.Hyp, 13), BankedRegisters.Read(state, Fiq, 8)), Is.EqualTo((113u, 115u, 124u)));
        Assert.That((state->X[31], cpu.ReadStackPointer(EL2)), Is.EqualTo((0UL, 0x2222_0000_2222UL)));
    }

    [Test]
    public void Exception_ToAArch64El2_MovesThemBack()
    {
        VirtualCpu cpu = UnderAArch64El2(Svc);
        CpuState* state = cpu.State;
        cpu.WriteStackPointer(EL2, 0xFFFF_0000_0000_2222);
        state->X[0] = 1;
        state->X[13] = 0x1313;
        state->X[14] = 0x1414;
        BankedRegisters.Write(state, Irq, 13, 0x1717);
        state->Q = 1;
        state->Thumb = 1;
        ulong psr = Pstate.ToSpsr(*state);

        cpu.Hvc(9);

        Assert.That((cpu.IsAArch32, cpu.CurrentEl, state->SpSel, state->Pc), Is.EqualTo((false, EL2, (byte)1, (ulong)HypVectors + 0x600)));
        Assert.That((cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.ElrEl2), cpu.Sys(Slot.SpsrEl2)), Is.EqualTo((0x4A00_0009UL, (ulong)Code + 4, psr)));
        Assert.That((state->X[0], state->X[19], state->X[18], state->X[17], state->X[31]), Is.EqualTo((1UL, 0x1313UL, 0x1414UL, 0x1717UL, 0xFFFF_0000_0000_2222UL)));
        Assert.That((state->Thumb, state->Q, state->Mode, state->Daif), Is.EqualTo(((byte)0, 0u, (byte)0, Daif.All)));

        cpu.EretFrom();
        Assert.That((Pstate.ToSpsr(*state), state->X[13], state->X[14], state->Pc), Is.EqualTo((psr, 0x1313UL, 0x1414UL, (ulong)Code + 4)));
    }

    [TestCase("svc", 0x46000007UL, 4u)]
    [TestCase("undefined", 0x02000000UL, 0u)]
    [TestCase("data", 0x92000006UL, 0u)]
    [TestCase("bkpt", 0xE2000003UL, 0u)]
    public void Application_UnderAnAArch64Kernel(string what, ulong esr, uint returnsTo)
    {
        VirtualCpu cpu = UnderAArch64El1();
        cpu.State->X[13] = 0xFFFF_F000;
        switch (what)
        {
            case "svc":
                cpu.Svc(7);
                break;
            case "undefined":
                cpu.Undefined();
                break;
            case "data":
                cpu.TakeMmuFault(new MmuFault(FaultKind.Translation, AccessType.Read, 0xDEAD_0000) { Level = 2, Stage = 1 }, 0);
                Assert.That(cpu.Sys(Slot.FarEl1), Is.EqualTo(0xDEAD_0000));
                break;
            default:
                cpu.Bkpt(3);
                break;
        }
        Assert.That((cpu.State->Pc, cpu.CurrentEl, cpu.IsAArch32), Is.EqualTo(((ulong)Vectors + 0x600, EL1, false)));
        Assert.That((cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.ElrEl1), cpu.Sys(Slot.SpsrEl1)), Is.EqualTo((esr, (ulong)Code + returnsTo, (ulong)Usr)));
        Assert.That(cpu.State->X[13], Is.EqualTo(0xFFFF_F000));
    }

    [Test]
    public void Application_InterruptedUnderAnAArch64Kernel()
    {
        VirtualCpu cpu = UnderAArch64El1();
        cpu.SetInterrupt(InterruptInput.Irq, true);
        Assert.That(cpu.TakeInterrupt());
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.SpsrEl1)), Is.EqualTo(((ulong)Vectors + 0x680, (ulong)Usr)));
    }

    // An AArch32 kernel under an AArch64 hypervisor.
    [TestCase(Usr, 0UL, "svc", Vectors + 8, 0UL)]
    [TestCase(Usr, Hcr.Tge, "svc", HypVectors + 0x600, 0x4600_0000UL)]
    [TestCase(Svc, 0UL, "data", Vectors + 0x10, 0UL)]
    [TestCase(Svc, 0UL, "stage2", HypVectors + 0x600, 0x9200_0006UL)]
    [TestCase(Svc, Hcr.Imo, "irq", HypVectors + 0x680, 0UL)]
    [TestCase(Svc, 0UL, "irq", Vectors + 0x18, 0UL)]
    [TestCase(Svc, Hcr.Tsc, "smc", HypVectors + 0x600, 0x4E00_0000UL)]
    [TestCase(Svc, Hcr.Twi, "wfi", HypVectors + 0x600, 0x07E0_0000UL)]
    public void Guest_OfAnAArch64Hypervisor(byte mode, ulong hcr, string what, uint pc, ulong esr)
    {
        VirtualCpu cpu = UnderAArch64El2(mode);
        cpu.Sys(Slot.HcrEl2) = hcr;
        MmuFault fault = new(FaultKind.Translation, AccessType.Read, 0xDEAD_0000) { Level = 2, Stage = what == "stage2" ? 2 : 1 };
        switch (what)
        {
            case "svc":
                cpu.Svc(0);
                break;
            case "irq":
                cpu.SetInterrupt(InterruptInput.Irq, true);
                Assert.That(cpu.TakeInterrupt());
                break;
            case "smc":
                cpu.Smc(0);
                break;
            case "wfi":
                Assert.That(cpu.WaitTrap(wfe: false));
                break;
            default:
                cpu.TakeMmuFault(fault, 0);
                break;
        }
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2)), Is.EqualTo(((ulong)pc, esr)));
    }

    // Level, HCR_EL2, SPSR.M -> legal?
    [TestCase(EL2, 0UL, Svc, true)]
    [TestCase(EL2, 0UL, Sys, true)]
    [TestCase(EL2, 0UL, Usr, true)]
    [TestCase(EL2, 0UL, (byte)0x16, false, Description = "Monitor")]
    [TestCase(EL2, 0UL, (byte)0x14, false, Description = "no mode")]
    [TestCase(EL2, 0UL, ProcessorMode.Hyp, false, Description = "EL2 is AArch64")]
    [TestCase(EL2, 0UL, (byte)0x05, false, Description = "RW = 0: EL1 is AArch32")]
    [TestCase(EL2, 0UL, (byte)0x00, false, Description = "and there is no AArch64 under it")]
    [TestCase(EL2, Hcr.Rw, Svc, false, Description = "EL1 is AArch64")]
    [TestCase(EL2, Hcr.Rw, Usr, true, Description = "EL0 is free then")]
    [TestCase(EL2, Hcr.Tge, Svc, false)]
    [TestCase(EL2, Hcr.Tge, Usr, true)]
    [TestCase(EL1, Hcr.Rw, Usr, true)]
    [TestCase(EL1, Hcr.Rw, Svc, false)]
    [TestCase(EL1, Hcr.Rw, ProcessorMode.Hyp, false)]
    public void Eret_Legality(ExceptionLevel from, ulong hcr, byte mode, bool legal)
    {
        VirtualCpu cpu = new(0);
        cpu.Reset(0x4000);
        cpu.Sys(Slot.HcrEl2) = hcr;
        cpu.EnterLevel(from, 1);
        Assert.That(ExceptionReturn.IsIllegal(cpu, mode), Is.EqualTo(!legal));
        cpu.Sys(from == EL2 ? Slot.SpsrEl2 : Slot.SpsrEl1) = mode;
        cpu.EretFrom();
        Assert.That((cpu.State->Il != 0, cpu.IsAArch32), Is.EqualTo((!legal, legal)));
        Assert.That(cpu.CurrentEl, Is.EqualTo(!legal ? from : mode == Usr ? EL0 : EL1));
    }

    [Test]
    public void Eret_WithoutEl2_GoesToAArch32Applications()
    {
        VirtualCpu cpu = new(0, CpuOptions.Default with { HasEl2 = false });
        cpu.Reset(0x4000);
        cpu.Sys(Slot.SpsrEl1) = Usr;
        cpu.Sys(Slot.ElrEl1) = Code;
        cpu.EretFrom();
        cpu.Svc(0);
        Assert.That((cpu.IsAArch32, cpu.CurrentEl, cpu.Sys(Slot.EsrEl1)), Is.EqualTo((false, EL1, 0x4600_0000UL)));
    }

    [TestCase(Svc, 0UL, Fpexc.En, false, Description = "CPACR")]
    [TestCase(Svc, 1UL, Fpexc.En, true)]
    [TestCase(Usr, 1UL, Fpexc.En, false)]
    [TestCase(Usr, 3UL, Fpexc.En, true)]
    [TestCase(Usr, 3UL, 0UL, false, Description = "FPEXC.EN")]
    [TestCase(ProcessorMode.Hyp, 0UL, Fpexc.En, true)]
    [TestCase(ProcessorMode.Hyp, 0UL, 0UL, false)]
    public void FloatingPoint_OfAnArmv7Core(byte mode, ulong cp10, ulong fpexc, bool enabled)
    {
        VirtualCpu cpu = InMode(mode);
        cpu.Sys(Slot.CpacrEl1) = cp10 << Cpacr.FpenShift;
        cpu.Sys(Slot.Fpexc32El2) = fpexc;
        Assert.That(cpu.FpEnabled(), Is.EqualTo(enabled));
        if (!enabled)
        {
            cpu.FpTrap();
            Assert.That(cpu.State->Pc, Is.EqualTo((mode == ProcessorMode.Hyp ? HypVectors : Vectors) + 4));
        }
    }

    [TestCase(Svc, 0UL, false, 0x04u, 0UL, Description = "CPACR comes first")]
    [TestCase(Svc, 3UL, false, 0x14u, 0x1FE0_000AUL)]
    [TestCase(ProcessorMode.Hyp, 0UL, false, 0x04u, 0x1FE0_000AUL)]
    public void FloatingPoint_WithHcptr(byte mode, ulong cp10, bool system, uint vector, ulong hsr)
    {
        VirtualCpu cpu = InMode(mode);
        cpu.Sys(Slot.CpacrEl1) = cp10 << Cpacr.FpenShift;
        cpu.Sys(Slot.CptrEl2) = Cptr.Tfp;
        Assert.That(cpu.CheckFpSystemAccess(), Is.EqualTo(system), "FPEXC.EN is 0");
        Assert.That((cpu.State->Pc & 0x1F, cpu.Sys(Slot.EsrEl2)), Is.EqualTo(((ulong)vector, hsr)));
    }

    [Test]
    public void FloatingPoint_SystemRegistersWorkWhileFpexcIsOff()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.Sys(Slot.CpacrEl1) = 1 << Cpacr.FpenShift;
        Assert.That((cpu.CheckFpSystemAccess(), cpu.FpEnabled()), Is.EqualTo((true, false)));
    }

    [Test]
    public void FloatingPoint_OfAnApplicationUnderAnAArch64Kernel_IsCpacrs()
    {
        VirtualCpu cpu = UnderAArch64El1();
        cpu.Sys(Slot.CpacrEl1) = 1 << Cpacr.FpenShift;
        Assert.That(cpu.FpEnabled(), Is.False);
        cpu.FpTrap();
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl1)), Is.EqualTo(((ulong)Vectors + 0x600, 0x1FE0_0000UL)));
    }
}
