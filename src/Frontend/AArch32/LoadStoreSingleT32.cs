using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>LDR, STR, LDRB, STRB, LDRH, STRH, LDRSB, LDRSH in T32 and T16. Loads of less than a word to R15 are preloads and other hints: nothing to do.</summary>
internal static class LoadStoreSingleT32
{
    private static readonly (string Name, int Signed, string Size, int Load, MemoryKind Kind)[] Kinds =
    [
        ("STRB", 0, "00", 0, MemoryKind.StrB), ("LDRB", 0, "00", 1, MemoryKind.LdrB), ("LDRSB", 1, "00", 1, MemoryKind.LdrSbW),
        ("STRH", 0, "01", 0, MemoryKind.StrH), ("LDRH", 0, "01", 1, MemoryKind.LdrH), ("LDRSH", 1, "01", 1, MemoryKind.LdrShW),
        ("STR", 0, "10", 0, MemoryKind.StrW), ("LDR", 0, "10", 1, MemoryKind.LdrW),
    ];

    public static void AddRows(Table t)
    {
        foreach ((string name, int signed, string size, int load, MemoryKind kind) in Kinds)
        {
            t.Add($"{name} (12-bit offset)", $"1111100 {signed} 1 {size} {load} nnnn tttt iiiiiiiiiiii", (a, f) => Offset12(a, f, kind));
            t.Add($"{name} (8-bit offset, register)", $"1111100 {signed} 0 {size} {load} nnnn tttt iiiiiiiiiiii", (a, f) => Others(a, f, kind));
        }
    }

    public static void AddNarrowRows(Table t)
    {
        const string Second = "----------------";
        string[] registerForms = ["STR", "STRH", "STRB", "LDRSB", "LDR", "LDRH", "LDRB", "LDRSH"];
        MemoryKind[] registerKinds =
            [MemoryKind.StrW, MemoryKind.StrH, MemoryKind.StrB, MemoryKind.LdrSbW, MemoryKind.LdrW, MemoryKind.LdrH, MemoryKind.LdrB, MemoryKind.LdrShW];
        for (int i = 0; i < registerForms.Length; i++)
        {
            MemoryKind kind = registerKinds[i];
            t.Add($"{registerForms[i]} (register)", $"0101 {i >> 2}{(i >> 1) & 1}{i & 1} mmm nnn ttt {Second}", (a, f) => SingleAccess.Register(a, kind, f['t'], f['n'], f['m'], 0, 0));
        }
        AddNarrow("STR", "01100", MemoryKind.StrW, 2);
        AddNarrow("LDR", "01101", MemoryKind.LdrW, 2);
        AddNarrow("STRB", "01110", MemoryKind.StrB, 0);
        AddNarrow("LDRB", "01111", MemoryKind.LdrB, 0);
        AddNarrow("STRH", "10000", MemoryKind.StrH, 1);
        AddNarrow("LDRH", "10001", MemoryKind.LdrH, 1);
        t.Add("LDR (literal)", $"01001 ttt iiiiiiii {Second}", static (a, f) => SingleAccess.Immediate(a, MemoryKind.LdrW, f['t'], 15, f['i'] << 2));
        t.Add("STR (SP)", $"10010 ttt iiiiiiii {Second}", static (a, f) => SingleAccess.Immediate(a, MemoryKind.StrW, f['t'], 13, f['i'] << 2));
        t.Add("LDR (SP)", $"10011 ttt iiiiiiii {Second}", static (a, f) => SingleAccess.Immediate(a, MemoryKind.LdrW, f['t'], 13, f['i'] << 2));

        void AddNarrow(string name, string opcode, MemoryKind kind, int scale) =>
            t.Add($"{name} (immediate)", $"{opcode} iiiii nnn ttt {Second}", (a, f) => SingleAccess.Immediate(a, kind, f['t'], f['n'], f['i'] << scale));
    }

    private static void Offset12(AArch32Translator a, F f, MemoryKind kind)
    {
        if (IsHint(f, kind)) a.Emit(OpCode.Nop);
        else if (IsBadStore(f, kind)) a.Undefined();
        else SingleAccess.Immediate(a, kind, f['t'], f['n'], f['i']);
    }

    /// <summary>U = 0: the literal below PC; else bits 11:0 are 1PUW and an 8-bit offset, or 000000, a shift and a register.</summary>
    private static void Others(AArch32Translator a, F f, MemoryKind kind)
    {
        int t = f['t'], n = f['n'], low = f['i'], offset = low & 0xFF;
        bool indexed = (low & 0x800) != 0, p = (low & 0x400) != 0, u = (low & 0x200) != 0, w = (low & 0x100) != 0;
        if (n == 15)
        {
            if (IsHint(f, kind)) a.Emit(OpCode.Nop);
            else if (IsBadStore(f, kind)) a.Undefined();
            else SingleAccess.Immediate(a, kind, t, 15, -low);
        }
        else if (!indexed)
        {
            if ((low & 0xFC0) != 0) a.Undefined();
            else if (IsHint(f, kind)) a.Emit(OpCode.Nop);
            else if (IsBadStore(f, kind)) a.Unpredictable();
            else SingleAccess.Register(a, kind, t, n, low & 15, 0, (low >> 4) & 3);
        }
        else if (p && u && !w) SingleAccess.Unprivileged(a, kind, t, n, offset, postIndex: false);
        else if (!p && !w) a.Undefined();
        else if (p && !u && !w && IsHint(f, kind)) a.Emit(OpCode.Nop);
        else if (IsBadStore(f, kind)) a.Unpredictable();
        else SingleAccess.Immediate(a, kind, t, n, u ? offset : -offset, p, w);
    }

    private static bool IsHint(F f, MemoryKind kind) =>
        f['t'] == 15 && kind is MemoryKind.LdrB or MemoryKind.LdrH or MemoryKind.LdrSbW or MemoryKind.LdrShW;

    /// <summary>A store to a literal, or of R15.</summary>
    private static bool IsBadStore(F f, MemoryKind kind) => kind is MemoryKind.StrB or MemoryKind.StrH or MemoryKind.StrW && (f['n'] == 15 || f['t'] == 15);
}
