using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>
/// MRC, MCR, MRRC and MCRR of coprocessors 14 and 15, all through the register rows. The other coprocessors but 10 and 11 (floating point) are not there: they, CDP, LDC, STC
/// and the forms with a 2 in their names are UNDEFINED by having no row.
/// </summary>
internal static class Coprocessor
{
    public static void AddRows(AArch32Rows rows)
    {
        // A32 A1; T32 T1 has the same bits with 1110 for the condition.
        rows.A32.Add("MCR A1", "---- 1110 ooo 0 nnnn tttt 111p qqq 1 mmmm", Write);
        rows.A32.Add("MRC A1", "---- 1110 ooo 1 nnnn tttt 111p qqq 1 mmmm", Read);
        rows.A32.Add("MCRR A1", "---- 1100 0100 uuuu tttt 111p oooo mmmm", WriteWide);
        rows.A32.Add("MRRC A1", "---- 1100 0101 uuuu tttt 111p oooo mmmm", ReadWide);
        rows.T32.Add("MCR T1", "1110 1110 ooo 0 nnnn tttt 111p qqq 1 mmmm", Write);
        rows.T32.Add("MRC T1", "1110 1110 ooo 1 nnnn tttt 111p qqq 1 mmmm", Read);
        rows.T32.Add("MCRR T1", "1110 1100 0100 uuuu tttt 111p oooo mmmm", WriteWide);
        rows.T32.Add("MRRC T1", "1110 1100 0101 uuuu tttt 111p oooo mmmm", ReadWide);
    }

    private static void Read(AArch32Translator a, F f)
    {
        // R15 as target means the flags; T32's R13 is UNPREDICTABLE and an ordinary register here.
        uint iss = Syndrome.Coprocessor(f['o'], f['n'], f['m'], f['q'], f['t'], AccessDirection.Read);
        if (Find(a, Encoding(f), iss) is not { } register) return;
        // Kernels keep the current CPU's data and threads their own in such registers.
        if (f['t'] != 15 && register.IsPlainRead(a.Key.El)) a.Emit(OpCode.ReadUnlessHstr, f['t'], imm: Operand(register, iss));
        else a.Emit(CoprocessorAccess.Read, f['t'], imm: Operand(register, iss));
    }

    private static void Write(AArch32Translator a, F f)
    {
        if (f['t'] == 15)
        {
            a.Unpredictable();
            return;
        }
        uint iss = Syndrome.Coprocessor(f['o'], f['n'], f['m'], f['q'], f['t'], AccessDirection.Write);
        if (Find(a, Encoding(f), iss) is { } register) a.Emit(CoprocessorAccess.Write, n: f['t'], imm: Operand(register, iss));
    }

    private static void ReadWide(AArch32Translator a, F f)
    {
        if (f['t'] == 15 || f['u'] == 15 || f['t'] == f['u'])
        {
            a.Unpredictable();
            return;
        }
        uint iss = Syndrome.CoprocessorWide(f['o'], f['m'], f['t'], f['u'], AccessDirection.Read);
        if (Find(a, WideEncoding(f), iss) is { } register) a.Emit(CoprocessorAccess.ReadWide, f['t'], a: f['u'], imm: Operand(register, iss));
    }

    private static void WriteWide(AArch32Translator a, F f)
    {
        if (f['t'] == 15 || f['u'] == 15)
        {
            a.Unpredictable();
            return;
        }
        uint iss = Syndrome.CoprocessorWide(f['o'], f['m'], f['t'], f['u'], AccessDirection.Write);
        if (Find(a, WideEncoding(f), iss) is { } register) a.Emit(CoprocessorAccess.WriteWide, n: f['t'], m: f['u'], imm: Operand(register, iss));
    }

    private static AArch32Register? Find(AArch32Translator a, AArch32Window encoding, uint iss)
    {
        if (SystemRegisterTable.TryFindAArch32(encoding.Key, out AArch32Register? register)
            || (encoding is { Coprocessor: 15, CRn: 15 } && SystemRegisterTable.TryFindAArch32(AArch32RegisterRows.OtherC15Key, out register)))
        {
            return register;
        }
        a.Emit(CoprocessorAccess.Unallocated, imm: ((long)iss << 32) | (uint)encoding.Key);
        return null;
    }

    private static AArch32Window Encoding(F f) =>
        new("", (byte)(14 + f['p']), (byte)f['o'], (byte)f['n'], (byte)f['m'], (byte)f['q'], RegisterHalf.Low);

    private static AArch32Window WideEncoding(F f) => new("", (byte)(14 + f['p']), (byte)f['o'], 0, (byte)f['m'], 0, RegisterHalf.Whole);

    private static long Operand(AArch32Register register, uint iss) => ((long)iss << 32) | (uint)register.Index;
}
