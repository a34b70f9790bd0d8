using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Jit;

/// <summary>What the engine itself does for A32 and T32: conditions, IT blocks, lengths, pages, interworking, code that changes. Counts are exact on both tiers.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
public unsafe class AArch32EngineTests(Tier tier)
{
    private const uint Code = A32Runner.CodeAddress;
    private A32Runner runner = null!;

    [SetUp]
    public void SetUp() => runner = tier.CreateA32Runner();

    [TearDown]
    public void TearDown() => runner.Dispose();

    [Test]
    public void A32_ConditionFails_CountsAndDoesNothing() => A32Case.Run(runner,
            0xE081_0002,  // add   r0, r1, r2
            0x0081_0002,  // addeq r0, r1, r2
            0x1081_0102)  // addne r0, r1, r2, lsl #2
        .With(r1: 5, r2: 6).Expect(r0: 5 + 24, retired: 3);

    [Test]
    public void A32_Loop() => A32Case.Run(runner,
            0xE081_1002,  // 1: add  r1, r1, r2
            0xE250_0001,  // subs r0, r0, #1
            0x1AFF_FFFC)  // bne  1b
        .With(r0: 1000, r2: 3).Expect(r0: 0, r1: 3000, nzcv: "-ZC-", retired: 3000);

    [Test]
    public void A32_LogicalFlags_KeepOverflowAndTakeTheShiftersCarry() => A32Case.Run(runner,
            0xE1B0_0081)  // lsls r0, r1, #1
        .With(r1: 0x8000_0001, nzcv: "---V").Expect(r0: 2, nzcv: "--CV");

    [Test]
    public void T32_ItBlock() => A32Case.RunThumb(runner,
            0x2801,       // cmp   r0, #1
            0xBF0C,       // ite   eq
            0xEB01_0101,  // addeq.w r1, r1, r1
            0x3105,       // addne r1, #5
            0x3101)       // adds  r1, #1
        .With(r0: 1, r1: 5).Expect(r1: 11, retired: 5);

    [Test]
    public void T32_ArrivingInAnItBlock_RunsTheRestOfIt() => A32Case.RunThumb(runner,
            0xEB01_0101,  // (eq) add.w r1, r1, r1
            0x3105,       // (ne) add   r1, #5
            0x3101)       // adds  r1, #1
        .With(r1: 5, it: 0x0C, nzcv: "-Z--").Expect(r1: 11, retired: 3);

    [TestCase(0u, 3u), TestCase(1u, 0u)]
    public void T32_ItBlockOverAPageEnd(uint r0, uint r1) => A32Case.RunThumb(runner,
            0x2800,       // cmp   r0, #0
            0xBF04,       // itt   eq
            0x3101,       // addeq r1, #1
            0x3102)       // addeq r1, #2
        .With(r0: r0).At(0xFFC).Expect(r1: r1, retired: 4);

    [Test]
    public void T32_InstructionOverAPageEnd_InALoop() => A32Case.RunThumb(runner,
            0x3102,       // 1: adds r1, #2
            0x3801,       // subs r0, #1
            0xEB03_0304,  // add.w r3, r3, r4
            0xD1FA)       // bne  1b
        .With(r0: 200, r4: 7).At(0xFFA).Expect(r0: 0, r1: 400, r3: 1400, retired: 800);

    [Test]
    public void T32_SecondHalfFaults_ReportsItsAddressAndReturnsToTheFirst()
    {
        runner.SetUp(new A32Input([0x3101], new A32State { Thumb = true }));
        const uint Last = 0x5000_FFFE;
        *(ushort*)(runner.Memory + (Last - A32Runner.ScratchAddress)) = 0xEB03;
        runner.Cpu.State->Pc = Last;
        runner.Engine.Run(runner.Cpu, 10);
        A32Result result = runner.Collect(0);
        Assert.That((result.Exception, result.Final.R[15], result.FaultAddress), Is.EqualTo((ExceptionClass.InstructionAbort, Last, (ulong)Last + 2)));
    }

    [Test]
    public void T32_Call() => A32Case.RunThumb(runner,
            0xF000_F802,  // bl   1f
            0x3101,       // adds r1, #1
            0xE001,       // b    2f
            0x3201,       // 1: adds r2, #1
            0x4770)       // bx   lr; 2:
        .Expect(r1: 1, r2: 1, lr: Code + 5, retired: 5);

    [Test]
    public void T32_CallsA32() => A32Case.RunThumb(runner,
            0xF000_E802,     // blx  1f
            0x3101,          // adds r1, #1
            0xE003,          // b    2f
            0x2001, 0xE282,  // 1: add r2, r2, #1
            0xFF1E, 0xE12F)  // bx   lr; 2:
        .Expect(r1: 1, r2: 1, lr: Code + 5, retired: 5);

    [Test]
    public void A32_CallsT32_InALoop() => A32Case.Run(runner,
            0xE12F_FF31,  // 1: blx r1
            0xE252_2001,  // subs r2, r2, #1
            0x1AFF_FFFC,  // bne  1b
            0xEA00_0000,  // b    2f
            0x4770_3001)  // adds r0, #1; bx lr; 2:
        .With(r1: Code + 0x11, r2: 500).Expect(r0: 500, r2: 0, retired: 2501);

