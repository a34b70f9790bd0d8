using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed unsafe class SoftTlbTests : IDisposable
{
    private readonly MmuBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private bool ReadHits(ulong va, int size = 8, int cpu = 0) => SoftTlb.TryHit(_bench.Cpus[cpu].State->ReadTlb, va, size, out _);

    private bool WriteHits(ulong va, int size = 8) => SoftTlb.TryHit(_bench.State->WriteTlb, va, size, out _);

    private void Read(ulong va) => Assert.That(_bench.Mmu.Read(va, 8, MemoryFlags.None, out _, out _, out _), Is.True);

    private void Write(ulong va) => Assert.That(_bench.Mmu.Write(va, 8, MemoryFlags.None, 1, 0, out _), Is.True);

    [Test]
    public void EmptyTables_NoAddressHits()
    {
        ulong[] tops = [0, SoftTlb.EmptyTag, ulong.MaxValue << 39, 0xA500_0000_0000_0000, ulong.MaxValue];
        foreach (ulong top in tops)
        {
            for (ulong page = 0; page < SoftTlb.Entries + 2; page++)
            {
                ulong va = top ^ (page << 12);
                Assert.That(ReadHits(va, 1) || WriteHits(va | 0xFFF, 1), Is.False, $"0x{va:x}");
                ulong fetchTag = *(ulong*)(_bench.State->FetchTlb + (SoftTlb.FetchIndex(va) * SoftTlb.EntryBytes));
                Assert.That(fetchTag >> 12, Is.Not.EqualTo(va >> 12));
            }
        }
    }

    [Test]
    public void Read_PlainPage_FillsReadButNotWriteTable()
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram);
        Read(0x5008);
        Assert.That(ReadHits(0x5FF8), Is.True);
        Assert.That(WriteHits(0x5FF8), Is.False);
        Write(0x5008);
        Assert.That(WriteHits(0x5000), Is.True);
    }

    [Test]
    public void Hit_AccessCrossingThePage_Misses([Values(2, 4, 8, 16)] int size)
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram);
        Read(0x5000);
        Assert.That(ReadHits(0x6000 - (ulong)size, size), Is.True);
        Assert.That(ReadHits(0x6001 - (ulong)size, size), Is.False);
        Assert.That(ReadHits(0x4FFF, size), Is.False);
    }

    [Test]
    public void TaggedAddress_IsEnteredUnderItsTagAndDroppedWithoutIt()
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram);
        _bench.Set(Slot.TcrEl1, MmuBench.Tcr(12, 39) | (1UL << 37));
        _bench.Mmu.SelectContext();
        Read(0xA500_0000_0000_5000);
        Assert.That(ReadHits(0xA500_0000_0000_5000), Is.True);
        Assert.That(ReadHits(0x5000), Is.False);
        _bench.Mmu.TlbInvalidate(TlbiKind.VaaE1, 0x5, innerShareable: false);
        Assert.That(ReadHits(0xA500_0000_0000_5000), Is.False);
    }

    [Test]
    public void DeviceMemory_RamBehindIt_StaysOut()
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram, attributes: TableBuilder.ReadWrite | TableBuilder.AccessFlag | (1 << 2));
        Read(0x5000);
        Assert.That(ReadHits(0x5000), Is.False);
        Assert.That(_bench.Mmu.Read(0x5001, 2, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Stage), Is.EqualTo((FaultKind.Alignment, 1)));
    }

    [Test]
    public void RepeatedSlowAccess_WalksOnce()
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.DeviceBase, attributes: TableBuilder.ReadWrite | TableBuilder.AccessFlag | (1 << 2));
        Read(0x5000);
        long walks = _bench.Mmu.Walks;
        Read(0x5008);
        Assert.That(_bench.Mmu.Walks, Is.EqualTo(walks));
    }

    [Test]
    public void AlignmentCheckOrBigEndian_KeepsPagesOut([Values(1UL << 1, 1UL << 25)] ulong sctlr)
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram);
        _bench.Set(Slot.SctlrEl1, 1 | sctlr);
        _bench.Mmu.SelectContext();
        if ((sctlr & (1 << 25)) != 0)
        {
            // Tables are big-endian too; turn stage 1 off instead and let DC make RAM plain.
            _bench.Set(Slot.SctlrEl1, sctlr);
            _bench.At(ExceptionLevel.EL1);
            Read(MmuBench.Ram);
            Assert.That(ReadHits(MmuBench.Ram), Is.False);
            return;
        }

        Read(0x5000);
        Assert.That(ReadHits(0x5000), Is.False);
        Assert.That(_bench.Mmu.Read(0x5001, 2, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Alignment));
    }

    [Test]
    public void ContextSwitch_AndBack_KeepsEntries()
    {
        TableBuilder tables = _bench.EnableEl1(ExceptionLevel.EL0, asid: 1);
        tables.Map(0x5000, MmuBench.Ram, attributes: TableBuilder.ReadWrite | TableBuilder.AccessFlag | TableBuilder.NotGlobal);
        Read(0x5000);
        _bench.At(ExceptionLevel.EL1);
        Assert.That(ReadHits(0x5000), Is.False, "EL1 has its own view");
        _bench.Set(Slot.Ttbr0El1, tables.Root | (2UL << 48));
        _bench.At(ExceptionLevel.EL0);
        Assert.That(ReadHits(0x5000), Is.False, "another ASID");
        _bench.At(ExceptionLevel.EL2);
        _bench.Set(Slot.Ttbr0El1, tables.Root | (1UL << 48));
        _bench.At(ExceptionLevel.EL0);
        Assert.That(ReadHits(0x5000), Is.True);
        Assert.That(_bench.Mmu.Walks, Is.EqualTo(1));
    }

    [Test]
    public void MmuOff_DoesNotUseEntriesOfMmuOn()
    {
        _bench.EnableEl1().Map(MmuBench.Ram, MmuBench.Ram + 0x1000);
        _bench.Put(MmuBench.Ram, 0x11);
        _bench.Put(MmuBench.Ram + 0x1000, 0x22);
        Read(MmuBench.Ram);
        _bench.Set(Slot.SctlrEl1, 0);
        _bench.Mmu.SelectContext();
        Assert.That(ReadHits(MmuBench.Ram), Is.False);
        _bench.Mmu.Read(MmuBench.Ram, 8, MemoryFlags.None, out ulong value, out _, out _);
        Assert.That(value, Is.EqualTo(0x11));
        _bench.Set(Slot.SctlrEl1, 1);
        _bench.Mmu.SelectContext();
        Assert.That(ReadHits(MmuBench.Ram), Is.True);
    }

    [TestCase(Slot.VttbrEl2, 5UL << 48)]
    [TestCase(Slot.HcrEl2, 1UL)]
    [TestCase(Slot.TcrEl1, 0x12UL)]
    [TestCase(Slot.MairEl1, 0x12UL)]
    public void RegisterThatAltersTranslation_SelectsAnotherContext(Slot slot, ulong change)
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram);
        TranslationContext before = _bench.Mmu.Current;
        ulong old = _bench.Cpu.Sys(slot);
        _bench.Set(slot, old ^ change);
        _bench.Mmu.SelectContext();
        Assert.That(_bench.Mmu.Current, Is.Not.SameAs(before));
        _bench.Set(slot, old);
        _bench.Mmu.SelectContext();
        Assert.That(_bench.Mmu.Current, Is.SameAs(before));
    }

    [Test]
    public void Pool_MoreAsidsThanContexts_RecyclesTheOldestAndStaysRight()
    {
        using var bench = new MmuBench(contexts: 4);
        TableBuilder[] tables = [.. Enumerable.Range(0, 10).Select(i => bench.EnableEl1(ExceptionLevel.EL1, (ulong)i))];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < tables.Length; i++)
            {
                ulong page = MmuBench.Ram + ((ulong)i << 12);
                tables[i].Map(0x5000, page);
                bench.Put(page, (ulong)i);
                bench.Set(Slot.Ttbr0El1, tables[i].Root | ((ulong)i << 48));
                bench.Mmu.SelectContext();
                bench.Mmu.Read(0x5000, 8, MemoryFlags.None, out ulong value, out _, out _);
                Assert.That(value, Is.EqualTo((ulong)i));
                // The EL0 view acquires a context while the EL1 one is in use.
                bench.Mmu.Read(0x5000, 8, MemoryFlags.Unprivileged, out value, out _, out _);
                Assert.That(value, Is.EqualTo((ulong)i));
                Assert.That(bench.Mmu.Current.Key.Asid, Is.EqualTo((ushort)i));
                Assert.That((nint)bench.State->ReadTlb, Is.EqualTo((nint)bench.Mmu.Current.Read));
            }
        }

        Assert.That(bench.Mmu.Contexts, Has.Count.EqualTo(4));
    }

    [Test]
    public void CodePage_Registered_RevokesWriteEntriesEverywhereAndReportsStores()
    {
        using var bench = new MmuBench(cpus: 2);
        for (int cpu = 0; cpu < 2; cpu++)
        {
            // Two aliases on the first PE, one on the second.
            TableBuilder tables = bench.EnableEl1(cpu: cpu);
            tables.Map(0x5000, MmuBench.Ram);
            tables.Map(0x9000, MmuBench.Ram);
            bench.Cpus[cpu].Mmu.Write(0x5000, 8, MemoryFlags.None, 1, 0, out _);
            bench.Cpus[cpu].Mmu.Write(0x9000, 8, MemoryFlags.None, 1, 0, out _);
        }

        bench.Mmu.RegisterCodePage(MmuBench.Ram);
        foreach (VirtualCpu cpu in bench.Cpus)
        {
            Assert.That(SoftTlb.TryHit(cpu.State->WriteTlb, 0x5000, 8, out _) || SoftTlb.TryHit(cpu.State->WriteTlb, 0x9000, 8, out _), Is.False);
        }

        bench.Mmu.Write(0x5010, 4, MemoryFlags.None, 7, 0, out _);
        Assert.That(bench.Invalidated, Is.EqualTo(new[] { (MmuBench.Ram + 0x10, 4UL) }));
        Assert.That(SoftTlb.TryHit(bench.State->WriteTlb, 0x5010, 8, out _), Is.False);
        bench.Bus.WriteMemory(MmuBench.Ram + 0x20, [1, 2, 3]);
        Assert.That(bench.Invalidated[1], Is.EqualTo((MmuBench.Ram + 0x20, 3UL)));
        bench.Mmu.UnregisterCodePage(MmuBench.Ram);
        bench.Mmu.Write(0x5010, 4, MemoryFlags.None, 7, 0, out _);
        Assert.That(SoftTlb.TryHit(bench.State->WriteTlb, 0x5010, 8, out _), Is.True);
        Assert.That(bench.Invalidated, Has.Count.EqualTo(2));
    }

    [Test]
    public void FetchEntries_KeepEngineBitsAndAreDroppedByOps()
    {
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram, attributes: TableBuilder.AccessFlag);
        Assert.That(_bench.Mmu.TryFetchPage(0x5014, out ulong pa, out byte* host, out _), Is.True);
        Assert.That((pa, (nint)host), Is.EqualTo((MmuBench.Ram, (nint)_bench.Memory.HostPointer(MmuBench.Ram))));
        _bench.Mmu.FillFetch(0x5000 | 0x24, (void*)0x1234_0000);
        ulong* entry = (ulong*)(_bench.State->FetchTlb + (5 * 16));
        Assert.That((entry[0], entry[1]), Is.EqualTo((0x5024UL, 0x1234_0000UL)));
        _bench.Mmu.DropFetchEntries((void*)0x1234_0000);
        Assert.That(entry[0] >> 12, Is.Not.EqualTo(5UL));
        _bench.Mmu.FillFetch(0x5000 | 0x24, (void*)0x1234_0000);
        _bench.Mmu.TlbInvalidate(TlbiKind.VaE1, 5, innerShareable: true);
        Assert.That(entry[0] >> 12, Is.Not.EqualTo(5UL));
    }

    [Test]
    public void Fetch_WhereNoMemoryIs_IsExternalAbort()
    {
        Assert.That(_bench.Mmu.TryFetchPage(0x2_0000_0000, out _, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Access), Is.EqualTo((FaultKind.External, AccessType.Fetch)));
        Assert.That(_bench.Unimplemented, Has.Count.EqualTo(1));
    }

    [Test]
    public void Fetch_WithStage1Off_LeavesDataAccessesDevice()
    {
        Assert.That(_bench.Mmu.TryFetchPage(MmuBench.Ram, out _, out _, out _), Is.True);
        Assert.That(_bench.Mmu.Read(MmuBench.Ram + 1, 2, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Alignment));
    }

    [Test]
    public void WatchedPage_StaysOutAndReportsEachAccess()
    {
        var seen = new List<WatchedAccess>();
        _bench.Domain.WatchedAccess = (_, access) => seen.Add(access);
        _bench.EnableEl1().Map(0x5000, MmuBench.Ram);
        Read(0x5000);
        Write(0x5000);
        Assert.That(seen, Is.Empty);
        _bench.Domain.WatchPage(MmuBench.Ram + 0x123);
        Assert.That(ReadHits(0x5000) || WriteHits(0x5000), Is.False);
        Read(0x5008);
        Write(0x5010);
        Assert.That(seen, Is.EqualTo(new[]
        {
            new WatchedAccess(AccessType.Read, 0x5008, MmuBench.Ram + 8, 8, 0, 0),
            new WatchedAccess(AccessType.Write, 0x5010, MmuBench.Ram + 0x10, 8, 1, 0),
        }));
        _bench.Domain.UnwatchPage(MmuBench.Ram);
        Read(0x5008);
        Assert.That(ReadHits(0x5000), Is.True);
    }

    [Test]
    public void HarvestDirtyPages_SeesStoresAfterEachHarvest()
    {
        TableBuilder tables = _bench.EnableEl1();
        tables.Map(0x5000, MmuBench.Ram + 0x4000);
        tables.Map(0x6000, MmuBench.Ram + 0x7000);
        Write(0x5000);
        _bench.Bus.WriteMemory(MmuBench.Ram + 0x9FFF, [1, 2]);
        Read(0x6000);
        Assert.That(_bench.Domain.HarvestDirtyPages(), Is.EqualTo(new[] { MmuBench.Ram + 0x4000, MmuBench.Ram + 0x9000, MmuBench.Ram + 0xA000 }));
        Assert.That(_bench.Domain.HarvestDirtyPages(), Is.Empty);
        Assert.That(WriteHits(0x5000), Is.False);
        Write(0x5000);
        Assert.That(_bench.Domain.HarvestDirtyPages(), Is.EqualTo(new[] { MmuBench.Ram + 0x4000 }));
    }
}
