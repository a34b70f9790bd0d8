using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class RegisterBlockTests
{
    private readonly List<string> reports = [];

    [Test]
    public void Read_NarrowAccess_ReturnsItsLane()
    {
        var device = new Example();
        Assert.Multiple(() =>
        {
            Assert.That(device.Read(0x08, 4, 0), Is.EqualTo(0x1234_5678));
            Assert.That(device.Read(0x08, 1, 0), Is.EqualTo(0x78));
            Assert.That(device.Read(0x0B, 1, 0), Is.EqualTo(0x12));
            Assert.That(device.Read(0x0A, 2, 0), Is.EqualTo(0x1234));
            Assert.That(device.Read(0x08, 8, 0), Is.EqualTo(0x0000_0005_1234_5678));
        });
    }

    [Test]
    public void Write_Fields_ReachTheirOwners()
    {
        var device = new Example();
        device.Write(0x00, 4, 0xFFFF_FFFF, 0);
        Assert.Multiple(() =>
        {
            Assert.That(device.Enabled, Is.True);
            Assert.That(device.Level, Is.EqualTo(7));
            Assert.That(device.Read(0x00, 4, 0), Is.EqualTo(0x0000_0F71), "flag, field and stored bits, nothing else");
        });
    }

    [Test]
    public void Write_UnimplementedBit_IsReportedOnceByName()
    {
        var device = new Example { Report = reports.Add };
        device.Write(0x00, 4, 1u << 16, 0);
        device.Write(0x00, 4, 1u << 16, 0);
        Assert.That(reports, Is.EqualTo(new[] { "example: CONTROL: not built: TURBO" }));
    }

    [Test]
    public void Access_WithoutRegister_ReadsZeroAndIsReportedOnce()
    {
        var device = new Example { Report = reports.Add };
        Assert.That(device.Read(0x40, 4, 0), Is.Zero);
        _ = device.Read(0x40, 4, 0);
        device.Write(0x44, 4, 1, 0);
        device.Write(ulong.MaxValue & ~3UL, 4, 1, 0);
        Assert.That(reports, Has.Count.EqualTo(3));
    }

    [Test]
    public void Restore_AfterSave_BringsStoredBitsBack()
    {
        var device = new Example();
        device.Write(0x00, 4, 0xF00, 0);
        var copy = new Example();
        SnapshotCopy.Copy(device, copy);
        Assert.That(copy.Read(0x00, 4, 0) & 0xF00, Is.EqualTo(0xF00));
    }

    private sealed class Example : RegisterBlock
    {
        public Example()
            : base("example", 0x1000)
        {
            Register(0x00, "CONTROL")
                .Flag(0, "ENABLE", () => Enabled, v => Enabled = v)
                .Bits(4, 3, "LEVEL", () => Level, v => Level = v)
                .Stored(8, 4, "SCRATCH")
                .Unimplemented(16, "TURBO");
            Register(0x08, "ID", reset: 0x1234_5678);
            Register(0x0C, "REVISION", reset: 5);
        }

        public bool Enabled { get; private set; }

        public uint Level { get; private set; }
    }
}
