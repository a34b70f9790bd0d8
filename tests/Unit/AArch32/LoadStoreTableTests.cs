using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

using Isa = Hyp.Jit.Compiler.Isa;

/// <summary>Rows of the load and store rooms of AArch32, and the ops they become.</summary>
public sealed unsafe class LoadStoreTableTests
{
    private readonly AArch32Translator translator = new();

    [Test]
    public void Rows_AreNotAmbiguous()
    {
        var rows = new AArch32Rows();
        LoadStoreSingleA32.AddRows(rows.A32);
        LoadStoreSingleT32.AddRows(rows.T32);
        LoadStoreSingleT32.AddNarrowRows(rows.T16);
        LoadStoreDual.AddRows(rows);
        LoadStoreMultiple.AddRows(rows);
        LoadStoreExclusive.AddRows(rows);
        var tables = new[] { rows.A32, rows.A32Unconditional, rows.T32, rows.T16 };
        Assert.That(tables.SelectMany(t => t.Ambiguities()).Select(p => $"{p.First.Name} / {p.Second.Name}"), Is.Empty);
    }

    [TestCase(0xE5910004u, "LdrW", TestName = "ldr r0, [r1, #4]")]
    [TestCase(0xE5310004u, "LdrWPre", TestName = "ldr r0, [r1, #-4]!")]
    [TestCase(0xE4D320FFu, "LdrBPost", TestName = "ldrb r2, [r3], #255")]
    [TestCase(0xE16320BAu, "StrHPre", TestName = "strh r2, [r3, #-10]!")]
    [TestCase(0xE1D320FAu, "LdrShW", TestName = "ldrsh r2, [r3, #10]")]
    [TestCase(0xE05320D1u, "LdrSbWPost", TestName = "ldrsb r2, [r3], #-1")]
    [TestCase(0xE59F0008u, "LdrLitW", TestName = "ldr r0, [pc, #8]")]
    [TestCase(0xE5DF0008u, "Adr32 LdrB", TestName = "ldrb r0, [pc, #8]")]
    [TestCase(0xE7910102u, "AddLsl32 LdrW", TestName = "ldr r0, [r1, r2, lsl #2]")]
    [TestCase(0xE7310042u, "SubShift32 LoadUpdate", TestName = "ldr r0, [r1, -r2, asr #32]!")]
    [TestCase(0xE6810062u, "a32.rrx AddR32 StoreUpdate", TestName = "str r0, [r1], r2, rrx")]
    [TestCase(0xE591F004u, "LoadPc", TestName = "ldr pc, [r1, #4]")]
    [TestCase(0xE49DF004u, "LoadMultiplePc", TestName = "pop {pc}")]
    [TestCase(0xE581F000u, "Adr32 StrW", TestName = "str pc, [r1]")]
    [TestCase(0xE16120D8u, "LoadDual", TestName = "ldrd r2, r3, [r1, #-8]!")]
    [TestCase(0xE08120F4u, "AddR32 StoreDual", TestName = "strd r2, r3, [r1], r4")]
    [TestCase(0xE8918005u, "LoadMultiplePc", TestName = "ldm r1, {r0, r2, pc}")]
    [TestCase(0xE92D4010u, "StoreMultiple", TestName = "push {r4, lr}")]
    [TestCase(0xE811000Cu, "LoadMultiple", TestName = "ldmda r1, {r2, r3}")]
    [TestCase(0xE9818002u, "Adr32 StoreMultiple", TestName = "stmib r1, {r1, pc}")]
    [TestCase(0xE8DD6001u, "a32.ldm.user", TestName = "ldm sp, {r0, sp, lr}^")]
    [TestCase(0xE8C06000u, "a32.stm.user", TestName = "stm r0, {sp, lr}^")]
    [TestCase(0xE8FD8001u, "a32.ldm.return", TestName = "ldm sp!, {r0, pc}^")]
    [TestCase(0xE1910F9Fu, "LoadExclusive", TestName = "ldrex r0, [r1]")]
    [TestCase(0xE1A24F90u, "StoreExclusivePair", TestName = "strexd r4, r0, r1, [r2]")]
    [TestCase(0xE1E12E90u, "StoreExclusive", TestName = "stlexh r2, r0, [r1]")]
    [TestCase(0xE1910C9Fu, "LoadAcquire", TestName = "lda r0, [r1]")]
    [TestCase(0xE1C1FC90u, "StoreRelease", TestName = "stlb r0, [r1]")]
    [TestCase(0xE1020091u, "a32.swp", TestName = "swp r0, r1, [r2]")]
    [TestCase(0xE4B10004u, "AddI32 LoadUnprivileged", TestName = "ldrt r0, [r1], #4")]
    [TestCase(0xE02100B2u, "SubR32 StoreUnprivileged", TestName = "strht r0, [r1], -r2")]
    [TestCase(0xE07100D3u, "AddI32 LoadUnprivileged", TestName = "ldrsbt r0, [r1], #-3")]
    [TestCase(0xE59FF000u, "Adr32 LoadPc", TestName = "ldr pc, [pc]")]
    [TestCase(0xE491F003u, "AddI32 LoadPc", TestName = "ldr pc, [r1], #3")]
    public void A32_BecomesOps(uint word, string expected) => Assert.That(OpsOf(word, Isa.A32), Is.EqualTo(expected));

