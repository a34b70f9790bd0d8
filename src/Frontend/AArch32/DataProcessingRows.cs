using Op = Hyp.Jit.Frontend.AArch32.DataOperation;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Encodings of data processing in A32 and T32: with an immediate, a register shifted by a constant, and a register shifted by a register.</summary>
internal static class DataProcessingRows
{
    public static void AddRows(AArch32Rows rows)
    {
        for (Op op = Op.And; op <= Op.Mvn; op++) AddA32(rows, op);
        AddT32(rows, Op.And, "0000", Op.Tst, Op.And);
        AddT32(rows, Op.Bic, "0001", null, Op.Bic);
        AddT32(rows, Op.Orr, "0010", null, Op.Mov);
        AddT32(rows, Op.Orn, "0011", null, Op.Mvn);
        AddT32(rows, Op.Eor, "0100", Op.Teq, Op.Eor);
        AddT32(rows, Op.Add, "1000", Op.Cmn, Op.Add);
        AddT32(rows, Op.Adc, "1010", null, Op.Adc);
        AddT32(rows, Op.Sbc, "1011", null, Op.Sbc);
        AddT32(rows, Op.Sub, "1101", Op.Cmp, Op.Sub);
        AddT32(rows, Op.Rsb, "1110", null, Op.Rsb);
        rows.T32.Add("MOV (register-shifted register) T2", "11111010 0kk S mmmm 1111 dddd 0000 ssss | n=15", static (t, f) =>
            DataProcessing.Translate(t, Op.Mov, DataProcessing.SetsFlags(t, f), f['d'], 15, ShifterOperand.ShiftedByRegister(t.Read(f['m']), f['k'], t.Read(f['s']))));
        rows.T32.Add("SUBS PC, LR T1", "11110011110 1 1110 1000 1111 iiiiiiii", static (t, f) =>
            DataProcessing.Translate(t, Op.Sub, true, 15, 14, ShifterOperand.Immediate((uint)f['i'])));
    }

    private static string Name(Op op) => op.ToString().ToUpperInvariant();

    private static void AddA32(AArch32Rows rows, Op op)
    {
        // Compares exist only with S = 1. Their Rd and the Rn of moves are zero; TEQP and its kin of 26-bit architectures are undefined.
        bool compares = op is >= Op.Tst and <= Op.Cmn, moves = op is Op.Mov or Op.Mvn;
        string head = Convert.ToString((int)op, 2).PadLeft(4, '0') + (compares ? "1" : "S") + (moves ? "0000" : "nnnn") + (compares ? "0000" : "dddd");
        string given = (compares ? " S=1 d=0" : "") + (moves ? " n=0" : "");
        string tail = given.Length == 0 ? "" : $" |{given}";
        rows.A32.Add($"{Name(op)} (immediate) A1", $"---- 001 {head} iiiiiiiiiiii{tail}", (t, f) =>
            DataProcessing.Translate(t, op, f['S'] != 0, f['d'], f['n'], ModifiedImmediate.A32(f['i'])));
        rows.A32.Add($"{Name(op)} (register) A1", $"---- 000 {head} iiiii kk 0 mmmm{tail}", (t, f) =>
            DataProcessing.Translate(t, op, f['S'] != 0, f['d'], f['n'], ShifterOperand.Shifted(t.Read(f['m']), f['k'], f['i'])));
        rows.A32.Add($"{Name(op)} (register-shifted register) A1", $"---- 000 {head} ssss 0 kk 1 mmmm{tail}", (t, f) =>
            DataProcessing.Translate(t, op, f['S'] != 0, f['d'], f['n'], ShifterOperand.ShiftedByRegister(t.Read(f['m']), f['k'], t.Read(f['s']))));
    }

    /// <summary><paramref name="compare"/>: what Rd = 15 with S = 1 makes of it. <paramref name="move"/>: what Rn = 15 makes of it.</summary>
    private static void AddT32(AArch32Rows rows, Op op, string code, Op? compare, Op move)
    {
        Add(op, "S nnnn", "dddd", "");
        if (compare is { } c) Add(c, "1 nnnn", "1111", " | S=1 d=0");
        if (move != op) Add(move, "S 1111", "dddd", " | n=0");

        void Add(Op meaning, string head, string d, string tail)
        {
            rows.T32.Add($"{Name(meaning)} (immediate) T2", $"11110 i 0 {code} {head} 0 iii {d} iiiiiiii{tail}", (t, f) =>
                Translate(t, meaning, f['S'] != 0, f['d'], f['n'], ModifiedImmediate.T32(f['i'])));
            rows.T32.Add($"{Name(meaning)} (register) T2", $"1110101 {code} {head} 0 iii {d} ii kk mmmm{tail}", (t, f) =>
                Translate(t, meaning, f['S'] != 0, f['d'], f['n'], ShifterOperand.Shifted(t.Read(f['m']), f['k'], f['i'])));
        }
    }

    private static void Translate(AArch32Translator t, Op op, bool setFlags, int d, int n, ShifterOperand operand)
    {
        if (d == 15) t.Unpredictable();
        else DataProcessing.Translate(t, op, setFlags, d, n, operand);
    }
}
