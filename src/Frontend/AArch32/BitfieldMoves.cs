using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>SBFX, UBFX, BFI, BFC.</summary>
internal static class BitfieldMoves
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddBoth("SBFX", "---- 0111101 wwwww dddd lllll 101 nnnn", "1111001101 00 nnnn 0 lll dddd ll 0 wwwww", static (t, f) => Extract(t, f, signed: true));
        rows.AddBoth("UBFX", "---- 0111111 wwwww dddd lllll 101 nnnn", "1111001111 00 nnnn 0 lll dddd ll 0 wwwww", static (t, f) => Extract(t, f, signed: false));
        rows.AddBoth("BFI", "---- 0111110 mmmmm dddd lllll 001 nnnn", "1111001101 10 nnnn 0 lll dddd ll 0 mmmmm", static (t, f) => Insert(t, f, t.Read(f['n'])));
        rows.AddBoth("BFC", "---- 0111110 mmmmm dddd lllll 001 1111", "1111001101 10 1111 0 lll dddd ll 0 mmmmm", static (t, f) => Insert(t, f, 32));
    }

    /// <summary>Bits [lsb + width - 1 : lsb] of slot <paramref name="n"/>.</summary>
    public static void Extract(AArch32Translator t, int d, int n, int lsb, int width, bool signed)
    {
        int top = signed ? 31 : 63;
        int up = top + 1 - lsb - width, down = top + 1 - width;
        t.Emit(signed ? OpCode.Sbfx32 : OpCode.Ubfx, AArch32Translator.Target(d), n, imm: up | (down << 8));
    }

    private static void Extract(AArch32Translator t, F f, bool signed)
    {
        if (f['l'] + f['w'] > 31) t.Unpredictable();
        else Extract(t, f['d'], t.Read(f['n']), f['l'], f['w'] + 1, signed);
    }

    private static void Insert(AArch32Translator t, F f, int source)
    {
        int d = f['d'], lsb = f['l'], msb = f['m'];
        if (msb < lsb) t.Unpredictable();
        else t.Emit(OpCode.Bfm32, AArch32Translator.Target(d), d, source, imm: ((msb - lsb) << 8) | (lsb << 16));
    }
}
