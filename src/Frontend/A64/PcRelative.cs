using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>ADR, ADRP.</summary>
internal static class PcRelative
{
    public static void AddRows(Table t)
    {
        t.Add("ADR", "0 ii 10000 iiiiiiiiiiiiiiiiiii ddddd", static (a, f) => Emit(a, f, a.PageOffset + Offset(f)));
        t.Add("ADRP", "1 ii 10000 iiiiiiiiiiiiiiiiiii ddddd", static (a, f) => Emit(a, f, Offset(f) << 12));
    }

    /// <summary>immhi:immlo; the word holds immlo above immhi.</summary>
    private static long Offset(F f)
    {
        uint raw = (uint)f['i'];
        uint immediate = ((raw & 0x7FFFF) << 2) | (raw >> 19);
        return (int)(immediate << 11) >> 11;
    }

    private static void Emit(A64Translator a, F f, long imm) => a.Emit(OpCode.Adr, d: A64Translator.Target(f['d']), imm: imm);
}
