using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Loads and stores of one register: unsigned offset, unscaled, pre- and post-index, register offset, unprivileged; PRFM.</summary>
internal static class LoadStoreSingle
{
    private static readonly (string Name, int Size, int Opc, MemoryKind Kind)[] Integer =
    [
        ("STRB", 0, 0, MemoryKind.StrB), ("LDRB", 0, 1, MemoryKind.LdrB), ("LDRSB (64-bit)", 0, 2, MemoryKind.LdrSbX), ("LDRSB (32-bit)", 0, 3, MemoryKind.LdrSbW),
        ("STRH", 1, 0, MemoryKind.StrH), ("LDRH", 1, 1, MemoryKind.LdrH), ("LDRSH (64-bit)", 1, 2, MemoryKind.LdrShX), ("LDRSH (32-bit)", 1, 3, MemoryKind.LdrShW),
        ("STR (32-bit)", 2, 0, MemoryKind.StrW), ("LDR (32-bit)", 2, 1, MemoryKind.LdrW), ("LDRSW", 2, 2, MemoryKind.LdrSwX),
        ("STR (64-bit)", 3, 0, MemoryKind.StrX), ("LDR (64-bit)", 3, 1, MemoryKind.LdrX),
    ];

    private static readonly (string Name, int Size, int Opc, MemoryKind Kind)[] Vector =
    [
        ("STR (B)", 0, 0, MemoryKind.StrV8), ("LDR (B)", 0, 1, MemoryKind.LdrV8), ("STR (Q)", 0, 2, MemoryKind.StrV128), ("LDR (Q)", 0, 3, MemoryKind.LdrV128),
        ("STR (H)", 1, 0, MemoryKind.StrV16), ("LDR (H)", 1, 1, MemoryKind.LdrV16),
        ("STR (S)", 2, 0, MemoryKind.StrV32), ("LDR (S)", 2, 1, MemoryKind.LdrV32),
        ("STR (D)", 3, 0, MemoryKind.StrV64), ("LDR (D)", 3, 1, MemoryKind.LdrV64),
    ];

    public static void AddRows(Table t)
    {
        foreach (var row in Integer) AddKind(t, row, vector: false);
        foreach (var row in Vector) AddKind(t, row, vector: true);
        t.Add("PRFM (immediate)", "11 111 0 01 10 iiiiiiiiiiii nnnnn ttttt", static (a, f) => a.Emit(OpCode.Nop));
        t.Add("PRFUM", "11 111 0 00 10 0 iiiiiiiii 00 nnnnn ttttt", static (a, f) => a.Emit(OpCode.Nop));
        t.Add("PRFM (register)", "11 111 0 00 10 1 mmmmm -1- - 10 nnnnn ttttt", static (a, f) => a.Emit(OpCode.Nop));
    }

    private static void AddKind(Table t, (string Name, int Size, int Opc, MemoryKind Kind) row, bool vector)
    {
        string head = $"{Bits(row.Size)} 111 {(vector ? 1 : 0)} ", opc = Bits(row.Opc), unscaled = row.Name.Replace("STR", "STUR").Replace("LDR", "LDUR");
        MemoryKind kind = row.Kind;
        int scale = System.Numerics.BitOperations.Log2((uint)new MemoryOp(kind, AddressMode.Offset).ElementSize);
        t.Add($"{row.Name} unsigned offset", $"{head} 01 {opc} iiiiiiiiiiii nnnnn ttttt", (a, f) => Emit(a, f, kind, AddressMode.Offset, (long)f['i'] << scale), vector);
        t.Add(unscaled, $"{head} 00 {opc} 0 iiiiiiiii 00 nnnnn ttttt", (a, f) => Emit(a, f, kind, AddressMode.Offset, f.Signed('i')), vector);
        t.Add($"{row.Name} post-index", $"{head} 00 {opc} 0 iiiiiiiii 01 nnnnn ttttt", (a, f) => Emit(a, f, kind, AddressMode.PostIndex, f.Signed('i')), vector);
        t.Add($"{row.Name} pre-index", $"{head} 00 {opc} 0 iiiiiiiii 11 nnnnn ttttt", (a, f) => Emit(a, f, kind, AddressMode.PreIndex, f.Signed('i')), vector);
        t.Add($"{row.Name} register", $"{head} 00 {opc} 1 mmmmm o1p s 10 nnnnn ttttt", (a, f) =>
            Emit(a, f, kind, AddressMode.Register, 0, A64Translator.Source(f['m']), f['s'] * scale, (f['o'] << 2) | 2 | f['p']), vector);
        if (vector) return;
        t.Add(row.Name.Replace("STR", "STTR").Replace("LDR", "LDTR"), $"{head} 00 {opc} 0 iiiiiiiii 10 nnnnn ttttt", (a, f) => Unprivileged(a, f, kind));
    }

    private static string Bits(int v) => v switch { 0 => "00", 1 => "01", 2 => "10", _ => "11" };

    private static void Emit(A64Translator a, F f, MemoryKind kind, AddressMode mode, long imm, int m = 32, int s = 0, int c = 0)
    {
        var op = new MemoryOp(kind, mode);
        int t = op.IsVector ? f['t'] : op.IsStore ? A64Translator.Source(f['t']) : A64Translator.Target(f['t']);
        a.Emit(op.Code, t, f['n'], m, s: s, c: c, imm: imm);
    }

    /// <summary>Outside EL1 an unprivileged access is an ordinary one (Arm ARM, AccType_UNPRIV).</summary>
    private static void Unprivileged(A64Translator a, F f, MemoryKind kind)
    {
        if (a.Key.El != Runtime.ExceptionLevel.EL1)
        {
            Emit(a, f, kind, AddressMode.Offset, f.Signed('i'));
            return;
        }
        bool store = new MemoryOp(kind, AddressMode.Offset).IsStore;
        int t = store ? A64Translator.Source(f['t']) : A64Translator.Target(f['t']);
        a.Emit(store ? OpCode.StoreUnprivileged : OpCode.LoadUnprivileged, t, f['n'], a: 33, s: (int)kind, imm: f.Signed('i'));
    }
}
