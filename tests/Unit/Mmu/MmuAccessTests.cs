using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MmuAccessTests : IDisposable
{
    private const ulong Plain = TableBuilder.ReadWrite | TableBuilder.AccessFlag, Device = Plain | (1 << 2), PrivilegedOnly = TableBuilder.AccessFlag;
    private readonly MmuBench _bench = new();
    private readonly TableBuilder _tables;

    public MmuAccessTests() => _tables = _bench.EnableEl1();

    public void Dispose() => _bench.Dispose();

    private MmuFault ReadFault(ulong va, int size, MemoryFlags flags = MemoryFlags.None)
    {
        Assert.That(_bench.Mmu.Read(va, size, flags, out _, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Access, Is.EqualTo(AccessType.Read));
        return fault;
    }

    private MmuFault WriteFault(ulong va, int size, MemoryFlags flags = MemoryFlags.None)
    {
        Assert.That(_bench.Mmu.Write(va, size, flags, ulong.MaxValue, ulong.MaxValue, out MmuFault fault), Is.False);
        Assert.That(fault.Access, Is.EqualTo(AccessType.Write));
        return fault;
    }

    [Test]
    public void ReadWrite_EverySizeAndOffset_AcrossThePageEnd([Values(1, 2, 4, 8, 16)] int size)
    {
        // Adjacent pages, physically far apart and in reverse order.
        _tables.Map(0x5000, MmuBench.Ram + 0x8000);
        _tables.Map(0x6000, MmuBench.Ram + 0x2000);
        const ulong lo = 0x8877_6655_4433_2211, hi = 0x1100_FFEE_DDCC_BBAA;
        ulong mask = size >= 8 ? ulong.MaxValue : (1UL << (size * 8)) - 1;
        for (ulong va = 0x6000 - 17; va <= 0x6001; va++)
        {
            Assert.That(_bench.Mmu.Write(va, size, MemoryFlags.None, lo, hi, out _), Is.True);
            Assert.That(_bench.Mmu.Read(va, size, MemoryFlags.None, out ulong readLo, out ulong readHi, out _), Is.True);
            Assert.That((readLo, readHi), Is.EqualTo((lo & mask, size == 16 ? hi : 0)), $"0x{va:x}");
            for (int i = 0; i < size; i++)
            {
                _bench.Mmu.Read(va + (ulong)i, 1, MemoryFlags.None, out ulong one, out _, out _);
                Assert.That(one, Is.EqualTo((i < 8 ? lo : hi) >> (i % 8 * 8) & 0xFF));
            }
        }
    }

    [Test]
    public void Crossing_SecondPageUnmapped_FaultsAtItsStartAndWritesNothing()
    {
        _tables.Map(0x5000, MmuBench.Ram);
        Assert.That(ReadFault(0x5FFE, 8), Is.EqualTo(new MmuFault(FaultKind.Translation, AccessType.Read, 0x6000) { Level = 3, Stage = 1 }));
        Assert.That(WriteFault(0x5FF1, 16).Address, Is.EqualTo(0x6000));
        Assert.That(_bench.Get(MmuBench.Ram + 0xFF8), Is.Zero);
        Assert.That(_bench.Mmu.ProbeWrite(0x5FF8, 16, out MmuFault fault), Is.False);
        Assert.That(fault.Address, Is.EqualTo(0x6000));
        Assert.That(_bench.Mmu.ProbeWrite(0x5FF0, 16, out _), Is.True);
    }

    [Test]
    public void Crossing_FirstPageUnmapped_FaultsAtTheAccess()
    {
        _tables.Map(0x6000, MmuBench.Ram);
        Assert.That(ReadFault(0x5FFE, 4).Address, Is.EqualTo(0x5FFE));
        Assert.That(WriteFault(0x5FFE, 4).Address, Is.EqualTo(0x5FFE));
    }

    [Test]
    public void Crossing_IntoDeviceMemory_IsAlignmentFault()
    {
        _tables.Map(0x5000, MmuBench.Ram);
        _tables.Map(0x6000, MmuBench.DeviceBase, attributes: Device);
        Assert.That(WriteFault(0x5FFE, 4).Kind, Is.EqualTo(FaultKind.Alignment));
        Assert.That(_bench.Device.Writes, Is.Empty);
        Assert.That(_bench.Get(MmuBench.Ram + 0xFF8), Is.Zero);
    }

    [Test]
    public void Crossing_TopOfAddressSpace_WrapsWithoutHarm() => Assert.That(ReadFault(ulong.MaxValue, 8).Kind, Is.EqualTo(FaultKind.Translation));

    [Test]
    public void Alignment_OrderedAndExclusive_AreAlwaysChecked([Values(2, 4, 8)] int size, [Values(MemoryFlags.Ordered, MemoryFlags.Exclusive)] MemoryFlags flags)
    {
        _tables.Map(0x5000, MmuBench.Ram);
        Assert.That(ReadFault(0x5001, size, flags), Is.EqualTo(new MmuFault(FaultKind.Alignment, AccessType.Read, 0x5001) { Stage = 1 }));
        Assert.That(WriteFault(0x5001, size, flags).Kind, Is.EqualTo(FaultKind.Alignment));
        // Before translation: the page need not be there.
        Assert.That(ReadFault(0x9001, size, flags).Kind, Is.EqualTo(FaultKind.Alignment));
        Assert.That(_bench.Mmu.Read(0x5000, size, flags, out _, out _, out _), Is.True);
    }

    [Test]
    public void Alignment_ElementsAreTheUnitButExclusivePairsAreWhole()
    {
        _tables.Map(0x5000, MmuBench.Ram);
        _bench.Set(Slot.SctlrEl1, 3);
        _bench.Mmu.SelectContext();
        Assert.That(_bench.Mmu.Read(0x5008, 16, MemoryFlags.Element8, out _, out _, out _), Is.True);
        Assert.That(_bench.Mmu.Read(0x5001, 16, MemoryFlags.Element1, out _, out _, out _), Is.True);
        Assert.That(ReadFault(0x5008, 16).Kind, Is.EqualTo(FaultKind.Alignment));
        Assert.That(ReadFault(0x5008, 16, MemoryFlags.Element8 | MemoryFlags.Exclusive).Kind, Is.EqualTo(FaultKind.Alignment));
        Assert.That(ReadFault(0x5004, 16, MemoryFlags.Element8).Kind, Is.EqualTo(FaultKind.Alignment));
    }

    [Test]
    public void Unprivileged_AtEl1_HasTheRightsOfEl0()
    {
        _tables.Map(0x5000, MmuBench.Ram, attributes: PrivilegedOnly);
        _tables.Map(0x6000, MmuBench.Ram);
        Assert.That(_bench.Mmu.Read(0x5000, 8, MemoryFlags.None, out _, out _, out _), Is.True);
        Assert.That(ReadFault(0x5000, 8, MemoryFlags.Unprivileged).Kind, Is.EqualTo(FaultKind.Permission));
        Assert.That(_bench.Mmu.Write(0x6000, 8, MemoryFlags.Unprivileged, 5, 0, out _), Is.True);
        long walks = _bench.Mmu.Walks;
        Assert.That(_bench.Mmu.Write(0x6010, 8, MemoryFlags.Unprivileged, 5, 0, out _), Is.True);
        Assert.That(_bench.Mmu.Walks, Is.EqualTo(walks));
        // At EL2 (no VHE) they are plain accesses.
        _bench.At(ExceptionLevel.EL2);
        Assert.That(_bench.Mmu.Read(MmuBench.Ram, 8, MemoryFlags.Unprivileged, out _, out _, out _), Is.True);
    }

    [Test]
    public void Device_SeesAlignedUnitsAndElements()
    {
        _tables.Map(0x5000, MmuBench.DeviceBase, attributes: Device);
        _bench.Mmu.Read(0x5002, 2, MemoryFlags.None, out ulong lo, out ulong hi, out _);
        Assert.That(lo, Is.EqualTo(0x4433));
        _bench.Mmu.Read(0x5010, 16, MemoryFlags.None, out lo, out hi, out _);
        Assert.That((lo, hi), Is.EqualTo((0x8877_6655_4433_2211UL, 0x8877_6655_4433_2211UL)));
        Assert.That(_bench.Device.Reads, Is.EqualTo(new[] { (2UL, 2), (0x10UL, 8), (0x18UL, 8) }));
        _bench.Mmu.Write(0x5008, 8, MemoryFlags.Element4, 0x2222_2222_1111_1111, 0, out _);
        Assert.That(_bench.Device.Writes, Is.EqualTo(new[] { (8UL, 4, 0x1111_1111UL), (12UL, 4, 0x2222_2222UL) }));
        Assert.That(WriteFault(0x5002, 4).Kind, Is.EqualTo(FaultKind.Alignment));
    }

    [Test]
    public void Device_MappedAsNormal_UnalignedAccessBecomesBytes()
    {
        _tables.Map(0x5000, MmuBench.DeviceBase);
        Assert.That(_bench.Mmu.Write(0x5001, 2, MemoryFlags.None, 0x2211, 0, out _), Is.True);
        Assert.That(_bench.Device.Writes, Is.EqualTo(new[] { (1UL, 1, 0x11UL), (2UL, 1, 0x22UL) }));
    }

    [Test]
    public void Nothing_IsExternalAbortAndReportedOncePerPage()
    {
        _tables.Map(0x5000, MmuBench.DeviceBase + 0x1000, attributes: Device);
        Assert.That(ReadFault(0x5010, 4), Is.EqualTo(new MmuFault(FaultKind.External, AccessType.Read, 0x5010) { Stage = 1 }));
        Assert.That(WriteFault(0x5020, 4).StatusCode, Is.EqualTo(0x10));
        Assert.That(_bench.Unimplemented, Has.Count.EqualTo(1));
        Assert.That(_bench.Unimplemented[0], Does.Contain("0x9001010").And.Contain("uart"));
    }

    [Test]
    public void Rom_IsReadAndNotWritten()
    {
        _bench.Bus.WriteMemory(MmuBench.Rom, [1, 2, 3, 4]);
        _tables.Map(0x5000, MmuBench.Rom);
        Assert.That(_bench.Mmu.Write(0x5000, 4, MemoryFlags.None, 0, 0, out _), Is.True);
        _bench.Mmu.Read(0x5000, 4, MemoryFlags.None, out ulong value, out _, out _);
        Assert.That(value, Is.EqualTo(0x0403_0201));
        Assert.That(_bench.Unimplemented, Has.Count.EqualTo(1));
    }

    [Test]
    public void BigEndian_EverySize_ReversesElements()
    {
        _bench.Set(Slot.SctlrEl1, 1 << 25);
        _bench.Mmu.SelectContext();
        byte[] bytes = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        _bench.Bus.WriteMemory(MmuBench.Ram, bytes);
        CheckBigEndian(2, MemoryFlags.None, 0x0001, 0);
        CheckBigEndian(4, MemoryFlags.None, 0x0001_0203, 0);
        CheckBigEndian(8, MemoryFlags.None, 0x0001_0203_0405_0607, 0);
        CheckBigEndian(16, MemoryFlags.None, 0x0809_0A0B_0C0D_0E0F, 0x0001_0203_0405_0607);
        CheckBigEndian(8, MemoryFlags.Element4, 0x0405_0607_0001_0203, 0);
        CheckBigEndian(16, MemoryFlags.Element8, 0x0001_0203_0405_0607, 0x0809_0A0B_0C0D_0E0F);
        CheckBigEndian(8, MemoryFlags.Element2, 0x0607_0405_0203_0001, 0);
        var back = new byte[16];
        _bench.Bus.ReadMemory(MmuBench.Ram, back);
        Assert.That(back, Is.EqualTo(bytes));
    }

    private void CheckBigEndian(int size, MemoryFlags flags, ulong lo, ulong hi)
    {
        Assert.That(_bench.Mmu.Read(MmuBench.Ram, size, flags, out ulong readLo, out ulong readHi, out _), Is.True);
        Assert.That((readLo, readHi), Is.EqualTo((lo, hi)));
        Assert.That(_bench.Mmu.Write(MmuBench.Ram, size, flags, lo, hi, out _), Is.True);
    }

    [Test]
    public void ZeroBlock_ClearsItsLine()
    {
        _tables.Map(0x5000, MmuBench.Ram);
        for (ulong at = 0; at < 0x100; at += 8)
        {
            _bench.Put(MmuBench.Ram + at, ulong.MaxValue);
        }

        Assert.That(_bench.Mmu.ZeroBlock(0x5077, out _), Is.True);
        Assert.That((_bench.Get(MmuBench.Ram + 0x38), _bench.Get(MmuBench.Ram + 0x40)), Is.EqualTo((ulong.MaxValue, 0UL)));
        Assert.That((_bench.Get(MmuBench.Ram + 0x78), _bench.Get(MmuBench.Ram + 0x80)), Is.EqualTo((0UL, ulong.MaxValue)));
    }

    [Test]
    public void ZeroBlock_RefusedByDeviceMemoryAndReadOnlyPages()
    {
        _tables.Map(0x5000, MmuBench.Ram, attributes: Device);
        _tables.Map(0x6000, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (1 << 7));
        Assert.That(_bench.Mmu.ZeroBlock(0x5013, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Address), Is.EqualTo((FaultKind.Alignment, 0x5013UL)));
        Assert.That(_bench.Mmu.ZeroBlock(0x6013, out fault), Is.False);
        Assert.That((fault.Kind, fault.Access), Is.EqualTo((FaultKind.Permission, AccessType.Write)));
    }

    [Test]
    public void StoreExclusive_SucceedsOnlyWhileArmedAndUnchanged([Values(1, 2, 4, 8, 16)] int size)
    {
        _tables.Map(0x5000, MmuBench.Ram);
        _bench.Put(MmuBench.Ram, 0x1122_3344_5566_7788);
        _bench.Put(MmuBench.Ram + 8, 0x99);
        _bench.Mmu.Read(0x5000, size, MemoryFlags.Exclusive, out ulong lo, out ulong hi, out _);
        Assert.That(Store(armed: false), Is.False);
        Assert.That(Store(armed: true), Is.True);
        // The value is another one now.
        Assert.That(Store(armed: true), Is.False);
        _bench.Mmu.Read(0x5000, size, MemoryFlags.None, out ulong now, out ulong nowHigh, out _);
        Assert.That((now, nowHigh), Is.EqualTo((0x55UL, size == 16 ? 0x66UL : 0UL)));

        bool Store(bool armed)
        {
            Assert.That(_bench.Mmu.StoreExclusive(0x5000, size, armed, lo, hi, 0x55, 0x66, out bool stored, out _), Is.True);
            return stored;
        }
    }

    [Test]
    public void StoreExclusive_FaultsEvenWhenNotArmed()
    {
        _tables.Map(0x5000, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (1 << 7));
        Assert.That(_bench.Mmu.StoreExclusive(0x5000, 8, false, 0, 0, 1, 0, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Permission));
        Assert.That(_bench.Mmu.StoreExclusive(0x5004, 8, false, 0, 0, 1, 0, out _, out fault), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Alignment));
    }

    [Test]
    public void StoreExclusive_IntoCodePage_TellsTheEngineOnlyIfStored()
    {
        _tables.Map(0x5000, MmuBench.Ram);
        _bench.Mmu.RegisterCodePage(MmuBench.Ram);
        _bench.Mmu.StoreExclusive(0x5000, 4, true, 1, 0, 2, 0, out _, out _);
        Assert.That(_bench.Invalidated, Is.Empty);
        _bench.Mmu.StoreExclusive(0x5000, 4, true, 0, 0, 2, 0, out _, out _);
        Assert.That(_bench.Invalidated, Is.EqualTo(new[] { (MmuBench.Ram, 4UL) }));
    }
}
