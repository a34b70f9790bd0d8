using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

[TestFixture]
internal sealed unsafe class PhysicalMemoryTests
{
    [Test]
    public void SixteenGigabytes_StartAtOnceAndCostWhatIsTouched()
    {
        long before = ResidentBytes();
        using var memory = new PhysicalMemory();
        memory.AddRange("ram", 0x4000_0000, 16UL << 30);
        var bus = new Bus(memory);
        Assert.That(bus.WriteMemory(0x4000_0000 + (15UL << 30), [1, 2, 3]), Is.True);
        Assert.That(memory.PagesWith(PageFlags.Touched), Is.EqualTo(new[] { 0x4000_0000 + (15UL << 30) }));
        if (OperatingSystem.IsLinux())
        {
            Assert.That(ResidentBytes() - before, Is.LessThan(64 << 20));
        }
    }

    private static long ResidentBytes() =>
        OperatingSystem.IsLinux() ? long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * Environment.SystemPageSize : 0;

    [Test]
    public void HostPointer_OutsideAllRanges_IsNull()
    {
        using var memory = new PhysicalMemory();
        memory.AddRange("ram", 0x4000_0000, 0x10_0000);
        memory.AddRange("flash", 0, 0x1000, readOnly: true);
        Assert.That(memory.HostPointer(0x3FFF_FFFF) == null && memory.HostPointer(0x4010_0000) == null && memory.HostPointer(0x1000) == null, Is.True);
        Assert.That(memory.HostPointer(ulong.MaxValue) == null, Is.True);
        Assert.That(memory.HostPointer(0x400F_FFFF) - memory.HostPointer(0x4000_0000), Is.EqualTo(0xF_FFFFL));
        Assert.That(memory.PhysicalAddress(memory.HostPointer(0x4000_1234)), Is.EqualTo(0x4000_1234));
        Assert.That(memory.Flags(0x10), Is.EqualTo(PageFlags.ReadOnly));
    }

    [TestCase(0x4000_0800UL, 0x1000UL)]
    [TestCase(0x4000_0000UL, 0x800UL)]
    [TestCase(0x4000_0000UL, 0UL)]
    [TestCase(0x4000_F000UL, 0x2000UL)]
    [TestCase(0xFFFF_FFFF_FFFF_F000UL, 0x2000UL)]
    public void AddRange_NotWholePagesOrOverlapping_Throws(ulong start, ulong size)
    {
        using var memory = new PhysicalMemory();
        memory.AddRange("ram", 0x4001_0000, 0x10_0000);
        Assert.That(() => memory.AddRange("more", start, size), Throws.ArgumentException);
    }

    [Test]
    public void Snapshot_RestoresTouchedPagesAndZeroesTheRest()
    {
        using var memory = new PhysicalMemory();
        memory.AddRange("ram", 0x4000_0000, 64 << 20);
        var bus = new Bus(memory);
        bus.WriteMemory(0x4000_0010, [1, 2, 3, 4]);
        bus.WriteMemory(0x4123_4FFE, [5, 6, 7, 8]);
        using var stream = new MemoryStream();
        memory.Save(new BinaryWriter(stream));
        Assert.That(stream.Length, Is.LessThan(4 * 0x1000));

        bus.WriteMemory(0x4000_0010, [9, 9, 9, 9]);
        bus.WriteMemory(0x4300_0000, [9]);
        stream.Position = 0;
        memory.Restore(new BinaryReader(stream));
        var bytes = new byte[4];
        bus.ReadMemory(0x4000_0010, bytes);
        Assert.That(bytes, Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        bus.ReadMemory(0x4123_4FFE, bytes);
        Assert.That(bytes, Is.EqualTo(new byte[] { 5, 6, 7, 8 }));
        Assert.That(*memory.HostPointer(0x4300_0000), Is.Zero);
        Assert.That(memory.PagesWith(PageFlags.Touched), Is.EqualTo(new[] { 0x4000_0000UL, 0x4123_4000UL, 0x4123_5000UL }));
    }

    [Test]
    public void Snapshot_OfAnotherLayout_IsRefused()
    {
        using var small = new PhysicalMemory();
        small.AddRange("ram", 0x4000_0000, 1 << 20);
        using var large = new PhysicalMemory();
        large.AddRange("ram", 0x4000_0000, 2 << 20);
        using var stream = new MemoryStream();
        small.Save(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.That(() => large.Restore(new BinaryReader(stream)), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void Flags_SetAndCleared_LeaveTheOthers()
    {
        using var memory = new PhysicalMemory();
        memory.AddRange("ram", 0x4000_0000, 1 << 20);
        memory.SetFlags(0x4000_1000, PageFlags.Code | PageFlags.Touched);
        memory.ClearFlags(0x4000_1FFF, PageFlags.Code | PageFlags.Watched);
        Assert.That(memory.Flags(0x4000_1800), Is.EqualTo(PageFlags.Touched));
        Assert.That(memory.Flags(0x4000_2000), Is.EqualTo(PageFlags.None));
        memory.SetFlags(0, PageFlags.Code);
        Assert.That(memory.Flags(0), Is.EqualTo(PageFlags.None));
    }
}
