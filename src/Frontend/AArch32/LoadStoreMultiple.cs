using System.Numerics;
using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>LDM and STM in their four modes, PUSH, POP, and the forms with ^: user registers, exception return.</summary>
internal static class LoadStoreMultiple
{
    private const int StackPointer = 13, Link = 14, Pc = 15;

    public static void AddRows(AArch32Rows rows)
    {
        rows.A32.Add("STM", "---- 100 p u 0 w 0 nnnn rrrrrrrrrrrrrrrr", static (a, f) => Emit(a, load: false, f['n'], f['r'], f['u'] == 1, f['p'] == 1, f['w'] == 1));
        rows.A32.Add("LDM", "---- 100 p u 0 w 1 nnnn rrrrrrrrrrrrrrrr", static (a, f) => Emit(a, load: true, f['n'], f['r'], f['u'] == 1, f['p'] == 1, f['w'] == 1));
        rows.A32.Add("STM (user registers)", "---- 100 p u 1 w 0 nnnn rrrrrrrrrrrrrrrr", static (a, f) => EmitUser(a, f, load: false));
        rows.A32.Add("LDM (user registers, exception return)", "---- 100 p u 1 w 1 nnnn rrrrrrrrrrrrrrrr", static (a, f) => EmitUser(a, f, load: true));

        rows.T32.Add("STMIA", "1110100 010 w 0 nnnn 0r0rrrrrrrrrrrrr", static (a, f) => Emit(a, load: false, f['n'], List(f), increment: true, before: false, f['w'] == 1));
        rows.T32.Add("LDMIA", "1110100 010 w 1 nnnn rr0rrrrrrrrrrrrr", static (a, f) => Emit(a, load: true, f['n'], List(f), increment: true, before: false, f['w'] == 1));
        rows.T32.Add("STMDB", "1110100 100 w 0 nnnn 0r0rrrrrrrrrrrrr", static (a, f) => Emit(a, load: false, f['n'], List(f), increment: false, before: true, f['w'] == 1));
        rows.T32.Add("LDMDB", "1110100 100 w 1 nnnn rr0rrrrrrrrrrrrr", static (a, f) => Emit(a, load: true, f['n'], List(f), increment: false, before: true, f['w'] == 1));

        const string Second = "----------------";
        rows.T16.Add("PUSH", $"1011 0 10 m rrrrrrrr {Second}", static (a, f) =>
            Emit(a, load: false, StackPointer, f['r'] | (f['m'] << Link), increment: false, before: true, writeBack: true));
        rows.T16.Add("POP", $"1011 1 10 p rrrrrrrr {Second}", static (a, f) =>
            Emit(a, load: true, StackPointer, f['r'] | (f['p'] << Pc), increment: true, before: false, writeBack: true));
        rows.T16.Add("STM", $"1100 0 nnn rrrrrrrr {Second}", static (a, f) => Emit(a, load: false, f['n'], f['r'], increment: true, before: false, writeBack: true));
        rows.T16.Add("LDM", $"1100 1 nnn rrrrrrrr {Second}", static (a, f) => Emit(a, load: true, f['n'], f['r'], increment: true, before: false, writeBack: true));
    }

    /// <summary>The list as it stands in the second halfword.</summary>
    private static int List(F f) => (int)(f.Word & 0xDFFF);

    private static void Emit(AArch32Translator a, bool load, int n, int list, bool increment, bool before, bool writeBack)
    {
        int count = BitOperations.PopCount((uint)list);
        bool toPc = load && (list >> Pc) != 0;
        if (n == Pc || count == 0 || (toPc && SingleAccess.BranchesInsideIt(a)) || (a.IsThumb && toPc && (list >> Link & 1) != 0))
        {
            a.Unpredictable();
            return;
        }
        // With the base in the list a load gives it what memory holds; a store stores it as it was.
        bool update = writeBack && !(load && (list >> n & 1) != 0);
        Emit(a, load ? toPc ? OpCode.LoadMultiplePc : OpCode.LoadMultiple : OpCode.StoreMultiple, n, list, count, increment, before, update);
    }

    private static void EmitUser(AArch32Translator a, F f, bool load)
    {
        int n = f['n'], list = f['r'], count = BitOperations.PopCount((uint)list);
        bool returns = load && (list >> Pc) != 0, writeBack = f['w'] == 1;
        // UNDEFINED in Hyp mode; UNPREDICTABLE in User mode, and in System mode, which only execution can tell.
        if (a.Key.El == ExceptionLevel.EL2) a.Undefined();
        else if (a.Key.El == ExceptionLevel.EL0 || n == Pc || count == 0 || (writeBack && !returns)) a.Unpredictable();
        else
        {
            bool update = writeBack && (list >> n & 1) == 0;
            ushort code = returns ? AArch32MemoryEffects.LoadMultipleReturn : load ? AArch32MemoryEffects.LoadMultipleUser : AArch32MemoryEffects.StoreMultipleUser;
            Emit(a, (OpCode)code, n, list, count, f['u'] == 1, f['p'] == 1, update);
        }
    }

    private static void Emit(AArch32Translator a, OpCode code, int n, int list, int count, bool increment, bool before, bool update)
    {
        int offset = increment ? before ? 4 : 0 : (before ? 0 : 4) - (count * 4);
        bool storesPc = (list >> Pc) != 0 && (code == OpCode.StoreMultiple || (ushort)code == AArch32MemoryEffects.StoreMultipleUser);
        int value = storesPc ? a.Read(Pc) : 32;
        a.Emit(code, update ? n : 33, n, a: value, s: increment ? count : -count, c: count, imm: RegisterList.Pack(list, offset));
    }
}
