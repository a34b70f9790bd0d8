using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>Loads and stores of one register, every addressing mode: data by what memory holds, the base by what the mode adds.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
internal sealed class LoadStoreSingleTests(Tier tier)
{
    private const uint Base = A32Runner.ScratchAddress + 0x1800;
    private const uint Data = 0x8765_43A9;

    private readonly A32Runner runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void TearDown() => runner.Dispose();

    /// <summary>R1 is the base, R2 = 0x40 the index, carry clear. Kinds of loads are in small letters.</summary>
    [TestCase(0xE5910000u, 0, 0, "w", TestName = "ldr r0, [r1]")]
    [TestCase(0xE5910008u, 8, 0, "w", TestName = "ldr r0, [r1, #8]")]
    [TestCase(0xE5110008u, -8, 0, "w", TestName = "ldr r0, [r1, #-8]")]
    [TestCase(0xE5910003u, 3, 0, "w", TestName = "ldr r0, [r1, #3]")]
    [TestCase(0xE5910FFFu, 4095, 0, "w", TestName = "ldr r0, [r1, #4095]")]
    [TestCase(0xE5B10008u, 8, 8, "w", TestName = "ldr r0, [r1, #8]!")]
    [TestCase(0xE5310008u, -8, -8, "w", TestName = "ldr r0, [r1, #-8]!")]
    [TestCase(0xE4910008u, 0, 8, "w", TestName = "ldr r0, [r1], #8")]
    [TestCase(0xE4110FFFu, 0, -4095, "w", TestName = "ldr r0, [r1], #-4095")]
    [TestCase(0xE5D10005u, 5, 0, "b", TestName = "ldrb r0, [r1, #5]")]
    [TestCase(0xE5F10005u, 5, 5, "b", TestName = "ldrb r0, [r1, #5]!")]
    [TestCase(0xE4510005u, 0, -5, "b", TestName = "ldrb r0, [r1], #-5")]
    [TestCase(0xE1D100B6u, 6, 0, "h", TestName = "ldrh r0, [r1, #6]")]
    [TestCase(0xE17100B7u, -7, -7, "h", TestName = "ldrh r0, [r1, #-7]!")]
    [TestCase(0xE0D10FBFu, 0, 255, "h", TestName = "ldrh r0, [r1], #255")]
    [TestCase(0xE1D100D9u, 9, 0, "sb", TestName = "ldrsb r0, [r1, #9]")]
    [TestCase(0xE1F100D9u, 9, 9, "sb", TestName = "ldrsb r0, [r1, #9]!")]
    [TestCase(0xE0D100D9u, 0, 9, "sb", TestName = "ldrsb r0, [r1], #9")]
    [TestCase(0xE15101F4u, -20, 0, "sh", TestName = "ldrsh r0, [r1, #-20]")]
    [TestCase(0xE1F100FBu, 11, 11, "sh", TestName = "ldrsh r0, [r1, #11]!")]
    [TestCase(0xE05100F1u, 0, -1, "sh", TestName = "ldrsh r0, [r1], #-1")]
    [TestCase(0xE7910002u, 64, 0, "w", TestName = "ldr r0, [r1, r2]")]
    [TestCase(0xE7110002u, -64, 0, "w", TestName = "ldr r0, [r1, -r2]")]
    [TestCase(0xE7910182u, 512, 0, "w", TestName = "ldr r0, [r1, r2, lsl #3]")]
    [TestCase(0xE7110182u, -512, 0, "w", TestName = "ldr r0, [r1, -r2, lsl #3]")]
    [TestCase(0xE79101A2u, 8, 0, "w", TestName = "ldr r0, [r1, r2, lsr #3]")]
    [TestCase(0xE7B10142u, 16, 16, "w", TestName = "ldr r0, [r1, r2, asr #2]!")]
    [TestCase(0xE6110222u, 0, -4, "w", TestName = "ldr r0, [r1], -r2, lsr #4")]
    [TestCase(0xE7910262u, 4, 0, "w", TestName = "ldr r0, [r1, r2, ror #4]")]
    [TestCase(0xE7910022u, 0, 0, "w", TestName = "ldr r0, [r1, r2, lsr #32]")]
    [TestCase(0xE7310042u, 0, 0, "w", TestName = "ldr r0, [r1, -r2, asr #32]!")]
    [TestCase(0xE7910062u, 32, 0, "w", TestName = "ldr r0, [r1, r2, rrx]")]
    [TestCase(0xE7310062u, -32, -32, "w", TestName = "ldr r0, [r1, -r2, rrx]!")]
    [TestCase(0xE7F10002u, 64, 64, "b", TestName = "ldrb r0, [r1, r2]!")]
    [TestCase(0xE6D10082u, 0, 128, "b", TestName = "ldrb r0, [r1], r2, lsl #1")]
    [TestCase(0xE19100B2u, 64, 0, "h", TestName = "ldrh r0, [r1, r2]")]
    [TestCase(0xE13100B2u, -64, -64, "h", TestName = "ldrh r0, [r1, -r2]!")]
    [TestCase(0xE09100D2u, 0, 64, "sb", TestName = "ldrsb r0, [r1], r2")]
    [TestCase(0xE19100F2u, 64, 0, "sh", TestName = "ldrsh r0, [r1, r2]")]
    [TestCase(0xE01100F2u, 0, -64, "sh", TestName = "ldrsh r0, [r1], -r2")]
    [TestCase(0xE4B1000Cu, 0, 12, "w", TestName = "ldrt r0, [r1], #12")]
    [TestCase(0xE6710002u, 0, -64, "b", TestName = "ldrbt r0, [r1], -r2")]
    [TestCase(0xE07100B2u, 0, -2, "h", TestName = "ldrht r0, [r1], #-2")]
    [TestCase(0xE0B100D2u, 0, 64, "sb", TestName = "ldrsbt r0, [r1], r2")]
    [TestCase(0xE0F100F6u, 0, 6, "sh", TestName = "ldrsht r0, [r1], #6")]
    [TestCase(0xE5810008u, 8, 0, "W", TestName = "str r0, [r1, #8]")]
    [TestCase(0xE5A10007u, 7, 7, "W", TestName = "str r0, [r1, #7]!")]
    [TestCase(0xE4010008u, 0, -8, "W", TestName = "str r0, [r1], #-8")]
    [TestCase(0xE5C10003u, 3, 0, "B", TestName = "strb r0, [r1, #3]")]
    [TestCase(0xE5610003u, -3, -3, "B", TestName = "strb r0, [r1, #-3]!")]
    [TestCase(0xE4C10003u, 0, 3, "B", TestName = "strb r0, [r1], #3")]
    [TestCase(0xE1C100B6u, 6, 0, "H", TestName = "strh r0, [r1, #6]")]
    [TestCase(0xE16100B6u, -6, -6, "H", TestName = "strh r0, [r1, #-6]!")]
    [TestCase(0xE0C100B6u, 0, 6, "H", TestName = "strh r0, [r1], #6")]
    [TestCase(0xE7810102u, 256, 0, "W", TestName = "str r0, [r1, r2, lsl #2]")]
    [TestCase(0xE72100A2u, -32, -32, "W", TestName = "str r0, [r1, -r2, lsr #1]!")]
    [TestCase(0xE6810002u, 0, 64, "W", TestName = "str r0, [r1], r2")]
    [TestCase(0xE7C10002u, 64, 0, "B", TestName = "strb r0, [r1, r2]")]
    [TestCase(0xE6410002u, 0, -64, "B", TestName = "strb r0, [r1], -r2")]
    [TestCase(0xE10100B2u, -64, 0, "H", TestName = "strh r0, [r1, -r2]")]
    [TestCase(0xE1A100B2u, 64, 64, "H", TestName = "strh r0, [r1, r2]!")]
    [TestCase(0xE6A10082u, 0, 128, "W", TestName = "strt r0, [r1], r2, lsl #1")]
    [TestCase(0xE4E10001u, 0, 1, "B", TestName = "strbt r0, [r1], #1")]
    [TestCase(0xE0E100B4u, 0, 4, "H", TestName = "strht r0, [r1], #4")]
    [TestCase(0xE1910C9Fu, 0, 0, "w", TestName = "lda r0, [r1]")]
    [TestCase(0xE1D10C9Fu, 0, 0, "b", TestName = "ldab r0, [r1]")]
    [TestCase(0xE1F10C9Fu, 0, 0, "h", TestName = "ldah r0, [r1]")]
    [TestCase(0xE181FC90u, 0, 0, "W", TestName = "stl r0, [r1]")]
    [TestCase(0xE1C1FC90u, 0, 0, "B", TestName = "stlb r0, [r1]")]
    [TestCase(0xE1E1FC90u, 0, 0, "H", TestName = "stlh r0, [r1]")]
    public void A32(uint word, int offset, int change, string kind) => Check(A32Case.Run(runner, word), offset, change, kind);

