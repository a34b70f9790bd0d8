using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>LDM, STM, PUSH, POP, LDRD, STRD: order, base, page crossing, alignment.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
internal sealed class LoadStoreMultipleTests(Tier tier)
{
    private const uint Scratch = A32Runner.ScratchAddress;
    private const uint Base = Scratch + 0x1800;

    private readonly A32Runner runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void TearDown() => runner.Dispose();

    [TestCase(0xE891_002Cu, 0, 0, TestName = "ldm r1, {r2, r3, r5}")]
    [TestCase(0xE8B1_002Cu, 0, 12, TestName = "ldmia r1!, {r2, r3, r5}")]
    [TestCase(0xE9B1_002Cu, 4, 12, TestName = "ldmib r1!, {r2, r3, r5}")]
    [TestCase(0xE831_002Cu, -8, -12, TestName = "ldmda r1!, {r2, r3, r5}")]
    [TestCase(0xE931_002Cu, -12, -12, TestName = "ldmdb r1!, {r2, r3, r5}")]
    public void Ldm(uint word, int first, int change)
    {
        foreach (uint at in new[] { Base, Scratch + 0x1000, Scratch + 0x1004, Scratch + 0xFFC })
        {
            int offset = (int)(at - Scratch) + first;
            A32Case.Run(runner, word).With(r1: at, r4: 4).Expect(r1: at + (uint)change, r2: Word(offset), r3: Word(offset + 4), r4: 4, r5: Word(offset + 8), retired: 1);
        }
    }

    [TestCase(0xE8A1_002Cu, 0, 12, TestName = "stmia r1!, {r2, r3, r5}")]
    [TestCase(0xE981_002Cu, 4, 0, TestName = "stmib r1, {r2, r3, r5}")]
    [TestCase(0xE821_002Cu, -8, -12, TestName = "stmda r1!, {r2, r3, r5}")]
    [TestCase(0xE921_002Cu, -12, -12, TestName = "stmdb r1!, {r2, r3, r5}")]
    public void Stm(uint word, int first, int change)
    {
        foreach (uint at in new[] { Base, Scratch + 0x1000, Scratch + 0x1004, Scratch + 0xFFC })
        {
            int offset = (int)(at - Scratch) + first;
            A32Case.Run(runner, word).With(r1: at, r2: 0x2222, r3: 0x3333, r5: 0x5555).Expect(r1: at + (uint)change, retired: 1)
                .ExpectMemory(offset - 4, Word(offset - 4)).ExpectMemory(offset, 0x2222).ExpectMemory(offset + 4, 0x3333).ExpectMemory(offset + 8, 0x5555)
                .ExpectMemory(offset + 12, Word(offset + 12));
        }
    }

    [Test]
    public void BaseInList()
    {
        A32Case.Run(runner, 0xE891_0007).With(r1: Base).Expect(r0: Word(0x1800), r1: Word(0x1804), r2: Word(0x1808)); // ldm r1, {r0, r1, r2}
        A32Case.Run(runner, 0xE8A1_0006).With(r1: Base, r2: 2).Expect(r1: Base + 8).ExpectMemory(0x1800, Base).ExpectMemory(0x1804, 2); // stm r1!, {r1, r2}
        A32Case.RunThumb(runner, 0xC906).With(r1: Base).Expect(r1: Word(0x1800), r2: Word(0x1804)); // ldm r1, {r1, r2}
    }

    [Test]
    public void StmOfPc_IsTheInstructionPlus8() =>
        A32Case.Run(runner, 0xE881_8004).With(r1: Base, r2: 2).ExpectMemory(0x1800, 2).ExpectMemory(0x1804, A32Runner.CodeAddress + 8); // stm r1, {r2, pc}

