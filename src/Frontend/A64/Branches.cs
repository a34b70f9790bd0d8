using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>B, BL, B.cond, CBZ, CBNZ, TBZ, TBNZ, BR, BLR, RET.</summary>
internal static class Branches
{
    public static void AddRows(Table t)
    {
        t.Add("B", "000101 iiiiiiiiiiiiiiiiiiiiiiiiii", static (a, f) => Direct(a, OpCode.B, f.Signed('i') * 4));
        t.Add("BL", "100101 iiiiiiiiiiiiiiiiiiiiiiiiii", static (a, f) => Direct(a, OpCode.Bl, f.Signed('i') * 4));
        t.Add("B.cond", "01010100 iiiiiiiiiiiiiiiiiii 0 cccc", static (a, f) => Direct(a, OpCode.BCond, f.Signed('i') * 4, c: f['c']));
        t.Add("CBZ", "x0110100 iiiiiiiiiiiiiiiiiii ttttt", static (a, f) => Compare(a, f, f['x'] == 1 ? OpCode.Cbz64 : OpCode.Cbz32));
        t.Add("CBNZ", "x0110101 iiiiiiiiiiiiiiiiiii ttttt", static (a, f) => Compare(a, f, f['x'] == 1 ? OpCode.Cbnz64 : OpCode.Cbnz32));
        t.Add("TBZ", "b0110110 bbbbb iiiiiiiiiiiiii ttttt", static (a, f) => Test(a, f, OpCode.Tbz));
        t.Add("TBNZ", "b0110111 bbbbb iiiiiiiiiiiiii ttttt", static (a, f) => Test(a, f, OpCode.Tbnz));
        t.Add("BR", "1101011 0000 11111 000000 nnnnn 00000", static (a, f) => a.Emit(OpCode.Br, n: A64Translator.Source(f['n'])));
        t.Add("BLR", "1101011 0001 11111 000000 nnnnn 00000", static (a, f) => a.Emit(OpCode.Blr, n: A64Translator.Source(f['n'])));
        t.Add("RET", "1101011 0010 11111 000000 nnnnn 00000", static (a, f) => a.Emit(OpCode.Ret, n: A64Translator.Source(f['n'])));
    }

    private static void Compare(A64Translator a, F f, OpCode near) => Direct(a, near, f.Signed('i') * 4, n: A64Translator.Source(f['t']));

    private static void Test(A64Translator a, F f, OpCode near) => Direct(a, near, f.Signed('i') * 4, n: A64Translator.Source(f['t']), s: f['b']);

    /// <summary>The Far form of a branch stands right behind its in-page form.</summary>
    private static void Direct(A64Translator a, OpCode near, long displacement, int n = 32, int s = 0, int c = 0)
    {
        bool inPage = (ulong)(a.PageOffset + displacement) < 4096;
        a.Emit(inPage ? near : near + 1, n: n, s: s, c: c, imm: (uint)displacement);
    }
}
