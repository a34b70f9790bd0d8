using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>B, BL, BLX, BX, BXJ, CBZ, CBNZ, TBB, TBH. A condition, of the encoding or of an IT block, becomes part of B, so that a compare before it fuses.</summary>
internal static class Branches
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.A32.Add("B A1", "---- 1010 iiiiiiiiiiiiiiiiiiiiiiii", static (t, f) => Branch(t, t.Condition, (f.Signed('i') * 4) + 8));
        rows.A32.Add("BL A1", "---- 1011 iiiiiiiiiiiiiiiiiiiiiiii", static (t, f) => Link(t, (f.Signed('i') * 4) + 8));
        rows.A32Unconditional.Add("BLX (immediate) A2", "1111 101 h iiiiiiiiiiiiiiiiiiiiiiii", static (t, f) => LinkExchange(t, (f.Signed('i') * 4) + (f['h'] * 2)));
        rows.A32.Add("BX A1", "---- 00010010 1111 1111 1111 0001 mmmm", Exchange);
        rows.A32.Add("BXJ A1", "---- 00010010 1111 1111 1111 0010 mmmm", Exchange);
        rows.A32.Add("BLX (register) A1", "---- 00010010 1111 1111 1111 0011 mmmm", LinkExchangeRegister);

        rows.AddT16("B T1", "1101 cccc iiiiiiii", static (t, f) => Branch(t, f['c'], (f.Signed('i') * 2) + 4));
        rows.AddT16("B T2", "11100 iiiiiiiiiii", static (t, f) => Branch(t, t.Condition, (f.Signed('i') * 2) + 4));
        rows.AddT16("BX T1", "01000111 0 mmmm 000", Exchange);
        rows.AddT16("BLX (register) T1", "01000111 1 mmmm 000", LinkExchangeRegister);
        rows.AddT16("CBZ T1", "1011 00 i 1 iiiii nnn", static (t, f) => Direct(t, OpCode.Cbz32, (f['i'] * 2) + 4, n: f['n']));
        rows.AddT16("CBNZ T1", "1011 10 i 1 iiiii nnn", static (t, f) => Direct(t, OpCode.Cbnz32, (f['i'] * 2) + 4, n: f['n']));

        rows.T32.Add("B T3", "11110 s cccc iiiiii 10 j 0 k iiiiiiiiiii", ConditionalWide);
        rows.T32.Add("B T4", "11110 s iiiiiiiiii 10 j 1 k iiiiiiiiiii", static (t, f) => Branch(t, t.Condition, Wide(f, 21) + 4));
        rows.T32.Add("BL T1", "11110 s iiiiiiiiii 11 j 1 k iiiiiiiiiii", static (t, f) => Link(t, Wide(f, 21) + 4));
        rows.T32.Add("BLX (immediate) T2", "11110 s iiiiiiiiii 11 j 0 k iiiiiiiiii 0", static (t, f) => LinkExchange(t, Wide(f, 20) * 2));
        rows.T32.Add("BXJ T1", "11110 0111100 mmmm 1000 1111 0000 0000", Exchange);
        rows.T32.Add("TBB, TBH T1", "11101000 1101 nnnn 1111 0000 000 h mmmm", Table);
    }

    /// <summary>Displacement of the long forms: S:I1:I2:imm:0, I = NOT(J EOR S); <paramref name="width"/> is that of imm.</summary>
    private static long Wide(F f, int width)
    {
        int i1 = ~(f['j'] ^ f['s']) & 1, i2 = ~(f['k'] ^ f['s']) & 1;
        long value = ((long)i1 << (width + 1)) | ((long)i2 << width) | (uint)f['i'];
        return ((-(long)f['s'] << (width + 2)) | value) * 2;
    }

    private static void ConditionalWide(AArch32Translator t, F f)
    {
        // 111x belongs to system instructions; those of them that exist have rows that refine this one.
        if (f['c'] >= 14) t.Undefined();
        else Branch(t, f['c'], (((-(long)f['s'] << 19) | ((long)f['k'] << 18) | ((long)f['j'] << 17) | (uint)f['i']) * 2) + 4);
    }

    private static void Branch(AArch32Translator t, int condition, long displacement)
    {
        t.Condition = 14;
        if (condition < 14) Direct(t, OpCode.BCond, displacement, c: condition);
        else Direct(t, OpCode.B, displacement);
    }

    private static void Link(AArch32Translator t, long displacement) => Direct(t, OpCode.BranchLink32, displacement);

    /// <summary>The base is R15 aligned to a word, from either instruction set.</summary>
    private static void LinkExchange(AArch32Translator t, long offset) =>
        t.Emit(OpCode.BranchLinkExchange32, imm: (uint)(t.AlignedPcOffset - t.PageOffset + offset));

    /// <summary>BX. BXJ is the same where Jazelle is trivial.</summary>
    private static void Exchange(AArch32Translator t, F f) => t.Emit(OpCode.BranchExchange, n: t.Read(f['m']));

    private static void LinkExchangeRegister(AArch32Translator t, F f) => t.Emit(OpCode.BranchLinkExchangeRegister, n: t.Read(f['m']));

    private static void Table(AArch32Translator t, F f)
    {
        int address = t.Prefix(OpCode.AddLsl32, t.Temporary(), t.Read(f['n']), t.Read(f['m']), imm: f['h']);
        t.Emit(OpCode.TableBranch, n: address, s: f['h']);
    }

    /// <summary>The Far form of a branch stands right behind its in-page form.</summary>
    private static void Direct(AArch32Translator t, OpCode near, long displacement, int n = 32, int c = 0)
    {
        bool inPage = (ulong)(t.PageOffset + displacement) < 4096;
        t.Emit(inPage ? near : near + 1, n: n, c: c, imm: (uint)displacement);
    }
}
