using System.Buffers.Binary;
using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Tests.Unit.ShortTables;

namespace Hyp.Jit.Tests.Unit;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ShortDescriptorWalkerTests : IDisposable
{
    private const ulong Afe = 1 << 29, Tre = 1 << 28, Ee = 1 << 25, Wxn = 1 << 19, Uwxn = 1 << 20;
    private const ulong Pd0 = 1 << 4, Pd1 = 1 << 5;
    private readonly MmuBench _bench = new(armv7: CortexA15);
    private readonly ShortTables _tables;

    public ShortDescriptorWalkerTests() => _tables = new ShortTables(_bench).Enable();

    public void Dispose() => _bench.Dispose();

    private TranslationResult Walk(ulong va, AccessType access = AccessType.Read, ExceptionLevel el = ExceptionLevel.EL1)
    {
        Assert.That(_bench.Mmu.Translate(va, access, el, out TranslationResult result, out MmuFault fault), Is.True, fault.ToString());
        return result;
    }

    private void Check(ulong va, FaultKind kind, int level, int domain = 0, AccessType access = AccessType.Read, ExceptionLevel el = ExceptionLevel.EL1)
    {
        Assert.That(_bench.Mmu.Translate(va, access, el, out _, out MmuFault fault), Is.False);
        Assert.That(fault, Is.EqualTo(new MmuFault(kind, access, va) { Level = level, Stage = 1, Domain = (byte)domain }));
    }

    // Each leaf where its pieces come from other places than a neighbour's.
    [TestCase(0x1234_5678u, 0x8AB0_0000u | Section, 0u, 0x8AB4_5678UL, 20)]
    [TestCase(0x1234_5678u, 0x8A00_0000u | Supersection, 0u, 0x8A34_5678UL, 24)]
    [TestCase(0x1234_5678u, 0x8A90_0000u | Supersection | (5u << 5), 0u, 0x59_8A34_5678UL, 24)]
    [TestCase(0x1234_5678u, 0u, 0x8ABC_D000u | SmallPage, 0x8ABC_D678UL, 12)]
    [TestCase(0x1234_5678u, 0u, 0x8ABC_0000u | LargePage, 0x8ABC_5678UL, 16)]
    [TestCase(0xFFFF_FFFFu, 0u, 0xFFFF_F000u | SmallPage, 0xFFFF_FFFFUL, 12)]
    [TestCase(0xFFFF_FFFFu, 0xFFF0_0000u | Section, 0u, 0xFFFF_FFFFUL, 20)]
    public void Walk_EveryLeaf_GivesAddressAndSize(uint va, uint first, uint second, ulong pa, int bits)
    {
        if (first != 0)
        {
            _tables.First(va, first);
        }
        else
        {
            _tables.Second(va, second);
        }

        TranslationResult result = Walk(va, AccessType.Write);
        Assert.That((result.PhysicalAddress, result.Stage1PageBits), Is.EqualTo((pa, bits)));
    }

    [Test]
    public void Walk_InvalidDescriptors_AreTranslationFaultsOfTheirLevel()
    {
        Check(0x1234_5678, FaultKind.Translation, 1);
        _tables.Second(0x1230_0000, SmallPage, first: 9 << 5);
        Check(0x1234_5678, FaultKind.Translation, 2, domain: 9);
        // The domain is not asked for what is not mapped.
        _bench.Set(Slot.Dacr32El2, 0);
        Check(0x1234_5678, FaultKind.Translation, 2, domain: 9);
    }

    [Test]
    public void Walk_FirstLevelType3_IsSectionWithPxnOrReservedWithoutIt()
    {
        _tables.First(0x1000_0000, 0x4000_0000 | Section | 1);
        Assert.That(Walk(0x1000_0000).PhysicalAddress, Is.EqualTo(0x4000_0000));
        Check(0x1000_0000, FaultKind.Permission, 1, access: AccessType.Fetch);
        Walk(0x1000_0000, AccessType.Fetch, ExceptionLevel.EL0);
        using var older = new MmuBench(armv7: 0x1020_1103);
        new ShortTables(older).Enable().First(0x1000_0000, 0x4000_0000 | Section | 1);
        Assert.That(older.Mmu.Translate(0x1000_0000, AccessType.Read, ExceptionLevel.EL1, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Level), Is.EqualTo((FaultKind.Translation, 1)));
    }

    [Test]
    public void Walk_TablesWhereNothingIs_AreExternalAbortsOfTheirLevel()
    {
        _tables.First(0x1000_0000, 0x2000_0001 | (3 << 5));
        Check(0x1000_0000, FaultKind.ExternalOnWalk, 2, domain: 3);
        _bench.Set(Slot.Ttbr0El1, 0x2000_0000);
        Check(0x1000_0000, FaultKind.ExternalOnWalk, 1);
    }

