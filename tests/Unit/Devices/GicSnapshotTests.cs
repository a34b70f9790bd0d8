using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public class GicSnapshotTests
{
    [Test]
    public void Gicv2_RoundTrip_KeepsStateAndOutputs()
    {
        InterruptBench bench = new(), restoredBench = new();
        Gicv2 gic = new(bench.Outputs), restored = new(restoredBench.Outputs);
        gic.Distributor.Write(0, 4, 3, 0);
        gic.CpuInterface.Write(0, 4, 0x20F, 0);
        gic.CpuInterface.Write(4, 4, 0xF0, 0);
        gic.Distributor.Write(0x100, 4, uint.MaxValue, 0);
        gic.Distributor.Write(0x400, 4, 0x2040_6080, 0);
        gic.Distributor.Write(0xF00, 4, 0x0001_0002, 1);
        gic.CpuInterface.Read(0xC, 4, 0);
        gic.Distributor.Write(0xF00, 4, 0x0001_0003, 1);
        gic.Ppi(0, 27).Set(true);
        gic.HypervisorInterface.Write(0, 4, 1, 0);
        gic.HypervisorInterface.Write(8, 4, 0xF84C_0001, 0);
        gic.HypervisorInterface.Write(0x100, 4, 0x1400_0028, 0);

        byte[] saved = Save(gic.SnapshotParts);
        Restore(restored.SnapshotParts, saved);

        Assert.That(Save(restored.SnapshotParts), Is.EqualTo(saved));
        Assert.That(bench.Raised(), Is.EqualTo("Fiq VirtualIrq").Or.EqualTo("Irq Fiq VirtualIrq"));
        Assert.That(restoredBench.Raised(), Is.EqualTo(bench.Raised()));
        Assert.That(restored.CpuInterface.Read(0xC, 4, 0), Is.EqualTo(gic.CpuInterface.Read(0xC, 4, 0)).And.LessThan(1020));
    }

    [Test]
    public void Gicv3_RoundTrip_KeepsStateAndOutputs()
    {
        InterruptBench bench = new(), restoredBench = new();
        Gicv3 gic = new(bench.Outputs, [0, 1]), restored = new(restoredBench.Outputs, [0, 1]);
        gic.Distributor.Write(0, 4, 3, 0);
        gic.Distributor.Write(0x84, 4, uint.MaxValue, 0);
        gic.Distributor.Write(0x104, 4, 0x10, 0);
        gic.Distributor.Write(0x6000 + (8 * 36), 8, 1, 0);
        gic.Spi(4).Set(true);
        gic.Redistributors.Write(0x2_0014, 4, 0, 1);
        GicSystemRegisters registers = gic.SystemRegisters(1);
        registers.Write(GicRegister.IccPmr, 0xF0);
        registers.Write(GicRegister.IccIgrpen1, 1);
        registers.Write(GicRegister.IchHcr, 1);
        registers.Write(GicRegister.IchVmcr, 0xFF00_0003);
        registers.Write(GicRegister.IchLr0, (1UL << 62) | 50);

        byte[] saved = Save(gic.SnapshotParts);
        Restore(restored.SnapshotParts, saved);

        Assert.That(Save(restored.SnapshotParts), Is.EqualTo(saved));
        Assert.That(restoredBench.Raised(1), Is.EqualTo("Irq VirtualFiq").And.EqualTo(bench.Raised(1)));
        Assert.That(restored.SystemRegisters(1).Read(GicRegister.IccIar1), Is.EqualTo(36));
        Assert.That(restored.Redistributors.Read(0x2_0014, 4, 1), Is.Zero);
    }

    [Test]
    public void PartNames_AreUnique()
    {
        InterruptBench bench = new();
        Assert.That(new Gicv3(bench.Outputs, [0, 1]).SnapshotParts.Select(p => p.SnapshotName), Is.Unique);
        Assert.That(new Gicv2(bench.Outputs).SnapshotParts.Select(p => p.SnapshotName), Is.Unique);
    }

    [Test]
    public void AnotherCpuCount_IsRefused()
    {
        byte[] saved = Save(new Gicv2(new InterruptBench(2).Outputs).SnapshotParts);
        Gicv2 larger = new(new InterruptBench(4).Outputs);
        Assert.That(() => Restore(larger.SnapshotParts, saved), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("2 CPUs"));
    }

    private static byte[] Save(IEnumerable<ISnapshotPart> parts)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        foreach (ISnapshotPart part in parts)
        {
            part.Save(writer);
        }
        writer.Flush();
        return stream.ToArray();
    }

    private static void Restore(IEnumerable<ISnapshotPart> parts, byte[] saved)
    {
        using BinaryReader reader = new(new MemoryStream(saved));
        foreach (ISnapshotPart part in parts)
        {
            part.Restore(reader);
        }
        Assert.That(reader.BaseStream.Position, Is.EqualTo(saved.Length));
    }
}
