using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public class Gicv3Tests
{
    private const ulong Ctlr = 0, Igroupr = 0x80, Isenabler = 0x100, Ispendr = 0x200, Isactiver = 0x300, Ipriorityr = 0x400, Icfgr = 0xC00, Irouter = 0x6000;
    private const ulong SgiFrame = 0x1_0000, Stride = 0x2_0000, Waker = 0x14;
    private const int Spi = 40;

    private InterruptBench bench = null!;
    private Gicv3 gic = null!;

    [SetUp]
    public void PowerOn()
    {
        bench = new InterruptBench();
        gic = new Gicv3(bench.Outputs, [0, 1]);
        Dist(Ctlr, 3);
        for (int cpu = 0; cpu < 2; cpu++)
        {
            Write(GicRegister.IccPmr, 0xFF, cpu);
            Write(GicRegister.IccIgrpen0, 1, cpu);
            Write(GicRegister.IccIgrpen1, 1, cpu);
            Redist(cpu, SgiFrame + Igroupr, uint.MaxValue);
        }
        Dist(Igroupr + 4, uint.MaxValue);
    }

    [Test]
    public void Identification_IsTheBoards()
    {
        Assert.That(Dist(0), Is.EqualTo(0x53), "DS, ARE, both groups");
        Assert.That(Dist(4), Is.EqualTo(0x0378_0007));
        Assert.That(Dist(8), Is.EqualTo(0x43B));
        Assert.That(Dist(0xFFE8), Is.EqualTo(0x3B));
        Assert.That(gic.Redistributors.Read(8, 8, 0), Is.EqualTo(0x0100_0000));
        Assert.That(gic.Redistributors.Read(Stride + 8, 8, 0), Is.EqualTo(0x1_0100_0110), "affinity 1, processor 1, the last");
        Assert.That(Redist(0, 0xFFE8), Is.EqualTo(0x3B));
        Assert.That(Read(GicRegister.IccCtlr), Is.EqualTo(0x8C00));
        Assert.That(Read(GicRegister.IchVtr), Is.EqualTo(0x90B8_0003));
        Assert.That(Read(GicRegister.IccPmr), Is.EqualTo(0xF8), "five bits of priority");
        Assert.That(Read(GicRegister.IccBpr0), Is.EqualTo(2));
        Assert.That(Read(GicRegister.IccBpr1), Is.EqualTo(3));
    }

    [Test]
    public void Waker_AcknowledgesSleepAndWake()
    {
        Assert.That(Redist(1, Waker), Is.EqualTo(6));
        Redist(1, Waker, 0);
        Assert.That(Redist(1, Waker), Is.Zero);
        Assert.That(Redist(0, Waker), Is.EqualTo(6));
        Redist(1, Waker, 2);
        Assert.That(Redist(1, Waker), Is.EqualTo(6));
    }

    [Test]
    public void Sgi_ByTargetList_ReachesItsGroupOnly()
    {
        EnablePrivate(1, 5, 0x40);
        Write(GicRegister.IccSgi0r, (5UL << 24) | 2);
        Assert.That(bench.Raised(1), Is.Empty, "SGI 5 is in Group 1");
        Write(GicRegister.IccSgi1r, (5UL << 24) | 2);
        Assert.That(bench.Raised(1), Is.EqualTo("Irq"));
        Assert.That(bench.Raised(0), Is.Empty);
        Assert.That(Read(GicRegister.IccIar1, 1), Is.EqualTo(5));
        Write(GicRegister.IccEoir1, 5, 1);
        Assert.That(Read(GicRegister.IccIar1, 1), Is.EqualTo(1023));
    }

    [Test]
    public void Sgi_WithIrm_ReachesAllOthers()
    {
        EnablePrivate(0, 5, 0x40);
        EnablePrivate(1, 5, 0x40);
        Write(GicRegister.IccSgi1r, (5UL << 24) | (1UL << 40));
        Assert.That(bench.Raised(0), Is.Empty);
        Assert.That(bench.Raised(1), Is.EqualTo("Irq"));
    }

    [Test]
    public void Sgi_ToAnotherCluster_ReachesNobody()
    {
        EnablePrivate(1, 5, 0x40);
        Write(GicRegister.IccSgi1r, (5UL << 24) | (1UL << 16) | 2);
        Write(GicRegister.IccSgi1r, (5UL << 24) | (1UL << 32) | 2);
        Assert.That(bench.Raised(1), Is.Empty);
    }

    [Test]
    public void SgiOfGroup0_IsAFiq_TakenThroughIar0()
    {
        EnablePrivate(0, 3, 0x40);
        Redist(0, SgiFrame + Igroupr, ~8u);
        Write(GicRegister.IccAsgi1r, (3UL << 24) | 1);
        Assert.That(bench.Raised(), Is.EqualTo("Fiq"));
        Assert.That(Read(GicRegister.IccIar1), Is.EqualTo(1023));
        Assert.That(Read(GicRegister.IccHppir1), Is.EqualTo(1023));
        Assert.That(Read(GicRegister.IccHppir0), Is.EqualTo(3));
        Assert.That(Read(GicRegister.IccIar0), Is.EqualTo(3));
        Assert.That(Read(GicRegister.IccAp0r0), Is.EqualTo(1u << (0x40 >> 3)));
        Write(GicRegister.IccEoir1, 3);
        Assert.That(Read(GicRegister.IccRpr), Is.EqualTo(0x40), "the wrong group's EOI is ignored");
        Write(GicRegister.IccEoir0, 3);
        Assert.That(Read(GicRegister.IccRpr), Is.EqualTo(0xFF));
    }

    [Test]
    public void LevelPpi_LifeCycle()
    {
        EnablePrivate(0, 27, 0x40);
        IInterruptLine line = gic.Ppi(0, 27);
        line.Set(true);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Assert.That(Read(GicRegister.IccIar1), Is.EqualTo(27));
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(Redist(0, SgiFrame + Isactiver), Is.EqualTo(1u << 27));
        line.Set(false);
        Write(GicRegister.IccEoir1, 27);
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(Redist(0, SgiFrame + Isactiver), Is.Zero);
    }

    [Test]
    public void EdgeSpi_LatchesOneRise()
    {
        EnableSpi(Spi, 0x40);
        Dist(Icfgr + 8, 2u << (2 * (Spi - 32)));
        gic.Spi(Spi - 32).Set(true);
        gic.Spi(Spi - 32).Set(false);
        Assert.That(Read(GicRegister.IccIar1), Is.EqualTo(Spi));
        Write(GicRegister.IccEoir1, Spi);
        Assert.That(bench.Raised(), Is.Empty);
    }

    [Test]
    public void Spi_FollowsItsRoute()
    {
        EnableSpi(Spi, 0x40);
        gic.Distributor.Write(Irouter + (8 * Spi), 8, ulong.MaxValue, 0);
        Assert.That(gic.Distributor.Read(Irouter + (8 * Spi), 8, 0), Is.EqualTo(0xFF_00FF_FFFF), "RES0 bits and IRM read as zero");
        gic.Spi(Spi - 32).Set(true);
        Assert.That(bench.Raised(0) + bench.Raised(1), Is.Empty, "no PE has that affinity");
        gic.Distributor.Write(Irouter + (8 * Spi), 8, 1, 0);
        Assert.That(bench.Raised(1), Is.EqualTo("Irq"));
        Dist(Irouter + (8 * Spi), 0);
        Assert.That(bench.Raised(1), Is.Empty);
        Assert.That(bench.Raised(0), Is.EqualTo("Irq"));
    }

    [Test]
    public void Preemption_FollowsTheGroupsBinaryPoint()
    {
        EnableSpi(Spi, 0x70);
        EnableSpi(Spi + 1, 0x40);
        Write(GicRegister.IccBpr1, 6); // Group 1: bits [7:6]
        Pend(Spi);
        Assert.That(Read(GicRegister.IccIar1), Is.EqualTo(Spi));
        Pend(Spi + 1);
        Assert.That(bench.Raised(), Is.Empty);
        Write(GicRegister.IccCtlr, 1); // CBPR: Group 1 takes ICC_BPR0, bits [7:3]
        Assert.That(Read(GicRegister.IccBpr1), Is.EqualTo(3));
        Write(GicRegister.IccBpr1, 7);
        Assert.That(Read(GicRegister.IccBpr1), Is.EqualTo(3), "cannot be written under CBPR");
        Assert.That(bench.Raised(), Is.Empty, "the first was taken at 0x40");
        Pend(Spi + 1, clear: true);
        Dist(Ipriorityr + Spi + 1, 0x38, size: 1);
        Pend(Spi + 1);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
    }

    [Test]
    public void SplitEoi_LeavesDeactivationToDir()
    {
        Write(GicRegister.IccCtlr, 2);
        EnableSpi(Spi, 0x40);
        Pend(Spi);
        Read(GicRegister.IccIar1);
        Write(GicRegister.IccEoir1, Spi);
        Assert.That(Read(GicRegister.IccRpr), Is.EqualTo(0xFF));
        Assert.That(Dist(Isactiver + 4), Is.EqualTo(1u << (Spi - 32)));
        Write(GicRegister.IccDir, Spi);
        Assert.That(Dist(Isactiver + 4), Is.Zero);
    }

    [Test]
    public void DisabledGroup_DoesNotHideALessUrgentInterruptOfTheOther()
    {
        EnableSpi(Spi, 0x10);
        EnableSpi(Spi + 1, 0x80);
        Dist(Igroupr + 4, ~(1u << (Spi + 1 - 32)));
        Pend(Spi);
        Pend(Spi + 1);
        Write(GicRegister.IccIgrpen1, 0);
        Assert.That(bench.Raised(), Is.EqualTo("Fiq"));
        Write(GicRegister.IccIgrpen1, 1);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Dist(Ctlr, 1);
        Assert.That(bench.Raised(), Is.EqualTo("Fiq"));
    }

    [Test]
    public void DistributorFrame_HidesPrivateInterrupts_AndLegacyTargets()
    {
        Dist(Isenabler, uint.MaxValue);
        Dist(Ipriorityr, uint.MaxValue);
        Dist(0x820, uint.MaxValue);
        Assert.That(Dist(Isenabler), Is.Zero);
        Assert.That(Dist(Ipriorityr), Is.Zero);
        Assert.That(Dist(0x820), Is.Zero);
        Assert.That(Dist(Irouter), Is.Zero);
        Assert.That(Redist(0, SgiFrame + Isenabler + 4), Is.Zero);
    }

    [Test]
    public void Nonsense_IsIgnored()
    {
        Write(GicRegister.IccEoir1, 1023);
        Write(GicRegister.IccEoir1, 0xFF_FFFF);
        Write(GicRegister.IccDir, 5000);
        Write(GicRegister.IccAp1r0, uint.MaxValue);
        Assert.That(Read(GicRegister.IccRpr), Is.Zero);
        Write(GicRegister.IccAp1r0, 0);
        Write(GicRegister.IccAp0r1, 1);
        Assert.That(Read(GicRegister.IccAp0r1), Is.Zero);
        Assert.That(gic.Redistributors.Read(Stride * 7, 4, 0), Is.Zero, "no such redistributor");
        gic.Redistributors.Write((Stride * 7) + SgiFrame + Isenabler, 4, 1, 0);
        gic.Distributor.Write(0xFFFC, 8, ulong.MaxValue, 0);
        Assert.That(bench.Raised(), Is.Empty);
    }

    private void EnablePrivate(int cpu, int intId, byte priority)
    {
        gic.Redistributors.Write(((ulong)cpu * Stride) + SgiFrame + Ipriorityr + (ulong)intId, 1, priority, cpu);
        Redist(cpu, SgiFrame + Isenabler, 1u << intId);
    }

    private void EnableSpi(int intId, byte priority)
    {
        Dist(Ipriorityr + (ulong)intId, priority, size: 1);
        Dist(Isenabler + 4, 1u << (intId - 32));
    }

    private void Pend(int intId, bool clear = false) => Dist(clear ? 0x284 : Ispendr + 4, 1u << (intId - 32));

    private uint Dist(ulong offset) => (uint)gic.Distributor.Read(offset, 4, 0);

    private void Dist(ulong offset, uint value, int size = 4) => gic.Distributor.Write(offset, size, value, 0);

    private uint Redist(int cpu, ulong offset) => (uint)gic.Redistributors.Read(((ulong)cpu * Stride) + offset, 4, cpu);

    private void Redist(int cpu, ulong offset, uint value) => gic.Redistributors.Write(((ulong)cpu * Stride) + offset, 4, value, cpu);

    private ulong Read(GicRegister register, int cpu = 0) => gic.SystemRegisters(cpu).Read(register);

    private void Write(GicRegister register, ulong value, int cpu = 0) => gic.SystemRegisters(cpu).Write(register, value);
}