    [Test]
    public void PushPop()
    {
        // push {r4, r5, lr}; pop {r2, r3} and the like.
        A32Case.Run(runner, 0xE92D_4030, 0xE8BD_000C).With(r4: 4, r5: 5, sp: Base, lr: 14).Expect(r2: 4, r3: 5, sp: Base - 4).ExpectMemory(0x17FC, 14);
        A32Case.RunThumb(runner, 0xB530, 0xBC0C).With(r4: 4, r5: 5, sp: Base, lr: 14).Expect(r2: 4, r3: 5, sp: Base - 4).ExpectMemory(0x17FC, 14);
        // stmdb.w r1!, {r2, r8}; ldmdb.w r1!, {r2, r8}; stmia r1!, {r2, r3}; ldmia r1!, {r2, r3}.
        A32Case.RunThumb(runner, 0xE921_0104).With(r1: Base, r2: 2, r8: 8).Expect(r1: Base - 8).ExpectMemory(0x17F8, 2).ExpectMemory(0x17FC, 8);
        A32Case.RunThumb(runner, 0xE931_0104).With(r1: Base).Expect(r1: Base - 8, r2: Word(0x17F8), r8: Word(0x17FC));
        A32Case.RunThumb(runner, 0xC10C, 0xC90C).With(r1: Base, r2: 2, r3: 3).Expect(r1: Base + 16, r2: Word(0x1808), r3: Word(0x180C)).ExpectMemory(0x1804, 3);
    }

    [TestCase(0xE1C1_20D8u, 8, 0, TestName = "ldrd r2, r3, [r1, #8]")]
    [TestCase(0xE161_20D8u, -8, -8, TestName = "ldrd r2, r3, [r1, #-8]!")]
    [TestCase(0xE0C1_21D0u, 0, 16, TestName = "ldrd r2, r3, [r1], #16")]
    [TestCase(0xE1A1_20D4u, 0x24, 0x24, TestName = "ldrd r2, r3, [r1, r4]!")]
    [TestCase(0xE001_20D4u, 0, -0x24, TestName = "ldrd r2, r3, [r1], -r4")]
    [TestCase(0xE141_20D4u, -4, 0, TestName = "ldrd r2, r3, [r1, #-4]")]
    public void Ldrd(uint word, int first, int change)
    {
        foreach (uint at in new[] { Base, Scratch + 0x1004, Scratch + 0xFFC })
        {
            int offset = (int)(at - Scratch) + first;
            A32Case.Run(runner, word).With(r1: at, r4: 0x24).Expect(r1: at + (uint)change, r2: Word(offset), r3: Word(offset + 4), retired: 1);
        }
    }

    [TestCase(0xE1E1_20F8u, 8, 8, TestName = "strd r2, r3, [r1, #8]!")]
    [TestCase(0xE001_20F4u, 0, -0x24, TestName = "strd r2, r3, [r1], -r4")]
    [TestCase(0xE181_20F4u, 0x24, 0, TestName = "strd r2, r3, [r1, r4]")]
    public void Strd(uint word, int first, int change)
    {
        foreach (uint at in new[] { Base, Scratch + 0x1004, Scratch + 0xFFC })
        {
            int offset = (int)(at - Scratch) + first;
            A32Case.Run(runner, word).With(r1: at, r2: 2, r3: 3, r4: 0x24).Expect(r1: at + (uint)change).ExpectMemory(offset, 2).ExpectMemory(offset + 4, 3);
        }
    }

    [Test]
    public void DualT32_TakesAnyRegisters()
    {
        A32Case.RunThumb(runner, 0xE871_2704).With(r1: Base).Expect(r1: Base - 16, r2: Word(0x1800), r7: Word(0x1804)); // ldrd r2, r7, [r1], #-16
        A32Case.RunThumb(runner, 0xE9E1_2702).With(r1: Base, r2: 2, r7: 7).Expect(r1: Base + 8).ExpectMemory(0x1808, 2).ExpectMemory(0x180C, 7);
        A32Case.Run(runner, 0xE1C2_20D0).With(r2: Base).Expect(r2: Word(0x1800), r3: Word(0x1804)); // ldrd r2, r3, [r2]
    }

