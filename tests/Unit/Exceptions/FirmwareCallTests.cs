using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public unsafe class FirmwareCallTests
{
    private sealed class Firmware(bool handles) : IFirmware
    {
        public string Calls { get; private set; } = "";

        public bool TryCall(VirtualCpu cpu, bool smc)
        {
            Calls += smc ? "S" : "H";
            return handles;
        }
    }

    // el2?, level, HCR_EL2, instruction -> calls of firmware, level afterwards, EC (0x3F: no exception).
    [TestCase(true, EL1, 0UL, 'S', "S", EL1, 0x3F)]
    [TestCase(true, EL2, 0UL, 'S', "S", EL2, 0x3F)]
    [TestCase(true, EL1, Hcr.Tsc, 'S', "", EL2, 0x17)]
    [TestCase(true, EL0, 0UL, 'S', "", EL1, 0x00)]
    [TestCase(true, EL1, 0UL, 'H', "", EL2, 0x16)]
    [TestCase(true, EL1, Hcr.Hcd, 'H', "", EL1, 0x00)]
    [TestCase(true, EL2, Hcr.Hcd, 'H', "", EL2, 0x00)]
    [TestCase(true, EL0, 0UL, 'H', "", EL1, 0x00)]
    [TestCase(false, EL1, 0UL, 'H', "H", EL1, 0x3F)]
    [TestCase(false, EL1, 0UL, 'S', "", EL1, 0x00)]
    public void Call_GoesWhereTheConduitIs(bool hasEl2, ExceptionLevel el, ulong hcr, char instruction, string calls, ExceptionLevel after, int ec)
    {
        Firmware firmware = new(handles: true);
        VirtualCpu cpu = Start(hasEl2, el, hcr, firmware);
        Call(cpu, instruction);
        Assert.That((firmware.Calls, cpu.CurrentEl), Is.EqualTo((calls, after)));
        if (ec == 0x3F)
        {
            Assert.That(cpu.State->Pc, Is.EqualTo(0x4004));
        }
        else
        {
            Assert.That(cpu.Sys(after == EL2 ? Slot.EsrEl2 : Slot.EsrEl1) >> 26, Is.EqualTo((ulong)ec));
            Assert.That(cpu.Sys(after == EL2 ? Slot.ElrEl2 : Slot.ElrEl1), Is.EqualTo(ec == 0x16 ? 0x4004 : 0x4000));
        }
    }

    [Test]
    public void Smc_ThatNobodyHandles_IsUndefined()
    {
        VirtualCpu cpu = Start(true, EL1, 0, new Firmware(handles: false));
        cpu.Smc(0);
        Assert.That((cpu.CurrentEl, cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.ElrEl1)), Is.EqualTo((EL1, 0x0200_0000UL, 0x4000UL)));
    }

    private static VirtualCpu Start(bool hasEl2, ExceptionLevel el, ulong hcr, IFirmware firmware)
    {
        VirtualCpu cpu = new(0, CpuOptions.Default with { HasEl2 = hasEl2 }) { Firmware = firmware };
        cpu.Reset(0x4000);
        cpu.Sys(Slot.HcrEl2) = hasEl2 ? Hcr.Rw | hcr : 0;
        cpu.EnterLevel(el, el == EL0 ? (byte)0 : (byte)1);
        return cpu;
    }

    private static void Call(VirtualCpu cpu, char instruction)
    {
        if (instruction == 'S')
        {
            cpu.Smc(0);
        }
        else
        {
            cpu.Hvc(0);
        }
    }
}
