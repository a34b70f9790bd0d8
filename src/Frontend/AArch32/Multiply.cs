using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>MUL, MLA, MLS, the long multiplies, UMAAL, SDIV, UDIV.</summary>
internal static class Multiply
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.A32.Add("MUL A1", "---- 0000000 S dddd 0000 mmmm 1001 nnnn", Product);
        rows.T32.Add("MUL T2", "11111011 0000 nnnn 1111 dddd 0000 mmmm | S=0", Product);
        rows.AddT16("MUL T1", "0100001101 nnn ddd | S=!it m=d", Product);
        rows.A32.Add("MLA A1", "---- 0000001 S dddd aaaa mmmm 1001 nnnn", Accumulate);
        rows.T32.Add("MLA T1", "11111011 0000 nnnn aaaa dddd 0000 mmmm | S=0", Accumulate);
        rows.AddBoth("MLS", "---- 00000110 dddd aaaa mmmm 1001 nnnn", "11111011 0000 nnnn aaaa dddd 0001 mmmm", static (t, f) =>
            t.Emit(OpCode.Msub32, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']), t.Read(f['a'])));

        rows.A32.Add("UMULL A1", "---- 0000100 S hhhh llll mmmm 1001 nnnn", static (t, f) => Long(t, f, OpCode.Umaddl, accumulate: false));
        rows.A32.Add("UMLAL A1", "---- 0000101 S hhhh llll mmmm 1001 nnnn", static (t, f) => Long(t, f, OpCode.Umaddl, accumulate: true));
        rows.A32.Add("SMULL A1", "---- 0000110 S hhhh llll mmmm 1001 nnnn", static (t, f) => Long(t, f, OpCode.Smaddl, accumulate: false));
        rows.A32.Add("SMLAL A1", "---- 0000111 S hhhh llll mmmm 1001 nnnn", static (t, f) => Long(t, f, OpCode.Smaddl, accumulate: true));
        rows.T32.Add("SMULL T1", "11111011 1000 nnnn llll hhhh 0000 mmmm | S=0", static (t, f) => Long(t, f, OpCode.Smaddl, accumulate: false));
        rows.T32.Add("UMULL T1", "11111011 1010 nnnn llll hhhh 0000 mmmm | S=0", static (t, f) => Long(t, f, OpCode.Umaddl, accumulate: false));
        rows.T32.Add("SMLAL T1", "11111011 1100 nnnn llll hhhh 0000 mmmm | S=0", static (t, f) => Long(t, f, OpCode.Smaddl, accumulate: true));
        rows.T32.Add("UMLAL T1", "11111011 1110 nnnn llll hhhh 0000 mmmm | S=0", static (t, f) => Long(t, f, OpCode.Umaddl, accumulate: true));
        rows.AddBoth("UMAAL", "---- 00000100 hhhh llll mmmm 1001 nnnn", "11111011 1110 nnnn llll hhhh 0110 mmmm", AccumulateTwice);

        rows.AddBoth("SDIV", "---- 01110001 dddd 1111 mmmm 0001 nnnn", "11111011 1001 nnnn 1111 dddd 1111 mmmm", static (t, f) => Divide(t, f, OpCode.Sdiv32));
        rows.AddBoth("UDIV", "---- 01110011 dddd 1111 mmmm 0001 nnnn", "11111011 1011 nnnn 1111 dddd 1111 mmmm", static (t, f) => Divide(t, f, OpCode.Udiv32));
    }

    private static void Product(AArch32Translator t, F f) => WithFlags(t, f, t.Read(f['n']), t.Read(f['m']), 32);

    private static void Accumulate(AArch32Translator t, F f) => WithFlags(t, f, t.Read(f['n']), t.Read(f['m']), t.Read(f['a']));

    private static void Divide(AArch32Translator t, F f, OpCode code) => t.Emit(code, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']));

    private static void WithFlags(AArch32Translator t, F f, int n, int m, int a)
    {
        int d = AArch32Translator.Target(f['d']);
        bool setFlags = DataProcessing.SetsFlags(t, f);
        t.Put(!setFlags, OpCode.Madd32, d, n, m, a);
        // C and V stay, from Armv5 on.
        if (setFlags) t.Emit(OpCode.LogicFlags, n: d);
    }

    private static void Long(AArch32Translator t, F f, OpCode code, bool accumulate)
    {
        int product = t.Prefix(code, t.Temporary(), t.Read(f['n']), t.Read(f['m']), accumulate ? Accumulator(t, f) : 32);
        Store(t, f, product, f['S'] != 0);
    }

    private static void AccumulateTwice(AArch32Translator t, F f)
    {
        int sum = t.Prefix(OpCode.Umaddl, t.Temporary(), t.Read(f['n']), t.Read(f['m']), t.Read(f['l']));
        Store(t, f, t.Prefix(OpCode.AddR64, t.Temporary(), sum, t.Read(f['h'])), setFlags: false);
    }

    /// <summary>RdHi:RdLo as 64 bits.</summary>
    public static int Accumulator(AArch32Translator t, F f) => t.Prefix(AArch32Shift.Concatenate, t.Temporary(), t.Read(f['l']), t.Read(f['h']));

    /// <summary>A 64-bit value to RdHi:RdLo, with N and Z of all of it.</summary>
    public static void Store(AArch32Translator t, F f, int value, bool setFlags)
    {
        t.Prefix(OpCode.Mov32, AArch32Translator.Target(f['l']), value);
        t.Put(!setFlags, OpCode.LsrI64, AArch32Translator.Target(f['h']), value, imm: 32);
        if (setFlags) t.Emit(OpCode.LogicFlags, n: t.Prefix(AArch32Shift.Fold64, t.Temporary(), value));
    }
}
