using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>LDR, STR, LDRB, STRB, LDRH, STRH, LDRSB, LDRSH and their unprivileged forms in A32.</summary>
internal static class LoadStoreSingleA32
{
    private static readonly (string Name, int Load, string Opcode, MemoryKind Kind)[] Extra =
    [
        ("STRH", 0, "01", MemoryKind.StrH), ("LDRH", 1, "01", MemoryKind.LdrH), ("LDRSB", 1, "10", MemoryKind.LdrSbW), ("LDRSH", 1, "11", MemoryKind.LdrShW),
    ];

    public static void AddRows(Table t)
    {
        AddWordOrByte(t, "STR", 0, 0, MemoryKind.StrW);
        AddWordOrByte(t, "LDR", 0, 1, MemoryKind.LdrW);
        AddWordOrByte(t, "STRB", 1, 0, MemoryKind.StrB);
        AddWordOrByte(t, "LDRB", 1, 1, MemoryKind.LdrB);
        foreach ((string name, int load, string opcode, MemoryKind kind) in Extra)
        {
            t.Add($"{name} (immediate)", $"---- 000 p u 1 w {load} nnnn tttt iiii 1 {opcode} 1 iiii", (a, f) => Immediate(a, f, kind));
            t.Add($"{name} (register)", $"---- 000 p u 0 w {load} nnnn tttt 0000 1 {opcode} 1 mmmm", (a, f) => Register(a, f, kind, 0, 0));
        }
    }

    private static void AddWordOrByte(Table t, string name, int isByte, int load, MemoryKind kind)
    {
        t.Add($"{name} (immediate)", $"---- 010 p u {isByte} w {load} nnnn tttt iiiiiiiiiiii", (a, f) => Immediate(a, f, kind));
        t.Add($"{name} (register)", $"---- 011 p u {isByte} w {load} nnnn tttt iiiii kk 0 mmmm", (a, f) => Register(a, f, kind, f['k'], f['i']));
    }

    private static void Immediate(AArch32Translator a, F f, MemoryKind kind)
    {
        long offset = f['u'] == 1 ? f['i'] : -f['i'];
        if (f['p'] == 0 && f['w'] == 1) SingleAccess.Unprivileged(a, kind, f['t'], f['n'], offset, postIndex: true);
        else SingleAccess.Immediate(a, kind, f['t'], f['n'], offset, f['p'] == 1, f['w'] == 1);
    }

    private static void Register(AArch32Translator a, F f, MemoryKind kind, int shift, int amount)
    {
        bool add = f['u'] == 1;
        if (f['p'] == 0 && f['w'] == 1) SingleAccess.Unprivileged(a, kind, f['t'], f['n'], f['m'], shift, amount, add);
        else SingleAccess.Register(a, kind, f['t'], f['n'], f['m'], shift, amount, add, f['p'] == 1, f['w'] == 1);
    }
}