    [TestCase(0x68480000u, "LdrW", TestName = "T16 ldr r0, [r1, #4]")]
    [TestCase(0xF8D10FFFu, "LdrW", TestName = "T32 ldr r0, [r1, #4095]")]
    [TestCase(0xF8510D04u, "LdrWPre", TestName = "T32 ldr r0, [r1, #-4]!")]
    [TestCase(0xF9110B03u, "LdrSbWPost", TestName = "T32 ldrsb r0, [r1], #3")]
    [TestCase(0xF8510E0Cu, "LoadUnprivileged", TestName = "T32 ldrt r0, [r1, #12]")]
    [TestCase(0xF8510032u, "AddLsl32 LdrW", TestName = "T32 ldr r0, [r1, r2, lsl #3]")]
    [TestCase(0x48040000u, "LdrLitW", TestName = "T16 ldr r0, [pc, #16]")]
    [TestCase(0xF85F0010u, "LdrLitW", TestName = "T32 ldr r0, [pc, #-16]")]
    [TestCase(0xE8710504u, "LoadDual", TestName = "T32 ldrd r0, r5, [r1], #-16")]
    [TestCase(0xE9C10504u, "StoreDual", TestName = "T32 strd r0, r5, [r1, #16]")]
    [TestCase(0xE8510F02u, "AddI32 LoadExclusive", TestName = "T32 ldrex r0, [r1, #8]")]
    [TestCase(0xE8410202u, "AddI32 StoreExclusive", TestName = "T32 strex r2, r0, [r1, #8]")]
    [TestCase(0xE8D10F5Fu, "LoadExclusive", TestName = "T32 ldrexh r0, [r1]")]
    [TestCase(0xE8D1077Fu, "LoadExclusivePair", TestName = "T32 ldrexd r0, r7, [r1]")]
    [TestCase(0xE8C107F2u, "StoreExclusivePair", TestName = "T32 stlexd r2, r0, r7, [r1]")]
    [TestCase(0xE8D10FCFu, "LoadExclusive", TestName = "T32 ldaexb r0, [r1]")]
    [TestCase(0xE8C10FAFu, "StoreRelease", TestName = "T32 stl r0, [r1]")]
    [TestCase(0xB5100000u, "StoreMultiple", TestName = "T16 push {r4, lr}")]
    [TestCase(0xBD100000u, "LoadMultiplePc", TestName = "T16 pop {r4, pc}")]
    [TestCase(0xC9050000u, "LoadMultiple", TestName = "T16 ldm r1!, {r0, r2}")]
    [TestCase(0xE9118100u, "LoadMultiplePc", TestName = "T32 ldmdb r1, {r8, pc}")]
    [TestCase(0xE92D4210u, "StoreMultiple", TestName = "T32 push {r4, r9, lr}")]
    [TestCase(0x90020000u, "StrW", TestName = "T16 str r0, [sp, #8]")]
    [TestCase(0x5E880000u, "AddR32 LdrShW", TestName = "T16 ldrsh r0, [r1, r2]")]
    [TestCase(0xF891F004u, "Nop", TestName = "T32 pld [r1, #4]")]
    [TestCase(0xF91FF004u, "Nop", TestName = "T32 pli [pc, #-4]")]
    [TestCase(0xF831FC04u, "Nop", TestName = "T32 pldw [r1, #-4]")]
    public void T32_BecomesOps(uint word, string expected) => Assert.That(OpsOf(word, Isa.T32), Is.EqualTo(expected));

