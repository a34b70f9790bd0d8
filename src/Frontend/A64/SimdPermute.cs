using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD permute, extract and table lookup.</summary>
internal static class SimdPermute
{
    public static void AddRows(Table t)
    {
        Add(t, "UZP1", "001", static () => VectorPermute.UnzipEven);
        Add(t, "TRN1", "010", static () => VectorPermute.TransposeEven);
        Add(t, "ZIP1", "011", static () => VectorPermute.ZipLower);
        Add(t, "UZP2", "101", static () => VectorPermute.UnzipOdd);
        Add(t, "TRN2", "110", static () => VectorPermute.TransposeOdd);
        Add(t, "ZIP2", "111", static () => VectorPermute.ZipUpper);
        t.Add("EXT", "0q101110 000 mmmmm 0 iiii 0 nnnnn ddddd", static (a, f) => Extract(a, f), usesFp: true);
        t.Add("TBL", "0q001110 000 mmmmm 0 cc 0 00 nnnnn ddddd", static (a, f) => Look(a, f), usesFp: true);
        t.Add("TBX", "0q001110 000 mmmmm 0 cc 1 00 nnnnn ddddd", static (a, f) => Extend(a, f), usesFp: true);
    }

    private static void Add(Table t, string name, string opcode, Func<OpFamily> family) =>
        t.Add(name, $"0q001110 ss 0 mmmmm 0 {opcode} 10 nnnnn ddddd", (a, f) =>
        {
            if (f['s'] == 3 && f['q'] == 0) a.Undefined();
            else a.Emit(family()[f['s'], f.Form()], f['d'], f['n'], f['m']);
        }, usesFp: true);

    private static void Extract(A64Translator a, F f)
    {
        int position = f['i'];
        if (f['q'] == 1) a.Emit(VectorPermute.Extract128, f['d'], f['n'], f['m'], imm: position);
        else if (position < 8) a.Emit(VectorPermute.Extract64, f['d'], f['n'], f['m'], imm: position);
        else a.Undefined();
    }

    private static void Look(A64Translator a, F f)
    {
        int count = f['c'] + 1;
        if (count == 1) a.Emit(VectorTable.Look1[0, f.Form()], f['d'], f['n'], f['m']);
        else if (count == 2) a.Emit(VectorTable.Look2[0, f.Form()], f['d'], n: (f['n'] + 1) & 31, m: f['m'], a: f['n']);
        else EmitLong(a, f, count, keep: 0);
    }

    private static void Extend(A64Translator a, F f)
    {
        int count = f['c'] + 1;
        if (count == 1) a.Emit(VectorTable.Extend1[0, f.Form()], f['d'], f['n'], f['m'], f['d']);
        else EmitLong(a, f, count, keep: 1);
    }

    private static void EmitLong(A64Translator a, F f, int count, int keep) =>
        a.Emit(f['q'] == 1 ? VectorTable.Long128 : VectorTable.Long64, f['d'], f['n'], f['m'], s: count, c: keep);
}