    [Test]
    public void Walk_EverySplit_SendsEachHalfToItsTable([Range(1, 7)] int n)
    {
        var lower = new ShortTables(_bench, n);
        uint last = (uint)(0x1_0000_0000 >> n) - 0x10_0000, first = last + 0x10_0000;
        lower.First(last, 0x5000_0000 | Section).First(0, 0x5010_0000 | Section);
        _tables.First(first, 0x6000_0000 | Section).First(0xFFF0_0000, 0x6010_0000 | Section);
        _bench.Set(Slot.Ttbr1El1, _tables.Root);
        _bench.Set(Slot.Ttbr0El1, lower.Root);
        _bench.Set(Slot.TcrEl1, (ulong)n);
        Assert.That(Walk(last).PhysicalAddress, Is.EqualTo(0x5000_0000));
        Assert.That(Walk(0).PhysicalAddress, Is.EqualTo(0x5010_0000));
        Assert.That(Walk(first).PhysicalAddress, Is.EqualTo(0x6000_0000));
        Assert.That(Walk(0xFFF0_0000).PhysicalAddress, Is.EqualTo(0x6010_0000));

        _bench.Set(Slot.TcrEl1, (ulong)n | Pd0);
        Check(0, FaultKind.Translation, 1);
        Walk(first);
        _bench.Set(Slot.TcrEl1, (ulong)n | Pd1);
        Check(first, FaultKind.Translation, 1);
        Walk(0);
    }

    [Test]
    public void Domains_EveryAccessAndLevel([Range(0, 3)] int access, [Values] bool page)
    {
        const uint va = 0x1234_5000;
        // AP = 0: a client may do nothing, and XN keeps it from executing.
        if (page)
        {
            _tables.Second(va, 0x4000_0003, first: 7 << 5);
        }
        else
        {
            _tables.First(va, 0x4000_0012 | (7 << 5));
        }

        _bench.Set(Slot.Dacr32El2, (ulong)access << 14);
        foreach (AccessType type in Enum.GetValues<AccessType>())
        {
            if (access == 3)
            {
                Walk(va, type);
                Walk(va, type, ExceptionLevel.EL0);
            }
            else
            {
                Check(va, access == 1 ? FaultKind.Permission : FaultKind.Domain, page ? 2 : 1, domain: 7, type);
            }
        }
    }

    [Test]
    public void Domains_SupersectionIsOfDomain0()
    {
        _tables.First(0x1000_0000, 0x4000_0000 | Supersection | (15 << 5));
        _bench.Set(Slot.Dacr32El2, 0xFFFF_FFFC);
        Check(0x1000_0000, FaultKind.Domain, 1);
    }

    // PL1 and PL0, by AP[2:0]; 0b100 is reserved.
    private static readonly Permissions[][] FullModel =
    [
        [Permissions.None, Permissions.None],
        [Permissions.Read | Permissions.Write, Permissions.None],
        [Permissions.Read | Permissions.Write, Permissions.Read],
        [Permissions.Read | Permissions.Write, Permissions.Read | Permissions.Write],
        [Permissions.Read, Permissions.None],
        [Permissions.Read, Permissions.None],
        [Permissions.Read, Permissions.Read],
        [Permissions.Read, Permissions.Read],
    ];

    [Test]
    public void Permissions_EveryApXnPxnWxnUwxn([Values(0, 1, 2, 3, 5, 6, 7)] int ap, [Range(0, 2)] int leaf)
    {
        const uint va = 0x1234_0000;
        uint low = (uint)ap & 3, high = (uint)ap >> 2;
        for (int bits = 0; bits < 32; bits++)
        {
            bool xn = (bits & 1) != 0, pxn = (bits & 2) != 0, wxn = (bits & 4) != 0, uwxn = (bits & 8) != 0, afe = (bits & 16) != 0;
            if (afe && (ap & 1) == 0)
            {
                continue;
            }

            switch (leaf)
            {
                case 0: _tables.First(va, 0x4000_0002 | (high << 15) | (low << 10) | (xn ? 1u << 4 : 0) | (pxn ? 1u : 0)); break;
                case 1: _tables.First(va, 0).Second(va, 0x4000_0001 | (high << 9) | (low << 4) | (xn ? 1u << 15 : 0), pxn ? 4u : 0); break;
                default: _tables.First(va, 0).Second(va, 0x4000_0002 | (high << 9) | (low << 4) | (xn ? 1u : 0), pxn ? 4u : 0); break;
            }

            _bench.Set(Slot.SctlrEl1, 1 | (wxn ? Wxn : 0) | (uwxn ? Uwxn : 0) | (afe ? Afe : 0));
            // AP[0] set under AFE means accessed; AP[2:1] then mean what AP[2:0] with AP[0] set mean without it.
            Permissions pl1 = FullModel[ap][0], pl0 = FullModel[ap][1];
            bool pl1Never = xn || pxn || !pl1.HasFlag(Permissions.Read) || (wxn && pl1.HasFlag(Permissions.Write)) || (uwxn && pl0.HasFlag(Permissions.Write));
            bool pl0Never = xn || !pl0.HasFlag(Permissions.Read) || (wxn && pl0.HasFlag(Permissions.Write));
            CheckRights(va, ExceptionLevel.EL1, pl1 | (pl1Never ? 0 : Permissions.Execute), leaf == 0 ? 1 : 2);
            CheckRights(va, ExceptionLevel.EL0, pl0 | (pl0Never ? 0 : Permissions.Execute), leaf == 0 ? 1 : 2);
        }
    }

