using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ProcessorMode;

namespace Hyp.Jit.Tests.Unit.Cpu;

public class BankedAccessTests
{
    [TestCase(0x00, Fiq, (int)Slot.R8Usr)]
    [TestCase(0x04, Fiq, (int)Slot.R12Usr)]
    [TestCase(0x05, Svc, (int)Slot.R13Usr)]
    [TestCase(0x06, Svc, (int)Slot.R14Usr)]
    [TestCase(0x05, ProcessorMode.Hyp, (int)Slot.R13Usr)]
    [TestCase(0x08, ProcessorMode.Hyp, (int)Slot.R8Fiq)]
    [TestCase(0x0E, ProcessorMode.Hyp, (int)Slot.R14Fiq)]
    [TestCase(0x10, ProcessorMode.Hyp, (int)Slot.R14Irq)]
    [TestCase(0x11, ProcessorMode.Hyp, (int)Slot.R13Irq)]
    [TestCase(0x12, ProcessorMode.Hyp, (int)Slot.R14Svc)]
    [TestCase(0x13, Sys, (int)Slot.R13Svc)]
    [TestCase(0x14, ProcessorMode.Hyp, (int)Slot.R14Abt)]
    [TestCase(0x15, ProcessorMode.Hyp, (int)Slot.R13Abt)]
    [TestCase(0x16, ProcessorMode.Hyp, (int)Slot.R14Und)]
    [TestCase(0x17, ProcessorMode.Hyp, (int)Slot.R13Und)]
    [TestCase(0x1E, ProcessorMode.Hyp, (int)Slot.ElrEl2)]
    [TestCase(0x20 | 0x0E, ProcessorMode.Hyp, (int)Slot.SpsrFiq)]
    [TestCase(0x20 | 0x10, Svc, (int)Slot.SpsrIrq)]
    [TestCase(0x20 | 0x12, ProcessorMode.Hyp, (int)Slot.SpsrEl1)]
    [TestCase(0x20 | 0x14, ProcessorMode.Hyp, (int)Slot.SpsrAbt)]
    [TestCase(0x20 | 0x16, Sys, (int)Slot.SpsrUnd)]
    // UNPREDICTABLE: User mode, registers of the mode itself, what only Monitor mode may reach, unallocated ones.
    [TestCase(0x13, Usr, 0)]
    [TestCase(0x00, Svc, 0)]
    [TestCase(0x05, Sys, 0)]
    [TestCase(0x06, ProcessorMode.Hyp, 0)]
    [TestCase(0x07, Svc, 0)]
    [TestCase(0x08, Fiq, 0)]
    [TestCase(0x0F, Svc, 0)]
    [TestCase(0x12, Svc, 0)]
    [TestCase(0x18, Svc, 0)]
    [TestCase(0x1C, ProcessorMode.Hyp, 0)]
    [TestCase(0x1E, Svc, 0)]
    [TestCase(0x1F, ProcessorMode.Hyp, 0)]
    [TestCase(0x20 | 0x12, Svc, 0)]
    [TestCase(0x20 | 0x13, ProcessorMode.Hyp, 0)]
    [TestCase(0x20 | 0x1E, ProcessorMode.Hyp, 0)]
    public void SysM_NamesARegister(int encoding, byte mode, int slot)
    {
        Assert.That(BankedAccess.TryFind(encoding, mode, out Slot found), Is.EqualTo(slot != 0));
        Assert.That((int)found, Is.EqualTo(slot));
    }
}