    [TestCase(0xE4911004u, TestName = "ldr r1, [r1], #4")]
    [TestCase(0xE5D1F000u, TestName = "ldrb pc, [r1]")]
    [TestCase(0xE791000Fu, TestName = "ldr r0, [r1, pc]")]
    [TestCase(0xE1C010D0u, TestName = "ldrd r1, r2, [r0]")]
    [TestCase(0xE1C0E0D0u, TestName = "ldrd r14, r15, [r0]")]
    [TestCase(0xE8910000u, TestName = "ldm r1, {}")]
    [TestCase(0xE89F0001u, TestName = "ldm pc, {r0}")]
    [TestCase(0xE1811F90u, TestName = "strex r1, r0, [r1]")]
    [TestCase(0xE1B11F9Fu, TestName = "ldrexd r1, r2, [r1]")]
    [TestCase(0xE8F10001u, TestName = "ldm r1!, {r0}^")]
    [TestCase(0xE1B10C9Fu, TestName = "lda of a doubleword")]
    public void UnpredictableOrUnallocated_IsUndefined(uint word) => Assert.That(OpsOf(word, Isa.A32), Is.EqualTo("Undefined"));

    [TestCase(0xF88F0000u, TestName = "T32 strb r0, [pc]")]
    [TestCase(0xF8510804u, TestName = "T32 ldr with P = W = 0")]
    [TestCase(0xF8710000u, TestName = "T32 load of size 11")]
    [TestCase(0xE8B1C001u, TestName = "T32 ldm r1!, {r0, lr, pc}")]
    [TestCase(0xF8510080u, TestName = "T32 ldr (register) with bit 7")]
    public void UnpredictableOrUnallocatedT32_IsUndefined(uint word) => Assert.That(OpsOf(word, Isa.T32), Is.EqualTo("Undefined"));

    [Test]
    public void LoadOfPcInsideItBlock_IsUnpredictableButAtItsEnd()
    {
        const byte Inside = 0x04, Last = 0x08;
        Assert.That(OpsOf(0xBD100000, Isa.T32, Inside), Is.EqualTo("Undefined"));
        Assert.That(OpsOf(0xBD100000, Isa.T32, Last), Is.EqualTo("LoadMultiplePc"));
        Assert.That(OpsOf(0xF8D1F000, Isa.T32, Inside), Is.EqualTo("Undefined"));
        Assert.That(OpsOf(0xF8D1F000, Isa.T32, Last), Is.EqualTo("LoadPc"));
    }

    [TestCase(ExceptionLevel.EL0, "LdrWPost")]
    [TestCase(ExceptionLevel.EL1, "AddI32 LoadUnprivileged")]
    [TestCase(ExceptionLevel.EL2, "Undefined")]
    public void UnprivilegedLoad_ByLevel(ExceptionLevel el, string expected) => Assert.That(OpsOf(0xE4B10004, Isa.A32, el: el), Is.EqualTo(expected));

    [TestCase(ExceptionLevel.EL0, "Undefined")]
    [TestCase(ExceptionLevel.EL1, "a32.ldm.return")]
    [TestCase(ExceptionLevel.EL2, "Undefined")]
    public void ExceptionReturnLoad_ByLevel(ExceptionLevel el, string expected) => Assert.That(OpsOf(0xE8FD8001, Isa.A32, el: el), Is.EqualTo(expected));

    /// <summary>ISV, SAS, SSE, SRT and AR; 0 where the manual has no syndrome.</summary>
    [TestCase(0xE5910004u, 0x0180_0000u, TestName = "Syndrome ldr r0, [r1, #4]")]
    [TestCase(0xE7C1E002u, 0x010E_0000u, TestName = "Syndrome strb lr, [r1, r2]")]
    [TestCase(0xE1D320FAu, 0x0162_0000u, TestName = "Syndrome ldrsh r2, [r3, #10]")]
    [TestCase(0xE1D320DAu, 0x0122_0000u, TestName = "Syndrome ldrsb r2, [r3, #10]")]
    [TestCase(0xE1C320BAu, 0x0142_0000u, TestName = "Syndrome strh r2, [r3, #10]")]
    [TestCase(0xE1D30C9Fu, 0x0100_4000u, TestName = "Syndrome ldab r0, [r3]")]
    [TestCase(0xE1E3FC95u, 0x0145_4000u, TestName = "Syndrome stlh r5, [r3]")]
    [TestCase(0xE5B10004u, 0u, TestName = "Syndrome ldr r0, [r1, #4]!")]
    [TestCase(0xE4910004u, 0u, TestName = "Syndrome ldr r0, [r1], #4")]
    [TestCase(0xE4B10004u, 0u, TestName = "Syndrome ldrt r0, [r1], #4")]
    [TestCase(0xE59F0004u, 0u, TestName = "Syndrome ldr r0, [pc, #4]")]
    [TestCase(0xE591F004u, 0u, TestName = "Syndrome ldr pc, [r1, #4]")]
    [TestCase(0xE1C320DAu, 0u, TestName = "Syndrome ldrd r2, r3, [r3, #10]")]
    [TestCase(0xE8910003u, 0u, TestName = "Syndrome ldm")]
    [TestCase(0xE1910F9Fu, 0u, TestName = "Syndrome ldrex")]
    [TestCase(0xE7910112u, 0u, TestName = "Syndrome of a media instruction")]
    public void A32Syndrome(uint word, uint expected) => Assert.That($"{translator.DataAbortSyndrome(word, Isa.A32):x8}", Is.EqualTo($"{expected:x8}"));