    private void CheckRights(uint va, ExceptionLevel el, Permissions expected, int level)
    {
        foreach (AccessType access in Enum.GetValues<AccessType>())
        {
            if ((expected & PermissionRules.Needed(access)) != 0)
            {
                Walk(va, access, el);
            }
            else
            {
                Check(va, FaultKind.Permission, level, 0, access, el);
            }
        }
    }

    [Test]
    public void AccessFlag_ClearUnderAfe_FaultsBeforeTheDomain([Values] bool page)
    {
        const uint va = 0x1230_0000;
        if (page)
        {
            _tables.Second(va, 0x4000_0002 | (2 << 4), first: 4 << 5);
        }
        else
        {
            _tables.First(va, 0x4000_0002 | (2 << 10) | (4 << 5));
        }

        Walk(va);
        _bench.Set(Slot.SctlrEl1, 1 | Afe);
        _bench.Set(Slot.Dacr32El2, 0);
        Check(va, FaultKind.AccessFlag, page ? 2 : 1, domain: 4);
        _bench.Set(Slot.Dacr32El2, 0xFFFF_FFFF);
        Check(va, FaultKind.AccessFlag, page ? 2 : 1, domain: 4);
    }

    // TEX, C and B, S; expected MAIR byte and shareability (2 outer).
    [TestCase(0, 0, false, 0x00, 2)]
    [TestCase(0, 1, false, 0x04, 2)]
    [TestCase(2, 0, false, 0x04, 2)]
    [TestCase(0, 2, false, 0xAA, 0)]
    [TestCase(0, 2, true, 0xAA, 2)]
    [TestCase(0, 3, false, 0xEE, 0)]
    [TestCase(1, 0, false, 0x44, 2)]
    [TestCase(1, 3, true, 0xFF, 2)]
    [TestCase(4, 0, false, 0x44, 2)]
    [TestCase(4, 1, false, 0x4F, 0)]
    [TestCase(5, 2, false, 0xFA, 0)]
    [TestCase(6, 3, true, 0xAE, 2)]
    [TestCase(7, 0, false, 0xE4, 0)]
    public void Attributes_WithoutRemap_AreTexCAndB(int tex, int cb, bool shareable, int mair, int sharing)
    {
        var expected = new MemoryAttributes((byte)mair, (byte)sharing);
        uint t = (uint)tex, c = (uint)cb << 2;
        _tables.First(0x1000_0000, 0x4000_0002 | (1 << 10) | (t << 12) | c | (shareable ? 1u << 16 : 0));
        _tables.Second(0x1010_0000, 0x4000_0002 | (1 << 4) | (t << 6) | c | (shareable ? 1u << 10 : 0));
        _tables.Second(0x1020_0000, 0x4000_0001 | (1 << 4) | (t << 12) | c | (shareable ? 1u << 10 : 0));
        Assert.That(Walk(0x1000_0000).Attributes, Is.EqualTo(expected));
        Assert.That(Walk(0x1010_0000).Attributes, Is.EqualTo(expected));
        Assert.That(Walk(0x1020_0000).Attributes, Is.EqualTo(expected));
    }