    [TestCase(0x6888u, 8, 0, "w", TestName = "T32 ldr r0, [r1, #8]")]
    [TestCase(0xF8D10FFFu, 4095, 0, "w", TestName = "T32 ldr.w r0, [r1, #4095]")]
    [TestCase(0xF8510C08u, -8, 0, "w", TestName = "T32 ldr r0, [r1, #-8]")]
    [TestCase(0xF8510F08u, 8, 8, "w", TestName = "T32 ldr r0, [r1, #8]!")]
    [TestCase(0xF85109FFu, 0, -255, "w", TestName = "T32 ldr r0, [r1], #-255")]
    [TestCase(0x5888u, 64, 0, "w", TestName = "T32 ldr r0, [r1, r2]")]
    [TestCase(0xF8510032u, 512, 0, "w", TestName = "T32 ldr.w r0, [r1, r2, lsl #3]")]
    [TestCase(0x7948u, 5, 0, "b", TestName = "T32 ldrb r0, [r1, #5]")]
    [TestCase(0x5C88u, 64, 0, "b", TestName = "T32 ldrb r0, [r1, r2]")]
    [TestCase(0xF8910FA0u, 4000, 0, "b", TestName = "T32 ldrb.w r0, [r1, #4000]")]
    [TestCase(0xF8110D05u, -5, -5, "b", TestName = "T32 ldrb r0, [r1, #-5]!")]
    [TestCase(0x88C8u, 6, 0, "h", TestName = "T32 ldrh r0, [r1, #6]")]
    [TestCase(0x5A88u, 64, 0, "h", TestName = "T32 ldrh r0, [r1, r2]")]
    [TestCase(0xF8310B01u, 0, 1, "h", TestName = "T32 ldrh r0, [r1], #1")]
    [TestCase(0x5688u, 64, 0, "sb", TestName = "T32 ldrsb r0, [r1, r2]")]
    [TestCase(0xF9910009u, 9, 0, "sb", TestName = "T32 ldrsb.w r0, [r1, #9]")]
    [TestCase(0xF9110B09u, 0, 9, "sb", TestName = "T32 ldrsb r0, [r1], #9")]
    [TestCase(0x5E88u, 64, 0, "sh", TestName = "T32 ldrsh r0, [r1, r2]")]
    [TestCase(0xF9B1004Du, 77, 0, "sh", TestName = "T32 ldrsh.w r0, [r1, #77]")]
    [TestCase(0xF9310D4Du, -77, -77, "sh", TestName = "T32 ldrsh r0, [r1, #-77]!")]
    [TestCase(0xF8510E0Cu, 12, 0, "w", TestName = "T32 ldrt r0, [r1, #12]")]
    [TestCase(0xF8110E0Du, 13, 0, "b", TestName = "T32 ldrbt r0, [r1, #13]")]
    [TestCase(0xF9310E0Eu, 14, 0, "sh", TestName = "T32 ldrsht r0, [r1, #14]")]
    [TestCase(0x6088u, 8, 0, "W", TestName = "T32 str r0, [r1, #8]")]
    [TestCase(0xF8C10FA1u, 4001, 0, "W", TestName = "T32 str.w r0, [r1, #4001]")]
    [TestCase(0xF8410D08u, -8, -8, "W", TestName = "T32 str r0, [r1, #-8]!")]
    [TestCase(0xF8410B08u, 0, 8, "W", TestName = "T32 str r0, [r1], #8")]
    [TestCase(0x5088u, 64, 0, "W", TestName = "T32 str r0, [r1, r2]")]
    [TestCase(0xF8410012u, 128, 0, "W", TestName = "T32 str.w r0, [r1, r2, lsl #1]")]
    [TestCase(0x70C8u, 3, 0, "B", TestName = "T32 strb r0, [r1, #3]")]
    [TestCase(0x5488u, 64, 0, "B", TestName = "T32 strb r0, [r1, r2]")]
    [TestCase(0xF8010903u, 0, -3, "B", TestName = "T32 strb r0, [r1], #-3")]
    [TestCase(0x80C8u, 6, 0, "H", TestName = "T32 strh r0, [r1, #6]")]
    [TestCase(0x5288u, 64, 0, "H", TestName = "T32 strh r0, [r1, r2]")]
    [TestCase(0xF8210C09u, -9, 0, "H", TestName = "T32 strh r0, [r1, #-9]")]
    [TestCase(0xF8210E04u, 4, 0, "H", TestName = "T32 strht r0, [r1, #4]")]
    [TestCase(0xE8D10FAFu, 0, 0, "w", TestName = "T32 lda r0, [r1]")]
    [TestCase(0xE8D10F8Fu, 0, 0, "b", TestName = "T32 ldab r0, [r1]")]
    [TestCase(0xE8C10F9Fu, 0, 0, "H", TestName = "T32 stlh r0, [r1]")]
    [TestCase(0xE8C10FAFu, 0, 0, "W", TestName = "T32 stl r0, [r1]")]
    public void T32(uint word, int offset, int change, string kind) => Check(A32Case.RunThumb(runner, word), offset, change, kind);