    [TestCase(0x68480000u, 0x0180_0000u, TestName = "Syndrome T16 ldr r0, [r1, #4]")]
    [TestCase(0x5E880000u, 0x0160_0000u, TestName = "Syndrome T16 ldrsh r0, [r1, r2]")]
    [TestCase(0x90020000u, 0x0180_0000u, TestName = "Syndrome T16 str r0, [sp, #8]")]
    [TestCase(0xF8D1CFFFu, 0x018C_0000u, TestName = "Syndrome T32 ldr ip, [r1, #4095]")]
    [TestCase(0xF9110C03u, 0x0120_0000u, TestName = "Syndrome T32 ldrsb r0, [r1, #-3]")]
    [TestCase(0xF8510E0Cu, 0x0180_0000u, TestName = "Syndrome T32 ldrt r0, [r1, #12]")]
    [TestCase(0xF8510032u, 0x0180_0000u, TestName = "Syndrome T32 ldr r0, [r1, r2, lsl #3]")]
    [TestCase(0xE8C10FAFu, 0x0180_4000u, TestName = "Syndrome T32 stl r0, [r1]")]
    [TestCase(0x48040000u, 0u, TestName = "Syndrome T16 ldr r0, [pc, #16]")]
    [TestCase(0xF8510D04u, 0u, TestName = "Syndrome T32 ldr r0, [r1, #-4]!")]
    [TestCase(0xF8510B04u, 0u, TestName = "Syndrome T32 ldr r0, [r1], #4")]
    [TestCase(0xE9C10504u, 0u, TestName = "Syndrome T32 strd")]
    [TestCase(0xE8D10FCFu, 0u, TestName = "Syndrome T32 ldaexb")]
    [TestCase(0xB5100000u, 0u, TestName = "Syndrome T16 push")]
    public void T32Syndrome(uint word, uint expected) => Assert.That($"{translator.DataAbortSyndrome(word, Isa.T32):x8}", Is.EqualTo($"{expected:x8}"));

    [TestCase(ProcessorMode.Usr, 14, 14)]
    [TestCase(ProcessorMode.Svc, 13, 19)]
    [TestCase(ProcessorMode.Svc, 12, 12)]
    [TestCase(ProcessorMode.Irq, 14, 16)]
    [TestCase(ProcessorMode.Und, 13, 23)]
    [TestCase(ProcessorMode.Fiq, 8, 24)]
    [TestCase(ProcessorMode.Fiq, 14, 30)]
    [TestCase(ProcessorMode.Fiq, 7, 7)]
    public void Syndrome_ForAArch64_NamesItsRegister(byte mode, int register, int expected) =>
        Assert.That(Syndrome.RenameTransferRegister(0x0180_0000u | ((uint)register << 16), mode), Is.EqualTo(0x0180_0000u | ((uint)expected << 16)));

    /// <summary>Names of the prefix ops and of the final op. The first memory op has two.</summary>
    private string OpsOf(uint word, Isa isa, byte it = 0, ExceptionLevel el = ExceptionLevel.EL1)
    {
        Op op = default;
        Guard guard = translator.Translate(word, 0x100, new CodeKey(el, false, false, false, isa), it, &op);
        IEnumerable<Op> ops = [.. guard.Prefix.ToArray(), op];
        return string.Join(' ', ops.Select(o => o.Code == (ushort)OpCode.LdrB ? "LdrB" : OpTable.NameOf(o.Code)));
    }
}
