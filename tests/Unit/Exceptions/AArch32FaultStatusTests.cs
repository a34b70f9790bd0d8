using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Unit.Cpu;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ProcessorMode;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public class AArch32FaultStatusTests
{
    // ARMv7 ARM tables B3-23 and B3-24: FS[4] is bit 10; domain 3 in bits 7:4 of DFSR only.
    [TestCase(nameof(FaultKind.Alignment), 1, 0x031u, 0x221u)]
    [TestCase(nameof(FaultKind.AccessFlag), 1, 0x033u, 0x209u)]
    [TestCase(nameof(FaultKind.AccessFlag), 2, 0x036u, 0x20Au)]
    [TestCase(nameof(FaultKind.Translation), 1, 0x035u, 0x205u)]
    [TestCase(nameof(FaultKind.Translation), 2, 0x037u, 0x206u)]
    [TestCase(nameof(FaultKind.Domain), 1, 0x039u, 0x23Du)]
    [TestCase(nameof(FaultKind.Domain), 2, 0x03Bu, 0x23Eu)]
    [TestCase(nameof(FaultKind.Permission), 1, 0x03Du, 0x20Du)]
    [TestCase(nameof(FaultKind.Permission), 2, 0x03Fu, 0x20Eu)]
    [TestCase(nameof(FaultKind.External), 1, 0x038u, 0x210u)]
    [TestCase(nameof(FaultKind.ExternalOnWalk), 1, 0x03Cu, 0x215u)]
    [TestCase(nameof(FaultKind.ExternalOnWalk), 2, 0x03Eu, 0x216u)]
    [TestCase(nameof(FaultKind.TlbConflict), 1, 0x430u, 0x230u)]
    [TestCase(nameof(FaultKind.UnsupportedExclusive), 1, 0x435u, 0x235u)]
    [TestCase(nameof(FaultKind.Watchpoint), 1, 0x032u, 0x222u)]
    public void Dfsr_InBothFormats(string kind, int level, uint shortFormat, uint longFormat)
    {
        MmuFault read = new(Enum.Parse<FaultKind>(kind), AccessType.Read, 0xC000_1000) { Level = level, Stage = 1, Domain = 3 };
        Assert.That(Dfsr(read, longDescriptors: false), Is.EqualTo(shortFormat));
        Assert.That(Dfsr(read, longDescriptors: true), Is.EqualTo(longFormat));
        Assert.That(Dfsr(read with { Access = AccessType.Write }, longDescriptors: false), Is.EqualTo(shortFormat | 0x800));
        Assert.That(Dfsr(read with { CacheMaintenance = true }, longDescriptors: true), Is.EqualTo(longFormat | 0x2800));
    }

    [Test]
    public void DataAndPrefetchAborts_HaveTheirRegistersEach()
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Usr);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Permission, AccessType.Write, 0xD000_0000) { Level = 2, Stage = 1, Domain = 1 }, 0);
        cpu.TakeMmuFault(new MmuFault(FaultKind.Permission, AccessType.Fetch, 0xF000_0000) { Level = 2, Stage = 1, Domain = 1 }, 0);
        Assert.That((cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.Ifsr32El2), cpu.Sys(Slot.FarEl1)), Is.EqualTo((0x81FUL, 0xFUL, 0xF000_0000_D000_0000UL)));
    }

    [TestCase(0UL, 0x406UL)]
    [TestCase(Ttbcr.Eae, 0x211UL)]
    public void AsynchronousAbort(ulong ttbcr, ulong dfsr)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Usr);
        cpu.Sys(Slot.TcrEl1) = ttbcr;
        cpu.Sys(Slot.FarEl1) = 0x1234;
        cpu.SetInterrupt(InterruptInput.SError, true);
        Assert.That(cpu.TakeInterrupt());
        Assert.That((cpu.Sys(Slot.EsrEl1), cpu.Sys(Slot.FarEl1)), Is.EqualTo((dfsr, 0x1234UL)));
    }

    [TestCase(0UL, 2UL)]
    [TestCase(Ttbcr.Eae, 0x222UL)]
    public void Bkpt_IsADebugEventWithItsMethodOfEntry(ulong ttbcr, ulong ifsr)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Usr);
        cpu.Sys(Slot.TcrEl1) = ttbcr;
        cpu.Bkpt(0);
        Assert.That((cpu.Sys(Slot.Ifsr32El2), cpu.Sys(Slot.MdscrEl1).Field(2, 4)), Is.EqualTo((ifsr, 3UL)));
    }

    private static ulong Dfsr(in MmuFault fault, bool longDescriptors)
    {
        VirtualCpu cpu = AArch32Cpus.InMode(Usr);
        cpu.Sys(Slot.TcrEl1) = longDescriptors ? Ttbcr.Eae : 0;
        cpu.TakeMmuFault(fault, 0);
        return cpu.Sys(Slot.EsrEl1);
    }
}
