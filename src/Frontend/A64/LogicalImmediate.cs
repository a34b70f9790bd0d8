using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>AND, ORR, EOR, ANDS (immediate).</summary>
internal static class LogicalImmediate
{
    public static void AddRows(Table t)
    {
        t.Add("AND (immediate)", "x00100100 l rrrrrr ssssss nnnnn ddddd", static (a, f) => Emit(a, f, OpCode.AndI64));
        t.Add("ORR (immediate)", "x01100100 l rrrrrr ssssss nnnnn ddddd", static (a, f) => Emit(a, f, OpCode.OrrI64));
        t.Add("EOR (immediate)", "x10100100 l rrrrrr ssssss nnnnn ddddd", static (a, f) => Emit(a, f, OpCode.EorI64));
        t.Add("ANDS (immediate)", "x11100100 l rrrrrr ssssss nnnnn ddddd", static (a, f) => Emit(a, f, OpCode.AndsI64));
    }

    private static void Emit(A64Translator a, F f, OpCode wide)
    {
        if ((f['x'] == 0 && f['l'] == 1) || !TryMask(f['l'], f['s'], f['r'], out ulong mask))
        {
            a.Undefined();
            return;
        }
        if (f['x'] == 0) mask = (uint)mask;
        if (wide == OpCode.AndsI64) a.Emit(wide.Narrow(f['x']), A64Translator.Target(f['d']), A64Translator.Source(f['n']), imm: (long)mask);
        else if (wide == OpCode.OrrI64 && f['n'] == 31) a.Emit(OpCode.MovI, f['d'], imm: (long)mask);
        else a.Emit(wide.Narrow(f['x']), f['d'], A64Translator.Source(f['n']), imm: (long)mask);
    }

    /// <summary>DecodeBitMasks (Arm ARM, shared/functions/integer): false for the reserved forms.</summary>
    internal static bool TryMask(int n, int imms, int immr, out ulong mask)
    {
        mask = 0;
        int combined = (n << 6) | (~imms & 0x3F);
        if (combined < 2) return false;
        int length = System.Numerics.BitOperations.Log2((uint)combined);
        int size = 1 << length;
        int s = imms & (size - 1), r = immr & (size - 1);
        if (s == size - 1) return false;
        ulong element = (1UL << (s + 1)) - 1;
        ulong all = size == 64 ? ulong.MaxValue : (1UL << size) - 1;
        if (r != 0) element = ((element >> r) | (element << (size - r))) & all;
        for (int i = 0; i < 64; i += size) mask |= element << i;
        return true;
    }
}
