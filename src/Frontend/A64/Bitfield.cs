using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>SBFM, BFM, UBFM with their aliases (shifts, extends, field moves), and EXTR.</summary>
internal static class Bitfield
{
    public static void AddRows(Table t)
    {
        t.Add("SBFM", "x00100110 y rrrrrr ssssss nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Sbfx64, OpCode.Sbfiz64, OpCode.AsrI64));
        t.Add("BFM", "x01100110 y rrrrrr ssssss nnnnn ddddd", Insert);
        t.Add("UBFM", "x10100110 y rrrrrr ssssss nnnnn ddddd", static (a, f) => Translate(a, f, OpCode.Ubfx, OpCode.Ubfiz64, OpCode.LsrI64));
        t.Add("EXTR", "x00100111 y0 mmmmm ssssss nnnnn ddddd", static (a, f) =>
        {
            if (f['y'] != f['x'] || (f['x'] == 0 && f['s'] > 31)) a.Undefined();
            else a.Emit(OpCode.Extr64.Narrow(f['x']), A64Translator.Target(f['d']), A64Translator.Source(f['n']), A64Translator.Source(f['m']), imm: f['s']);
        });
    }

    private static bool Valid(F f) => f['y'] == f['x'] && (f['x'] == 1 || (f['r'] < 32 && f['s'] < 32));

    private static void Translate(A64Translator a, F f, OpCode extract, OpCode place, OpCode shift)
    {
        if (!Valid(f))
        {
            a.Undefined();
            return;
        }
        int d = A64Translator.Target(f['d']), n = A64Translator.Source(f['n']), r = f['r'], s = f['s'];
        int top = f['x'] == 1 ? 63 : 31;
        bool signed = shift == OpCode.AsrI64;
        if (s == top) a.Emit(shift.Narrow(f['x']), d, n, imm: r);
        else if (s >= r && !signed) a.Emit(OpCode.Ubfx, d, n, imm: (63 - s) | ((63 - s + r) << 8));
        else if (s >= r) a.Emit(extract.Narrow(f['x']), d, n, imm: (top - s) | ((top - s + r) << 8));
        else if (!signed && s + 1 == r) a.Emit(OpCode.LslI64.Narrow(f['x']), d, n, imm: top - s);
        else
        {
            // The field [s:0] goes to position top + 1 - r: left to the top, then right by what is left over.
            int up = signed ? top - s : 63 - s;
            int width = signed ? top : 63;
            a.Emit(place.Narrow(f['x']), d, n, imm: up | ((width - s - (top + 1 - r)) << 8));
        }
    }

    private static void Insert(A64Translator a, F f)
    {
        if (!Valid(f))
        {
            a.Undefined();
            return;
        }
        int d = A64Translator.Target(f['d']), r = f['r'], s = f['s'], size = f['x'] == 1 ? 64 : 32;
        if (f['d'] == 31) a.Emit(OpCode.Nop);
        else if (s >= r) a.Emit(OpCode.Bfm64.Narrow(f['x']), d, d, A64Translator.Source(f['n']), imm: r | ((s - r) << 8));
        else a.Emit(OpCode.Bfm64.Narrow(f['x']), d, d, A64Translator.Source(f['n']), imm: (s << 8) | ((size - r) << 16));
    }
}
