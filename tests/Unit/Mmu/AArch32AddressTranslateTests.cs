using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

/// <summary>ATS1C, ATS12NSO and ATS1H with both formats of PAR.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AArch32AddressTranslateTests : IDisposable
{
    private const ulong NonSecure = 1 << 9, Long = 1 << 11;
    private const uint Nothing = 2 | (3 << 2);
    private readonly MmuBench _bench = new(armv7: ShortTables.CortexA15);
    private readonly ShortTables _tables;

    public AArch32AddressTranslateTests() => _tables = new ShortTables(_bench).Enable();

    public void Dispose() => _bench.Dispose();

    private ulong At(AtKind kind, ulong va)
    {
        Assert.That(_bench.Mmu.TryAddressTranslate(kind, va, out ulong par, out MmuFault fault), Is.True, fault.ToString());
        return par;
    }

    // TEX, C, B and S of a section; Inner, Outer, SH, NOS of PAR.
    [TestCase(0, 0, false, 0x90u)]
    [TestCase(0, 1, false, 0xB0u)]
    [TestCase(0, 2, false, 0x68u)]
    [TestCase(0, 3, false, 0x7Cu)]
    [TestCase(0, 3, true, 0xFCu)]
    [TestCase(1, 0, false, 0x80u)]
    [TestCase(1, 3, true, 0xD4u)]
    [TestCase(6, 1, false, 0x58u)]
    public void Short_Success_ReportsAddressAndAttributes(int tex, int cb, bool shareable, uint attributes)
    {
        _tables.First(0x1000_0000, 0x4000_0002 | (3 << 10) | ((uint)tex << 12) | ((uint)cb << 2) | (shareable ? 1u << 16 : 0));
        Assert.That(At(AtKind.S1E1R, 0x1000_5678), Is.EqualTo(0x4000_5000 | NonSecure | attributes));
    }

    [Test]
    public void Short_InnerShareable_SetsNos()
    {
        _tables.First(0x1000_0000, 0x4000_0000 | ShortTables.Section | (1 << 16));
        _bench.Set(Slot.MairEl1, 0x0000_0040_FF0A_0080);
        _bench.Set(Slot.SctlrEl1, 1 | (1 << 28));
        Assert.That(At(AtKind.S1E1R, 0x1000_0000), Is.EqualTo(0x4000_0000 | NonSecure | (1 << 10) | (1 << 7) | 0x50));
    }

    [Test]
    public void Short_Supersection_ReportsPa39To32()
    {
        _tables.First(0x1000_0000, 0x8A90_0000 | ShortTables.Supersection | (5 << 5));
        Assert.That(At(AtKind.S1E1W, 0x1002_3456), Is.EqualTo(0x8A59_0000 | NonSecure | 0x7C | 2));
    }

    [Test]
    public void Short_Failures_ReportFs()
    {
        Assert.That(At(AtKind.S1E1R, 0x1000_0000), Is.EqualTo((0x05 << 1) | 1));
        _tables.Second(0x1000_0000, 0x4000_0000 | Nothing, first: 1 << 5);
        Assert.That(At(AtKind.S1E1R, 0x1000_1000), Is.EqualTo((0x07 << 1) | 1));
        Assert.That(At(AtKind.S1E1R, 0x1000_0000), Is.EqualTo((0x0F << 1) | 1));
        _bench.Set(Slot.Dacr32El2, 0);
        Assert.That(At(AtKind.S1E1R, 0x1000_0000), Is.EqualTo((0x0B << 1) | 1));
    }

    [Test]
    public void Kinds_ChooseRightsAndAccess()
    {
        // PL1 writes, PL0 reads.
        _tables.First(0x1000_0000, 0x4000_0002 | (2 << 10) | (3 << 2));
        ulong[] failed = [.. ((AtKind[])[AtKind.S1E1R, AtKind.S1E1W, AtKind.S1E0R, AtKind.S1E0W, AtKind.S12E1W, AtKind.S12E0W]).Select(kind => At(kind, 0x1000_0000) & 1)];
        Assert.That(failed, Is.EqualTo(new ulong[] { 0, 0, 0, 1, 0, 1 }));
    }

    [Test]
    public void Format_IsLongWithEae()
    {
        var tables = new TableBuilder(_bench, 12, 32, 1);
        tables.Map(0x5000, 0xAB_0000_0000, attributes: TableBuilder.AccessFlag | (3 << 8));
        _bench.Set(Slot.TcrEl1, 1UL << 31);
        _bench.Set(Slot.MairEl1, MmuBench.Mair);
        _bench.Set(Slot.Ttbr0El1, tables.Root);
        Assert.That(At(AtKind.S1E1R, 0x1_0000_5678), Is.EqualTo((0xFFUL << 56) | 0xAB_0000_0000 | Long | NonSecure | (3 << 7)));
        Assert.That(At(AtKind.S1E0R, 0x5678), Is.EqualTo(Long | (0x0F << 1) | 1));
        Assert.That(At(AtKind.S1E1R, 0x4000_0000), Is.EqualTo(Long | (0x05 << 1) | 1));
    }

    [Test]
    public void Format_InHyp_IsLongExceptForBothStagesWithoutStage2()
    {
        _tables.First(0x1000_0000, 0x4000_0000 | ShortTables.Section).First(0x2000_0000, 0x4000_0000 | ShortTables.Section | (1 << 5));
        _bench.Set(Slot.Dacr32El2, 1);
        _bench.At(ExceptionLevel.EL2);
        Assert.That(At(AtKind.S1E1R, 0x1000_0000), Is.EqualTo((0xEEUL << 56) | 0x4000_0000 | Long | NonSecure));
        // Domain faults have codes of their own here.
        Assert.That(At(AtKind.S1E1R, 0x2000_0000), Is.EqualTo(Long | (0x3D << 1) | 1));
        Assert.That(At(AtKind.S12E1R, 0x1000_0000), Is.EqualTo(0x4000_0000 | NonSecure | 0x7C));
        Assert.That(At(AtKind.S1E2R, 0x1000_0000), Is.EqualTo(0x1000_0000 | Long | NonSecure | (2 << 7)));

        var second = new TableBuilder(_bench, 12, 32, 1);
        second.Map(0x4000_0000, 0x4000_0000, 2, (1 << 6) | (1 << 10) | (0xF << 2));
        second.Map(_tables.Root, _tables.Root & ~0x1F_FFFFUL, 2, (1 << 6) | (1 << 10) | (0xF << 2));
        _bench.Set(Slot.VtcrEl2, 1 << 6);
        _bench.Set(Slot.VttbrEl2, second.Root);
        _bench.Set(Slot.HcrEl2, Hcr.Vm);
        Assert.That(At(AtKind.S12E1R, 0x1000_0000), Is.EqualTo((0xEEUL << 56) | 0x4000_0000 | Long | NonSecure));
        // Stage 2 permission fault, level 2: S.
        Assert.That(At(AtKind.S12E1W, 0x1000_0000), Is.EqualTo(Long | (1 << 9) | (0x0E << 1) | 1));
    }

    [Test]
    public void Stage2FaultOnTheWalk_IsTakenFromPl1()
    {
        var second = new TableBuilder(_bench, 12, 32, 1);
        _bench.Set(Slot.VtcrEl2, 1 << 6);
        _bench.Set(Slot.VttbrEl2, second.Root);
        _bench.Set(Slot.HcrEl2, Hcr.Vm);
        Assert.That(_bench.Mmu.TryAddressTranslate(AtKind.S1E1R, 0x1000_0000, out _, out MmuFault fault), Is.False);
        Assert.That((fault.Kind, fault.Stage, fault.DuringStage1Walk, fault.CacheMaintenance, fault.Ipa, fault.Address),
            Is.EqualTo((FaultKind.Translation, 2, true, true, _tables.Root + (0x100 << 2), 0x1000_0000UL)));
    }
}
