using System.Buffers.Binary;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

/// <summary>Long descriptors of PL1&amp;0 with TTBCR.EAE, and of HYP.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AArch32LongDescriptorTests : IDisposable
{
    private const ulong Eae = 1UL << 31, Epd0 = 1 << 7, Epd1 = 1 << 23, A1 = 1 << 22, Wxn = 1 << 19, Uwxn = 1 << 20, Ee = 1 << 25;
    private readonly MmuBench _bench = new(armv7: ShortTables.CortexA15);

    public void Dispose() => _bench.Dispose();

    private TableBuilder Tables(int bits) => new(_bench, 12, bits, bits > 30 ? 1 : 2);

    private TableBuilder Enable(int t0Sz = 0, ulong ttbcr = 0)
    {
        TableBuilder tables = Tables(32 - t0Sz);
        _bench.Set(Slot.TcrEl1, Eae | ttbcr | (uint)t0Sz);
        _bench.Set(Slot.MairEl1, MmuBench.Mair);
        _bench.Set(Slot.Ttbr0El1, tables.Root);
        _bench.Set(Slot.SctlrEl1, 1);
        _bench.At(ExceptionLevel.EL1);
        return tables;
    }

    private TableBuilder EnableHyp(int t0Sz = 0, ulong hsctlr = 0)
    {
        TableBuilder tables = Tables(32 - t0Sz);
        _bench.Set(Slot.TcrEl2, 0x8000_3500 | (uint)t0Sz);
        _bench.Set(Slot.MairEl2, MmuBench.Mair);
        _bench.Set(Slot.Ttbr0El2, tables.Root);
        _bench.Set(Slot.SctlrEl2, 1 | hsctlr);
        _bench.At(ExceptionLevel.EL2);
        return tables;
    }

    private TranslationResult Walk(ulong va, AccessType access = AccessType.Read, ExceptionLevel el = ExceptionLevel.EL1)
    {
        Assert.That(_bench.Mmu.Translate(va, access, el, out TranslationResult result, out MmuFault fault), Is.True, fault.ToString());
        return result;
    }

    private void Check(ulong va, FaultKind kind, int level, AccessType access = AccessType.Read, ExceptionLevel el = ExceptionLevel.EL1)
    {
        Assert.That(_bench.Mmu.Translate(va, access, el, out _, out MmuFault fault), Is.False);
        Assert.That(fault, Is.EqualTo(new MmuFault(kind, access, va) { Level = level, Stage = 1 }));
    }

    [Test]
    public void Walk_EveryT0SzAndLeaf_TranslatesUpTo40Bits([Range(0, 7)] int t0Sz, [Values(1, 2, 3)] int leaf, [Values] bool hyp)
    {
        if (leaf == 1 && t0Sz > 1)
        {
            // The walk starts at level 2: there are no blocks of 1 GiB.
            leaf = 2;
        }

        TableBuilder tables = hyp ? EnableHyp(t0Sz) : Enable(t0Sz);
        ExceptionLevel el = hyp ? ExceptionLevel.EL2 : ExceptionLevel.EL1;
        ulong va = (1UL << (32 - t0Sz)) - 8, size = 1UL << tables.ShiftOf(leaf), output = 0xAB_8000_0000 & ~(size - 1);
        tables.Map(va, output, leaf);
        TranslationResult result = Walk(va, AccessType.Write, el);
        Assert.That((result.PhysicalAddress, result.Stage1PageBits), Is.EqualTo((output | (va & (size - 1)), tables.ShiftOf(leaf))));
        if (t0Sz > 0 && hyp)
        {
            Check(1UL << (32 - t0Sz), FaultKind.Translation, 1, el: el);
        }
    }

    // TTBR0 has the lowest 2^(32 - T0SZ), TTBR1 the highest 2^(32 - T1SZ), or what is left where T1SZ is 0.
    [TestCase(0, 0, 0x0000_0000u, 0)]
    [TestCase(0, 0, 0xFFFF_FFF8u, 0)]
    [TestCase(1, 0, 0x7FFF_FFF8u, 0)]
    [TestCase(1, 0, 0x8000_0000u, 1)]
    [TestCase(3, 0, 0x1FFF_FFF8u, 0)]
    [TestCase(3, 0, 0x2000_0000u, 1)]
    [TestCase(0, 1, 0x7FFF_FFF8u, 0)]
    [TestCase(0, 1, 0x8000_0000u, 1)]
    [TestCase(0, 4, 0xEFFF_FFF8u, 0)]
    [TestCase(0, 4, 0xF000_0000u, 1)]
    [TestCase(2, 2, 0x3FFF_FFF8u, 0)]
    [TestCase(2, 2, 0xC000_0000u, 1)]
    [TestCase(2, 2, 0x4000_0000u, -1)]
    [TestCase(2, 2, 0xBFFF_FFF8u, -1)]
    [TestCase(7, 1, 0x0200_0000u, -1)]
    public void Walk_Splits_SelectTheTable(int t0Sz, int t1Sz, uint va, int table)
    {
        TableBuilder lower = Enable(t0Sz, (ulong)t1Sz << 16), upper = Tables(32 - t1Sz);
        _bench.Set(Slot.Ttbr1El1, upper.Root);
        lower.Map(va & ((1UL << (32 - t0Sz)) - 1), 0x1_0000_0000);
        upper.Map(va & ((1UL << (32 - t1Sz)) - 1), 0x2_0000_0000);
        if (table < 0)
        {
            Check(va, FaultKind.Translation, 1);
            return;
        }

        Assert.That(Walk(va).PhysicalAddress >> 32, Is.EqualTo((ulong)table + 1));
        ulong ttbcr = _bench.Cpu.Sys(Slot.TcrEl1);
        _bench.Set(Slot.TcrEl1, ttbcr | (table == 0 ? Epd0 : Epd1));
        Check(va, FaultKind.Translation, 1);
        _bench.Set(Slot.TcrEl1, ttbcr | (table == 0 ? Epd1 : Epd0));
        Walk(va);
    }

    [Test]
    public void Walk_Faults_CarryTheirLevel([Values(1, 2, 3)] int level, [Values] bool hyp)
    {
        TableBuilder tables = hyp ? EnableHyp() : Enable();
        ExceptionLevel el = hyp ? ExceptionLevel.EL2 : ExceptionLevel.EL1;
        tables.Write(0, level, 0);
        Check(0x10, FaultKind.Translation, level, el: el);
        tables.Map(0, 0, level, TableBuilder.ReadWrite);
        Check(0x10, FaultKind.AccessFlag, level, el: el);
        tables.Map(0, 0, level, TableBuilder.AccessFlag | (1 << 7));
        Check(0x10, FaultKind.Permission, level, AccessType.Write, el);
        if (level < 3)
        {
            tables.Write(0, level, 0x20_0000_0003);
            Check(0x10, FaultKind.ExternalOnWalk, level + 1, el: el);
        }
    }

    [Test]
    public void Walk_Bits47To40_AreIgnoredByArmv7AndAddressSizeFaultsInArmv8()
    {
        Enable().Map(0, MmuBench.Ram | (1UL << 45));
        Assert.That(Walk(0).PhysicalAddress, Is.EqualTo(MmuBench.Ram));

        using var v8 = new MmuBench();
        var tables = new TableBuilder(v8, 12, 32, 1);
        tables.Map(0, MmuBench.Ram | (1UL << 45));
        v8.Set(Slot.HcrEl2, 0);
        v8.Set(Slot.TcrEl1, Eae);
        v8.Set(Slot.Ttbr0El1, tables.Root);
        v8.Set(Slot.SctlrEl1, 1);
        v8.At(ExceptionLevel.EL2);
        Assert.That(v8.Mmu.Translate(0, AccessType.Read, ExceptionLevel.EL1, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Level), Is.EqualTo((FaultKind.AddressSize, 3)));
        v8.Set(Slot.Ttbr0El1, tables.Root | (1UL << 40));
        Assert.That(v8.Mmu.Translate(0, AccessType.Read, ExceptionLevel.EL1, out _, out fault), Is.False);
        Assert.That((fault.Kind, fault.Level), Is.EqualTo((FaultKind.AddressSize, 0)));
    }

    // PL1 and PL0 by AP[2:1].
    private static readonly Permissions[][] DataRights =
    [
        [Permissions.Read | Permissions.Write, Permissions.None],
        [Permissions.Read | Permissions.Write, Permissions.Read | Permissions.Write],
        [Permissions.Read, Permissions.None],
        [Permissions.Read, Permissions.Read],
    ];

    [Test]
    public void Permissions_EveryApAndNever([Range(0, 3)] int ap, [Range(0, 3)] int apTable, [Values] bool inTable)
    {
        TableBuilder tables = Enable();
        for (int bits = 0; bits < 16; bits++)
        {
            bool xn = (bits & 1) != 0, pxn = (bits & 2) != 0, wxn = (bits & 4) != 0, uwxn = (bits & 8) != 0;
            ulong leaf = TableBuilder.AccessFlag | ((ulong)ap << 6), table = (ulong)apTable << 61;
            ulong nevers = inTable ? (xn ? 1UL << 60 : 0) | (pxn ? 1UL << 59 : 0) : (xn ? 1UL << 54 : 0) | (pxn ? 1UL << 53 : 0);
            tables.Write(0, 1, 0);
            tables.Map(0, MmuBench.Ram, 3, inTable ? leaf : leaf | nevers, inTable ? table | nevers : table);
            _bench.Set(Slot.SctlrEl1, 1UL | (wxn ? Wxn : 0) | (uwxn ? Uwxn : 0));

            int effective = (ap & ((apTable & 1) != 0 ? 2 : 3)) | (apTable & 2);
            Permissions pl1 = DataRights[effective][0], pl0 = DataRights[effective][1];
            // Unlike AArch64, PL1 executes what PL0 can write unless UWXN says otherwise, and no one executes what cannot be read.
            bool pl1Never = xn || pxn || (wxn && pl1.HasFlag(Permissions.Write)) || (uwxn && pl0.HasFlag(Permissions.Write));
            bool pl0Never = xn || !pl0.HasFlag(Permissions.Read) || (wxn && pl0.HasFlag(Permissions.Write));
            CheckRights(ExceptionLevel.EL1, pl1 | (pl1Never ? 0 : Permissions.Execute));
            CheckRights(ExceptionLevel.EL0, pl0 | (pl0Never ? 0 : Permissions.Execute));
        }
    }

    [Test]
    public void Permissions_Hyp_HasOneXnAndNoPl0([Values] bool readOnly, [Values] bool xn, [Values] bool wxn, [Values] bool ap1)
    {
        // AP[1] and PXN mean nothing here.
        ulong leaf = TableBuilder.AccessFlag | (1UL << 53) | (ap1 ? 1UL << 6 : 0) | (readOnly ? 1UL << 7 : 0) | (xn ? 1UL << 54 : 0);
        EnableHyp(hsctlr: wxn ? Wxn : 0).Map(0, MmuBench.Ram, 3, leaf, tableAttributes: (1UL << 61) | (1UL << 59));
        CheckRights(ExceptionLevel.EL2, Permissions.Read | (readOnly ? 0 : Permissions.Write) | (xn || (wxn && !readOnly) ? 0 : Permissions.Execute));
    }

    private void CheckRights(ExceptionLevel el, Permissions expected)
    {
        foreach (AccessType access in Enum.GetValues<AccessType>())
        {
            if ((expected & PermissionRules.Needed(access)) != 0)
            {
                Walk(0, access, el);
            }
            else
            {
                Check(0, FaultKind.Permission, 3, access, el);
            }
        }
    }

    [Test]
    public void Attributes_ComeFromMair0AndMair1()
    {
        TableBuilder tables = Enable();
        _bench.Set(Slot.MairEl1, 0xFF00_0000_0000_0444);
        tables.Map(0, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (7 << 2) | (3 << 8));
        tables.Map(0x1000, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (1 << 2));
        Assert.That(Walk(0).Attributes, Is.EqualTo(new MemoryAttributes(0xFF, 3)));
        Assert.That(Walk(0x1000).Attributes.IsDevice, Is.True);
    }

    [Test]
    public void Asid_ComesFromTheTtbrThatA1Names()
    {
        Enable();
        _bench.Set(Slot.Ttbr0El1, _bench.Cpu.Sys(Slot.Ttbr0El1) | (0x5AUL << 48));
        _bench.Set(Slot.Ttbr1El1, 0xA5UL << 48);
        _bench.Set(Slot.ContextidrEl1, 0x77);
        _bench.Mmu.SelectContext();
        Assert.That(_bench.Mmu.Current.Key.Asid, Is.EqualTo(0x5A));
        _bench.Set(Slot.TcrEl1, Eae | A1);
        _bench.Mmu.SelectContext();
        Assert.That(_bench.Mmu.Current.Key.Asid, Is.EqualTo(0xA5));
    }

    [Test]
    public void Eae_WithoutLongDescriptors_IsIgnored()
    {
        using var older = new MmuBench(armv7: 0x1020_1104);
        new ShortTables(older).Enable(ttbcr: Eae).First(0x1000_0000, 0x4000_0000 | ShortTables.Section);
        Assert.That(older.Mmu.Translate(0x1000_0000, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(0x4000_0000));
    }

    [Test]
    public void BigEndianTables_FollowEeOfTheRegime([Values] bool hyp)
    {
        TableBuilder tables = hyp ? EnableHyp(hsctlr: Ee) : Enable();
        _bench.Set(Slot.SctlrEl1, 1 | Ee);
        _bench.Put(tables.Root, BinaryPrimitives.ReverseEndianness(MmuBench.Ram | TableBuilder.ReadWrite | TableBuilder.AccessFlag | 1));
        Assert.That(Walk(0x1234, el: hyp ? ExceptionLevel.EL2 : ExceptionLevel.EL1).PhysicalAddress, Is.EqualTo(MmuBench.Ram + 0x1234));
    }

    [Test]
    public void Hyp_Stage1Off_IsFlatAndIgnoresStage2()
    {
        _bench.Set(Slot.HcrEl2, Hcr.Vm);
        _bench.At(ExceptionLevel.EL2);
        TranslationResult result = Walk(0xFFFF_F000, el: ExceptionLevel.EL2);
        Assert.That((result.PhysicalAddress, result.Attributes), Is.EqualTo((0xFFFF_F000UL, MemoryAttributes.DeviceNGnRnE)));
    }
}
