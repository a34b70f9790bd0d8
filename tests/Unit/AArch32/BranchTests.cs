using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>Branches of A32 and T32, writes of R15, IT blocks: what a random block cannot hold.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class BranchTests(Tier tier)
{
    private const uint Code = A32Runner.CodeAddress;
    private const uint MovR0 = 0xE3A0_0001; // mov r0, #1
    private const uint MovR1 = 0xE3A0_1002; // mov r1, #2
    private const uint MovsPair = 0x2102_2001; // T16: movs r0, #1; movs r1, #2

    private A32Runner runner = null!;

    [OneTimeSetUp]
    public void CreateRunner() => runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void DisposeRunner() => runner.Dispose();

    [Test]
    public void Bx_EvenAddress_StaysInA32() =>
        A32Case.Run(runner, 0xE12F_FF12, MovR0, MovR1) // bx r2
            .With(r2: Code + 8).Expect(r0: 0, r1: 2, retired: 2);

    [Test]
    public void Bx_OddAddress_GoesOnInT32()
    {
        A32Case run = A32Case.Run(runner, 0xE12F_FF12, MovsPair).With(r2: Code + 5); // bx r2
        run.Expect(r0: 1, r1: 2, retired: 3);
        Assert.That(run.Result.Final.Thumb, Is.True);
    }

    [Test]
    public void BlxRegister_LinkRegisterItself_IsReadBeforeItIsWritten() =>
        A32Case.Run(runner, 0xE12F_FF3E, MovR0, MovR1) // blx lr
            .With(lr: Code + 8).Expect(r0: 0, r1: 2, lr: Code + 4);

    [Test]
    public void Bl_LinksToTheNextInstruction() =>
        A32Case.Run(runner, 0xEB00_0000, MovR0, MovR1) // bl .+8
            .Expect(r0: 0, r1: 2, lr: Code + 4);

    [Test]
    public void Bl_ConditionFails_NeitherBranchesNorLinks() =>
        A32Case.Run(runner, 0x0B00_0000, MovR0, MovR1) // bleq .+8
            .With(nzcv: "----").Expect(r0: 1, r1: 2, lr: 0);

    [Test]
    public void BlxImmediate_GoesToT32AtAHalfword()
    {
        A32Case run = A32Case.Run(runner, 0xFB00_0000, MovR0, MovsPair); // blx .+10
        run.Expect(r0: 0, r1: 2, lr: Code + 4, retired: 2);
        Assert.That(run.Result.Final.Thumb, Is.True);
    }

    [Test]
    public void BlxImmediate_FromT32_CountsFromTheAlignedPc()
    {
        // nop; blx .+6 (to Code + 8); A32: mov r1, #2
        A32Case run = A32Case.RunThumb(runner, 0xBF00, 0xF000_E802, 0xBF00, 0x1002, 0xE3A0);
        run.Expect(r1: 2, lr: Code + 7, retired: 3);
        Assert.That(run.Result.Final.Thumb, Is.False);
    }

    [Test]
    public void BxPc_FromT32_GoesOnInA32FourBytesOn() =>
        A32Case.RunThumb(runner, 0x4778, 0xBF00, 0x1002, 0xE3A0).Expect(r1: 2, retired: 2); // bx pc; nop; A32: mov r1, #2

    [Test]
    public void MovPc_OddAddress_InterworksInA32Only()
    {
        A32Case.Run(runner, 0xE1A0_F002, MovsPair).With(r2: Code + 5).Expect(r0: 1, r1: 2); // mov pc, r2
        A32Case.RunThumb(runner, 0x4697, 0x2001, 0x2102).With(r2: Code + 4).Expect(r0: 0, r1: 2); // mov pc, r2
    }

    [Test]
    public void AddPc_ScaledIndex_SkipsInstructions() =>
        A32Case.Run(runner, 0xE08F_F102, MovR0, MovR0, MovR1).With(r2: 1).Expect(r0: 0, r1: 2, retired: 2); // add pc, pc, r2, lsl #2

    [Test]
    public void AdcPc_CarrySet_CountsIt() =>
        A32Case.Run(runner, 0xE0A2_F003, MovR0, MovR1).With(r2: Code, r3: 7, nzcv: "--C-").Expect(r0: 0, r1: 2); // adc pc, r2, r3

    [Test]
    public void Tbb_TakesTheByteOfTheIndex() =>
        A32Case.RunThumb(runner, 0xE8DF_F003, 0x0201, 0x2001, 0x2102).With(r3: 1).Expect(r0: 0, r1: 2, retired: 2); // tbb [pc, r3]

    [Test]
    public void Tbh_TakesTheHalfwordOfTheIndex() =>
        A32Case.RunThumb(runner, 0xE8DF_F013, 0x0002, 0x0003, 0x2001, 0x2102).With(r3: 1).Expect(r0: 0, r1: 2, retired: 2); // tbh [pc, r3, lsl #1]

    [Test]
    public void Tbb_UnmappedTable_FaultsAtTheInstruction() =>
        A32Case.RunThumb(runner, 0xBF00, 0xE8D2_F003).With(r2: 0x8000_0000).ExpectException(ExceptionClass.DataAbort, 2); // nop; tbb [r2, r3]

    [Test]
    public void Cbz_ZeroAndNot() =>
        A32Case.RunThumb(runner, 0xB102, 0x2001, 0xB903, 0x2102) // cbz r2, .+4; movs r0, #1; cbnz r3, .+4; movs r1, #2
            .With(r2: 0, r3: 0).Expect(r0: 0, r1: 2);

    [Test]
    public void It_ThenAndElse_SetNoFlags() =>
        A32Case.RunThumb(runner, 0xBF1A, 0x2001, 0x2102, 0x2203) // itte ne; movne r0, #1; movne r1, #2; moveq r2, #3
            .With(nzcv: "-ZCV").Expect(r0: 0, r1: 0, r2: 3, nzcv: "-ZCV", retired: 4);

    [Test]
    public void It_CompareInside_DecidesTheRest() =>
        A32Case.RunThumb(runner, 0xBF04, 0x2B05, 0x2001) // itt eq; cmpeq r3, #5; moveq r0, #1
            .With(r3: 4, nzcv: "-Z--").Expect(r0: 0, nzcv: "N---");

    [TestCase("-Z--", 0u)]
    [TestCase("----", 1u)]
    public void B_LastOfAnItBlock_IsConditional(string nzcv, uint r0) =>
        A32Case.RunThumb(runner, 0xBF08, 0xE000, 0x2001, 0x2102).With(nzcv: nzcv).Expect(r0: r0, r1: 2); // it eq; beq .+4; movs r0, #1; movs r1, #2

    [Test]
    public void AdrT16_OddHalfword_CountsFromTheAlignedPc() =>
        A32Case.RunThumb(runner, 0xBF00, 0xA001).Expect(r0: Code + 8); // nop; adr r0, .+6

    [Test]
    public void LoopOfCompareAndBranch_RunsToItsEnd() =>
        A32Case.Run(runner, 0xE2800003, 0xE2522001, 0x1AFF_FFFC) // add r0, r0, #3; subs r2, r2, #1; bne .-8
            .With(r2: 3000).Expect(r0: 9000, r2: 0, nzcv: "-ZC-", retired: 9000);

    [Test]
    public void LoopInT32_RunsToItsEnd() =>
        A32Case.RunThumb(runner, 0x3003, 0xF1B2_0201, 0xD1FB) // adds r0, #3; subs.w r2, r2, #1; bne .-6
            .With(r2: 3000).Expect(r0: 9000, r2: 0, nzcv: "-ZC-", retired: 9000);

    /// <summary>SUBS PC, LR in Supervisor mode: CPSR comes from SPSR_svc, here with T and Z.</summary>
    [Test]
    public void SubsPc_TakesCpsrFromSpsr()
    {
        A32Case run = A32Case.Run(runner, 0xE16F_F002, 0xE25E_F004, MovsPair) // msr spsr_cxsf, r2; subs pc, lr, #4
            .With(r2: 0x4000_0033, lr: Code + 12).Privileged();
        run.Expect(r0: 1, r1: 2, nzcv: "----", retired: 4);
        Assert.That(run.Result.Final.Thumb, Is.True);
    }

    [Test]
    public void SubsPcT32_TakesCpsrFromSpsr()
    {
        A32Case run = A32Case.RunThumb(runner, 0xF382_8F00 | 1 << 20, 0xF3DE_8F04, 0x0001, 0xE3A0) // msr spsr_cxsf, r2; subs pc, lr, #4; A32: mov r0, #1
            .With(r2: 0x4000_0013, lr: Code + 12).Privileged();
        run.Expect(r0: 1, nzcv: "-Z--");
        Assert.That(run.Result.Final.Thumb, Is.False);
    }
}
