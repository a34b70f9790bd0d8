using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public unsafe class Gicv3VirtualTests
{
    private const ulong Pending = 1UL << 62, Active = 1UL << 63, Hardware = 1UL << 61, Group1 = 1UL << 60, EoiMaintenance = 1UL << 41;
    private const ulong Imo = 1 << 4, Fmo = 1 << 3;
    private const uint En = 1, Uie = 1 << 1, Lrenpie = 1 << 2, Npie = 1 << 3, VGrp0Eie = 1 << 4, VGrp0Die = 1 << 5, VGrp1Eie = 1 << 6, VGrp1Die = 1 << 7;
    private const uint VmcrOpen = 0xFF00_0000 | 3;
    private const int MaintenanceIntId = 25;

    private InterruptBench bench = null!;
    private Gicv3 gic = null!;
    private VirtualCpu cpu = null!;
    private IGicCpuInterface registers = null!;

    [SetUp]
    public void PowerOn()
    {
        bench = new InterruptBench(1);
        gic = new Gicv3(bench.Outputs, [0]);
        cpu = new VirtualCpu(0);
        gic.SystemRegisters(0).Connect(cpu);
        registers = cpu.GicRegisters!;
        cpu.Sys(Slot.HcrEl2) = Imo | Fmo;
        Hyp(GicRegister.IchVmcr, VmcrOpen);
        Hyp(GicRegister.IchHcr, En);
    }

    [Test]
    public void Reset_ShowsMinimalBinaryPoints_AndEmptyLists()
    {
        gic.Reset();
        Assert.That(Hyp(GicRegister.IchVmcr), Is.EqualTo(0x4C_0008));
        Assert.That(Hyp(GicRegister.IchElrsr), Is.EqualTo(0xF));
        Assert.That(Hyp(GicRegister.IchEisr), Is.Zero);
        Assert.That(registers.ListRegisterCount, Is.EqualTo(4));
        Assert.That(registers.ActivePriorityRegisterCount, Is.EqualTo(1));
    }

    [Test]
    public void InterfaceOff_ShowsWhatIsListed_ButAcknowledgesNothing()
    {
        Hyp(GicRegister.IchLr0, Pending | Group1 | (0x40UL << 48) | 40);
        Hyp(GicRegister.IchHcr, 0);
        Assert.That(Guest(GicRegister.IccHppir1), Is.EqualTo(40));
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(1023));
        Assert.That(cpu.IsRaised(InterruptInput.VirtualIrq), Is.False);
    }

    [Test]
    public void WritableBits()
    {
        Hyp(GicRegister.IchHcr, ulong.MaxValue);
        Assert.That(Hyp(GicRegister.IchHcr), Is.EqualTo(0xF800_7CFF));
        Assert.That(registers.HypervisorControl, Is.EqualTo(0xF800_7CFF));
        Hyp(GicRegister.IchVmcr, ulong.MaxValue);
        Assert.That(Hyp(GicRegister.IchVmcr), Is.EqualTo(0xFFFC_021B));
        Hyp(GicRegister.IchLr0, ulong.MaxValue);
        Assert.That(Hyp(GicRegister.IchLr0), Is.EqualTo(0xFFF8_FFFF_FFFF_FFFF));
    }

    [Test]
    public void Names_MeanVirtualRegisters_OnlyAtEl1_AndOnlyForRoutedGroups()
    {
        Guest(GicRegister.IccPmr, 0x80);
        Assert.That(Hyp(GicRegister.IchVmcr) >> 24, Is.EqualTo(0x80));
        Assert.That(Hyp(GicRegister.IccPmr), Is.Zero);
        Guest(GicRegister.IccIgrpen1, 0);
        Assert.That(Hyp(GicRegister.IchVmcr) & 3, Is.EqualTo(1));
        cpu.Sys(Slot.HcrEl2) = Fmo;
        Guest(GicRegister.IccIgrpen1, 1);
        Assert.That(Hyp(GicRegister.IccIgrpen1), Is.EqualTo(1), "Group 1 is the guest's own");
        Assert.That(Guest(GicRegister.IccPmr), Is.EqualTo(0x80), "common registers are virtual if either group is");
        cpu.Sys(Slot.HcrEl2) = 0;
        Assert.That(Guest(GicRegister.IccPmr), Is.Zero);
    }

    [Test]
    public void ListedInterrupt_IsSignalled_Taken_AndEnded()
    {
        List(0, Pending | Group1 | Priority(0x40) | 40);
        Assert.That(bench.Raised(), Is.EqualTo("VirtualIrq"));
        Assert.That(Guest(GicRegister.IccHppir1), Is.EqualTo(40));
        Assert.That(Guest(GicRegister.IccIar0), Is.EqualTo(1023));
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(40));
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(List(0), Is.EqualTo(Active | Group1 | Priority(0x40) | 40));
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0x40));
        Assert.That(Hyp(GicRegister.IchAp1r0), Is.EqualTo(1u << (0x40 >> 3)));
        Guest(GicRegister.IccEoir1, 40);
        Assert.That(List(0), Is.EqualTo(Group1 | Priority(0x40) | 40));
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0xFF));
        Assert.That(Hyp(GicRegister.IchElrsr), Is.EqualTo(0xF));
    }

    [Test]
    public void Group0_IsVirtualFiq()
    {
        List(0, Pending | Priority(0x40) | 40);
        Assert.That(bench.Raised(), Is.EqualTo("VirtualFiq"));
        Assert.That(Guest(GicRegister.IccIar0), Is.EqualTo(40));
    }

    [Test]
    public void Disabled_MaskedOrLessUrgent_IsNotSignalled()
    {
        List(0, Pending | Group1 | Priority(0x40) | 40);
        Hyp(GicRegister.IchHcr, 0);
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(1023));
        Hyp(GicRegister.IchHcr, En);
        Guest(GicRegister.IccPmr, 0x40);
        Assert.That(bench.Raised(), Is.Empty);
        Guest(GicRegister.IccPmr, 0xF8);
        Guest(GicRegister.IccIgrpen1, 0);
        Assert.That(bench.Raised(), Is.Empty);
        Guest(GicRegister.IccIgrpen1, 1);
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(40));
        List(1, Pending | Group1 | Priority(0x40) | 41);
        Assert.That(bench.Raised(), Is.Empty);
        List(1, Pending | Group1 | Priority(0x38) | 41);
        Assert.That(bench.Raised(), Is.EqualTo("VirtualIrq"));
    }

    [Test]
    public void PendingAndActive_IsNotSignalled_AndBecomesPendingAtItsEnd()
    {
        List(0, Pending | Group1 | Priority(0x40) | 40);
        Guest(GicRegister.IccIar1);
        List(0, Pending | Active | Group1 | Priority(0x40) | 40);
        Assert.That(bench.Raised(), Is.Empty);
        Guest(GicRegister.IccEoir1, 40);
        Assert.That(List(0) & (Pending | Active), Is.EqualTo(Pending));
        Assert.That(bench.Raised(), Is.EqualTo("VirtualIrq"));
    }

    [Test]
    public void HardwareList_EndsThePhysicalInterruptToo()
    {
        Hyp(GicRegister.IccPmr, 0xFF);
        Hyp(GicRegister.IccIgrpen1, 1);
        Hyp(GicRegister.IccCtlr, 2); // the host splits EOI and leaves deactivation to the guest
        gic.Distributor.Write(0, 4, 3, 0);
        gic.Redistributors.Write(0x1_0080, 4, uint.MaxValue, 0);
        gic.Redistributors.Write(0x1_0100, 4, 1u << 27, 0);
        IInterruptLine line = gic.Ppi(0, 27);
        line.Set(true);
        Assert.That(Hyp(GicRegister.IccIar1), Is.EqualTo(27));
        Hyp(GicRegister.IccEoir1, 27);
        List(0, Pending | Hardware | Group1 | Priority(0x40) | (27UL << 32) | 27);
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(27));
        Assert.That(gic.Redistributors.Read(0x1_0300, 4, 0), Is.EqualTo(1u << 27));
        Assert.That(bench.Raised(), Is.Empty);
        Guest(GicRegister.IccEoir1, 27);
        Assert.That(gic.Redistributors.Read(0x1_0300, 4, 0), Is.Zero);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"), "its line still asks the host");
    }

    [Test]
    public void SplitEoi_DirDeactivates()
    {
        Guest(GicRegister.IccCtlr, 2);
        Assert.That(Hyp(GicRegister.IchVmcr) & 0x200, Is.EqualTo(0x200));
        List(0, Pending | Group1 | Priority(0x40) | 40);
        Guest(GicRegister.IccIar1);
        Guest(GicRegister.IccEoir1, 40);
        Assert.That(List(0) & Active, Is.EqualTo(Active));
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0xFF));
        Guest(GicRegister.IccDir, 40);
        Assert.That(List(0) & Active, Is.Zero);
    }

    [Test]
    public void UnlistedEnd_IsCounted_WhereItWouldHaveDeactivated()
    {
        Hyp(GicRegister.IchAp1r0, 0x100);
        Guest(GicRegister.IccEoir1, 50);
        Assert.That(EoiCount(), Is.EqualTo(1));
        Guest(GicRegister.IccEoir1, 50);
        Assert.That(EoiCount(), Is.EqualTo(1), "nothing was active");
        Guest(GicRegister.IccCtlr, 2);
        Hyp(GicRegister.IchAp1r0, 0x100);
        Guest(GicRegister.IccEoir1, 50);
        Assert.That(EoiCount(), Is.EqualTo(1), "only a priority drop");
        Guest(GicRegister.IccDir, 50);
        Assert.That(EoiCount(), Is.EqualTo(2));
        Guest(GicRegister.IccDir, 9000);
        Assert.That(EoiCount(), Is.EqualTo(2), "LPIs are not deactivated");
        Hyp(GicRegister.IchHcr, En | (31UL << 27));
        Guest(GicRegister.IccDir, 50);
        Assert.That(EoiCount(), Is.Zero, "five bits");
    }

    [Test]
    public void Lpi_HasNoActiveState()
    {
        List(0, Pending | Group1 | Priority(0x40) | 8192);
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(8192));
        Assert.That(List(0) & (Pending | Active), Is.Zero);
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0x40));
        Guest(GicRegister.IccEoir1, 8192);
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0xFF));
        Assert.That(EoiCount(), Is.Zero);
    }

    [Test]
    public void SpecialIntIdInAList_IsReadAndForgotten()
    {
        List(0, Pending | Group1 | Priority(0x40) | 1021);
        Assert.That(Guest(GicRegister.IccIar1), Is.EqualTo(1021));
        Assert.That(List(0) & (Pending | Active), Is.Zero);
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0xFF));
    }

    [Test]
    public void EoiOfTheWrongGroup_OnlyDropsPriority()
    {
        List(0, Pending | Group1 | Priority(0x40) | 40);
        Guest(GicRegister.IccIar1);
        Guest(GicRegister.IccEoir0, 40);
        Assert.That(List(0) & Active, Is.EqualTo(Active));
        Assert.That(Guest(GicRegister.IccRpr), Is.EqualTo(0xFF));
    }

    [Test]
    public void Cbpr_ShowsGroup0sBinaryPoint()
    {
        Guest(GicRegister.IccBpr0, 4);
        Guest(GicRegister.IccBpr1, 6);
        Guest(GicRegister.IccCtlr, 1);
        Assert.That(Guest(GicRegister.IccBpr1), Is.EqualTo(5));
        Guest(GicRegister.IccCtlr, 0);
        Assert.That(Guest(GicRegister.IccBpr1), Is.EqualTo(6));
    }

    [Test]
    public void Maintenance_Underflow()
    {
        List(0, Pending | Group1 | Priority(0x40) | 40);
        List(1, Active | Group1 | Priority(0x40) | 41);
        Hyp(GicRegister.IchHcr, En | Uie);
        AssertMaintenance(0);
        List(1, 0);
        AssertMaintenance(2);
        List(1, Pending | Group1 | Priority(0x40) | 41);
        AssertMaintenance(0);
    }

    [Test]
    public void Maintenance_EndOfInterrupt()
    {
        List(2, Pending | Group1 | EoiMaintenance | Priority(0x40) | 40);
        Guest(GicRegister.IccIar1);
        AssertMaintenance(0);
        Guest(GicRegister.IccEoir1, 40);
        Assert.That(Hyp(GicRegister.IchEisr), Is.EqualTo(4));
        Assert.That(Hyp(GicRegister.IchElrsr), Is.EqualTo(0xB));
        AssertMaintenance(1);
        List(2, 0);
        AssertMaintenance(0);
        Assert.That(Hyp(GicRegister.IchElrsr), Is.EqualTo(0xF));
    }

    [Test]
    public void Maintenance_NoPending()
    {
        Hyp(GicRegister.IchHcr, En | Npie);
        AssertMaintenance(8);
        List(3, Pending | Group1 | Priority(0x40) | 40);
        AssertMaintenance(0);
        Guest(GicRegister.IccIar1);
        AssertMaintenance(8);
    }

    [Test]
    public void Maintenance_EntryNotPresent()
    {
        Hyp(GicRegister.IchHcr, En | Lrenpie);
        AssertMaintenance(0);
        Hyp(GicRegister.IchAp1r0, 1);
        Guest(GicRegister.IccEoir1, 60);
        AssertMaintenance(4);
        Hyp(GicRegister.IchHcr, En | Lrenpie);
        AssertMaintenance(0);
    }

    [TestCase(VGrp0Eie, 1u, VGrp0Eie)]
    [TestCase(VGrp0Die, 2u, VGrp0Die)]
    [TestCase(VGrp1Eie, 2u, VGrp1Eie)]
    [TestCase(VGrp1Die, 1u, VGrp1Die)]
    [TestCase(VGrp0Eie | VGrp1Eie, 0u, 0u)]
    [TestCase(VGrp0Die | VGrp1Die, 3u, 0u)]
    public void Maintenance_GroupEnables(uint enables, uint groups, uint misr)
    {
        Hyp(GicRegister.IchHcr, En | enables);
        Guest(GicRegister.IccIgrpen0, groups & 1);
        Guest(GicRegister.IccIgrpen1, groups >> 1);
        AssertMaintenance(misr);
    }

    [Test]
    public void Maintenance_NeedsEn()
    {
        Hyp(GicRegister.IchHcr, Npie);
        Assert.That(Hyp(GicRegister.IchMisr), Is.EqualTo(8));
        Assert.That(MaintenanceLine(), Is.False);
    }

    private static ulong Priority(int priority) => (ulong)priority << 48;

    private void AssertMaintenance(uint misr)
    {
        Assert.That(Hyp(GicRegister.IchMisr), Is.EqualTo(misr));
        Assert.That(MaintenanceLine(), Is.EqualTo(misr != 0));
    }

    private bool MaintenanceLine() => (gic.Redistributors.Read(0x1_0200, 4, 0) & (1u << MaintenanceIntId)) != 0;

    private ulong EoiCount() => Hyp(GicRegister.IchHcr) >> 27;

    private ulong List(int index) => Hyp((GicRegister)((int)GicRegister.IchLr0 + index));

    private void List(int index, ulong value) => Hyp((GicRegister)((int)GicRegister.IchLr0 + index), value);

    private ulong Hyp(GicRegister register)
    {
        cpu.State->El = (byte)ExceptionLevel.EL2;
        return registers.Read(register);
    }

    private void Hyp(GicRegister register, ulong value)
    {
        cpu.State->El = (byte)ExceptionLevel.EL2;
        registers.Write(register, value);
    }

    private ulong Guest(GicRegister register)
    {
        cpu.State->El = (byte)ExceptionLevel.EL1;
        return registers.Read(register);
    }

    private void Guest(GicRegister register, ulong value)
    {
        cpu.State->El = (byte)ExceptionLevel.EL1;
        registers.Write(register, value);
    }
}
