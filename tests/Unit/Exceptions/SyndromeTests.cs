using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Exceptions;

public class SyndromeTests
{
    [Test]
    public void Esr_Hvc0_IsWhatLinuxSees() => Assert.That(Syndrome.Esr(ExceptionClass.Hvc64, 0), Is.EqualTo(0x5A00_0000));

    // MRS X3, TTBR0_EL1.
    [Test]
    public void SystemRegister_Mrs_HasEveryField() =>
        Assert.That(Syndrome.SystemRegister(SystemRegisterTable.A64(3, 0, 2, 0, 0), 3, AccessDirection.Read), Is.EqualTo(0x30_0861));

    [TestCase(false, 0x1E0_0000u)]
    [TestCase(true, 0x1E0_0001u)]
    public void Wait_TellsWfeFromWfi(bool wfe, uint iss) => Assert.That(Syndrome.Wait(wfe), Is.EqualTo(iss));

    [TestCase((int)FaultKind.AddressSize, 0, 0x00u)]
    [TestCase((int)FaultKind.Translation, 3, 0x07u)]
    [TestCase((int)FaultKind.AccessFlag, 2, 0x0Au)]
    [TestCase((int)FaultKind.Permission, 1, 0x0Du)]
    [TestCase((int)FaultKind.External, 0, 0x10u)]
    [TestCase((int)FaultKind.ExternalOnWalk, 2, 0x16u)]
    [TestCase((int)FaultKind.Alignment, 0, 0x21u)]
    [TestCase((int)FaultKind.TlbConflict, 0, 0x30u)]
    [TestCase((int)FaultKind.UnsupportedExclusive, 0, 0x35u)]
    public void Abort_Kind_IsTheFaultStatus(int kind, int level, uint status) =>
        Assert.That(Syndrome.Abort(new MmuFault((FaultKind)kind, AccessType.Read, 0) { Level = level, Stage = 1 }, 0), Is.EqualTo(status));

    private const uint Access = (1u << 24) | (3u << 22) | (5u << 16) | (1u << 15); // LDR X5

    [Test]
    public void Abort_Stage1_DropsTheAccessSyndrome() =>
        Assert.That(Syndrome.Abort(Fault(AccessType.Write, stage: 1), Access), Is.EqualTo(0x47));

    [Test]
    public void Abort_Stage2_KeepsTheAccessSyndrome() =>
        Assert.That(Syndrome.Abort(Fault(AccessType.Write, stage: 2), Access), Is.EqualTo(Access | 0x47));

    [Test]
    public void Abort_Stage2OnStage1Walk_SetsS1ptwAndDropsTheAccessSyndrome() =>
        Assert.That(Syndrome.Abort(Fault(AccessType.Read, stage: 2) with { DuringStage1Walk = true }, Access), Is.EqualTo(0x87));

    [Test]
    public void Abort_CacheMaintenance_CountsAsWrite() =>
        Assert.That(Syndrome.Abort(Fault(AccessType.Read, stage: 1) with { CacheMaintenance = true }, 0), Is.EqualTo(0x147));

    [Test]
    public void Abort_Fetch_HasStatusOnly() => Assert.That(Syndrome.Abort(Fault(AccessType.Fetch, stage: 2), Access), Is.EqualTo(0x07));

    private static MmuFault Fault(AccessType access, int stage) => new(FaultKind.Translation, access, 0x1234) { Level = 3, Stage = stage };
}
