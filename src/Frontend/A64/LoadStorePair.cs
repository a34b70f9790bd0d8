using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>LDP, LDPSW, STP, LDNP, STNP on integer and vector registers.</summary>
internal static class LoadStorePair
{
    public static void AddRows(Table t)
    {
        Add(t, "STP (32-bit)", "00 101 0", 0, MemoryKind.StpW, 2);
        Add(t, "LDP (32-bit)", "00 101 0", 1, MemoryKind.LdpW, 2);
        Add(t, "LDPSW", "01 101 0", 1, MemoryKind.LdpSw, 2, noAllocate: false);
        Add(t, "STP (64-bit)", "10 101 0", 0, MemoryKind.StpX, 3);
        Add(t, "LDP (64-bit)", "10 101 0", 1, MemoryKind.LdpX, 3);
        Add(t, "STP (S)", "00 101 1", 0, MemoryKind.StpV32, 2);
        Add(t, "LDP (S)", "00 101 1", 1, MemoryKind.LdpV32, 2);
        Add(t, "STP (D)", "01 101 1", 0, MemoryKind.StpV64, 3);
        Add(t, "LDP (D)", "01 101 1", 1, MemoryKind.LdpV64, 3);
        Add(t, "STP (Q)", "10 101 1", 0, MemoryKind.StpV128, 4);
        Add(t, "LDP (Q)", "10 101 1", 1, MemoryKind.LdpV128, 4);
    }

    private static void Add(Table t, string name, string head, int load, MemoryKind kind, int scale, bool noAllocate = true)
    {
        bool vector = new MemoryOp(kind, AddressMode.Offset).IsVector;
        const string Tail = "iiiiiii uuuuu nnnnn ttttt";
        t.Add($"{name} post-index", $"{head} 001 {load} {Tail}", (a, f) => Emit(a, f, kind, AddressMode.PostIndex, scale), vector);
        t.Add($"{name} offset", $"{head} 010 {load} {Tail}", (a, f) => Emit(a, f, kind, AddressMode.Offset, scale), vector);
        t.Add($"{name} pre-index", $"{head} 011 {load} {Tail}", (a, f) => Emit(a, f, kind, AddressMode.PreIndex, scale), vector);
        if (noAllocate) t.Add(name.Replace("P", "NP"), $"{head} 000 {load} {Tail}", (a, f) => Emit(a, f, kind, AddressMode.Offset, scale), vector);
    }

    private static void Emit(A64Translator a, F f, MemoryKind kind, AddressMode mode, int scale)
    {
        var op = new MemoryOp(kind, mode);
        int t = f['t'], u = f['u'];
        if (!op.IsVector)
        {
            t = op.IsStore ? A64Translator.Source(t) : A64Translator.Target(t);
            u = op.IsStore ? A64Translator.Source(u) : A64Translator.Target(u);
        }
        a.Emit(op.Code, t, f['n'], a: u, imm: f.Signed('i') << scale);
    }
}
