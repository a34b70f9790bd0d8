using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>MRS, MSR, CPS, SETEND. Which mode executes them is known only at run time; that it is User mode is known here.</summary>
internal static class StatusAccess
{
    public static void AddRows(AArch32Rows t)
    {
        t.A32.Add("MRS A1", "---- 00010 r 00 1111 dddd 0000 0000 0000", Mrs);
        t.T32.Add("MRS T1", "11110011111 r 1111 1000 dddd 0000 0000", Mrs);
        t.A32.Add("MRS (banked) A1", "---- 00010 r 00 mmmm dddd 001 m 0000 0000", MrsBanked);
        t.T32.Add("MRS (banked) T1", "11110011111 r mmmm 1000 dddd 001 m 0000", MrsBanked);
        t.A32.Add("MSR (register) A1", "---- 00010 r 10 mmmm 1111 0000 0000 nnnn", MsrRegister);
        t.T32.Add("MSR (register) T1", "11110011100 r nnnn 1000 mmmm 0000 0000", MsrRegister);
        t.A32.Add("MSR (banked) A1", "---- 00010 r 10 mmmm 1111 001 m 0000 nnnn", MsrBanked);
        t.T32.Add("MSR (banked) T1", "11110011100 r nnnn 1000 mmmm 001 m 0000", MsrBanked);
        t.A32.Add("MSR (immediate) A1", "---- 00110 r 10 mmmm 1111 oooo iiiiiiii", MsrImmediate);
        t.A32Unconditional.Add("CPS A1", "1111 00010000 oo c 0 0000000 iii 0 mmmmm", Cps);
        t.T32.Add("CPS T2", "11110011101 0 1111 1000 0 oo c iii mmmmm", Cps);
        t.T16.Add("CPS T1", "10110110011 o 0 iii ----------------", CpsT16);
        t.A32Unconditional.Add("SETEND A1", "1111 00010000 0001 000000 e 0 0000 0000", Setend);
        t.T16.Add("SETEND T1", "101101100101 e 000 ----------------", Setend);
    }

    private static void Mrs(AArch32Translator a, F f)
    {
        if (f['d'] == 15 || (f['r'] != 0 && IsUser(a))) a.Unpredictable();
        else a.Emit(f['r'] != 0 ? AArch32Effects.ReadSpsr : AArch32Effects.ReadCpsr, d: f['d']);
    }

    private static void MrsBanked(AArch32Translator a, F f)
    {
        if (f['d'] == 15 || IsUser(a)) a.Unpredictable();
        else a.Emit(AArch32Effects.ReadBanked, d: f['d'], s: SysM(f));
    }

    private static void MsrRegister(AArch32Translator a, F f)
    {
        if (f['n'] == 15) a.Unpredictable();
        else Msr(a, f, f['n']);
    }

    private static void MsrBanked(AArch32Translator a, F f)
    {
        if (f['n'] == 15 || IsUser(a)) a.Unpredictable();
        else a.Emit(AArch32Effects.WriteBanked, n: f['n'], s: SysM(f));
    }

    private static void MsrImmediate(AArch32Translator a, F f)
    {
        // R = 0 with an empty mask is the hint space.
        if (f['r'] == 0 && f['m'] == 0) a.Emit(OpCode.Nop);
        else Msr(a, f, a.Prefix(OpCode.MovI, a.Temporary(), imm: uint.RotateRight((uint)f['i'], 2 * f['o'])));
    }

    private static void Msr(AArch32Translator a, F f, int source)
    {
        if (f['m'] == 0 || (f['r'] != 0 && IsUser(a))) a.Unpredictable();
        else a.Emit(f['r'] != 0 ? AArch32Effects.WriteSpsr : AArch32Effects.WriteCpsr, n: source, s: f['m']);
    }

    private static void Cps(AArch32Translator a, F f)
    {
        int change = f['o'], masks = f['i'], mode = f['m'];
        bool setsMode = f['c'] != 0;
        // imod 01 is reserved; masks go with a change of them, a mode with M, and one of both there must be.
        if (change == 1 || (masks != 0) != (change >= 2) || (mode != 0 && !setsMode) || (change == 0 && !setsMode) || a.InItBlock) a.Unpredictable();
        else Change(a, masks, disable: (change & 1) != 0, setsMode ? mode : 0);
    }

    private static void CpsT16(AArch32Translator a, F f)
    {
        if (f['i'] == 0 || a.InItBlock) a.Unpredictable();
        else Change(a, f['i'], disable: f['o'] != 0, mode: 0);
    }

    // An instruction of privileged software that User mode may execute for nothing.
    private static void Change(AArch32Translator a, int masks, bool disable, int mode)
    {
        if (IsUser(a)) a.Emit(OpCode.Nop);
        else a.Emit(AArch32Effects.ChangeState, s: masks, a: disable ? masks : 0, imm: mode);
    }

    private static void Setend(AArch32Translator a, F f)
    {
        if (a.InItBlock) a.Unpredictable();
        else a.Emit(AArch32Effects.SetEndianness, s: f['e']);
    }

    // M:M1 of the encoding, the pattern's runs being M1 then M.
    private static int SysM(F f) => ((f['m'] & 1) << 4) | (f['m'] >> 1) | (f['r'] != 0 ? BankedAccess.SpsrFlag : 0);

    private static bool IsUser(AArch32Translator a) => a.Key.El == ExceptionLevel.EL0;
}
