using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

/// <summary>Contexts of AArch32 regimes: what selects them, what enters their SoftTlb, what TLBI takes, and 32-bit addresses.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed unsafe class AArch32ContextTests : IDisposable
{
    private const uint NotGlobalPage = ShortTables.SmallPage | (1 << 11);
    private readonly MmuBench _bench = new(armv7: ShortTables.CortexA15);
    private readonly ShortTables _tables;

    public AArch32ContextTests() => _tables = new ShortTables(_bench).Enable();

    public void Dispose() => _bench.Dispose();

    private ulong Read(ulong va, int size = 4, MemoryFlags flags = MemoryFlags.None)
    {
        Assert.That(_bench.Mmu.Read(va, size, flags, out ulong value, out _, out MmuFault fault), Is.True, fault.ToString());
        return value;
    }

    private bool ReadHits(ulong va) => SoftTlb.TryHit(_bench.State->ReadTlb, va, 4, out _);

    private bool WriteHits(ulong va) => SoftTlb.TryHit(_bench.State->WriteTlb, va, 4, out _);

    private void Set(Slot slot, ulong value)
    {
        _bench.Set(slot, value);
        _bench.Mmu.SelectContext();
    }

    [TestCase(Slot.TcrEl1, 1UL)]
    [TestCase(Slot.TcrEl1, 1UL << 5)]
    [TestCase(Slot.TcrEl1, 1UL << 31)]
    [TestCase(Slot.SctlrEl1, 1UL << 29)]
    [TestCase(Slot.SctlrEl1, 1UL << 28)]
    [TestCase(Slot.SctlrEl1, 1UL << 25)]
    [TestCase(Slot.SctlrEl1, 1UL << 20)]
    [TestCase(Slot.SctlrEl1, 1UL << 19)]
    [TestCase(Slot.SctlrEl1, 1UL << 1)]
    [TestCase(Slot.SctlrEl1, 1UL)]
    [TestCase(Slot.Dacr32El2, 2UL << 30)]
    [TestCase(Slot.ContextidrEl1, 0x80UL)]
    [TestCase(Slot.VttbrEl2, 5UL << 48)]
    [TestCase(Slot.HcrEl2, 1UL)]
    public void RegisterThatAltersTranslation_SelectsAnotherContextAndBack(Slot slot, ulong change)
    {
        TranslationContext before = _bench.Mmu.Current;
        ulong old = _bench.Cpu.Sys(slot);
        Set(slot, old ^ change);
        Assert.That(_bench.Mmu.Current, Is.Not.SameAs(before));
        Set(slot, old);
        Assert.That(_bench.Mmu.Current, Is.SameAs(before));
    }

    [TestCase(Slot.TcrEl1, 1UL << 7)]
    [TestCase(Slot.MairEl1, 1UL)]
    [TestCase(Slot.Ttbr0El1, 0x8000UL)]
    [TestCase(Slot.ContextidrEl1, 0x100UL)]
    [TestCase(Slot.SctlrEl1, 1UL << 13)]
    public void RegisterThatDoesNot_KeepsTheContext(Slot slot, ulong change)
    {
        TranslationContext before = _bench.Mmu.Current;
        Set(slot, _bench.Cpu.Sys(slot) ^ change);
        Assert.That(_bench.Mmu.Current, Is.SameAs(before));
    }

    [Test]
    public void TexRemap_MakesPrrrAndNmrrPartOfTheKey()
    {
        Set(Slot.SctlrEl1, 1 | (1 << 28));
        TranslationContext before = _bench.Mmu.Current;
        Set(Slot.MairEl1, 1UL << 32);
        Assert.That(_bench.Mmu.Current, Is.Not.SameAs(before));
    }

    [Test]
    public void DacrSwitch_KeepsEntriesOfEachValue()
    {
        _tables.Second(0x1000_5000, 0x4000_0000 | ShortTables.SmallPage, first: 1 << 5);
        Read(0x1000_5000);
        Set(Slot.Dacr32El2, 0x5555_5551);
        Assert.That(ReadHits(0x1000_5000), Is.False);
        Assert.That(_bench.Mmu.Read(0x1000_5000, 4, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Domain), Is.EqualTo((FaultKind.Domain, (byte)1)));
        Set(Slot.Dacr32El2, 0x5555_5555);
        Assert.That(ReadHits(0x1000_5000), Is.True);
        Assert.That(_bench.Mmu.Walks, Is.EqualTo(2));
    }

    [Test]
    public void LargestAndSmallestPage_NeverEnterTheSoftTlb()
    {
        _tables.Second(0, 0x4000_0000 | ShortTables.SmallPage);
        _tables.Second(0x1000, 0x4000_1000 | ShortTables.SmallPage);
        _tables.Second(0xFFFF_E000, 0x4000_2000 | ShortTables.SmallPage);
        _tables.Second(0xFFFF_F000, 0x4000_3000 | ShortTables.SmallPage);
        foreach (uint va in (uint[])[0, 0x1000, 0xFFFF_E000, 0xFFFF_F000])
        {
            Read(va + 0x10);
            Assert.That(_bench.Mmu.Write(va + 0x10, 4, MemoryFlags.None, 1, 0, out _), Is.True);
            bool enters = va is 0x1000 or 0xFFFF_E000;
            Assert.That((ReadHits(va + 0x10), WriteHits(va + 0x10)), Is.EqualTo((enters, enters)), $"0x{va:x}");
        }
    }

    [Test]
    public void Addresses_AreCutTo32Bits()
    {
        _tables.Second(0x1000_5000, 0x4000_0000 | ShortTables.SmallPage);
        _bench.Put(MmuBench.Ram, 0x1234_5678);
        Assert.That(Read(0xFFFF_FFFF_1000_5000), Is.EqualTo(0x1234_5678));
        Assert.That(_bench.Mmu.Write(0x1_1000_5000, 4, MemoryFlags.None, 7, 0, out _), Is.True);
        Assert.That(_bench.Get(MmuBench.Ram), Is.EqualTo(7));
        Assert.That(_bench.Mmu.StoreExclusive(0x1_1000_5000, 4, true, 7, 0, 9, 0, out bool stored, out _), Is.True);
        Assert.That((stored, _bench.Get(MmuBench.Ram)), Is.EqualTo((true, 9UL)));
        Assert.That(_bench.Mmu.TryFetchPage(0x1_1000_5000, out ulong pa, out _, out _), Is.True);
        Assert.That(pa, Is.EqualTo(MmuBench.Ram));
        Assert.That(_bench.Mmu.Read(0x1_2000_0000, 4, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Assert.That(fault.Address, Is.EqualTo(0x2000_0000));
        Assert.That(_bench.Mmu.ProbeRead(0x1_2000_0001, 4, out fault, MemoryFlags.Aligned), Is.False);
        Assert.That((fault.Kind, fault.Address), Is.EqualTo((FaultKind.Alignment, 0x2000_0001UL)));
    }

    [Test]
    public void Access_OverTheEndOfAddresses_WrapsToZero()
    {
        _tables.Second(0xFFFF_F000, 0x4000_0000 | ShortTables.SmallPage);
        Assert.That(_bench.Mmu.Read(0xFFFF_FFFE, 4, MemoryFlags.None, out _, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Address), Is.EqualTo((FaultKind.Translation, 0UL)));
        _tables.Second(0, 0x4000_1000 | ShortTables.SmallPage);
        Assert.That(_bench.Mmu.Write(0xFFFF_FFFE, 4, MemoryFlags.None, 0x4433_2211, 0, out _), Is.True);
        Assert.That(_bench.GetShort(MmuBench.Ram + 0xFFC) >> 16, Is.EqualTo(0x2211));
        Assert.That(_bench.GetShort(MmuBench.Ram + 0x1000), Is.EqualTo(0x4433));
        Assert.That(Read(0xFFFF_FFFE), Is.EqualTo(0x4433_2211));
    }

    [Test]
    public void BigEndianData_FollowsCpsrE()
    {
        _tables.Second(0x1000_5000, 0x4000_0000 | ShortTables.SmallPage);
        _bench.Put(MmuBench.Ram, 0x8877_6655_4433_2211);
        _bench.State->DataE = 1;
        _bench.Mmu.SelectContext();
        Assert.That(Read(0x1000_5000), Is.EqualTo(0x1122_3344));
        Assert.That(ReadHits(0x1000_5000), Is.False);
        // LDRD swaps each word.
        Assert.That(Read(0x1000_5000, 8, MemoryFlags.Element4), Is.EqualTo(0x5566_7788_1122_3344));
        _bench.State->DataE = 0;
        _bench.Mmu.SelectContext();
        Assert.That(Read(0x1000_5000), Is.EqualTo(0x4433_2211));
    }

    [Test]
    public void Unprivileged_AtPl1_HasPl0Rights()
    {
        _tables.Second(0x1000_5000, 0x4000_0002 | (1 << 4) | (3 << 2));
        _tables.Second(0x1000_6000, 0x4000_1000 | ShortTables.SmallPage);
        Read(0x1000_5000);
        Assert.That(_bench.Mmu.Read(0x1000_5000, 4, MemoryFlags.Unprivileged, out _, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Level), Is.EqualTo((FaultKind.Permission, 2)));
        Read(0x1000_6000, flags: MemoryFlags.Unprivileged);
        Assert.That(SoftTlb.TryHit(_bench.State->UserReadTlb, 0x1000_6000, 4, out _), Is.True);
    }

    [Test]
    public void Alignment_IsCheckedByAAndForAlignedAndOnDevices()
    {
        _tables.Second(0x1000_5000, 0x4000_0000 | ShortTables.SmallPage);
        _tables.Second(0x1000_6000, 0x0900_0002 | (3 << 4) | (1 << 2));
        Read(0x1000_5001);
        Assert.That(Read(0x1000_5004, 8, MemoryFlags.Element4 | MemoryFlags.Aligned), Is.Zero);
        foreach ((ulong va, MemoryFlags flags, ulong sctlr) in ((ulong, MemoryFlags, ulong)[])
            [(0x1000_5002, MemoryFlags.Aligned, 1), (0x1000_5002, MemoryFlags.None, 3), (0x1000_6002, MemoryFlags.None, 1)])
        {
            Set(Slot.SctlrEl1, sctlr);
            Assert.That(_bench.Mmu.Read(va, 4, flags, out _, out _, out MmuFault fault), Is.False);
            Assert.That((fault.Kind, fault.Address, fault.ShortStatusCode), Is.EqualTo((FaultKind.Alignment, va, 1u)));
        }
    }

    // Pages of each kind, filled in two ASIDs of VMID 1, in one of VMID 2, and in HYP.
    private const uint Local = 0x1000_5000, Global = 0x1000_6000, Other = 0x1000_7000, Block = 0x2010_0000, Super = 0x3123_4000;
    private static readonly (ulong Vmid, ulong Asid, ExceptionLevel El)[] Views =
        [(1, 1, ExceptionLevel.EL1), (1, 2, ExceptionLevel.EL1), (2, 1, ExceptionLevel.EL1), (1, 1, ExceptionLevel.EL2)];

    private void Select((ulong Vmid, ulong Asid, ExceptionLevel El) view)
    {
        _bench.Set(Slot.VttbrEl2, view.Vmid << 48);
        _bench.Set(Slot.ContextidrEl1, 0xAB00 | view.Asid);
        _bench.At(view.El);
    }

    private string Survivors()
    {
        List<string> all = [];
        foreach ((ulong Vmid, ulong Asid, ExceptionLevel El) view in Views)
        {
            Select(view);
            all.Add(string.Concat(((uint[])[Local, Global, Other, Block, Super]).Select((va, i) => ReadHits(va) ? "LGOBS"[i] : '-')));
        }

        return string.Join(' ', all);
    }

    // Operands are MVA with ASID, or ASID, as MCR writes them.
    [TestCase(TlbiKind.VmallE1, 0u, "----- ----- LGOBS LGOBS")]
    [TestCase(TlbiKind.VaE1, Local | 1, "-GOBS LGOBS LGOBS LGOBS")]
    [TestCase(TlbiKind.VaE1, Local | 9, "LGOBS LGOBS LGOBS LGOBS")]
    [TestCase(TlbiKind.VaE1, Global | 9, "L-OBS L-OBS LGOBS LGOBS")]
    [TestCase(TlbiKind.VaE1, Block + 0xFE000u, "LGO-S LGO-S LGOBS LGOBS")]
    [TestCase(TlbiKind.VaE1, 0x30FF_F000u, "LGOBS LGOBS LGOBS LGOBS")]
    [TestCase(TlbiKind.VaE1, 0x31FF_F000u, "LGOB- LGOB- LGOBS LGOBS")]
    [TestCase(TlbiKind.VaaE1, Local, "-GOBS -GOBS LGOBS LGOBS")]
    [TestCase(TlbiKind.AsidE1, 2u, "LGOBS ----- LGOBS LGOBS")]
    [TestCase(TlbiKind.AllE1, 0u, "----- ----- ----- LGOBS")]
    [TestCase(TlbiKind.AllE2, 0u, "LGOBS LGOBS LGOBS -----")]
    [TestCase(TlbiKind.VaE2, Other, "LGOBS LGOBS LGOBS LG-BS")]
    public void Tlbi_EveryKind_TakesWhatItNames(TlbiKind kind, uint operand, string expected)
    {
        _tables.Second(Local, 0x4000_0000 | NotGlobalPage);
        _tables.Second(Global, 0x4000_1000 | ShortTables.SmallPage);
        _tables.Second(Other, 0x4000_2000 | NotGlobalPage);
        _tables.First(Block, 0x4010_0000 | ShortTables.Section);
        _tables.First(Super, 0x4000_0000 | ShortTables.Supersection);
        var hyp = new TableBuilder(_bench, 12, 32, 1);
        foreach (uint va in (uint[])[Local, Global, Other, Block, Super])
        {
            hyp.Map(va, MmuBench.Ram);
        }

        _bench.Set(Slot.Ttbr0El2, hyp.Root);
        _bench.Set(Slot.MairEl2, MmuBench.Mair);
        _bench.Set(Slot.SctlrEl2, 1);
        foreach ((ulong Vmid, ulong Asid, ExceptionLevel El) view in Views)
        {
            Select(view);
            foreach (uint va in (uint[])[Local, Global, Other, Block, Super])
            {
                Read(va);
            }
        }

        Select(Views[0]);
        _bench.Mmu.TlbInvalidate(kind, operand, innerShareable: false);
        Assert.That(Survivors(), Is.EqualTo(expected));
    }

    [Test]
    public void CacheMaintenance_AsksNeitherDomainNorPermission()
    {
        _tables.Second(0x1000_5000, 0x4000_0002 | (1 << 4), first: 1 << 5);
        _bench.State->El = 1;
        foreach (ulong dacr in (ulong[])[0x5555_5555, 0])
        {
            Set(Slot.Dacr32El2, dacr);
            Assert.That(_bench.Mmu.TryCacheMaintenance(CacheOperation.DataInvalidate, 0x1_1000_5000, out MmuFault fault), Is.True, fault.ToString());
        }

        Assert.That(_bench.Mmu.TryCacheMaintenance(CacheOperation.DataClean, 0x1_1000_6000, out MmuFault missing), Is.False);
        Assert.That((missing.Kind, missing.Address, missing.CacheMaintenance), Is.EqualTo((FaultKind.Translation, 0x1000_6000UL, true)));
    }

    [Test]
    public void AArch32El0_UnderAArch64El1_UsesItsTablesWith32BitAddresses()
    {
        using var v8 = new MmuBench();
        TableBuilder tables = v8.EnableEl1();
        tables.Map(0xFFFF_F000, MmuBench.Ram);
        tables.Map(0x5000, MmuBench.Ram);
        v8.State->NRw = 1;
        v8.Set(Slot.HcrEl2, Hcr.Rw);
        v8.At(ExceptionLevel.EL0);
        Assert.That(v8.Mmu.Current.Regime.IsAArch32Stage1, Is.False);
        v8.Put(MmuBench.Ram, 0x4433_2211);
        Assert.That(v8.Mmu.Read(0x7_0000_5000, 4, MemoryFlags.None, out ulong value, out _, out _), Is.True);
        Assert.That(value, Is.EqualTo(0x4433_2211));
        v8.Mmu.Read(0xFFFF_F000, 4, MemoryFlags.None, out _, out _, out _);
        Assert.That(SoftTlb.TryHit(v8.State->ReadTlb, 0xFFFF_F000, 4, out _), Is.False);
        // SCTLR_EL1.E0E is AArch64's; here CPSR.E decides.
        v8.Set(Slot.SctlrEl1, 1 | Sctlr.E0e);
        v8.Mmu.SelectContext();
        Assert.That(v8.Mmu.Current.Key.BigEndianData, Is.False);
        v8.State->DataE = 1;
        v8.Mmu.SelectContext();
        Assert.That(v8.Mmu.Current.Key.BigEndianData, Is.True);
        // The same level in AArch64 is another context.
        TranslationContext narrow = v8.Mmu.Current;
        v8.State->NRw = 0;
        v8.Mmu.SelectContext();
        Assert.That(v8.Mmu.Current, Is.Not.SameAs(narrow));
    }

    // HCR_EL2.RW as EL2 sees it; below, the state of the PE and of EL1 tell.
    [TestCase(ExceptionLevel.EL2, 0, 0UL, true)]
    [TestCase(ExceptionLevel.EL2, 0, Hcr.Rw, false)]
    [TestCase(ExceptionLevel.EL1, 1, 0UL, true)]
    [TestCase(ExceptionLevel.EL1, 0, Hcr.Rw, false)]
    [TestCase(ExceptionLevel.EL0, 1, 0UL, true)]
    [TestCase(ExceptionLevel.EL0, 1, Hcr.Rw, false)]
    [TestCase(ExceptionLevel.EL0, 0, Hcr.Rw, false)]
    public void El1Regime_IsAArch32_AsTheStateSays(ExceptionLevel el, byte nRw, ulong hcr, bool aarch32)
    {
        using var v8 = new MmuBench();
        v8.Set(Slot.HcrEl2, hcr);
        v8.Set(Slot.SctlrEl1, 1);
        v8.State->NRw = nRw;
        v8.At(el);
        Assert.That(ContextKey.Of(v8.State, ExceptionLevel.EL1, MmuFeatures.FromId(0x1124, true)).ShortDescriptors, Is.EqualTo(aarch32));
    }
}
