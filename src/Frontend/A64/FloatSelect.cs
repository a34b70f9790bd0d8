using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>FCSEL.</summary>
internal static class FloatSelect
{
    public static void AddRows(Table t) => t.Add("FCSEL", "00011110 0t1 mmmmm cccc 11 nnnnn ddddd", Translate, usesFp: true);

    /// <summary>V[D] = condition C ? V[N] : V[M]; S = bytes kept, the rest of V[D] is zero.</summary>
    private static void Translate(A64Translator a, F f) =>
        a.Emit(OpCode.FpConditionalSelect, f['d'], f['n'], f['m'], s: f['t'] == 1 ? 8 : 4, c: f['c']);
}
