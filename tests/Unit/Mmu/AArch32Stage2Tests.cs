using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

/// <summary>Stage 2 as VTCR describes it, and an AArch32 EL1 under an AArch64 EL2.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed unsafe class AArch32Stage2Tests : IDisposable
{
    // HAP read and write, AF, MemAttr Normal write-back.
    private const ulong ReadWrite = (3 << 6) | (1 << 10) | (0xF << 2), Device = (3 << 6) | (1 << 10);
    private readonly MmuBench _bench = new(armv7: ShortTables.CortexA15);

    public void Dispose() => _bench.Dispose();

    /// <summary>VTCR with S a copy of T0SZ's sign.</summary>
    private static ulong Vtcr(int t0Sz, int sl0) => ((uint)t0Sz & 15) | (t0Sz < 0 ? 16u : 0) | ((ulong)sl0 << 6) | (1UL << 31);

    private TableBuilder Enable(int t0Sz, int sl0, ulong hcr = Hcr.Vm)
    {
        var tables = new TableBuilder(_bench, 12, 32 - t0Sz, 2 - Math.Min(sl0, 1));
        _bench.Set(Slot.VtcrEl2, Vtcr(t0Sz, sl0));
        _bench.Set(Slot.VttbrEl2, tables.Root | (7UL << 48));
        _bench.Set(Slot.HcrEl2, hcr);
        _bench.At(ExceptionLevel.EL1);
        return tables;
    }

    /// <summary>Stage 1 by long descriptors, so that intermediate addresses reach 40 bits.</summary>
    private TableBuilder EnableStage1()
    {
        var tables = new TableBuilder(_bench, 12, 32, 1);
        _bench.Set(Slot.TcrEl1, 1UL << 31);
        _bench.Set(Slot.MairEl1, MmuBench.Mair);
        _bench.Set(Slot.Ttbr0El1, tables.Root);
        _bench.Set(Slot.SctlrEl1, 1);
        _bench.At(ExceptionLevel.EL1);
        return tables;
    }

    private static void MapTables(TableBuilder second, ulong attributes = ReadWrite)
    {
        ulong start = (MmuBench.Ram + (32 << 20)) & ~0x1F_FFFFUL;
        for (ulong ipa = start; ipa < start + 0x20_0000; ipa += 0x1000)
        {
            second.Map(ipa, ipa, 3, attributes);
        }
    }

    private void Check(ulong va, FaultKind kind, int level, ulong ipa, bool duringWalk = false, AccessType access = AccessType.Read)
    {
        Assert.That(_bench.Mmu.Translate(va, access, ExceptionLevel.EL1, out _, out MmuFault fault), Is.False);
        var expected = new MmuFault(kind, access, va) { Level = level, Stage = 2, Ipa = ipa, DuringStage1Walk = duringWalk };
        Assert.That(fault, Is.EqualTo(expected));
    }

    // Every legal pair of T0SZ and SL0: the start level resolves at least one bit and concatenates at most 16 tables.
    [Test]
    public void Walk_EveryT0SzAndSl0_TranslatesOrFaultsAtLevel1([Range(-8, 7)] int t0Sz, [Range(0, 3)] int sl0)
    {
        int bits = 32 - t0Sz;
        bool legal = sl0 switch { 0 => bits is >= 22 and <= 34, 1 => bits is >= 31 and <= 40, _ => false };
        TableBuilder second = legal ? Enable(t0Sz, sl0) : Enable(0, 1);
        _bench.Set(Slot.VtcrEl2, Vtcr(t0Sz, sl0));
        MmuFault fault;
        if (!legal)
        {
            Assert.That(_bench.Mmu.Translate(0x123, AccessType.Read, ExceptionLevel.EL1, out _, out fault), Is.False);
            Assert.That((fault.Kind, fault.Level, fault.Stage), Is.EqualTo((FaultKind.Translation, 1, 2)));
            return;
        }

        ulong ipa = ((1UL << bits) - 1) & 0xFFFF_FFF8;
        second.Map(ipa, MmuBench.Ram + 0x3000, 3, ReadWrite);
        Assert.That(_bench.Mmu.Translate(ipa, AccessType.Write, ExceptionLevel.EL1, out TranslationResult result, out fault), Is.True, fault.ToString());
        Assert.That(result.PhysicalAddress, Is.EqualTo(MmuBench.Ram + 0x3FF8));
        if (bits < 32)
        {
            Check(1UL << bits, FaultKind.Translation, 1, 1UL << bits);
        }
    }

    [Test]
    public void Walk_40BitIntermediateAddress_Translates()
    {
        TableBuilder second = Enable(-8, 1), first = EnableStage1();
        MapTables(second);
        first.Map(0x5000, 0xFF_FFFF_F000);
        second.Map(0xFF_FFFF_F000, 0xAB_0000_0000, 1, ReadWrite);
        Assert.That(_bench.Mmu.Translate(0x5678, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out MmuFault fault), Is.True, fault.ToString());
        Assert.That(result.PhysicalAddress, Is.EqualTo(0xAB_3FFF_F678));
    }

    [Test]
    public void Walk_LeafFaults_CarryLevelAndIpa([Values(1, 2, 3)] int level)
    {
        TableBuilder second = Enable(-8, 1);
        second.Write(0, level, 0);
        Check(0x10, FaultKind.Translation, level, 0x10);
        second.Map(0, 0, level, ReadWrite & ~(1UL << 10));
        Check(0x10, FaultKind.AccessFlag, level, 0x10);
        second.Map(0, 0, level, ReadWrite & ~(1UL << 7));
        Check(0x10, FaultKind.Permission, level, 0x10, access: AccessType.Write);
    }

    [Test]
    public void Permissions_ExecutionNeedsTheReadRight([Range(0, 3)] int hap, [Values] bool xn)
    {
        Enable(-8, 1).Map(0x1000, MmuBench.Ram, 3, ((ulong)hap << 6) | (1 << 10) | (0xF << 2) | (xn ? 1UL << 54 : 0));
        bool[] expected = [(hap & 1) != 0, (hap & 2) != 0, !xn && (hap & 1) != 0];
        foreach (AccessType access in Enum.GetValues<AccessType>())
        {
            if (expected[(int)access])
            {
                Assert.That(_bench.Mmu.Translate(0x1000, access, ExceptionLevel.EL1, out _, out _), Is.True, access.ToString());
            }
            else
            {
                Check(0x1000, FaultKind.Permission, 3, 0x1000, access: access);
            }
        }
    }

    [Test]
    public void Nested_ShortTablesUnmapped_AreS1PtwWithTheDescriptorsIpa()
    {
        TableBuilder second = Enable(0, 1);
        ShortTables first = new ShortTables(_bench).Enable();
        ulong leaf = first.Second(0x1000_5000, 0x7000 | ShortTables.SmallPage, first: 5 << 5);
        Check(0x1000_5678, FaultKind.Translation, 1, first.Root + (0x100 << 2), duringWalk: true);
        MapTables(second);
        second.Map(leaf & ~0xFFFUL, leaf & ~0xFFFUL, 3, ReadWrite & ~(1UL << 6));
        // The domain of a stage 2 fault is no one's affair, but a level 2 table was found through domain 5's descriptor.
        Assert.That(_bench.Mmu.Translate(0x1000_5678, AccessType.Write, ExceptionLevel.EL1, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Level, fault.Stage, fault.Ipa, fault.DuringStage1Walk), Is.EqualTo((FaultKind.Permission, 3, 2, leaf, true)));
        second.Map(leaf & ~0xFFFUL, leaf & ~0xFFFUL, 3, ReadWrite);
        Check(0x1000_5678, FaultKind.Translation, 1, 0x7678);
        second.Map(0x7000, MmuBench.Ram + 0x3000, 3, ReadWrite);
        Assert.That(_bench.Mmu.Translate(0x1000_5678, AccessType.Write, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That(result.PhysicalAddress, Is.EqualTo(MmuBench.Ram + 0x3678));
    }

    [Test]
    public void Nested_ProtectedTableWalk_RefusesDeviceMemory()
    {
        TableBuilder second = Enable(0, 1);
        ShortTables first = new ShortTables(_bench).Enable().First(0x1000_0000, 0x4000_0000 | ShortTables.Section);
        MapTables(second, Device);
        second.Map(0x4000_0000, 0x4000_0000, 2, ReadWrite);
        Assert.That(_bench.Mmu.Translate(0x1000_0000, AccessType.Read, ExceptionLevel.EL1, out _, out _), Is.True);
        _bench.Set(Slot.HcrEl2, Hcr.Vm | Hcr.Ptw);
        Check(0x1000_0000, FaultKind.Permission, 3, first.Root + (0x100 << 2), duringWalk: true);
    }

    [Test]
    public void DefaultCacheable_TurnsStage1OffAndStage2On()
    {
        TableBuilder second = Enable(0, 1, Hcr.Dc);
        new ShortTables(_bench).Enable();
        second.Map(0x9000, MmuBench.Ram, 3, ReadWrite);
        Assert.That(_bench.Mmu.Translate(0x9000, AccessType.Read, ExceptionLevel.EL1, out TranslationResult result, out _), Is.True);
        Assert.That((result.PhysicalAddress, result.Attributes.Mair), Is.EqualTo((MmuBench.Ram, (byte)0xFF)));
    }

    [Test]
    public void Tge_TurnsStage1Off()
    {
        new ShortTables(_bench).Enable();
        _bench.Set(Slot.HcrEl2, Hcr.Tge);
        Assert.That(_bench.Mmu.Translate(MmuBench.Ram, AccessType.Read, ExceptionLevel.EL0, out _, out _), Is.True);
    }

    [Test]
    public void AArch64El2_ShortDescriptorsOfEl1_GoThroughVtcrEl2()
    {
        using var v8 = new MmuBench();
        v8.Set(Slot.HcrEl2, Hcr.Vm);
        v8.State->NRw = 1;
        ShortTables first = new ShortTables(v8).Enable().First(0x1000_0000, 0x4000_0000 | ShortTables.Section);
        var second = new TableBuilder(v8, 12, 40, 1);
        v8.Set(Slot.VtcrEl2, 24 | (1 << 6) | (2 << 16));
        v8.Set(Slot.VttbrEl2, second.Root | (7UL << 48));
        v8.At(ExceptionLevel.EL1);
        second.Map(0x4000_0000, 0x4000_0000, 2, ReadWrite & ~(1UL << 6));
        MapTables(second);
        // Write-only, which AArch64's stage 2 lets execute.
        Assert.That(v8.Mmu.Translate(0x1000_0000, AccessType.Fetch, ExceptionLevel.EL1, out TranslationResult result, out MmuFault fault), Is.True, fault.ToString());
        Assert.That(result.PhysicalAddress, Is.EqualTo(0x4000_0000));
        Assert.That(v8.Mmu.Translate(0x1000_0000, AccessType.Read, ExceptionLevel.EL1, out _, out fault), Is.False);
        Assert.That((fault.Kind, fault.Level, fault.Stage, fault.Ipa), Is.EqualTo((FaultKind.Permission, 2, 2, 0x4000_0000UL)));
        // Beyond VTCR_EL2's input it is a level 0 fault.
        v8.Set(Slot.VtcrEl2, 34 | (2 << 16));
        Assert.That(v8.Mmu.Translate(0x1000_0000, AccessType.Read, ExceptionLevel.EL1, out _, out fault), Is.False);
        Assert.That((fault.Kind, fault.Level, fault.DuringStage1Walk, fault.Ipa), Is.EqualTo((FaultKind.Translation, 0, true, first.Root + (0x100 << 2))));
    }
}
