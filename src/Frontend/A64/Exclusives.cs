using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Load/store exclusive, load-acquire, store-release, CLREX. Acquire and release add nothing to what the host's order and the exclusive section give.</summary>
internal static class Exclusives
{
    public static void AddRows(Table t)
    {
        Add(t, "STXR", "000 sssss 0 11111", static (a, f) => Store(a, f));
        Add(t, "STLXR", "000 sssss 1 11111", static (a, f) => Store(a, f));
        Add(t, "LDXR", "010 11111 0 11111", static (a, f) => Load(a, f, OpCode.LoadExclusive));
        Add(t, "LDAXR", "010 11111 1 11111", static (a, f) => Load(a, f, OpCode.LoadExclusive));
        Add(t, "STLR", "100 11111 1 11111", static (a, f) =>
            a.Emit(OpCode.StoreRelease, A64Translator.Source(f['t']), f['n'], s: f['z']));
        Add(t, "LDAR", "110 11111 1 11111", static (a, f) => Load(a, f, OpCode.LoadAcquire));
        AddPair(t, "STXP", "001 sssss 0", static (a, f) => StorePair(a, f));
        AddPair(t, "STLXP", "001 sssss 1", static (a, f) => StorePair(a, f));
        AddPair(t, "LDXP", "011 11111 0", static (a, f) => LoadPair(a, f));
        AddPair(t, "LDAXP", "011 11111 1", static (a, f) => LoadPair(a, f));
        t.Add("CLREX", "1101010100 0 00 011 0011 ---- 010 11111", static (a, f) => a.Emit(OpCode.Clrex));
    }

    private static void Add(Table t, string name, string middle, Action<A64Translator, F> handler) =>
        t.Add(name, $"zz 001000 {middle} nnnnn ttttt", handler);

    private static void AddPair(Table t, string name, string middle, Action<A64Translator, F> handler) =>
        t.Add(name, $"1z 001000 {middle} uuuuu nnnnn ttttt", handler);

    private static void Load(A64Translator a, F f, OpCode code) => a.Emit(code, A64Translator.Target(f['t']), f['n'], s: f['z']);

    private static void Store(A64Translator a, F f) =>
        a.Emit(OpCode.StoreExclusive, A64Translator.Target(f['s']), f['n'], A64Translator.Source(f['t']), s: f['z']);

    private static void LoadPair(A64Translator a, F f) =>
        a.Emit(OpCode.LoadExclusivePair, A64Translator.Target(f['t']), f['n'], a: A64Translator.Target(f['u']), s: f['z'] + 2);

    private static void StorePair(A64Translator a, F f) =>
        a.Emit(OpCode.StoreExclusivePair, A64Translator.Target(f['s']), f['n'], A64Translator.Source(f['t']), A64Translator.Source(f['u']), s: f['z'] + 2);
}