    [Test]
    public void Attributes_Remapped_ComeFromPrrrAndNmrr()
    {
        // Linux: PRRR 0xff0a81a8, NMRR 0x40e040e0. Index 7 is write-back write-allocate, 5 is reserved, 4 is a device, 1 is Non-cacheable.
        _bench.Set(Slot.MairEl1, 0x40E0_40E0_FF0A_81A8);
        _bench.Set(Slot.SctlrEl1, 1 | Tre);
        byte[] types = [0x00, 0x44, 0xAA, 0xEE, 0x04, 0x44, 0x00, 0xFF];
        foreach (int index in (int[])[0, 1, 2, 3, 4, 7])
        {
            foreach (bool shareable in (bool[])[false, true])
            {
                // TEX[2:1] are software's.
                uint first = 0x4000_0002 | (1 << 10) | (6 << 12) | ((uint)index >> 2 << 12) | (((uint)index & 3) << 2) | (shareable ? 1u << 16 : 0);
                _tables.First(0x1000_0000, first);
                // PRRR.NS1 is 1, NS0 is 0; every NOS is 1. Devices and Non-cacheable memory are outer shareable.
                int sharing = types[index] is 0 or 4 or 0x44 ? 2 : shareable ? 3 : 0;
                Assert.That(Walk(0x1000_0000).Attributes, Is.EqualTo(new MemoryAttributes(types[index], (byte)sharing)), $"{index} {shareable}");
            }
        }
    }

    [Test]
    public void Global_FollowsNg()
    {
        _tables.First(0x1000_0000, 0x4000_0000 | Section).First(0x1010_0000, 0x4000_0000 | Section | (1 << 17));
        _tables.Second(0x1020_0000, 0x4000_0000 | SmallPage);
        _tables.Second(0x1020_1000, 0x4000_0000 | SmallPage | (1 << 11));
        bool[] global = [.. ((ulong[])[0x1000_0000, 0x1010_0000, 0x1020_0000, 0x1020_1000]).Select(va => Walk(va).Global)];
        Assert.That(global, Is.EqualTo(new[] { true, false, true, false }));
    }

    [Test]
    public void BigEndianTables_FollowSctlrEe()
    {
        _tables.First(0x1000_0000, BinaryPrimitives.ReverseEndianness(0x4000_0000 | Section));
        _bench.Set(Slot.SctlrEl1, 1 | Ee);
        Assert.That(Walk(0x1000_0004).PhysicalAddress, Is.EqualTo(0x4000_0004));
    }

    [Test]
    public void Device_RefusesUnaligned_BeforeDomainAndPermission()
    {
        _tables.First(0x1000_0000, 0x4000_0006 | (1 << 5));
        _bench.Set(Slot.Dacr32El2, 0);
        Assert.That(_bench.Mmu.Translate(0x1000_0001, AccessType.Read, ExceptionLevel.EL1, out _, out MmuFault fault, refusedByDevice: true), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Alignment));
        Check(0x1000_0000, FaultKind.Domain, 1, domain: 1);
    }

    [Test]
    public void Flat_Stage1Off_IsIdentityOfStronglyOrderedMemory()
    {
        _bench.Set(Slot.SctlrEl1, 0);
        TranslationResult result = Walk(0xFFFF_FFFF);
        Assert.That((result.PhysicalAddress, result.Attributes), Is.EqualTo((0xFFFF_FFFFUL, MemoryAttributes.DeviceNGnRnE)));
        Assert.That(Walk(0x8000_0000, AccessType.Fetch).Attributes.IsDevice, Is.False);
        // Addresses have 32 bits.
        Assert.That(Walk(0x1_8000_0000).PhysicalAddress, Is.EqualTo(0x8000_0000));
    }

    [TestCase(FaultKind.Translation, 1, 0x05u, 0x05u)]
    [TestCase(FaultKind.Translation, 2, 0x07u, 0x06u)]
    [TestCase(FaultKind.AccessFlag, 1, 0x03u, 0x09u)]
    [TestCase(FaultKind.AccessFlag, 2, 0x06u, 0x0Au)]
    [TestCase(FaultKind.Domain, 1, 0x09u, 0x3Du)]
    [TestCase(FaultKind.Domain, 2, 0x0Bu, 0x3Eu)]
    [TestCase(FaultKind.Permission, 1, 0x0Du, 0x0Du)]
    [TestCase(FaultKind.Permission, 2, 0x0Fu, 0x0Eu)]
    [TestCase(FaultKind.ExternalOnWalk, 1, 0x0Cu, 0x15u)]
    [TestCase(FaultKind.ExternalOnWalk, 2, 0x0Eu, 0x16u)]
    [TestCase(FaultKind.External, 0, 0x08u, 0x10u)]
    [TestCase(FaultKind.Alignment, 0, 0x01u, 0x21u)]
    [TestCase(FaultKind.Watchpoint, 0, 0x02u, 0x22u)]
    [TestCase(FaultKind.TlbConflict, 0, 0x10u, 0x30u)]
    [TestCase(FaultKind.UnsupportedExclusive, 0, 0x15u, 0x35u)]
    public void StatusCodes_OfBothFormats(object kind, int level, uint shortCode, uint longCode)
    {
        MmuFault fault = new((FaultKind)kind, AccessType.Read, 0) { Level = level };
        Assert.That((fault.ShortStatusCode, fault.StatusCode), Is.EqualTo((shortCode, longCode)));
    }
}
