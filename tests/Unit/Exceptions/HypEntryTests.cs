using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Unit.Cpu;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.ProcessorMode;
using static Hyp.Jit.Tests.Unit.Cpu.AArch32Cpus;

namespace Hyp.Jit.Tests.Unit.Exceptions;

/// <summary>Exceptions taken to HYP mode.</summary>
public unsafe class HypEntryTests
{
    private static readonly MmuFault Stage1Read = new(FaultKind.Translation, AccessType.Read, 0xDEAD_0000) { Level = 2, Stage = 1 };
    private static readonly MmuFault Stage1Fetch = new(FaultKind.Translation, AccessType.Fetch, 0xBEEF_0000) { Level = 2, Stage = 1 };

    [Test]
    public void Hvc_FromBelow_TakesTheHypTrapVector()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.State->X[14] = 0x1414;
        cpu.State->Nzcv = ConditionFlags.C;
        cpu.Hvc(0x123);
        Assert.That((cpu.State->Pc, cpu.State->Mode, cpu.CurrentEl), Is.EqualTo(((ulong)HypVectors + 0x14, ProcessorMode.Hyp, EL2)));
        Assert.That((cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.ElrEl2), cpu.Sys(Slot.SpsrEl2)), Is.EqualTo((0x4A00_0123UL, (ulong)Code + 4, 0x2000_0000UL | Svc)));
        Assert.That(Cpsr.Read(cpu.State), Is.EqualTo(ConditionFlags.C | 0x1C0 | ProcessorMode.Hyp));
        Assert.That(BankedRegisters.Read(cpu.State, Svc, 14), Is.EqualTo(0x1414));
    }

    [TestCase("hvc", 0x08u, 0x4A00_0000UL, 4u)]
    [TestCase("svc", 0x08u, 0x4600_0000UL, 4u)]
    [TestCase("undefined", 0x04u, 0x0200_0000UL, 0u)]
    [TestCase("fetch", 0x0Cu, 0x8600_0006UL, 0u)]
    [TestCase("data", 0x10u, 0x9600_0006UL, 0u)]
    [TestCase("bkpt", 0x0Cu, 0x8600_0022UL, 0u)]
    [TestCase("fp", 0x04u, 0x1FE0_000AUL, 0u, Description = "HCPTR against HYP itself")]
    public void FromHyp_EachHasItsVector(string what, uint vector, ulong hsr, uint returnsTo)
    {
        VirtualCpu cpu = InMode(ProcessorMode.Hyp);
        cpu.Sys(Slot.Fpexc32El2) = Fpexc.En;
        cpu.Sys(Slot.CptrEl2) = Cptr.Tfp;
        Raise(cpu, what);
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2)), Is.EqualTo(((ulong)HypVectors + vector, hsr)));
        Assert.That((cpu.Sys(Slot.ElrEl2), cpu.Sys(Slot.SpsrEl2)), Is.EqualTo(((ulong)Code + returnsTo, (ulong)ProcessorMode.Hyp)));
    }

    [TestCase("svc", 0x4600_0000UL, 4u)]
    [TestCase("undefined", 0x0200_0000UL, 0u)]
    [TestCase("data", 0x9200_0006UL, 0u)]
    [TestCase("fetch", 0x8200_0006UL, 0u)]
    [TestCase("bkpt", 0x8200_0022UL, 0u)]
    public void FromUser_UnderTge_AllComeThroughTheHypTrapVector(string what, ulong hsr, uint returnsTo)
    {
        VirtualCpu cpu = InMode(Usr);
        cpu.Sys(Slot.HcrEl2) = Hcr.Tge;
        Raise(cpu, what);
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.ElrEl2)), Is.EqualTo(((ulong)HypVectors + 0x14, hsr, (ulong)Code + returnsTo)));
    }

    [Test]
    public void Entry_TakesInstructionSetAndDataOrderFromHsctlr()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.Sys(Slot.SctlrEl2) = Sctlr32.Te | Sctlr32.Ee;
        cpu.Hvc(0);
        Assert.That((cpu.State->Thumb, cpu.State->DataE), Is.EqualTo(((byte)1, (byte)1)));
        cpu.Sys(Slot.SctlrEl2) = 0;
        cpu.Hvc(0);
        Assert.That((cpu.State->Thumb, cpu.State->DataE), Is.EqualTo(((byte)0, (byte)0)));
        Assert.That(cpu.Sys(Slot.SpsrEl2), Is.EqualTo(Psr.T | Psr.E | 0x1C0 | ProcessorMode.Hyp));
    }

    [Test]
    public void Stage2Aborts_FillHdfarHifarAndHpfar()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Translation, AccessType.Write, 0xC000_1234) { Level = 3, Stage = 2, Ipa = 0x12_3456_7234 }, 0x0180_0000);
        Assert.That((cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.FarEl2), cpu.Sys(Slot.HpfarEl2)), Is.EqualTo((0x9380_0047UL, 0xC000_1234UL, 0x1234_5670UL)));
        cpu = InMode(Svc);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Permission, AccessType.Fetch, 0xC000_5678) { Level = 2, Stage = 2, Ipa = 0x4000_0678 }, 0);
        Assert.That((cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.FarEl2), cpu.Sys(Slot.HpfarEl2)), Is.EqualTo((0x8200_000EUL, 0xC000_5678_0000_0000UL, 0x0040_0000UL)));
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.Ifsr32El2), cpu.Sys(Slot.EsrEl1)), Is.EqualTo(((ulong)HypVectors + 0x14, 0UL, 0UL)));
    }

    [Test]
    public void DataAbort_OfAT16Access_SaysSoWhereItsSyndromeIsValid()
    {
        VirtualCpu cpu = InMode(Svc);
        MmuFault fault = new(FaultKind.Translation, AccessType.Read, 0xC000_1234) { Level = 3, Stage = 2 };
        cpu.InstructionBytes = 2;
        cpu.TakeMmuFault(fault, 0x0180_0000);
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo(0x9180_0007));
        cpu = InMode(Svc);
        cpu.InstructionBytes = 2;
        cpu.TakeMmuFault(fault, 0);
        Assert.That(cpu.Sys(Slot.EsrEl2), Is.EqualTo(0x9200_0007));
    }

    [TestCase(4, 0x4E00_0000UL)]
    public void Smc_WithTsc_ReturnsToItself(int bytes, ulong hsr)
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.InstructionBytes = bytes;
        cpu.Sys(Slot.HcrEl2) = Hcr.Tsc;
        cpu.Smc(5);
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.ElrEl2)), Is.EqualTo(((ulong)HypVectors + 0x14, hsr, (ulong)Code)));
    }

    [TestCase(2, false, 0x05E0_0000UL)]
    [TestCase(4, true, 0x07E0_0001UL)]
    public void WaitTrap_TellsTheLengthOfTheInstruction(int bytes, bool wfe, ulong hsr)
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.InstructionBytes = bytes;
        cpu.Sys(Slot.HcrEl2) = Hcr.Twi | Hcr.Twe;
        cpu.EventRegister = false; // Set by the return to this mode.
        Assert.That(cpu.WaitTrap(wfe));
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.ElrEl2)), Is.EqualTo(((ulong)HypVectors + 0x14, hsr, (ulong)Code)));
    }

    [Test]
    public void Bkpt_WithTde_IsAPrefetchAbortInHyp()
    {
        VirtualCpu cpu = InMode(Svc);
        cpu.Sys(Slot.MdcrEl2) |= Mdcr.Tde;
        cpu.Bkpt(7);
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2)), Is.EqualTo(((ulong)HypVectors + 0x14, 0x8200_0022UL)));
    }

    [TestCase(Svc, 0x14u, 0x9200_0011UL)]
    [TestCase(ProcessorMode.Hyp, 0x10u, 0x9600_0011UL)]
    public void AsynchronousAbort_WithAmo(byte mode, uint vector, ulong hsr)
    {
        VirtualCpu cpu = InMode(mode);
        cpu.Sys(Slot.HcrEl2) = Hcr.Amo;
        cpu.SetInterrupt(InterruptInput.SError, true);
        Assert.That(cpu.TakeInterrupt());
        Assert.That((cpu.State->Pc, cpu.Sys(Slot.EsrEl2), cpu.Sys(Slot.ElrEl2)), Is.EqualTo(((ulong)HypVectors + vector, hsr, (ulong)Code)));
        Assert.That(cpu.IsRaised(InterruptInput.SError), Is.False);
    }

    // Mode, HCR, CPSR.I -> mode that takes a physical IRQ; 0: it stays pending.
    [TestCase(Usr, 0UL, 0, Irq)]
    [TestCase(Svc, 0UL, 1, (byte)0)]
    [TestCase(Svc, Hcr.Imo, 1, ProcessorMode.Hyp)]
    [TestCase(ProcessorMode.Hyp, 0UL, 0, ProcessorMode.Hyp, Description = "HYP takes its own interrupts, whatever IMO says")]
    [TestCase(ProcessorMode.Hyp, 0UL, 1, (byte)0)]
    [TestCase(ProcessorMode.Hyp, Hcr.Imo, 1, (byte)0)]
    public void PhysicalIrq_RoutingAndMasking(byte mode, ulong hcr, int masked, byte target)
    {
        VirtualCpu cpu = InMode(mode);
        cpu.State->Daif = masked != 0 ? Daif.I : (byte)0;
        cpu.Sys(Slot.HcrEl2) = hcr;
        cpu.SetInterrupt(InterruptInput.Irq, true);
        Assert.That(cpu.TakeInterrupt(), Is.EqualTo(target != 0));
        Assert.That(cpu.State->Mode, Is.EqualTo(target != 0 ? target : mode));
        if (target != 0)
        {
            Assert.That(cpu.State->Pc, Is.EqualTo((target == ProcessorMode.Hyp ? HypVectors : Vectors) + 0x18));
        }
    }

    [TestCase(Hcr.Imo | Hcr.Vi, 0x18u, Irq)]
    [TestCase(Hcr.Fmo | Hcr.Vf, 0x1Cu, Fiq)]
    [TestCase(Hcr.Amo | Hcr.Vse, 0x10u, Abt)]
    public void VirtualInterrupts_GoToTheirMode(ulong hcr, uint vector, byte mode)
    {
        VirtualCpu cpu = InMode(Usr);
        cpu.Sys(Slot.HcrEl2) = hcr;
        Assert.That(cpu.TakeInterrupt());
        Assert.That((cpu.State->Pc, cpu.State->Mode, cpu.Sys(Slot.HcrEl2) & Hcr.Vse), Is.EqualTo(((ulong)Vectors + vector, mode, 0UL)));
    }

    [TestCase(true, Svc, 0UL, 'S', "S", Svc)]
    [TestCase(true, ProcessorMode.Hyp, 0UL, 'S', "S", ProcessorMode.Hyp)]
    [TestCase(true, Usr, 0UL, 'S', "", Und)]
    [TestCase(true, Usr, 0UL, 'H', "", Und)]
    [TestCase(false, Svc, 0UL, 'H', "H", Svc)]
    [TestCase(false, Svc, 0UL, 'S', "", Und)]
    public void FirmwareCalls_GoWhereTheConduitIs(bool hasEl2, byte mode, ulong hcr, char instruction, string calls, byte after)
    {
        VirtualCpu cpu = InMode(mode, hasEl2);
        Firmware firmware = new();
        cpu.Firmware = firmware;
        cpu.Sys(Slot.HcrEl2) = hcr;
        cpu.State->ItState = 0x04;
        if (instruction == 'S') cpu.Smc(0);
        else cpu.Hvc(0);
        Assert.That((firmware.Calls, cpu.State->Mode), Is.EqualTo((calls, after)));
        if (calls.Length != 0) Assert.That((cpu.State->Pc, cpu.State->ItState), Is.EqualTo(((ulong)Code + 4, (byte)0x08)));
    }

    private static void Raise(VirtualCpu cpu, string what)
    {
        switch (what)
        {
            case "hvc":
                cpu.Hvc(0);
                break;
            case "svc":
                cpu.Svc(0);
                break;
            case "undefined":
                cpu.Undefined();
                break;
            case "fetch":
                cpu.TakeMmuFault(Stage1Fetch, 0);
                Assert.That(cpu.Sys(Slot.FarEl2), Is.EqualTo(0xBEEF_0000_0000_0000));
                break;
            case "data":
                cpu.TakeMmuFault(Stage1Read, 0);
                Assert.That(cpu.Sys(Slot.FarEl2), Is.EqualTo(0xDEAD_0000));
                break;
            case "bkpt":
                cpu.Bkpt(0);
                break;
            default:
                cpu.FpTrap();
                break;
        }
    }

    private sealed class Firmware : IFirmware
    {
        public string Calls { get; private set; } = "";

        public bool TryCall(VirtualCpu cpu, bool smc)
        {
            Calls += smc ? "S" : "H";
            return true;
        }
    }
}
