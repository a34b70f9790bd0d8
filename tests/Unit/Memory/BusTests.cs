using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BusTests : IDisposable
{
    private readonly PhysicalMemory _memory = new();
    private readonly Bus _bus;
    private readonly RecordingDevice[] _devices = [new(), new(), new()];
    private readonly List<string> _reports = [];

    public BusTests()
    {
        _memory.AddRange("ram", 0x4000_0000, 0x10_0000);
        _memory.AddRange("flash", 0, 0x1000, readOnly: true);
        _bus = new Bus(_memory) { Unimplemented = _reports.Add };
        _bus.Map("gic", 0x0800_0000, 0x1_0000, _devices[0]);
        _bus.Map("fw-cfg", 0x0902_0000, 0x18, _devices[2]);
        _bus.Map("uart", 0x0900_0000, 0x1000, _devices[1]);
    }

    public void Dispose() => _memory.Dispose();

    [Test]
    public void Access_FindsTheRegionAndPassesTheOffset()
    {
        Assert.That(_bus.TryRead(0x0800_FFFC, 4, 0, out _), Is.True);
        Assert.That(_bus.TryWrite(0x0900_0000, 1, 0x41, 0), Is.True);
        Assert.That(_bus.TryRead(0x0902_0010, 8, 0, out _), Is.True);
        Assert.That(_devices[0].Reads, Is.EqualTo(new[] { (0xFFFCUL, 4) }));
        Assert.That(_devices[1].Writes, Is.EqualTo(new[] { (0UL, 1, 0x41UL) }));
        Assert.That(_devices[2].Reads, Is.EqualTo(new[] { (0x10UL, 8) }));
    }

    [TestCase(0x0801_0000UL, "gic")]
    [TestCase(0x0902_0018UL, "fw-cfg")]
    [TestCase(0x0902_0014UL, "fw-cfg")]
    [TestCase(0xFFFF_FFFF_F000UL, "fw-cfg")]
    [TestCase(0x1000UL, "gic")]
    public void Access_WhereNothingIs_FailsAndNamesTheNearest(ulong pa, string nearest)
    {
        Assert.That(_bus.TryRead(pa, 8, 0, out ulong value), Is.False);
        Assert.That(_bus.TryWrite(pa, 8, 1, 0), Is.False);
        Assert.That(value, Is.Zero);
        Assert.That(_reports, Has.Count.EqualTo(1));
        Assert.That(_reports[0], Does.Contain($"0x{pa:x}").And.Contain(nearest));
    }

    [Test]
    public void Sweep_OfAllPages_IsReportedAtMostAThousandTimes()
    {
        for (ulong page = 0; page < 5000; page++)
        {
            _bus.TryRead(0x1_0000_0000 + (page << 12), 4, 0, out _);
        }

        Assert.That(_reports, Has.Count.EqualTo(1024));
    }

    [TestCase(0x0800_0800UL, 0x1000UL)]
    [TestCase(0x07FF_FFFFUL, 2UL)]
    [TestCase(0x0902_0017UL, 1UL)]
    [TestCase(0x0A00_0000UL, 0UL)]
    [TestCase(0xFFFF_FFFF_FFFF_FFFFUL, 2UL)]
    public void Map_OverlappingOrSizeless_Throws(ulong start, ulong size) =>
        Assert.That(() => _bus.Map("x", start, size, _devices[0]), Throws.ArgumentException);

    [Test]
    public void DeviceUnderRom_TakesTheStores()
    {
        _bus.Map("flash-commands", 0, 0x1000, _devices[0]);
        Assert.That(_bus.TryWrite(0x10, 4, 0x55, 0), Is.True);
        Assert.That(_devices[0].Writes, Is.EqualTo(new[] { (0x10UL, 4, 0x55UL) }));
        Assert.That(_bus.TryRead(0x10, 4, 0, out ulong value), Is.True);
        Assert.That(value, Is.Zero);
    }

    [Test]
    public void Dma_OutOfMemory_CopiesNothing()
    {
        Assert.That(_bus.WriteMemory(0x400F_FFFF, [1, 2]), Is.False);
        Assert.That(_bus.WriteMemory(0x0900_0000, [1]), Is.False);
        Assert.That(_bus.ReadMemory(ulong.MaxValue, new byte[16]), Is.False);
        Assert.That(_memory.PagesWith(PageFlags.Touched), Is.Empty);
    }

    [Test]
    public void Dma_IntoCodePages_ReportsEachPagesBytes()
    {
        var written = new List<(ulong, ulong)>();
        _bus.CodeWritten = (pa, length) => written.Add((pa, length));
        _memory.SetFlags(0x4000_1000, PageFlags.Code);
        _memory.SetFlags(0x4000_2000, PageFlags.Code);
        Assert.That(_bus.WriteMemory(0x4000_0800, new byte[0x1900]), Is.True);
        Assert.That(written, Is.EqualTo(new[] { (0x4000_1000UL, 0x1000UL), (0x4000_2000UL, 0x100UL) }));
    }
}
