using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>VFP and Advanced SIMD where AArch32 differs from AArch64: rounding, standard FPSCR, parts of registers, faults, and the rights of FPEXC.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public class VectorTests(Tier tier)
{
    private const ulong One = 0x3FF0_0000_0000_0000, Two = 0x4000_0000_0000_0000;

    private readonly A32Runner runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void DisposeRunner() => runner.Dispose();

    [Test]
    public void Vmla_Product_IsRoundedBeforeTheSum() =>
        A32Case.Run(runner, 0xEE00_0A81) // vmla.f32 s0, s1, s2
            .WithD(0, 0x3F80_0001_BF80_0002).WithD(1, 0x3F80_0001).Expect(fpscr: 0x10).ExpectD(0, 0x3F80_0001_0000_0000);

    [Test]
    public void Vfma_Product_IsExact() =>
        A32Case.Run(runner, 0xEEA0_0A81) // vfma.f32 s0, s1, s2
            .WithD(0, 0x3F80_0001_BF80_0002).WithD(1, 0x3F80_0001).Expect(fpscr: 0).ExpectD(0, 0x3F80_0001_2880_0000);

    [Test]
    public void SimdVadd_Denormals_AreFlushedWhateverFpscrSays() =>
        A32Case.Run(runner, 0xF200_0D01) // vadd.f32 d0, d0, d1
            .WithD(0, 0x0000_0001_0000_0001).Expect(fpscr: 0x80).ExpectD(0, 0);

    [Test]
    public void VfpVadd_Denormals_AreKeptWithoutFz() =>
        A32Case.Run(runner, 0xEE30_0A01) // vadd.f32 s0, s0, s2
            .WithD(0, 0x0000_0001_0000_0001).Expect(fpscr: 0).ExpectD(0, 0x0000_0001_0000_0001);

    [Test]
    public void SimdVadd_NaN_IsTheDefaultNaNWithoutDn() =>
        A32Case.Run(runner, 0xF200_0D01) // vadd.f32 d0, d0, d1
            .WithD(0, 0x7FC0_1234_3F80_0000).Expect(fpscr: 0).ExpectD(0, 0x7FC0_0000_3F80_0000);

    [Test]
    public void Vcmp_Less_ReachesApsrByVmrs() =>
        A32Case.Run(runner,
            0xEEB4_0B41,  // vcmp.f64 d0, d1
            0xEEF1_FA10,  // vmrs APSR_nzcv, fpscr
            0xB3A0_0001)  // movlt r0, #1
            .WithD(0, One).WithD(1, Two).With(nzcv: "-ZCV").Expect(r0: 1, nzcv: "N---", fpscr: 0x8000_0000);

    [Test]
    public void Vqadd_Saturated_SetsQc() =>
        A32Case.Run(runner, 0xF200_0011) // vqadd.s8 d0, d0, d1
            .WithD(0, 0x7F).WithD(1, 1).Expect(fpscr: 0x0800_0000).ExpectD(0, 0x7F);

    [Test]
    public void Vmov_OddHalfOfQ_KeepsTheOther() =>
        A32Case.Run(runner, 0xEEB0_1B42) // vmov.f64 d1, d2
            .WithD(0, 1).WithD(1, 2).WithD(2, 3).WithD(3, 4).Expect().ExpectD(0, 1).ExpectD(1, 3).ExpectD(3, 4);

    [Test]
    public void Vadd_FailedCondition_DoesNothing() =>
        A32Case.Run(runner, 0x0E31_1B02) // vaddeq.f64 d1, d1, d2
            .WithD(1, One).WithD(2, One).With(nzcv: "----").Expect().ExpectD(1, One);

    [Test]
    public void Vldm_HalfwordAligned_FaultsAndChangesNothing() =>
        A32Case.Run(runner, 0xECB0_0B04) // vldmia r0!, {d0, d1}
            .With(r0: A32Runner.ScratchAddress + 2).WithD(0, 5).ExpectException(ExceptionClass.DataAbort, 0).ExpectD(0, 5);

    [Test]
    public void Vldm_SecondHalfWithoutMemory_ChangesNothing()
    {
        A32Case run = A32Case.Run(runner, 0xECB0_0B04) // vldmia r0!, {d0, d1}
            .With(r0: A32Runner.ScratchAddress + 0xFFF8).WithD(0, 5).WithD(1, 6).ExpectException(ExceptionClass.DataAbort, 0).ExpectD(0, 5).ExpectD(1, 6);
        Assert.That(run.Result.Final.R[0], Is.EqualTo(A32Runner.ScratchAddress + 0xFFF8));
    }

    [Test]
    public void Vstmdb_ThenVldmia_BringThemBack() =>
        A32Case.Run(runner,
            0xED2D_8B04,  // vpush {d8, d9}
            0xECBD_0A04)  // vpop {s0-s3}
            .With(sp: A32Runner.ScratchAddress + 0x800).WithD(8, 0x1111_2222_3333_4444).WithD(9, 0x5555_6666_7777_8888)
            .Expect(sp: A32Runner.ScratchAddress + 0x800).ExpectD(0, 0x1111_2222_3333_4444).ExpectD(1, 0x5555_6666_7777_8888);

    [Test]
    public void Vld3_Bytes_AreDealtOut()
    {
        ReadOnlySpan<byte> memory = CaseMemory.Background;
        var expected = new ulong[3];
        for (int i = 0; i < 24; i++) expected[i % 3] |= (ulong)memory[0x40 + i] << (i / 3 * 8);
        A32Case.Run(runner, 0xF420_140D) // vld3.8 {d1-d3}, [r0]!
            .With(r0: A32Runner.ScratchAddress + 0x40).Expect(r0: A32Runner.ScratchAddress + 0x58)
            .ExpectD(1, expected[0]).ExpectD(2, expected[1]).ExpectD(3, expected[2]);
    }

    [Test]
    public void Vld1_AlignmentHint_IsChecked() =>
        A32Case.Run(runner, 0xF420_0A2F) // vld1.8 {d0, d1}, [r0:128]
            .With(r0: A32Runner.ScratchAddress + 8).ExpectException(ExceptionClass.DataAbort, 0);

    [Test]
    public void Thumb_SameInstructions_DoTheSame() =>
        A32Case.RunThumb(runner,
            0xEE00_0A81,  // vmla.f32 s0, s1, s2
            0xEF00_4D22,  // vadd.f32 d4, d0, d18
            0xFF22_5132)  // vbit d5, d2, d18
            .WithD(0, 0x3F80_0001_BF80_0002).WithD(1, 0x3F80_0001).WithD(2, 0xAAAA).WithD(18, 0).WithD(5, 0x77)
            .Expect().ExpectD(0, 0x3F80_0001_0000_0000).ExpectD(4, 0x3F80_0001_0000_0000).ExpectD(5, 0x77);

    [Test]
    public void Vsel_ConditionHolds_TakesTheFirst() =>
        A32Case.Run(runner, 0xFE21_1B02) // vselge.f64 d1, d1, d2
            .WithD(0, 9).WithD(1, One).WithD(2, Two).With(nzcv: "----").Expect().ExpectD(0, 9).ExpectD(1, One);

    [Test]
    public void Vmsr_Fpexc_SwitchesInstructionsOnAndOff() =>
        A32Case.Run(runner,
            0xEEE8_0A10,  // vmsr fpexc, r0
            0xEE00_1A10,  // vmov s0, r1
            0xEEF8_2A10,  // vmrs r2, fpexc
            0xEEE8_3A10,  // vmsr fpexc, r3
            0xEEF8_4A10,  // vmrs r4, fpexc
            0xEE00_1A10)  // vmov s0, r1
            .Privileged().With(r0: 0x4000_0000, r1: 7).ExpectException(ExceptionClass.Unknown, 20).ExpectD(0, 7);

    [Test]
    public void Vmrs_Identification_IsForPrivilegedModes()
    {
        A32Case.Run(runner, 0xEEF0_0A10, 0xEEF7_1A10) // vmrs r0, fpsid; vmrs r1, mvfr0
            .Privileged().Expect(r0: 0x4103_4070, r1: 0x1011_0222);
        A32Case.Run(runner, 0xEEF7_0A10).ExpectException(ExceptionClass.Unknown, 0); // vmrs r0, mvfr0
    }

    [Test]
    public void Vmsr_Fpscr_KeepsWhatItHas() =>
        A32Case.Run(runner, 0xEEE1_0A10, 0xEEF1_1A10) // vmsr fpscr, r0; vmrs r1, fpscr
            .With(r0: uint.MaxValue).Expect(r1: 0xFFF7_009F);
}