    [Test]
    public void T32_StoreOverTheNextInstruction() => A32Case.RunThumb(runner,
            0x8001,       // strh r1, [r0]
            0x3201)       // adds r2, #1, becomes adds r2, #5
        .With(r0: Code + 2, r1: 0x3205).Expect(r2: 5, retired: 2);

    [Test]
    public void T32_StoreOverTheRestOfItsItBlock() => A32Case.RunThumb(runner,
            0xBF04,       // itt    eq
            0x8001,       // strheq r1, [r0]
            0x3201)       // addeq  r2, #1, becomes addeq r2, #5
        .With(r0: Code + 4, r1: 0x3205, nzcv: "-Z--").Expect(r2: 5, nzcv: "-Z--", retired: 3);

    [Test]
    public void T32_StoreOverASecondHalf() => A32Case.RunThumb(runner,
            0xEB01_0101,  // 1: add.w r1, r1, r1, becomes add.w r2, r1, r1
            0x8003,       // strh r3, [r0]
            0x3C01,       // subs r4, #1
            0xD1FA)       // bne  1b
        .With(r0: Code + 2, r1: 3, r3: 0x0201, r4: 3).Expect(r1: 6, r2: 12, retired: 12);

    [Test]
    public void A32_StoreOverALoop() => A32Case.Run(runner,
            0xE283_3001,  // 1: add r3, r3, #1, becomes add r3, r3, #16
            0xE580_1000,  // str  r1, [r0]
            0xE252_2001,  // subs r2, r2, #1
            0x1AFF_FFFB)  // bne  1b
        .With(r0: Code, r1: 0xE283_3010, r2: 100).Expect(r3: 1 + (99 * 16), retired: 400);

    [Test]
    public void T32_Steps_EachIsOneInstruction()
    {
        // adds r1, r1; add.w; it eq; (eq) adds; adds; cmp; ite eq; (eq) add.w over the page end; (ne) adds
        uint[] words = [0x2001, 0xEB01_0101, 0xBF08, 0x3001, 0x3101, 0x2801, 0xBF0C, 0xEB01_0101, 0x3105];
        runner.SetUp(new A32Input(words, new A32State { Thumb = true }) { CodeOffset = 0xFEE });
        uint[] pcs = [0xFF0, 0xFF4, 0xFF6, 0xFF8, 0xFFA, 0xFFC, 0xFFE, 0x1002, 0x1004];
        byte[] its = [0, 0, 8, 0, 0, 0, 0xC, 0x18, 0];
        runner.Engine.Exact = true;
        for (int i = 0; i < pcs.Length; i++)
        {
            long before = runner.Cpu.State->Retired;
            runner.Engine.Run(runner.Cpu, 1);
            CpuState* s = runner.Cpu.State;
            Assert.That((s->Retired - before, $"{s->Pc:x}", s->ItState), Is.EqualTo((1L, $"{Code + pcs[i]:x}", its[i])), $"step {i}");
        }
    }

    [Test]
    public void T32_AnyBudget_IsExact([Values(1, 2, 3, 5, 7, 50, 1500, 3000)] int budget)
    {
        uint[] words = [0x3102, 0xEB03_0304, 0x2801, 0xBF08, 0x3501, 0x3801, 0xD1F8];
        var start = new A32State { Thumb = true };
        start.R[0] = 1000;
        start.R[4] = 3;
        var input = new A32Input(words, start);
        A32Result whole = runner.Run(input);
        runner.SetUp(input);
        runner.Engine.Exact = true;
        long begin = runner.Cpu.State->Retired;
        EngineExit exit = EngineExit.BudgetUsed;
        for (long done = 0; done < whole.Retired; done += budget)
        {
            exit = runner.Engine.Run(runner.Cpu, budget);
            long ran = runner.Cpu.State->Retired - begin - done;
            Assert.That(ran, Is.EqualTo(exit == EngineExit.Hook ? whole.Retired - done : budget));
        }
        if (exit == EngineExit.BudgetUsed) Assert.That(runner.Engine.Run(runner.Cpu, 10), Is.EqualTo(EngineExit.Hook));
        Assert.That(runner.Collect(begin).Final.R, Is.EqualTo(whole.Final.R));
    }

    [Test]
    public void Hook_InAnItBlock_SeesItAndChangesNothing()
    {
        var input = new A32Input([0x2800, 0xBF0C, 0xEB01_0101, 0x3105, 0x3101], new A32State { Thumb = true });
        var seen = new List<(ulong Pc, byte It)>();
        foreach (ulong at in (ulong[])[Code + 4, Code + 8])
        {
            runner.Engine.SetAddressHook(at, cpu =>
            {
                seen.Add((cpu.State->Pc, cpu.State->ItState));
                return true;
            });
        }
        A32Result result = runner.Run(input);
        Assert.That(seen, Is.EqualTo(new[] { ((ulong)Code + 4, (byte)0x0C), ((ulong)Code + 8, (byte)0x18) }));
        Assert.That((result.Final.R[1], result.Retired), Is.EqualTo((1u, 5L)));
    }
}