    private static void Check(A32Case c, int offset, int change, string kind)
    {
        c.With(r0: Data, r1: Base, r2: 0x40);
        int at = (int)(Base - A32Runner.ScratchAddress) + offset;
        ReadOnlySpan<byte> memory = CaseMemory.Background[at..];
        uint loaded = kind switch
        {
            "w" => BitConverter.ToUInt32(memory),
            "b" => memory[0],
            "h" => BitConverter.ToUInt16(memory),
            "sb" => (uint)(sbyte)memory[0],
            "sh" => (uint)BitConverter.ToInt16(memory),
            _ => Data,
        };
        c.Expect(r0: loaded, r1: Base + (uint)change, r2: 0x40, retired: 1);
        int size = kind switch { "W" => 4, "H" => 2, "B" => 1, _ => 0 };
        byte[] expected = CaseMemory.Background[(at & ~7)..((at & ~7) + 16)].ToArray();
        BitConverter.GetBytes(Data).AsSpan(0, size).CopyTo(expected.AsSpan(at & 7));
        for (int i = 0; i < 16; i += 4) c.ExpectMemory((at & ~7) + i, BitConverter.ToUInt32(expected, i));
    }

    /// <summary>Each loads itself.</summary>
    [Test]
    public void Literal_A32()
    {
        A32Case.Run(runner, 0xE51F_0008).Expect(r0: 0xE51F_0008);   // ldr r0, [pc, #-8]
        A32Case.Run(runner, 0xE55F_0007).Expect(r0: 0);             // ldrb r0, [pc, #-7]
        A32Case.Run(runner, 0xE15F_00F6).Expect(r0: 0xFFFF_E15F);   // ldrsh r0, [pc, #-6]
        A32Case.Run(runner, 0xE14F_20D8).Expect(r2: 0xE14F_20D8, r3: 0); // ldrd r2, r3, [pc, #-8]
    }

