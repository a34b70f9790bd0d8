using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>Multiplies, saturation, parallel arithmetic: the Q and GE flags, and corners.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class MediaTests(Tier tier)
{
    private A32Runner runner = null!;

    [OneTimeSetUp]
    public void CreateRunner() => runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void DisposeRunner() => runner.Dispose();

    [Test]
    public void Sel_TakesBytesByTheGeOfTheAdditionBefore() =>
        A32Case.Run(runner, 0xE651_0F92, 0xE684_3FB5) // uadd8 r0, r1, r2; sel r3, r4, r5
            .With(r1: 0xFF01_80FF, r2: 0x0102_8001, r4: 0x1111_1111, r5: 0x2222_2222)
            .Expect(r0: 0x0003_0000, r3: 0x1122_1111, ge: 0b1011);

    [Test]
    public void Smuad_TwoLowestHalfwords_OverflowsIntoQ() =>
        A32Case.Run(runner, 0xE700_F211).With(r1: 0x8000_8000, r2: 0x8000_8000).Expect(r0: 0x8000_0000, q: true); // smuad r0, r1, r2

    [Test]
    public void Qdadd_DoublingSaturates_SetsQ() =>
        A32Case.Run(runner, 0xE142_0051).With(r1: 0xFFFF_FFFF, r2: 0x4000_0000).Expect(r0: 0x7FFF_FFFE, q: true); // qdadd r0, r1, r2

    [Test]
    public void Usat_Negative_IsZeroAndSetsQ() =>
        A32Case.Run(runner, 0xE6E8_0011).With(r1: 0xFFFF_FF00).Expect(r0: 0, q: true); // usat r0, #8, r1

    [Test]
    public void Q_IsSticky() =>
        A32Case.Run(runner, 0xE102_0051).With(r1: 1, r2: 2, q: true).Expect(r0: 3, q: true); // qadd r0, r1, r2

    [Test]
    public void Umlals_FlagsAreThoseOfSixtyFourBits() =>
        A32Case.Run(runner, 0xE0B1_0392).With(r0: 0, r1: 0, r2: 0x8000_0000, r3: 2, nzcv: "-ZCV") // umlals r0, r1, r2, r3
            .Expect(r0: 0, r1: 1, nzcv: "--CV");

    [Test]
    public void Umaal_AllOnes_Fits() =>
        A32Case.Run(runner, 0xE041_0392).With(r0: 0xFFFF_FFFF, r1: 0xFFFF_FFFF, r2: 0xFFFF_FFFF, r3: 0xFFFF_FFFF) // umaal r0, r1, r2, r3
            .Expect(r0: 0xFFFF_FFFF, r1: 0xFFFF_FFFF);

    [Test]
    public void Sdiv_MostNegativeByMinusOne_AndByZero() =>
        A32Case.Run(runner, 0xE710_F211, 0xE713_F411) // sdiv r0, r1, r2; sdiv r3, r1, r4
            .With(r1: 0x8000_0000, r2: 0xFFFF_FFFF, r3: 7, r4: 0).Expect(r0: 0x8000_0000, r3: 0);

    [Test]
    public void Smmulr_RoundsToNearest() =>
        A32Case.Run(runner, 0xE750_F231).With(r1: 0x4000_0000, r2: 2).Expect(r0: 1); // smmulr r0, r1, r2
}
