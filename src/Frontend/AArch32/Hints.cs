using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>IT; NOP, YIELD, WFE, WFI, SEV, SEVL and DBG, any other hint being a NOP; barriers; CLREX; A32's preloads.</summary>
internal static class Hints
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.A32.Add("HINT A1", "---- 00110010 0000 1111 0000 hhhhhhhh", Hint);
        rows.T32.Add("HINT T2", "11110 0111010 1111 1000 0000 hhhhhhhh", Hint);
        rows.AddT16("HINT T1", "10111111 hhhh 0000", Hint);
        rows.AddT16("IT T1", "10111111 iiiiiiii", static (t, f) =>
        {
            t.NextIt = (byte)f['i'];
            t.Condition = 14;
            t.Emit(OpCode.Nop);
        });
        AddNop(rows, "DSB", "0101 0111 1111 1111 0000 0100 ----", "0011 1011 1111 1000 1111 0100 ----");
        AddNop(rows, "DMB", "0101 0111 1111 1111 0000 0101 ----", "0011 1011 1111 1000 1111 0101 ----");
        AddNop(rows, "ISB", "0101 0111 1111 1111 0000 0110 ----", "0011 1011 1111 1000 1111 0110 ----");
        rows.A32Unconditional.Add("CLREX A1", "1111 0101 0111 1111 1111 0000 0001 1111", static (t, f) => t.Emit(OpCode.Clrex));
        rows.T32.Add("CLREX T1", "1111 0011 1011 1111 1000 1111 0010 1111", static (t, f) => t.Emit(OpCode.Clrex));

        // T32 has these among the loads, with R15 as the target.
        rows.A32Unconditional.Add("PLD, PLDW (immediate) A1", "1111 0101 --01 ---- 1111 ---- ---- ----", Nop);
        rows.A32Unconditional.Add("PLD, PLDW (register) A1", "1111 0111 --01 ---- 1111 ---- ---0 ----", Nop);
        rows.A32Unconditional.Add("PLI and other memory hints (immediate) A1", "1111 0100 --01 ---- 1111 ---- ---- ----", Nop);
        rows.A32Unconditional.Add("PLI and other memory hints (register) A1", "1111 0110 --01 ---- 1111 ---- ---0 ----", Nop);
    }

    private static void Nop(AArch32Translator t, F f) => t.Emit(OpCode.Nop);

    private static void AddNop(AArch32Rows rows, string name, string a32, string t32)
    {
        rows.A32Unconditional.Add($"{name} A1", $"1111 {a32}", Nop);
        rows.T32.Add($"{name} T1", $"1111 {t32}", Nop);
    }

    private static void Hint(AArch32Translator t, F f)
    {
        switch (f['h'])
        {
            case 2: t.Emit(A64.Hints.Wfe); break;
            case 3: t.Emit(A64.Hints.Wfi); break;
            case 4: t.Emit(A64.Hints.Sev); break;
            case 5: t.Emit(A64.Hints.Sevl); break;
            default: t.Emit(OpCode.Nop); break;
        }
    }
}