    [Test]
    public void Literal_T32_IsFromAlignedPc()
    {
        const uint LoadR2FromR1 = 0x680A;
        A32Case.RunThumb(runner, 0xF85F_0004).Expect(r0: 0x0004_F85F);
        A32Case.RunThumb(runner, LoadR2FromR1, 0xF85F_0004).With(r1: Base).Expect(r0: 0xF85F_0000 | LoadR2FromR1);
        A32Case.RunThumb(runner, 0x4800, LoadR2FromR1, 0x680B, 0x680C).With(r1: Base).Expect(r0: 0x680C_680B);
        A32Case.RunThumb(runner, LoadR2FromR1, 0xF93F_0003).With(r1: Base).Expect(r0: 0x0000_3F68); // ldrsh.w r0, [pc, #-3]
    }

    [Test]
    public void RegisterOffset_WrapsAt32Bits()
    {
        A32Case.Run(runner, 0xE791_0002).With(r1: Base + 0x100, r2: 0xFFFF_FF00).Expect(r0: Word(0x1800)); // ldr r0, [r1, r2]
        A32Case.Run(runner, 0xE711_0002).With(r1: 0x10, r2: unchecked(0u - Base)).Expect(r0: Word(0x1810));            // ldr r0, [r1, -r2]
        // Carry comes in: ldr r0, [r1, r2, rrx]!
        A32Case.Run(runner, 0xE7B1_0062).With(r1: Base + 0x8000_0000, r2: 0x41, nzcv: "--C-").Expect(r0: Word(0x1820), r1: Base + 0x20);
    }