    /// <summary>Words at least, whatever SCTLR.A says.</summary>
    [TestCase(0xE891_002Cu, TestName = "Misaligned ldm")]
    [TestCase(0xE8A1_002Cu, TestName = "Misaligned stm")]
    [TestCase(0xE1C1_20D0u, TestName = "Misaligned ldrd")]
    [TestCase(0xE1C1_20F0u, TestName = "Misaligned strd")]
    [TestCase(0xE191_0F9Fu, TestName = "Misaligned ldrex")]
    [TestCase(0xE181_2F93u, TestName = "Misaligned strex")]
    [TestCase(0xE191_0C9Fu, TestName = "Misaligned lda")]
    public void Misaligned_IsAnAlignmentFault(uint word)
    {
        A32Result result = A32Case.Run(runner, word).With(r1: Base + 2, r2: 2, r3: 3, r5: 5).ExpectException(ExceptionClass.DataAbort, 0).Result;
        Assert.That(result.Syndrome & 0x3F, Is.EqualTo(0x21), "fault status");
        Assert.That($"{result.FaultAddress:x}", Is.EqualTo($"{Base + 2:x}"));
        Assert.That((result.Final.R[1], result.Final.R[2], result.Final.R[3], result.Changes.Length), Is.EqualTo((Base + 2, 2u, 3u, 0)));
    }

    [Test]
    public void LdrexdOfAWordAddress_IsAnAlignmentFault() => A32Case.Run(runner, 0xE1B1_4F9F).With(r1: Base + 4).ExpectException(ExceptionClass.DataAbort, 0);

    [Test]
    public void LoadsOfPc_Interwork()
    {
        // The words at the base: a T32 and an A32 address. Code behind: A32 at 8, T16 at 12.
        const uint Thumb = A32Runner.CodeAddress + 13, Arm = A32Runner.CodeAddress + 8;
        uint[] loads = [0xE591_F000, 0xE491_F004, 0xE791_F002, 0xE8B1_8000, 0xE491_F003];
        uint[] bases = [Base, Base + 4, Base, Base + 4, Base + 3];
        for (int i = 0; i < loads.Length; i++)
        {
            // str r4, [r1]; <load>; str r0, [r1, #32]; T16: str r0, [r1, #40]; ldr r3, [r1, #40]
            A32Case.Run(runner, 0xE581_4000, loads[i], 0xE581_0020, 0x6A8B_6288).With(r0: 7, r1: Base, r4: Thumb).Expect(r0: 7, r1: bases[i], r3: 7, retired: 4);
            A32Case.Run(runner, 0xE581_4000, loads[i], 0xE591_5000).With(r1: Base, r4: Arm).Expect(r1: bases[i], retired: 3);
        }
    }

    [Test]
    public void ConditionalLoadOfPc_NotTaken_GoesOn() =>
        A32Case.Run(runner, 0x18B1_8004, 0x1591_F000, 0xE591_0000).With(r1: Base, nzcv: "-Z--").Expect(r0: Word(0x1800), r1: Base, r2: 0, retired: 3);

    [Test]
    public void PopOfPc_FromThumbToA32()
    {
        // push {r4}; pop {pc}; then A32: str r0, [sp, #-4]
        A32Case.RunThumb(runner, 0xB410, 0xBD00, 0x0004, 0xE50D).With(r0: 7, r4: A32Runner.CodeAddress + 4, sp: Base).Expect(sp: Base, retired: 3).ExpectMemory(0x17FC, 7);
        // stmdb sp!, {r4, r5}; ldmia.w sp!, {r3, pc}; T16 at 8: str r0, [sp]
        A32Case.RunThumb(runner, 0xE92D_0030, 0xE8BD_8008, 0x9000).With(r0: 7, r4: 3, r5: A32Runner.CodeAddress + 9, sp: Base).Expect(r3: 3, sp: Base, retired: 3).ExpectMemory(0x1800, 7);
    }

    [TestCase(0xE8DF_F000u, 0u, 1, TestName = "tbb [pc, r0] to the first")]
    [TestCase(0xE8DF_F000u, 1u, 0, TestName = "tbb [pc, r0] to the second")]
    [TestCase(0xE8DF_F010u, 1u, 0, TestName = "tbh [pc, r0, lsl #1] to the second")]
    public void TableBranch(uint word, uint index, int stored)
    {
        // The table; str r2, [r1]; str r2, [r1, #4].
        uint[] table = (word & 0x10) == 0 ? [0x0201] : [2, 3];
        A32Case.RunThumb(runner, [word, .. table, 0x600A, 0x604A]).With(r0: index, r1: Base, r2: 2).Expect(retired: 2 + stored)
            .ExpectMemory(0x1800, stored == 0 ? Word(0x1800) : 2).ExpectMemory(0x1804, 2);
    }

    private static uint Word(int offset) => BitConverter.ToUInt32(CaseMemory.Background[offset..]);
}
