using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>MRC, MCR, MRRC and MCRR through the whole path: translation, rights, and how they leave guest code.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class CoprocessorTests(Tier tier)
{
    private readonly A32Runner runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void Free() => runner.Dispose();

    [Test]
    public void Mcr_ThenMrc_GivesTheValueBack() => A32Case.Run(runner,
            0xEE0D_0F50,                    // mcr p15, 0, r0, c13, c0, 2 (TPIDRURW)
            0xEE1D_1F50)                    // mrc p15, 0, r1, c13, c0, 2
        .With(r0: 0x8000_0001)
        .Expect(r0: 0x8000_0001, r1: 0x8000_0001, retired: 2);

    [Test]
    public void Mcr_OfControl_GoesOnBehindItself() => A32Case.Run(runner,
            0xEE0D_0F90,                    // mcr p15, 0, r0, c13, c0, 4 (TPIDRPRW)
            0xEE0C_0F10,                    // mcr p15, 0, r0, c12, c0, 0 (VBAR)
            0xEE07_0F95,                    // mcr p15, 0, r0, c7, c5, 4 (CP15ISB)
            0xEE1C_1F10)                    // mrc p15, 0, r1, c12, c0, 0
        .Privileged().With(r0: 0x5000_801F)
        .Expect(r1: 0x5000_8000, retired: 4);

    [Test]
    public void Mrc_ToR15_SetsTheFlags() => A32Case.Run(runner,
            0xEE0D_0F50,                    // mcr p15, 0, r0, c13, c0, 2
            0xEE1D_FF50)                    // mrc p15, 0, apsr_nzcv, c13, c0, 2
        .With(r0: 0xA000_0000)
        .Expect(nzcv: "N-C-");

    [Test]
    public void Mrc_WhoseConditionFails_ReadsNothing() => A32Case.Run(runner,
            0x0E1D_1F50)                    // mrceq p15, 0, r1, c13, c0, 2
        .With(r1: 7, nzcv: "----")
        .Expect(r1: 7);

    [Test]
    public void Thumb_McrInItBlock_GoesOnInIt() => A32Case.RunThumb(runner,
            0xBF04,                         // itt eq
            0xEE07_0F95,                    // mcreq p15, 0, r0, c7, c5, 4: ends its block
            0xEE1D_1F50)                    // mrceq p15, 0, r1, c13, c0, 2
        .With(r1: 7, nzcv: "-Z--")
        .Expect(r1: 0);

    [Test]
    public void Thumb_ItBlockGoesOnBehindMcr_WithItsCondition() => A32Case.RunThumb(runner,
            0xBF0C,                         // ite eq
            0xEE07_0F95,                    // mcreq p15, 0, r0, c7, c5, 4
            0xEE1D_1F50)                    // mrcne p15, 0, r1, c13, c0, 2
        .With(r1: 7, nzcv: "-Z--")
        .Expect(r1: 7);

    [Test]
    public void Mrrc_GivesBothHalves() => A32Case.Run(runner,
            0xEC43_2F07,                    // mcrr p15, 0, r2, r3, c7 (PAR)
            0xEC51_0F07)                    // mrrc p15, 0, r0, r1, c7
        .Privileged().With(r2: 0x1234_5000, r3: 0x89)
        .Expect(r0: 0x1234_5000, r1: 0x89);

    [TestCase(0xEE11_0F10u, Description = "mrc p15, 0, r0, c1, c0, 0: SCTLR, in User mode")]
    [TestCase(0xEE11_0FF0u, Description = "mrc p15, 0, r0, c1, c0, 7: unallocated")]
    [TestCase(0xEE11_0D10u, Description = "mrc p13, 0, r0, c1, c0, 0: no such coprocessor")]
    [TestCase(0xFE11_0F10u, Description = "mrc2 p15, 0, r0, c1, c0, 0")]
    [TestCase(0xEE11_0F00u, Description = "cdp p15, 1, c0, c1, c0, 0")]
    [TestCase(0xED91_5E00u, Description = "ldc p14, c5, [r1]")]
    [TestCase(0xEC51_0F07u, Description = "mrrc p15, 0, r0, r1, c7: PAR, in User mode")]
    public void Forbidden_IsUndefined(uint word) => A32Case.Run(runner, word).ExpectException(ExceptionClass.Unknown, 0);
}