    [Test]
    public void ImmediateOffset_WrapsAt32Bits()
    {
        // str r0, [r1, #-8]! with the base at 0 and nothing mapped at the top.
        A32Case.Run(runner, 0xE521_0008).With(r1: 0).ExpectException(Runtime.ExceptionClass.DataAbort, 0);
        Assert.That($"{A32Case.Run(runner, 0xE521_0008).With(r1: 0).Result.FaultAddress:x}", Is.EqualTo("fffffff8"));
        Assert.That($"{A32Case.Run(runner, 0xE5A1_0010).With(r1: 0xFFFF_FFF8).Result.FaultAddress:x}", Is.EqualTo("8"));
    }

    [Test]
    public void PageCrossing_IsUnaligned()
    {
        A32Case.Run(runner, 0xE591_0000).With(r1: A32Runner.ScratchAddress + 0xFFE).Expect(r0: (Word(0xFFC) >> 16) | (Word(0x1000) << 16));
        A32Case.Run(runner, 0xE481_0004).With(r0: Data, r1: A32Runner.ScratchAddress + 0xFFD).Expect(r1: A32Runner.ScratchAddress + 0x1001)
            .ExpectMemory(0xFFC, (Word(0xFFC) & 0xFF) | (Data << 8)).ExpectMemory(0x1000, (Word(0x1000) & ~0xFFu) | (Data >> 24));
    }

    [Test]
    public void StoreOfPc_IsTheInstructionPlus8() =>
        A32Case.Run(runner, 0xE481_2004, 0xE581_F000).With(r1: Base).ExpectMemory(0x1804, A32Runner.CodeAddress + 12); // str r2, [r1], #4; str pc, [r1]

    /// <summary>The condition holds for the access and its fault.</summary>
    [Test]
    public void Condition_Fails_NothingHappens() =>
        A32Case.Run(runner, 0x0421_0008, 0x0591_0000, 0x1591_2000).With(r0: 5, r1: 0, nzcv: "----").ExpectException(Runtime.ExceptionClass.DataAbort, 8);

    private static uint Word(int offset) => BitConverter.ToUInt32(CaseMemory.Background[offset..]);
}
