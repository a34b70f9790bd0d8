using System.Buffers.Binary;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class Stage1WalkerTests : IDisposable
{
    private const ulong Low = 0x0000_0000_0000_0000;
    private readonly MmuBench _bench = new();

    public void Dispose() => _bench.Dispose();

    // Granule, input bits, first level, leaf level: every legal leaf of every granule.
    private static readonly int[][] Shapes =
    [
        [12, 48, 0, 3], [12, 48, 0, 2], [12, 48, 0, 1], [12, 40, 0, 3], [12, 39, 1, 3], [12, 39, 1, 1], [12, 31, 1, 2], [12, 30, 2, 3], [12, 25, 2, 2],
        [14, 48, 0, 3], [14, 48, 0, 2], [14, 47, 1, 3], [14, 37, 1, 2], [14, 36, 2, 3], [14, 36, 2, 2], [14, 25, 3, 3],
        [16, 48, 1, 3], [16, 48, 1, 2], [16, 42, 2, 3], [16, 42, 2, 2], [16, 29, 3, 3], [16, 25, 3, 3],
    ];

    private TableBuilder Enable(int granule, int bits, int start, bool upper = false)
    {
        var tables = new TableBuilder(_bench, granule, bits, start);
        _bench.Set(Slot.TcrEl1, MmuBench.Tcr(granule, bits));
        _bench.Set(Slot.MairEl1, MmuBench.Mair);
        _bench.Set(upper ? Slot.Ttbr1El1 : Slot.Ttbr0El1, tables.Root);
        _bench.Set(Slot.SctlrEl1, 1);
        _bench.At(ExceptionLevel.EL1);
        return tables;
    }

    private MmuFault Fault(ulong va, AccessType access = AccessType.Read, ExceptionLevel el = ExceptionLevel.EL1)
    {
        Assert.That(_bench.Mmu.Translate(va, access, el, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Address, Is.EqualTo(va));
        Assert.That(fault.Access, Is.EqualTo(access));
        return fault;
    }

    private static void Check(MmuFault fault, FaultKind kind, int level) =>
        Assert.That((fault.Kind, fault.Level, fault.Stage), Is.EqualTo((kind, level, 1)));

    [Test]
    public void Walk_EveryLegalLeaf_GivesAddressAndSize([ValueSource(nameof(Shapes))] int[] shape, [Values] bool upper)
    {
        (int granule, int bits, int start, int leaf) = (shape[0], shape[1], shape[2], shape[3]);
        TableBuilder tables = Enable(granule, bits, start, upper);
        ulong offset = ((1UL << bits) - 1) & 0x1555_5555_5555, size = 1UL << tables.ShiftOf(leaf);
        ulong output = 0x0800_0000_0000 & ~(size - 1);
        tables.Map(offset, output, leaf);
        ulong va = upper ? (ulong.MaxValue << bits) | offset : offset;

        Assert.That(_bench.Mmu.Translate(va, AccessType.Write, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(output | (offset & (size - 1))));
        Assert.That(result.Stage1PageBits, Is.EqualTo(tables.ShiftOf(leaf)));
    }

    [Test]
    public void Walk_InvalidDescriptor_FaultsWithItsLevel([ValueSource(nameof(Shapes))] int[] shape)
    {
        TableBuilder tables = Enable(shape[0], shape[1], shape[2]);
        tables.Write(0, shape[3], 0xFFFF_FFFF_FFFF_FFFE);
        Check(Fault(0), FaultKind.Translation, shape[3]);
    }

    [Test]
    public void Walk_LeafFaults_CarryTheLeafLevel([ValueSource(nameof(Shapes))] int[] shape)
    {
        int level = shape[3];
        TableBuilder tables = Enable(shape[0], shape[1], shape[2]);
        tables.Map(0, 0, level, TableBuilder.ReadWrite);
        Check(Fault(0), FaultKind.AccessFlag, level);
        tables.Map(0, 0, level, TableBuilder.AccessFlag | (1 << 7));
        Check(Fault(0, AccessType.Write), FaultKind.Permission, level);
        // Beyond the 44 bits of this PE, whatever IPS says.
        tables.Map(0, 1UL << 44, level);
        Check(Fault(0), FaultKind.AddressSize, level);
    }

    [TestCase(12, 48, 0, 0)]
    [TestCase(14, 48, 0, 0)]
    [TestCase(14, 47, 1, 1)]
    [TestCase(16, 48, 1, 1)]
    public void Walk_BlockWhereGranuleHasNone_IsTranslationFault(int granule, int bits, int start, int level)
    {
        Enable(granule, bits, start).Write(0, level, 0x401);
        Check(Fault(0), FaultKind.Translation, level);
    }

    [TestCase(12)]
    [TestCase(14)]
    [TestCase(16)]
    public void Walk_ReservedLevel3Encoding_IsTranslationFault(int granule)
    {
        Enable(granule, 36, granule == 12 ? 1 : 2).Write(0, 3, 0x401);
        Check(Fault(0), FaultKind.Translation, 3);
    }

    [Test]
    public void Walk_TableWhereNothingIs_IsExternalAbortOfThatLevel([Values(1, 2, 3)] int level)
    {
        TableBuilder tables = Enable(12, 48, 0);
        tables.Write(0, level - 1, 0x20_0000_0003);
        MmuFault fault = Fault(0);
        Check(fault, FaultKind.ExternalOnWalk, level);
        Assert.That(fault.StatusCode, Is.EqualTo(0x14 + level));
    }

    [Test]
    public void Walk_TableAddressTooLarge_IsAddressSizeFault([Values(0, 1, 2)] int level)
    {
        Enable(12, 48, 0).Write(0, level, (1UL << 44) | 3);
        Check(Fault(0), FaultKind.AddressSize, level);
    }

    [Test]
    public void Walk_TtbrTooLarge_IsAddressSizeFaultAtLevel0()
    {
        Enable(12, 39, 1);
        _bench.Set(Slot.Ttbr0El1, 1UL << 45);
        Check(Fault(0), FaultKind.AddressSize, 0);
    }

    [Test]
    public void Walk_IpsSmallerThanPaRange_LimitsOutput()
    {
        Enable(12, 39, 1).Map(0, 1UL << 36);
        _bench.Set(Slot.TcrEl1, (MmuBench.Tcr(12, 39) & ~(7UL << 32)) | (1UL << 32));
        Check(Fault(0), FaultKind.AddressSize, 3);
    }

    [TestCase(0x0000_0080_0000_0000UL)]
    [TestCase(0x0080_0000_0000_0000UL)]
    [TestCase(0xFF00_0000_0000_0000UL)]
    [TestCase(0xFFFF_FF7F_FFFF_F000UL)]
    [TestCase(0x0100_0000_0000_0000UL)]
    public void Walk_AddressInTheHole_IsTranslationFaultAtLevel0(ulong va)
    {
        TableBuilder tables = Enable(12, 39, 1);
        tables.Map(0, MmuBench.Ram);
        _bench.Set(Slot.Ttbr1El1, tables.Root);
        Check(Fault(va), FaultKind.Translation, 0);
    }

    [Test]
    public void Walk_TopByteIgnored_TranslatesTaggedAddresses()
    {
        TableBuilder tables = Enable(12, 39, 1);
        tables.Map(0x5000, MmuBench.Ram);
        _bench.Set(Slot.Ttbr1El1, tables.Root);
        _bench.Set(Slot.TcrEl1, MmuBench.Tcr(12, 39) | (1UL << 37));
        Assert.That(_bench.Mmu.Translate(0xA500_0000_0000_5678, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(MmuBench.Ram + 0x678));
        // TBI1 is clear: the upper half wants its top byte.
        Check(Fault(0x00FF_FF80_0000_5678), FaultKind.Translation, 0);
        _bench.Set(Slot.TcrEl1, MmuBench.Tcr(12, 39) | (1UL << 38));
        Assert.That(_bench.Mmu.Translate(0x00FF_FF80_0000_5678, AccessType.Read, ExceptionLevel.EL1, out _, out _), Is.True);
    }

    [Test]
    public void Walk_EpdSet_IsTranslationFaultAtLevel0()
    {
        Enable(12, 39, 1).Map(0, MmuBench.Ram);
        _bench.Set(Slot.TcrEl1, MmuBench.Tcr(12, 39) | (1 << 7));
        Check(Fault(0), FaultKind.Translation, 0);
    }

    [TestCase(15u)]
    [TestCase(40u)]
    [TestCase(63u)]
    [TestCase(0u)]
    public void Walk_TxSzOutOfBounds_IsTranslationFaultAtLevel0(uint size)
    {
        Enable(12, 39, 1).Map(0, MmuBench.Ram);
        _bench.Set(Slot.TcrEl1, (MmuBench.Tcr(12, 39) & ~0x3FUL) | size);
        Check(Fault(0), FaultKind.Translation, 0);
    }

    [Test]
    public void Walk_GranuleThatPeLacks_ActsAs4K()
    {
        using var plain = new MmuBench(granule16K: false);
        TableBuilder tables = plain.EnableEl1();
        tables.Map(0x1000, MmuBench.Ram);
        plain.Set(Slot.TcrEl1, MmuBench.Tcr(12, 39) | (2 << 14));
        Assert.That(plain.Mmu.Translate(0x1000, AccessType.Read, ExceptionLevel.EL1, out _, out _), Is.True);
    }

    [Test]
    public void Walk_ContiguousHint_ChangesNothing()
    {
        Enable(12, 39, 1).Map(0x3000, MmuBench.Ram, attributes: TableBuilder.ReadWrite | TableBuilder.AccessFlag | (1UL << 52));
        Assert.That(_bench.Mmu.Translate(0x3000, AccessType.Read, ExceptionLevel.EL1, out _, out _), Is.True);
        Check(Fault(0x4000), FaultKind.Translation, 3);
    }

    [Test]
    public void Walk_BigEndianTables_AreReadReversed()
    {
        TableBuilder tables = Enable(12, 30, 2);
        ulong leaf = tables.Map(0x1000, MmuBench.Ram);
        _bench.Put(leaf, BinaryPrimitives.ReverseEndianness(_bench.Get(leaf)));
        _bench.Put(tables.Root, BinaryPrimitives.ReverseEndianness(_bench.Get(tables.Root)));
        _bench.Set(Slot.SctlrEl1, 1 | (1 << 25));
        Assert.That(_bench.Mmu.Translate(0x1000, AccessType.Read, ExceptionLevel.EL1, out _, out _), Is.True);
    }

    // Arm ARM table "Data access permissions for stage 1": AP[2:1] -> rights of EL1, of EL0.
    private static readonly Permissions[][] DataRights =
    [
        [Permissions.Read | Permissions.Write, Permissions.None],
        [Permissions.Read | Permissions.Write, Permissions.Read | Permissions.Write],
        [Permissions.Read, Permissions.None],
        [Permissions.Read, Permissions.Read],
    ];

    [Test]
    public void Permissions_EveryCombination_FollowsTheManual(
        [Range(0, 3)] int ap, [Range(0, 3)] int apTable, [Values] bool pxn, [Values] bool uxn, [Values] bool wxn, [Values] bool tableXn)
    {
        TableBuilder tables = Enable(12, 39, 1);
        ulong leaf = TableBuilder.AccessFlag | ((ulong)ap << 6) | (pxn ? 1UL << 53 : 0) | (uxn ? 1UL << 54 : 0);
        tables.Map(0, MmuBench.Ram, 3, leaf, ((ulong)apTable << 61) | (tableXn ? 3UL << 59 : 0));
        _bench.Set(Slot.SctlrEl1, 1UL | (wxn ? 1UL << 19 : 0));

        // APTable[0] takes EL0's access away, APTable[1] takes writes away.
        int effective = (ap & ((apTable & 1) != 0 ? 2 : 3)) | (apTable & 2);
        Permissions el1 = DataRights[effective][0], el0 = DataRights[effective][1];
        bool el1Never = pxn || tableXn || el0.HasFlag(Permissions.Write) || (wxn && el1.HasFlag(Permissions.Write));
        bool el0Never = uxn || tableXn || (wxn && el0.HasFlag(Permissions.Write));
        CheckRights(ExceptionLevel.EL1, el1 | (el1Never ? 0 : Permissions.Execute));
        CheckRights(ExceptionLevel.EL0, el0 | (el0Never ? 0 : Permissions.Execute));
    }

    [Test]
    public void Permissions_El2Regime_HasOneXnAndNoEl0([Values] bool readOnly, [Values] bool xn, [Values] bool wxn)
    {
        var tables = new TableBuilder(_bench, 12, 39, 1);
        // AP[1] is RES1 here; clear, it must not matter. PXN (bit 53) is RES0 here; set, it must not matter.
        tables.Map(0, MmuBench.Ram, 3, TableBuilder.AccessFlag | (1UL << 53) | (readOnly ? 1UL << 7 : 0) | (xn ? 1UL << 54 : 0));
        _bench.Set(Slot.TcrEl2, 25 | (5 << 16));
        _bench.Set(Slot.Ttbr0El2, tables.Root);
        _bench.Set(Slot.SctlrEl2, 1UL | (wxn ? 1UL << 19 : 0));
        Permissions expected = Permissions.Read | (readOnly ? 0 : Permissions.Write) | (xn || (wxn && !readOnly) ? 0 : Permissions.Execute);
        CheckRights(ExceptionLevel.EL2, expected);
        Check(Fault(0xFFFF_FFFF_FFFF_F000, AccessType.Read, ExceptionLevel.EL2), FaultKind.Translation, 0);
    }

    private void CheckRights(ExceptionLevel el, Permissions expected)
    {
        foreach (AccessType access in Enum.GetValues<AccessType>())
        {
            bool allowed = _bench.Mmu.Translate(Low, access, el, out _, out MmuFault fault);
            Assert.That(allowed, Is.EqualTo((expected & PermissionRules.Needed(access)) != 0), $"{el} {access}");
            if (!allowed)
            {
                Check(fault, FaultKind.Permission, 3);
            }
        }
    }

    [Test]
    public void Flat_Stage1Off_IsIdentityUpToThePhysicalSize([Values] ExceptionLevel el)
    {
        Assert.That(_bench.Mmu.Translate(0x0FFF_FFFF_FFFF, AccessType.Read, el, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(0x0FFF_FFFF_FFFF));
        Assert.That(result.Attributes, Is.EqualTo(MemoryAttributes.DeviceNGnRnE));
        Check(Fault(0x1000_0000_0000, AccessType.Read, el), FaultKind.AddressSize, 0);
        Assert.That(_bench.Mmu.Translate(0x1000, AccessType.Fetch, el, out result, out _), Is.True);
        Assert.That(result.Attributes.IsDevice, Is.False);
    }

    [Test]
    public void Flat_Stage1Off_TopByteIgnoredStillApplies()
    {
        Check(Fault(0x5500_0000_4000_0000), FaultKind.AddressSize, 0);
        _bench.Set(Slot.TcrEl1, 1UL << 37);
        Assert.That(_bench.Mmu.Translate(0x5500_0000_4000_0000, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(0x4000_0000));
    }

    [Test]
    public void Flat_TgeSet_SctlrMOfEl1IsIgnored()
    {
        _bench.EnableEl1();
        Check(Fault(MmuBench.Ram), FaultKind.Translation, 1);
        _bench.Set(Slot.HcrEl2, 1 << 27);
        Assert.That(_bench.Mmu.Translate(MmuBench.Ram, AccessType.Read, ExceptionLevel.EL0, out _, out _), Is.True);
    }

    [Test]
    public void Device_UnalignedAccess_IsAlignmentFaultBeforePermission()
    {
        TableBuilder tables = Enable(12, 39, 1);
        tables.Map(0, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (1 << 7) | (1 << 2));
        Assert.That(_bench.Mmu.Translate(1, AccessType.Write, ExceptionLevel.EL1, out _, out MmuFault fault, refusedByDevice: true), Is.False);
        Check(fault, FaultKind.Alignment, 0);
        Check(Fault(0, AccessType.Write), FaultKind.Permission, 3);
    }
}
