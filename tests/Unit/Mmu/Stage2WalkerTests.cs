using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class Stage2WalkerTests : IDisposable
{
    // S2AP read and write, AF, MemAttr Normal write-back.
    private const ulong ReadWrite = (3 << 6) | (1 << 10) | (0xF << 2), Device = (3 << 6) | (1 << 10);
    private const ulong HcrVm = 1, HcrPtw = 4, HcrDc = 1 << 12;
    private readonly MmuBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private TableBuilder Enable(int granule, int bits, int start, ulong hcr = HcrVm)
    {
        var tables = new TableBuilder(_bench, granule, bits, start);
        ulong tg0 = granule switch { 12 => 0, 14 => 2, _ => 1UL };
        var sl0 = (ulong)((granule == 12 ? 2 : 3) - start);
        _bench.Set(Slot.VtcrEl2, (uint)(64 - bits) | (sl0 << 6) | (tg0 << 14) | (4UL << 16));
        _bench.Set(Slot.VttbrEl2, tables.Root | (7UL << 48));
        _bench.Set(Slot.HcrEl2, hcr);
        _bench.At(ExceptionLevel.EL1);
        return tables;
    }

    private MmuFault Fault(ulong va, AccessType access = AccessType.Read)
    {
        Assert.That(_bench.Mmu.Translate(va, access, ExceptionLevel.EL1, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Address, Is.EqualTo(va));
        return fault;
    }

    private static void Check(MmuFault fault, FaultKind kind, int level, ulong ipa, bool duringWalk = false) =>
        Assert.That((fault.Kind, fault.Level, fault.Stage, fault.Ipa, fault.DuringStage1Walk), Is.EqualTo((kind, level, 2, ipa, duringWalk)));

    // Granule, input bits, start level, leaf level. Input sizes below a full table's concatenate nothing, above it up to 16 tables.
    [TestCase(12, 44, 0, 3)]
    [TestCase(12, 40, 1, 3)]
    [TestCase(12, 43, 1, 1)]
    [TestCase(12, 39, 1, 2)]
    [TestCase(12, 34, 2, 3)]
    [TestCase(12, 30, 2, 2)]
    [TestCase(12, 25, 2, 3)]
    [TestCase(14, 40, 2, 3)]
    [TestCase(14, 36, 2, 2)]
    [TestCase(14, 44, 1, 3)]
    [TestCase(14, 29, 3, 3)]
    [TestCase(16, 44, 2, 3)]
    [TestCase(16, 42, 2, 2)]
    [TestCase(16, 44, 1, 3)]
    [TestCase(16, 33, 3, 3)]
    public void Walk_LegalSetup_TranslatesTheLastAddress(int granule, int bits, int start, int leaf)
    {
        TableBuilder tables = Enable(granule, bits, start);
        ulong ipa = (1UL << bits) - 8, size = 1UL << tables.ShiftOf(leaf);
        ulong output = 0x0800_0000_0000 & ~(size - 1);
        tables.Map(ipa, output, leaf, ReadWrite);
        Assert.That(_bench.Mmu.Translate(ipa, AccessType.Write, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(output | (ipa & (size - 1))));
        if (bits < 44)
        {
            Check(Fault(1UL << bits), FaultKind.Translation, 0, 1UL << bits);
        }
    }

    // The start level resolves no bit, needs more than 16 tables, does not exist for the size, or the input exceeds PARange (44).
    [TestCase(12, 30, 1)]
    [TestCase(12, 35, 2)]
    [TestCase(12, 44, 1)]
    [TestCase(12, 39, 0)]
    [TestCase(12, 45, 0)]
    [TestCase(14, 41, 2)]
    [TestCase(14, 36, 1)]
    [TestCase(16, 34, 3)]
    [TestCase(16, 42, 1)]
    [TestCase(12, 40, -1)]
    [TestCase(16, 40, 0)]
    public void Walk_IllegalSetup_IsTranslationFaultAtLevel0(int granule, int bits, int start)
    {
        Enable(granule, bits, Math.Max(start, granule == 12 ? 0 : 1)).Map(0, MmuBench.Ram, 3, ReadWrite);
        ulong vtcr = _bench.Cpu.Sys(Slot.VtcrEl2) & ~(3UL << 6);
        _bench.Set(Slot.VtcrEl2, vtcr | (((ulong)((granule == 12 ? 2 : 3) - start) & 3) << 6));
        Check(Fault(0x123), FaultKind.Translation, 0, 0x123);
    }

    [Test]
    public void Walk_VttbrTooLarge_IsAddressSizeFaultAtLevel0()
    {
        Enable(12, 40, 1);
        _bench.Set(Slot.VttbrEl2, 1UL << 45);
        Check(Fault(0), FaultKind.AddressSize, 0, 0);
    }

    [Test]
    public void Walk_LeafFaults_CarryTheirLevel([Values(1, 2, 3)] int level)
    {
        TableBuilder tables = Enable(12, 40, 1);
        tables.Write(0, level, 0);
        Check(Fault(0x10), FaultKind.Translation, level, 0x10);
        tables.Map(0, 0, level, ReadWrite & ~(1UL << 10));
        Check(Fault(0x10), FaultKind.AccessFlag, level, 0x10);
        tables.Map(0, 1UL << 44, level, ReadWrite);
        Check(Fault(0x10), FaultKind.AddressSize, level, 0x10);
        tables.Map(0, 0, level, ReadWrite & ~(1UL << 7));
        Check(Fault(0x10, AccessType.Write), FaultKind.Permission, level, 0x10);
    }

    [Test]
    public void Walk_TableWhereNothingIs_IsExternalAbort([Values(2, 3)] int level)
    {
        Enable(12, 40, 1).Write(0, level - 1, 0x20_0000_0003);
        Check(Fault(0), FaultKind.ExternalOnWalk, level, 0);
    }

    [Test]
    public void Permissions_EveryS2ApAndXn([Range(0, 3)] int s2Ap, [Values] bool xn)
    {
        Enable(12, 40, 1).Map(0x1000, MmuBench.Ram, 3, ((ulong)s2Ap << 6) | (1 << 10) | (0xF << 2) | (xn ? 1UL << 54 : 0));
        // Execution does not need the read right (AArch64.CheckS2Permission).
        bool[] expected = [(s2Ap & 1) != 0, (s2Ap & 2) != 0, !xn];
        foreach (AccessType access in Enum.GetValues<AccessType>())
        {
            bool allowed = _bench.Mmu.Translate(0x1000, access, ExceptionLevel.EL1, out _, out MmuFault fault);
            Assert.That(allowed, Is.EqualTo(expected[(int)access]), access.ToString());
            if (!allowed)
            {
                Check(fault, FaultKind.Permission, 3, 0x1000);
            }
        }
    }

    private (TableBuilder Stage1, TableBuilder Stage2) EnableBoth(ulong hcr = HcrVm)
    {
        TableBuilder second = Enable(12, 40, 1, hcr);
        return (_bench.EnableEl1(), second);
    }

    [Test]
    public void Nested_BothStagesOn_ComposeAddressesAndRights()
    {
        (TableBuilder first, TableBuilder second) = EnableBoth();
        first.Map(0x5000, 0x7000, attributes: TableBuilder.AccessFlag);
        second.Map(0x7000, MmuBench.Ram + 0x3000, 3, ReadWrite & ~(1UL << 7));
        MapStage1Tables(second);
        Assert.That(_bench.Mmu.Translate(0x5678, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(MmuBench.Ram + 0x3678));
        Assert.That(result.Permissions, Is.EqualTo(Permissions.Read | Permissions.Execute));
        Check(Fault(0x5678, AccessType.Write), FaultKind.Permission, 3, 0x7678);
    }

    [Test]
    public void Nested_Stage1TableUnmapped_IsS1PtwWithTheDescriptorsIpa()
    {
        (TableBuilder first, TableBuilder second) = EnableBoth();
        ulong leaf = first.Map(0x5000, 0x7000);
        Check(Fault(0x5000), FaultKind.Translation, 1, first.Root, duringWalk: true);
        // The root is reachable, the level 3 table is not; descriptor reads are checked as reads even for a store.
        MapStage1Tables(second);
        second.Map(leaf & ~0xFFFUL, leaf & ~0xFFFUL, 3, ReadWrite & ~(1UL << 6));
        Check(Fault(0x5000, AccessType.Write), FaultKind.Permission, 3, leaf, duringWalk: true);
    }

    [Test]
    public void Nested_ProtectedTableWalk_RefusesDeviceMemory()
    {
        (TableBuilder first, TableBuilder second) = EnableBoth();
        first.Map(0x5000, 0x7000);
        second.Map(0x7000, MmuBench.Ram, 3, ReadWrite);
        MapStage1Tables(second, Device);
        Assert.That(_bench.Mmu.Translate(0x5000, AccessType.Read, ExceptionLevel.EL1, out _, out _), Is.True);
        _bench.Set(Slot.HcrEl2, HcrVm | HcrPtw);
        Check(Fault(0x5000), FaultKind.Permission, 3, first.Root, duringWalk: true);
    }

    [Test]
    public void DefaultCacheable_TurnsStage1OffAndStage2On()
    {
        (_, TableBuilder second) = EnableBoth(HcrDc);
        second.Map(0x9000, MmuBench.Ram, 3, ReadWrite);
        Assert.That(_bench.Mmu.Translate(0x9000, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(MmuBench.Ram));
        Assert.That(result.Attributes.IsDevice, Is.False);
    }

    [Test]
    public void CacheDisable_MakesNormalDataNonCacheable()
    {
        (_, TableBuilder second) = EnableBoth(HcrDc | Hcr.Cd);
        second.Map(0x9000, MmuBench.Ram, 3, ReadWrite);
        Assert.That(_bench.Mmu.Translate(0x9000, AccessType.Read, ExceptionLevel.EL1, out TranslationResult data, out _), Is.True);
        Assert.That(_bench.Mmu.Translate(0x9000, AccessType.Fetch, ExceptionLevel.EL1, out TranslationResult fetch, out _), Is.True);
        Assert.That((data.Attributes.Mair, fetch.Attributes.Mair), Is.EqualTo(((byte)0x44, (byte)0xFF)));
    }

    [Test]
    public void Device_InStage2Only_RefusesUnalignedAsStage2Fault()
    {
        (TableBuilder first, TableBuilder second) = EnableBoth();
        first.Map(0x5000, 0x7000);
        second.Map(0x7000, MmuBench.Ram, 3, Device);
        MapStage1Tables(second);
        Assert.That(_bench.Mmu.Read(0x5001, 4, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Check(fault, FaultKind.Alignment, 3, 0x7001);
        Assert.That(_bench.Mmu.Read(0x5004, 4, MemoryFlags.None, out _, out _, out _), Is.True);
    }

    [Test]
    public void El2Regime_IgnoresStage2()
    {
        Enable(12, 40, 1);
        Assert.That(_bench.Mmu.Translate(MmuBench.Ram, AccessType.Read, ExceptionLevel.EL2, out _, out _), Is.True);
    }

    [TestCase(0xFFUL, 0xFUL, 0xFF)]
    [TestCase(0xFFUL, 0xAUL, 0xBB)]
    [TestCase(0xFFUL, 0x5UL, 0x44)]
    [TestCase(0x44UL, 0xFUL, 0x44)]
    [TestCase(0xBBUL, 0xFUL, 0xBB)]
    [TestCase(0xFFUL, 0x1UL, 0x04)]
    [TestCase(0x0CUL, 0x1UL, 0x04)]
    public void Combine_Types_TheWeakerWins(ulong stage1, ulong memAttr, int expected) =>
        Assert.That(MemoryAttributes.Combine(new((byte)stage1, 3), MemoryAttributes.Stage2(memAttr << 2)).Mair, Is.EqualTo((byte)expected));

    // Identity for the 2 MiB around the bench's tables, by 4K pages so that tests can change one of them.
    private void MapStage1Tables(TableBuilder second, ulong attributes = ReadWrite)
    {
        ulong start = (MmuBench.Ram + (32 << 20)) & ~0x1F_FFFFUL;
        for (ulong ipa = start; ipa < start + 0x20_0000; ipa += 0x1000)
        {
            second.Map(ipa, ipa, 3, attributes);
        }
    }
}
