using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public class Gicv2Tests
{
    private const ulong Ctlr = 0, Typer = 4, Igroupr = 0x80, Isenabler = 0x100, Icenabler = 0x180, Ispendr = 0x200, Icpendr = 0x280;
    private const ulong Isactiver = 0x300, Ipriorityr = 0x400, Itargetsr = 0x800, Icfgr = 0xC00, Sgir = 0xF00, Cpendsgir = 0xF10, Spendsgir = 0xF20;
    private const ulong Pmr = 4, Bpr = 8, Iar = 0xC, Eoir = 0x10, Rpr = 0x14, Hppir = 0x18, Abpr = 0x1C, Aiar = 0x20, Aeoir = 0x24, Ahppir = 0x28, Dir = 0x1000;
    private const uint Spurious = 1023;
    private const int Spi = 32;

    private InterruptBench bench = null!;
    private Gicv2 gic = null!;

    [SetUp]
    public void PowerOn()
    {
        bench = new InterruptBench();
        gic = new Gicv2(bench.Outputs);
        Dist(Ctlr, 3);
        for (int cpu = 0; cpu < 2; cpu++)
        {
            Cpu(Ctlr, 1, cpu);
            Cpu(Pmr, 0xFF, cpu);
        }
    }

    [Test]
    public void Identification_IsTheBoards()
    {
        Assert.That(Dist(Typer), Is.EqualTo(0x28)); // 288 INTIDs, 2 CPUs
        Assert.That(Dist(8), Is.EqualTo(0x43B));
        Assert.That(Dist(0xFE8), Is.EqualTo(0x2B)); // ICPIDR2
        Assert.That(Cpu(0xFC), Is.EqualTo(0x2043B));
    }

    [Test]
    public void Sgi_CarriesItsSource_AndIsPendingOnceForEach()
    {
        Dist(Sgir, 0x0001_0003, cpu: 1); // to CPU 0
        Dist(Sgir, 0x0201_0003, cpu: 0); // filter: self
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Assert.That(bench.Raised(1), Is.Empty);
        Assert.That(Cpu(Hppir), Is.EqualTo(3));
        Assert.That(Cpu(Iar), Is.EqualTo(3)); // from CPU 0
        Cpu(Eoir, 3);
        Assert.That(Cpu(Iar), Is.EqualTo(3 | (1 << 10))); // from CPU 1
        Assert.That(bench.Raised(), Is.Empty);
        Cpu(Eoir, 3 | (1 << 10));
        Assert.That(Cpu(Iar), Is.EqualTo(Spurious));
    }

    [Test]
    public void Sgi_ToAllOthers_SparesTheSender()
    {
        Dist(Sgir, 0x0100_0001, cpu: 0);
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(bench.Raised(1), Is.EqualTo("Irq"));
    }

    [Test]
    public void SgiPendingRegisters_ChangeSourcesNotNumbers()
    {
        Dist(Ispendr, 0xFFFF);
        Assert.That(Dist(Ispendr), Is.Zero, "SGIs are not set pending by number");
        Dist(Spendsgir, 0x0000_0300);
        Assert.That(Dist(Ispendr), Is.EqualTo(2));
        Dist(Cpendsgir, 0x0000_0100);
        Assert.That(Dist(Spendsgir), Is.EqualTo(0x200));
        Dist(Icpendr, 0xFFFF);
        Assert.That(Cpu(Iar), Is.EqualTo(1 | (1 << 10)));
    }

    [Test]
    public void LevelPpi_IsPendingWhileItsLineIsHigh()
    {
        IInterruptLine line = gic.Ppi(0, 27);
        Dist(Isenabler, 1u << 27);
        line.Set(true);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Assert.That(Cpu(Iar), Is.EqualTo(27));
        Assert.That(Dist(Ispendr), Is.EqualTo(1u << 27), "active and pending");
        Assert.That(bench.Raised(), Is.Empty, "an active interrupt is not signalled again");
        Cpu(Eoir, 27);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"), "the line still asks");
        line.Set(false);
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(Dist(Ispendr), Is.Zero);
    }

    [Test]
    public void EdgeSpi_LatchesOneRise()
    {
        EnableSpi(Spi, 0);
        Dist(Icfgr + 8, 2); // SPI 0 edge-triggered
        IInterruptLine line = gic.Spi(0);
        line.Set(true);
        line.Set(false);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi));
        Cpu(Eoir, Spi);
        Assert.That(bench.Raised(), Is.Empty);
        line.Set(true);
        line.Set(true);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi));
        Cpu(Eoir, Spi);
        Assert.That(Cpu(Iar), Is.EqualTo(Spurious));
    }

    [Test]
    public void ClearPending_OfALevelInterrupt_LeavesWhatItsLineDemands()
    {
        EnableSpi(Spi, 0);
        gic.Spi(0).Set(true);
        Dist(Icpendr + 4, 1);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        gic.Spi(0).Set(false);
        Dist(Ispendr + 4, 1);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"), "software latched it");
        Dist(Icpendr + 4, 1);
        Assert.That(bench.Raised(), Is.Empty);
    }

    [Test]
    public void Spi_GoesToItsTargets_AndToOneOfThemOnly()
    {
        EnableSpi(Spi, 0);
        Dist(Itargetsr + Spi, 0x03, size: 1);
        Assert.That(Dist(Itargetsr + Spi), Is.EqualTo(3));
        gic.Spi(0).Set(true);
        Assert.That(bench.Raised(0) + bench.Raised(1), Is.EqualTo("IrqIrq"));
        Assert.That(CpuAs(1, Iar), Is.EqualTo(Spi));
        Assert.That(bench.Raised(0), Is.Empty);
        Assert.That(CpuAs(0, Iar), Is.EqualTo(Spurious));
        Dist(Itargetsr + Spi, 0x01, size: 1);
        Cpu(Eoir, Spi, cpu: 1);
        Assert.That(bench.Raised(0), Is.EqualTo("Irq"));
        Assert.That(bench.Raised(1), Is.Empty);
    }

    [Test]
    public void PrivateTargets_NameTheReader()
    {
        Assert.That(DistAs(0, Itargetsr), Is.EqualTo(0x0101_0101));
        Assert.That(DistAs(1, Itargetsr + 28), Is.EqualTo(0x0202_0202));
    }

    [Test]
    public void Uniprocessor_HasNoTargets_AndTakesAllSpis()
    {
        bench = new InterruptBench(1);
        gic = new Gicv2(bench.Outputs);
        Dist(Ctlr, 1);
        Cpu(Ctlr, 1);
        Cpu(Pmr, 0xFF);
        Dist(Itargetsr + Spi, 0);
        Assert.That(Dist(Itargetsr + Spi), Is.Zero);
        Dist(Isenabler + 4, 1);
        gic.Spi(0).Set(true);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
    }

    [Test]
    public void HigherPriority_Preempts_AndEoiUncoversTheFirst()
    {
        EnableSpi(Spi, 0x80);
        EnableSpi(Spi + 1, 0x40);
        Pend(Spi);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi));
        Assert.That(Cpu(Rpr), Is.EqualTo(0x80));
        Pend(Spi + 1);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Assert.That(Cpu(Iar), Is.EqualTo(Spi + 1));
        Assert.That(Cpu(Rpr), Is.EqualTo(0x40));
        Cpu(Eoir, Spi + 1);
        Assert.That(Cpu(Rpr), Is.EqualTo(0x80));
        Cpu(Eoir, Spi);
        Assert.That(Cpu(Rpr), Is.EqualTo(0xFF));
    }

    [Test]
    public void EqualPriorities_LowestIntIdFirst()
    {
        EnableSpi(Spi + 5, 0x40);
        EnableSpi(Spi + 2, 0x40);
        Pend(Spi + 5);
        Pend(Spi + 2);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi + 2));
    }

    [Test]
    public void BinaryPoint_KeepsSubpriorityFromPreempting()
    {
        Cpu(Bpr, 5); // group priority is bits [7:6]
        EnableSpi(Spi, 0x70);
        EnableSpi(Spi + 1, 0x40);
        EnableSpi(Spi + 2, 0x3F);
        Pend(Spi);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi));
        Assert.That(Cpu(Rpr), Is.EqualTo(0x40));
        Pend(Spi + 1);
        Assert.That(bench.Raised(), Is.Empty);
        Pend(Spi + 2);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi + 2));
    }

    [Test]
    public void PriorityMask_StopsEqualPriority()
    {
        EnableSpi(Spi, 0x80);
        Pend(Spi);
        Cpu(Pmr, 0x80);
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(Cpu(Iar), Is.EqualTo(Spurious));
        Cpu(Pmr, 0x81);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
    }

    [Test]
    public void LowestPriority_IsNeverSignalled()
    {
        EnableSpi(Spi, 0xFF);
        Pend(Spi);
        Assert.That(bench.Raised(), Is.Empty);
    }

    [Test]
    public void SplitEoi_DropsPriorityFirst_AndDirDeactivates()
    {
        Cpu(Ctlr, 1 | (1 << 9));
        EnableSpi(Spi, 0x80);
        gic.Spi(0).Set(true);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi));
        Cpu(Eoir, Spi);
        Assert.That(Cpu(Rpr), Is.EqualTo(0xFF));
        Assert.That(Dist(Isactiver + 4), Is.EqualTo(1));
        Assert.That(bench.Raised(), Is.Empty);
        Cpu(Dir, Spi);
        Assert.That(Dist(Isactiver + 4), Is.Zero);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
    }

    [Test]
    public void Dir_WithoutSplit_IsIgnored()
    {
        EnableSpi(Spi, 0x80);
        Pend(Spi);
        Cpu(Iar);
        Cpu(Dir, Spi);
        Assert.That(Dist(Isactiver + 4), Is.EqualTo(1));
    }

    [Test]
    public void Group1_WithoutAckCtl_IsLeftToTheAliases()
    {
        Cpu(Ctlr, 3);
        EnableSpi(Spi, 0x40);
        Dist(Igroupr + 4, 1);
        Pend(Spi);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Assert.That(Cpu(Iar), Is.EqualTo(1022));
        Assert.That(Cpu(Hppir), Is.EqualTo(1022));
        Assert.That(Cpu(Ahppir), Is.EqualTo(Spi));
        Assert.That(Cpu(Aiar), Is.EqualTo(Spi));
        Assert.That(Cpu(0xE0 + 4), Is.EqualTo(1), "GICC_NSAPR1: level 0x40 >> 1 = 32");
        Cpu(Aeoir, Spi);
        Assert.That(Cpu(Rpr), Is.EqualTo(0xFF));
        Pend(Spi);
        Cpu(Ctlr, 7);
        Assert.That(Cpu(Iar), Is.EqualTo(Spi));
    }

    [Test]
    public void Aliases_DoNotTakeGroup0()
    {
        EnableSpi(Spi, 0x40);
        Pend(Spi);
        Assert.That(Cpu(Aiar), Is.EqualTo(Spurious));
        Assert.That(Cpu(Ahppir), Is.EqualTo(Spurious));
    }

    [Test]
    public void FiqEn_MakesGroup0Fiq()
    {
        EnableSpi(Spi, 0x40);
        Pend(Spi);
        Cpu(Ctlr, 3 | (1 << 3));
        Assert.That(bench.Raised(), Is.EqualTo("Fiq"));
        Dist(Igroupr + 4, 1);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
    }

    [Test]
    public void GroupEnables_OfDistributorAndInterface_BothCount()
    {
        EnableSpi(Spi, 0x40);
        Pend(Spi);
        Dist(Ctlr, 2);
        Assert.That(bench.Raised(), Is.Empty);
        Dist(Ctlr, 3);
        Assert.That(bench.Raised(), Is.EqualTo("Irq"));
        Cpu(Ctlr, 2);
        Assert.That(bench.Raised(), Is.Empty);
    }

    [Test]
    public void BinaryPointLimits()
    {
        Cpu(Bpr, 0);
        Cpu(Abpr, 0);
        Assert.That(Cpu(Bpr), Is.Zero);
        Assert.That(Cpu(Abpr), Is.EqualTo(1));
    }

    [Test]
    public void Nonsense_IsIgnored()
    {
        Cpu(Eoir, 1023);
        Cpu(Eoir, 1000);
        Cpu(Dir, 900);
        Dist(Isenabler + 0x7C, uint.MaxValue);
        Dist(Ipriorityr + 0x3FC, uint.MaxValue);
        Dist(Itargetsr + 0x3FC, uint.MaxValue);
        Dist(0xF80, uint.MaxValue);
        Assert.That(Dist(Isenabler + 0x7C), Is.Zero);
        Assert.That(Dist(0xF80), Is.Zero);
        Assert.That(gic.CpuInterface.Read(0x1FFC, 4, 77), Is.Zero);
        Assert.That(Dist(Icenabler), Is.EqualTo(0xFFFF), "SGIs are always enabled");
        Assert.That(bench.Raised(), Is.Empty);
    }

    [Test]
    public void Reset_ForgetsAllButTheLines()
    {
        EnableSpi(Spi, 0x40);
        gic.Spi(0).Set(true);
        gic.Reset();
        Assert.That(bench.Raised(), Is.Empty);
        Assert.That(Dist(Isenabler + 4), Is.Zero);
        Assert.That(Dist(Ispendr + 4), Is.EqualTo(1), "the device still drives its line");
    }

    [Test]
    public void Mistakes_AreReportedOnce()
    {
        List<string> reports = [];
        Gicv2 reporting = new(bench.Outputs) { Log = reports.Add };
        for (int i = 0; i < 3; i++)
        {
            reporting.Distributor.Write(0xF80, 4, 0, 0);
        }
        Assert.That(reports, Has.Count.EqualTo(1));
        Assert.That(reports[0], Does.Contain("gicd").And.Contain("0xf80"));
    }

    private void EnableSpi(int intId, byte priority)
    {
        Dist(Ipriorityr + (ulong)intId, priority, size: 1);
        Dist(Itargetsr + (ulong)intId, 1, size: 1);
        Dist(Isenabler + 4, 1u << (intId - 32));
    }

    private void Pend(int intId) => Dist(Ispendr + 4, 1u << (intId - 32));

    private uint Dist(ulong offset) => DistAs(0, offset);

    private uint DistAs(int cpu, ulong offset) => (uint)gic.Distributor.Read(offset, 4, cpu);

    private void Dist(ulong offset, uint value, int cpu = 0, int size = 4) => gic.Distributor.Write(offset, size, value, cpu);

    private uint Cpu(ulong offset) => CpuAs(0, offset);

    private uint CpuAs(int cpu, ulong offset) => (uint)gic.CpuInterface.Read(offset, 4, cpu);

    private void Cpu(ulong offset, uint value, int cpu = 0) => gic.CpuInterface.Write(offset, 4, value, cpu);
}
