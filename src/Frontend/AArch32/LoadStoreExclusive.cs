using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>LDREX, STREX, LDAEX, STLEX, LDA, STL in all sizes; SWP and SWPB. Acquire and release add nothing to what the host's order gives.</summary>
internal static class LoadStoreExclusive
{
    /// <summary>Suffix, log2 of the bytes (3 for a pair), bits 22:21 in A32, bits 5:4 in T32.</summary>
    private static readonly (string Suffix, int Size, string A32, string T32)[] Sizes = [("", 2, "00", "10"), ("D", 3, "01", "11"), ("B", 0, "10", "00"), ("H", 1, "11", "01")];

    public static void AddRows(AArch32Rows rows)
    {
        foreach ((string suffix, int size, string a32, string t32) in Sizes)
        {
            AddA32(rows.A32, suffix, size, a32);
            AddT32(rows.T32, suffix, size, t32);
        }
        rows.T32.Add("STREX", "11101000 0100 nnnn tttt dddd iiiiiiii", static (a, f) => Store(a, 2, f['d'], f['n'], f['t'], f['i'] << 2));
        rows.T32.Add("LDREX", "11101000 0101 nnnn tttt 1111 iiiiiiii", static (a, f) => Load(a, 2, f['n'], f['t'], f['i'] << 2));
        rows.A32.Add("SWP", "---- 00010 0 00 nnnn tttt 0000 1001 mmmm", static (a, f) => Swap(a, f, 2));
        rows.A32.Add("SWPB", "---- 00010 1 00 nnnn tttt 0000 1001 mmmm", static (a, f) => Swap(a, f, 0));
    }

    private static void AddA32(Table t, string suffix, int size, string z)
    {
        foreach ((string infix, string order) in new[] { ("R", "11"), ("A", "10") })
        {
            string storeName = infix == "R" ? $"STREX{suffix}" : $"STLEX{suffix}";
            if (size == 3)
            {
                t.Add(storeName, $"---- 00011 {z} 0 nnnn dddd 11 {order} 1001 tttt", static (a, f) => StorePair(a, f['d'], f['n'], f['t'], f['t'] + 1));
                t.Add($"LD{infix}EX{suffix}", $"---- 00011 {z} 1 nnnn tttt 11 {order} 1001 1111", static (a, f) => LoadPair(a, f['n'], f['t'], f['t'] + 1));
                continue;
            }
            t.Add(storeName, $"---- 00011 {z} 0 nnnn dddd 11 {order} 1001 tttt", (a, f) => Store(a, size, f['d'], f['n'], f['t']));
            t.Add($"LD{infix}EX{suffix}", $"---- 00011 {z} 1 nnnn tttt 11 {order} 1001 1111", (a, f) => Load(a, size, f['n'], f['t']));
        }
        if (size == 3) return;
        t.Add($"STL{suffix}", $"---- 00011 {z} 0 nnnn 1111 1100 1001 tttt", (a, f) => Ordered(a, f, OpCode.StoreRelease, size));
        t.Add($"LDA{suffix}", $"---- 00011 {z} 1 nnnn tttt 1100 1001 1111", (a, f) => Ordered(a, f, OpCode.LoadAcquire, size));
    }

    private static void AddT32(Table t, string suffix, int size, string z)
    {
        if (size == 3)
        {
            t.Add("STREXD", "11101000 1100 nnnn tttt ssss 0111 dddd", static (a, f) => StorePair(a, f['d'], f['n'], f['t'], f['s']));
            t.Add("STLEXD", "11101000 1100 nnnn tttt ssss 1111 dddd", static (a, f) => StorePair(a, f['d'], f['n'], f['t'], f['s']));
            t.Add("LDREXD", "11101000 1101 nnnn tttt ssss 0111 1111", static (a, f) => LoadPair(a, f['n'], f['t'], f['s']));
            t.Add("LDAEXD", "11101000 1101 nnnn tttt ssss 1111 1111", static (a, f) => LoadPair(a, f['n'], f['t'], f['s']));
            return;
        }
        if (size != 2)
        {
            t.Add($"STREX{suffix}", $"11101000 1100 nnnn tttt 1111 01{z} dddd", (a, f) => Store(a, size, f['d'], f['n'], f['t']));
            t.Add($"LDREX{suffix}", $"11101000 1101 nnnn tttt 1111 01{z} 1111", (a, f) => Load(a, size, f['n'], f['t']));
        }
        t.Add($"STLEX{suffix}", $"11101000 1100 nnnn tttt 1111 11{z} dddd", (a, f) => Store(a, size, f['d'], f['n'], f['t']));
        t.Add($"LDAEX{suffix}", $"11101000 1101 nnnn tttt 1111 11{z} 1111", (a, f) => Load(a, size, f['n'], f['t']));
        t.Add($"STL{suffix}", $"11101000 1100 nnnn tttt 1111 10{z} 1111", (a, f) => Ordered(a, f, OpCode.StoreRelease, size));
        t.Add($"LDA{suffix}", $"11101000 1101 nnnn tttt 1111 10{z} 1111", (a, f) => Ordered(a, f, OpCode.LoadAcquire, size));
    }

    private static void Load(AArch32Translator a, int size, int n, int t, int offset = 0)
    {
        if (n == 15 || t == 15) a.Unpredictable();
        else a.Emit(OpCode.LoadExclusive, t, Base(a, n, offset), s: size);
    }

    private static void Store(AArch32Translator a, int size, int d, int n, int t, int offset = 0)
    {
        if (d == 15 || n == 15 || t == 15 || d == n || d == t) a.Unpredictable();
        else a.Emit(OpCode.StoreExclusive, d, Base(a, n, offset), t, s: size);
    }

    private static void LoadPair(AArch32Translator a, int n, int t, int second)
    {
        if (n == 15 || IsBadPair(a, t, second) || t == second) a.Unpredictable();
        else a.Emit(OpCode.LoadExclusivePair, t, n, a: second, s: 2);
    }

    private static void StorePair(AArch32Translator a, int d, int n, int t, int second)
    {
        if (d == 15 || n == 15 || IsBadPair(a, t, second) || d == n || d == t || d == second) a.Unpredictable();
        else a.Emit(OpCode.StoreExclusivePair, d, n, t, second, s: 2);
    }

    private static bool IsBadPair(AArch32Translator a, int t, int second) => t == 15 || second == 15 || (!a.IsThumb && (t & 1) != 0);

    private static void Ordered(AArch32Translator a, F f, OpCode code, int size)
    {
        if (f['n'] == 15 || f['t'] == 15) a.Unpredictable();
        else a.Emit(code, f['t'], f['n'], s: size);
    }

    private static void Swap(AArch32Translator a, F f, int size)
    {
        int t = f['t'], n = f['n'], m = f['m'];
        if (t == 15 || n == 15 || m == 15 || n == t || n == m) a.Unpredictable();
        else a.Emit(AArch32MemoryEffects.Swap, t, n, m, s: size);
    }

    private static int Base(AArch32Translator a, int n, int offset) => offset == 0 ? n : a.Prefix(OpCode.AddI32, a.Temporary(), n, imm: offset);
}
