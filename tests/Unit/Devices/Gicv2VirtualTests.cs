using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

/// <summary>What GICH and GICV do in their own way; the rest they share with ICH_* and ICV_*.</summary>
public class Gicv2VirtualTests
{
    private const ulong Hcr = 0, Vtr = 4, Vmcr = 8, Misr = 0x10, Eisr = 0x20, Elrsr = 0x30, Apr = 0xF0, Lr = 0x100;
    private const ulong Ctlr = 0, Pmr = 4, Bpr = 8, Iar = 0xC, Eoir = 0x10, Rpr = 0x14, Aiar = 0x20, Abpr = 0x1C, Dir = 0x1000;
    private const uint Pending = 1u << 28, Active = 2u << 28, Group1 = 1u << 30, Hardware = 1u << 31, EoiMaintenance = 1u << 19;

    private InterruptBench bench = null!;
    private Gicv2 gic = null!;

    [SetUp]
    public void PowerOn()
    {
        bench = new InterruptBench();
        gic = new Gicv2(bench.Outputs);
        Guest(Ctlr, 1);
        Guest(Pmr, 0xF8);
        Hyp(Hcr, 1);
    }

    [Test]
    public void Identification_IsTheBoards()
    {
        gic.Reset();
        Assert.That(Hyp(Vtr), Is.EqualTo(0x9000_0003));
        Assert.That(Hyp(Vmcr), Is.EqualTo(0x4C_0000));
        Assert.That(Hyp(Elrsr), Is.EqualTo(0xF));
        Assert.That(Guest(0xFC), Is.EqualTo(0x2043B));
    }

    [Test]
    public void WritableBits()
    {
        Hyp(Hcr, uint.MaxValue);
        Assert.That(Hyp(Hcr), Is.EqualTo(0xF800_00FF));
        Hyp(Vmcr, uint.MaxValue);
        Assert.That(Hyp(Vmcr), Is.EqualTo(0xF8FC_021F));
        Hyp(Lr, uint.MaxValue);
        Assert.That(Hyp(Lr), Is.EqualTo(0xFF8F_FFFF));
        Hyp(Lr + 16, uint.MaxValue);
        Assert.That(Hyp(Lr + 16), Is.Zero, "four list registers");
    }

    [Test]
    public void Vmcr_IsTheGuestsControls()
    {
        Guest(Ctlr, 0x21F);
        Guest(Pmr, 0xA8);
        Guest(Bpr, 4);
        Guest(Abpr, 6);
        Assert.That(Hyp(Vmcr), Is.EqualTo(0xA800_0000 | (4u << 21) | (6u << 18) | 0x21F));
        Hyp(Vmcr, 0x8000_0000 | (3u << 21) | (5u << 18) | 1);
        Assert.That((Guest(Ctlr), Guest(Pmr), Guest(Bpr), Guest(Abpr)), Is.EqualTo((1u, 0x80u, 3u, 5u)));
    }

    [Test]
    public void VirtualSgi_CarriesItsSource()
    {
        Hyp(Lr, Pending | (8u << 23) | (5u << 10) | 2);
        Assert.That(bench.Raised(), Is.EqualTo("VirtualIrq"));
        Assert.That(bench.Raised(1), Is.Empty);
        Assert.That(Guest(Iar), Is.EqualTo(2 | (5 << 10)));
        Assert.That(Hyp(Lr), Is.EqualTo(Active | (8u << 23) | (5u << 10) | 2));
        Assert.That(Guest(Rpr), Is.EqualTo(0x40));
        Assert.That(Hyp(Apr), Is.EqualTo(1u << 8));
        Guest(Eoir, 2 | (5 << 10));
        Assert.That(Hyp(Lr) & (Pending | Active), Is.Zero);
        Assert.That(Hyp(Apr), Is.Zero);
    }

    [Test]
    public void Groups_FollowTheGuestsControls()
    {
        Guest(Ctlr, 3);
        Hyp(Lr, Pending | Group1 | (8u << 23) | 40);
        Assert.That(bench.Raised(), Is.EqualTo("VirtualIrq"));
        Assert.That(Guest(Iar), Is.EqualTo(1022));
        Assert.That(Guest(Aiar), Is.EqualTo(40));
        Assert.That(Hyp(Apr), Is.EqualTo(1u << 8), "one active priorities register for both groups");
        Hyp(Lr + 4, Pending | (4u << 23) | 41);
        Assert.That(bench.Raised(), Is.EqualTo("VirtualIrq"));
        Guest(Ctlr, 3 | (1 << 3));
        Assert.That(bench.Raised(), Is.EqualTo("VirtualFiq"));
    }

    [Test]
    public void HardwareList_EndsThePhysicalInterruptToo()
    {
        gic.Distributor.Write(0x300, 4, 1u << 27, 0);
        Hyp(Lr, Pending | Hardware | (8u << 23) | (27u << 10) | 27);
        Assert.That(Guest(Iar), Is.EqualTo(27));
        Guest(Eoir, 27);
        Assert.That(gic.Distributor.Read(0x300, 4, 0), Is.Zero);
        Assert.That(Hyp(Elrsr), Is.EqualTo(0xF));
    }

    [Test]
    public void SplitEoi_DirDeactivates()
    {
        Guest(Ctlr, 0x201);
        Hyp(Lr, Pending | (8u << 23) | 40);
        Guest(Iar);
        Guest(Eoir, 40);
        Assert.That(Hyp(Lr) & Active, Is.EqualTo(Active));
        Guest(Dir, 40);
        Assert.That(Hyp(Lr) & Active, Is.Zero);
    }

    [Test]
    public void EoiMaintenance_RaisesThePpi_OfItsPe()
    {
        Hyp(Lr + 4, Pending | EoiMaintenance | (8u << 23) | 40);
        Guest(Iar);
        Guest(Eoir, 40);
        Assert.That(Hyp(Eisr), Is.EqualTo(2));
        Assert.That(Hyp(Misr), Is.EqualTo(1));
        Assert.That(gic.Distributor.Read(0x200, 4, 0), Is.EqualTo(1u << 25));
        Assert.That(gic.Distributor.Read(0x200, 4, 1), Is.Zero);
        Hyp(Lr + 4, 0);
        Assert.That(gic.Distributor.Read(0x200, 4, 0), Is.Zero);
    }

    [Test]
    public void UnlistedEnd_IsCounted()
    {
        Hyp(Apr, 2);
        Guest(Eoir, 60);
        Assert.That(Hyp(Hcr) >> 27, Is.EqualTo(1));
        Guest(Eoir, 1023);
        Assert.That(Hyp(Hcr) >> 27, Is.EqualTo(1));
    }

    private uint Hyp(ulong offset) => (uint)gic.HypervisorInterface.Read(offset, 4, 0);

    private void Hyp(ulong offset, uint value) => gic.HypervisorInterface.Write(offset, 4, value, 0);

    private uint Guest(ulong offset) => (uint)gic.VirtualCpuInterface.Read(offset, 4, 0);

    private void Guest(ulong offset, uint value) => gic.VirtualCpuInterface.Write(offset, 4, value, 0);
}
