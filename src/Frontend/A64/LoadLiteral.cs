using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>LDR, LDRSW (literal) and PRFM (literal).</summary>
internal static class LoadLiteral
{
    public static void AddRows(Table t)
    {
        Add(t, "LDR (literal, 32-bit)", "00 011 0 00", MemoryKind.LdrW);
        Add(t, "LDR (literal, 64-bit)", "01 011 0 00", MemoryKind.LdrX);
        Add(t, "LDRSW (literal)", "10 011 0 00", MemoryKind.LdrSwX);
        t.Add("PRFM (literal)", "11 011 0 00 iiiiiiiiiiiiiiiiiii ttttt", static (a, f) => a.Emit(OpCode.Nop));
        Add(t, "LDR (literal, S)", "00 011 1 00", MemoryKind.LdrV32);
        Add(t, "LDR (literal, D)", "01 011 1 00", MemoryKind.LdrV64);
        Add(t, "LDR (literal, Q)", "10 011 1 00", MemoryKind.LdrV128);
    }

    private static void Add(Table t, string name, string head, MemoryKind kind)
    {
        var op = new MemoryOp(kind, AddressMode.Literal);
        t.Add(name, $"{head} iiiiiiiiiiiiiiiiiii ttttt", (a, f) =>
            a.Emit(op.Code, op.IsVector ? f['t'] : A64Translator.Target(f['t']), imm: a.PageOffset + (f.Signed('i') * 4)), op.IsVector);
    }
}
