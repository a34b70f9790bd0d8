using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>SXTB ... UXTAB16: a byte, a halfword or two bytes, rotated into place, extended, and perhaps added. PKHBT, PKHTB.</summary>
internal static class Extend
{
    /// <summary>Options of AddExtend32.</summary>
    private const int Uxtb = 0, Uxth = 1, Sxtb = 4, Sxth = 5;

    public static void AddRows(AArch32Rows rows)
    {
        AddPair(rows, "SXTAB", "SXTB", "01101010", "0100", Sxtb);
        AddPair(rows, "SXTAH", "SXTH", "01101011", "0000", Sxth);
        AddPair(rows, "UXTAB", "UXTB", "01101110", "0101", Uxtb);
        AddPair(rows, "UXTAH", "UXTH", "01101111", "0001", Uxth);
        AddBytes(rows, "SXTAB16", "SXTB16", "01101000", "0010", AArch32Extend.SignedBytes);
        AddBytes(rows, "UXTAB16", "UXTB16", "01101100", "0011", AArch32Extend.UnsignedBytes);
        AddT16(rows, "SXTH T1", "00", Sxth);
        AddT16(rows, "SXTB T1", "01", Sxtb);
        AddT16(rows, "UXTH T1", "10", Uxth);
        AddT16(rows, "UXTB T1", "11", Uxtb);
        rows.AddBoth("PKHBT", "---- 01101000 nnnn dddd iiiii 001 mmmm", "1110101 0110 0 nnnn 0 iii dddd ii 00 mmmm", static (t, f) => Pack(t, f, top: false));
        rows.AddBoth("PKHTB", "---- 01101000 nnnn dddd iiiii 101 mmmm", "1110101 0110 0 nnnn 0 iii dddd ii 10 mmmm", static (t, f) => Pack(t, f, top: true));
    }

    private static void AddPair(AArch32Rows rows, string adding, string plain, string a32, string t32, int option)
    {
        rows.AddBoth(adding, $"---- {a32} nnnn dddd rr 00 0111 mmmm", $"11111010 {t32} nnnn 1111 dddd 10rr mmmm", (t, f) =>
        {
            int m = t.Read(f['m']);
            if (f['r'] != 0) m = t.Prefix(OpCode.Extr32, t.Temporary(), m, m, imm: f['r'] * 8);
            t.Emit(OpCode.AddExtend32, AArch32Translator.Target(f['d']), t.Read(f['n']), m, imm: option << 8);
        });
        rows.AddBoth(plain, $"---- {a32} 1111 dddd rr 00 0111 mmmm", $"11111010 {t32} 1111 1111 dddd 10rr mmmm", (t, f) => Field(t, f['d'], f['m'], f['r'] * 8, option));
    }

    private static void AddBytes(AArch32Rows rows, string adding, string plain, string a32, string t32, ushort code)
    {
        rows.AddBoth(adding, $"---- {a32} nnnn dddd rr 00 0111 mmmm", $"11111010 {t32} nnnn 1111 dddd 10rr mmmm", (t, f) =>
            t.Emit(code, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']), imm: f['r'] * 8));
        rows.AddBoth(plain, $"---- {a32} 1111 dddd rr 00 0111 mmmm", $"11111010 {t32} 1111 1111 dddd 10rr mmmm", (t, f) =>
            t.Emit(code, AArch32Translator.Target(f['d']), 32, t.Read(f['m']), imm: f['r'] * 8));
    }

    private static void AddT16(AArch32Rows rows, string name, string code, int option) =>
        rows.AddT16(name, $"10110010 {code} mmm ddd", (t, f) => Field(t, f['d'], f['m'], 0, option));

    /// <summary>One op: the field is extracted where it lies; only a halfword rotated by 24 lies in two pieces.</summary>
    private static void Field(AArch32Translator t, int d, int m, int rotation, int option)
    {
        int width = option is Uxtb or Sxtb ? 8 : 16;
        m = t.Read(m);
        if (rotation + width > 32)
        {
            m = t.Prefix(OpCode.Extr32, t.Temporary(), m, m, imm: rotation);
            rotation = 0;
        }
        BitfieldMoves.Extract(t, d, m, rotation, width, signed: option >= Sxtb);
    }

    /// <summary>PKHBT: top half of Rm shifted left over the bottom of Rn. PKHTB: bottom half of Rm shifted right under the top of Rn.</summary>
    private static void Pack(AArch32Translator t, F f, bool top)
    {
        int n = t.Read(f['n']), d = AArch32Translator.Target(f['d']);
        int m = ShifterOperand.Shifted(t.Read(f['m']), top ? ShifterOperand.Asr : ShifterOperand.Lsl, f['i']).Slot(t);
        t.Emit(OpCode.Bfm32, d, top ? n : m, top ? m : n, imm: 15 << 8);
    }
}
