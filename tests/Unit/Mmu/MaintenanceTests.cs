using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

/// <summary>AT and cache maintenance by address.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MaintenanceTests : IDisposable
{
    private const ulong Plain = TableBuilder.ReadWrite | TableBuilder.AccessFlag | (3 << 8), Success = (1 << 11) | (1 << 9);
    private readonly MmuBench _bench = new();
    private readonly TableBuilder _tables;

    public MaintenanceTests() => _tables = _bench.EnableEl1();

    public void Dispose() => _bench.Dispose();

    private ulong At(AtKind kind, ulong va)
    {
        Assert.That(_bench.Mmu.TryAddressTranslate(kind, va, out ulong par, out _), Is.True);
        return par;
    }

    [Test]
    public void At_Stage1_ReportsAddressAndAttributes()
    {
        _tables.Map(0x5000, MmuBench.Ram + 0x3000, attributes: Plain);
        _tables.Map(0x6000, MmuBench.Ram, attributes: Plain | (1 << 2));
        _tables.Map(0x7000, MmuBench.Ram, attributes: Plain | (2 << 2));
        Assert.That(At(AtKind.S1E1R, 0x5678), Is.EqualTo((0xFFUL << 56) | (MmuBench.Ram + 0x3000) | Success | (3 << 7)));
        // Device and Non-cacheable memory are outer shareable.
        Assert.That(At(AtKind.S1E1R, 0x6000), Is.EqualTo(MmuBench.Ram | Success | (2 << 7)));
        Assert.That(At(AtKind.S1E1R, 0x7000), Is.EqualTo((0x44UL << 56) | MmuBench.Ram | Success | (2 << 7)));
    }

    [Test]
    public void At_Failures_ReportTheFaultStatus()
    {
        _tables.Map(0x5000, MmuBench.Ram, attributes: TableBuilder.AccessFlag);
        _tables.Map(0x6000, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (3 << 6));
        Assert.That(At(AtKind.S1E1W, 0x5000) & 1, Is.Zero);
        Assert.That(At(AtKind.S1E0R, 0x5000), Is.EqualTo((1 << 11) | (0xFUL << 1) | 1));
        Assert.That(At(AtKind.S1E0R, 0x6000) & 1, Is.Zero);
        Assert.That(At(AtKind.S1E0W, 0x6000), Is.EqualTo((1 << 11) | (0xFUL << 1) | 1));
        Assert.That(At(AtKind.S1E1R, 0x7000), Is.EqualTo((1 << 11) | (0x7UL << 1) | 1));
    }

    [Test]
    public void At_El2_UsesItsOwnRegime()
    {
        _bench.At(ExceptionLevel.EL2);
        Assert.That(At(AtKind.S1E2R, 0x1_2345), Is.EqualTo(0x1_2000 | Success | (2 << 7)));
        Assert.That(At(AtKind.S1E2W, 1UL << 44), Is.EqualTo((1 << 11) | 1));
    }

    private TableBuilder EnableStage2()
    {
        var second = new TableBuilder(_bench, 12, 40, 1);
        _bench.Set(Slot.VtcrEl2, 24 | (1 << 6) | (2 << 16));
        _bench.Set(Slot.VttbrEl2, second.Root);
        _bench.Set(Slot.HcrEl2, Hcr.Vm | Hcr.Rw);
        return second;
    }

    [Test]
    public void At_WithStage2_S1StopsAtTheIpaAndS12GoesOn()
    {
        _tables.Map(0x5000, 0x7000, attributes: Plain);
        TableBuilder second = EnableStage2();
        for (ulong block = MmuBench.Ram; block < MmuBench.Ram + MmuBench.RamSize; block += 0x20_0000)
        {
            second.Map(block, block, 2, (3 << 6) | (1 << 10) | (0xF << 2));
        }

        _bench.At(ExceptionLevel.EL2);
        Assert.That(At(AtKind.S1E1R, 0x5000) & 0xFFFF_F001, Is.EqualTo(0x7000));
        // Stage 2 translation fault, level 3: FST, S.
        Assert.That(At(AtKind.S12E1R, 0x5000), Is.EqualTo((1 << 11) | (1 << 9) | (0x6UL << 1) | 1).Or.EqualTo((1 << 11) | (1 << 9) | (0x5UL << 1) | 1));
        second.Map(0x7000, MmuBench.Ram + 0x4000, 3, (1 << 6) | (1 << 10) | (0x5 << 2));
        Assert.That(At(AtKind.S12E1R, 0x5000), Is.EqualTo((0x44UL << 56) | (MmuBench.Ram + 0x4000) | Success | (2 << 7)));
        Assert.That(At(AtKind.S12E0W, 0x5000), Is.EqualTo((1 << 11) | (1 << 9) | (0xFUL << 1) | 1));
    }

    [Test]
    public void At_Stage2FaultOnStage1Walk_IsTakenFromEl1AndReportedAtEl2()
    {
        ulong leaf = _tables.Map(0x5000, 0x7000, attributes: Plain);
        EnableStage2();
        _bench.At(ExceptionLevel.EL1);
        Assert.That(_bench.Mmu.TryAddressTranslate(AtKind.S1E1R, 0x5000, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Stage, fault.DuringStage1Walk, fault.CacheMaintenance, fault.Access, fault.Ipa),
            Is.EqualTo((FaultKind.Translation, 2, true, true, AccessType.Write, _tables.Root)));
        Assert.That(leaf, Is.Not.Zero);
        _bench.At(ExceptionLevel.EL2);
        Assert.That(At(AtKind.S1E1R, 0x5000), Is.EqualTo((1 << 11) | (1 << 9) | (1 << 8) | (0x5UL << 1) | 1));
    }

    [Test]
    public void At_ExternalAbortOnWalk_IsTaken()
    {
        _tables.Write(0, 1, 0x20_0000_0003);
        Assert.That(_bench.Mmu.TryAddressTranslate(AtKind.S1E1R, 0x5000, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Level, fault.CacheMaintenance), Is.EqualTo((FaultKind.ExternalOnWalk, 2, true)));
    }

    [TestCase(CacheOperation.DataClean)]
    [TestCase(CacheOperation.DataCleanInvalidate)]
    [TestCase(CacheOperation.DataCleanToUnification)]
    [TestCase(CacheOperation.InstructionInvalidate)]
    public void CacheOperation_ChecksTranslationAndEl0ReadRight(CacheOperation operation)
    {
        _tables.Map(0x5000, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (1 << 7));
        Assert.That(_bench.Mmu.TryCacheMaintenance(operation, 0x5008, out _), Is.True);
        Assert.That(_bench.Mmu.TryCacheMaintenance(operation, 0x6008, out MmuFault fault), Is.False);
        Assert.That(fault, Is.EqualTo(new MmuFault(FaultKind.Translation, AccessType.Write, 0x6008) { Level = 3, Stage = 1, CacheMaintenance = true }));
        _bench.At(ExceptionLevel.EL0);
        Assert.That(_bench.Mmu.TryCacheMaintenance(operation, 0x5008, out fault), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Permission));
    }

    [Test]
    public void DcIvac_NeedsTheWriteRight()
    {
        _tables.Map(0x5000, MmuBench.Ram, attributes: TableBuilder.AccessFlag | (1 << 7));
        Assert.That(_bench.Mmu.TryCacheMaintenance(CacheOperation.DataInvalidate, 0x5000, out MmuFault fault), Is.False);
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Permission));
    }

    [Test]
    public void IcIvau_TellsTheEngineOfTheLineIfThePageHoldsCode()
    {
        _tables.Map(0x5000, MmuBench.Ram);
        _bench.Mmu.TryCacheMaintenance(CacheOperation.InstructionInvalidate, 0x5048, out _);
        Assert.That(_bench.Invalidated, Is.Empty);
        _bench.Mmu.RegisterCodePage(MmuBench.Ram);
        _bench.Mmu.TryCacheMaintenance(CacheOperation.InstructionInvalidate, 0x5048, out _);
        Assert.That(_bench.Invalidated, Is.EqualTo(new[] { (MmuBench.Ram + 0x40, 64UL) }));
        Assert.That(_bench.Mmu.TryCacheMaintenance(CacheOperation.InstructionInvalidateAll, ulong.MaxValue, out _), Is.True);
    }
}
