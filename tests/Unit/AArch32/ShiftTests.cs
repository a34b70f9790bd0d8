using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>Shifts and their carry at the amounts where AArch32 and hosts differ (Arm ARM, Shift_C).</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class ShiftTests(Tier tier)
{
    private A32Runner runner = null!;

    [OneTimeSetUp]
    public void CreateRunner() => runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void DisposeRunner() => runner.Dispose();

    [TestCase(0xE1B0_0211u, 0u, 0x8000_0001u, "N-CV")] // movs r0, r1, lsl r2
    [TestCase(0xE1B0_0211u, 1u, 2u, "--CV")]
    [TestCase(0xE1B0_0211u, 32u, 0u, "-ZCV")]
    [TestCase(0xE1B0_0211u, 33u, 0u, "-Z-V")]
    [TestCase(0xE1B0_0211u, 0x100u, 0x8000_0001u, "N-CV")] // only the lowest byte counts
    [TestCase(0xE1B0_0231u, 32u, 0u, "-ZCV")] // movs r0, r1, lsr r2
    [TestCase(0xE1B0_0231u, 33u, 0u, "-Z-V")]
    [TestCase(0xE1B0_0251u, 32u, 0xFFFF_FFFFu, "N-CV")] // movs r0, r1, asr r2
    [TestCase(0xE1B0_0251u, 200u, 0xFFFF_FFFFu, "N-CV")]
    [TestCase(0xE1B0_0271u, 32u, 0x8000_0001u, "N-CV")] // movs r0, r1, ror r2
    [TestCase(0xE1B0_0271u, 4u, 0x1800_0000u, "---V")]
    [TestCase(0xE1B0_0021u, 0u, 0u, "-ZCV")] // movs r0, r1, lsr #32
    [TestCase(0xE1B0_0041u, 0u, 0xFFFF_FFFFu, "N-CV")] // movs r0, r1, asr #32
    [TestCase(0xE1B0_0061u, 0u, 0xC000_0000u, "N-CV")] // movs r0, r1, rrx
    [TestCase(0xE1B0_0001u, 0u, 0x8000_0001u, "N-CV")] // movs r0, r1
    [TestCase(0xE3B0_0102u, 0u, 0x8000_0000u, "N-CV")] // movs r0, #0x80000000
    [TestCase(0xE3B0_0E81u, 0u, 0x810u, "---V")] // movs r0, #0x810
    [TestCase(0xE3B0_0081u, 0u, 0x81u, "--CV")] // movs r0, #0x81
    public void Movs_OfShiftedOperand(uint word, uint amount, uint result, string nzcv) =>
        A32Case.Run(runner, word).With(r1: 0x8000_0001, r2: amount, nzcv: "--CV").Expect(r0: result, nzcv: nzcv);

    [Test]
    public void Movs_OverItsOwnSource_TakesTheCarryFirst() =>
        A32Case.Run(runner, 0xE1B0_10A1).With(r1: 3).Expect(r1: 1, nzcv: "--C-"); // movs r1, r1, lsr #1

    [Test]
    public void Tst_RotatedImmediate_GivesCarry() =>
        A32Case.Run(runner, 0xE310_0102).With(r0: 0x8000_0000, nzcv: "---V").Expect(nzcv: "N-CV"); // tst r0, #0x80000000

    [Test]
    public void Rsc_IsReverseSubtractWithBorrow() =>
        A32Case.Run(runner, 0xE2E1_000A).With(r1: 3, nzcv: "----").Expect(r0: 6); // rsc r0, r1, #10

    [Test]
    public void Rrx_FollowsTheCarryOfTheInstructionBefore() =>
        A32Case.Run(runner, 0xE1B0_10A1, 0xE1B0_0060) // movs r1, r1, lsr #1; movs r0, r0, rrx
            .With(r0: 4, r1: 7).Expect(r0: 0x8000_0002, r1: 3, nzcv: "N---");
}
