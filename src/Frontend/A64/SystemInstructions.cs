using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>MRS, MSR, SYS, SYSL: all through the register rows; rights that depend on the level alone are decided here.</summary>
internal static class SystemInstructions
{
    private static readonly int DaifEncoding = SystemRegisterTable.A64(3, 3, 4, 2, 1);

    public static void AddRows(Table t)
    {
        t.Add("MRS", "1101010100 1 1eeeeeeeeeeeeeee ttttt", static (a, f) => Read(a, 0x8000 | f['e'], f['t']));
        t.Add("MSR (register)", "1101010100 0 1eeeeeeeeeeeeeee ttttt", static (a, f) => Write(a, 0x8000 | f['e'], f['t']));
        t.Add("SYS", "1101010100 0 01eeeeeeeeeeeeee ttttt", static (a, f) => Write(a, 0x4000 | f['e'], f['t']));
        t.Add("SYSL", "1101010100 1 01eeeeeeeeeeeeee ttttt", static (a, f) =>
            a.Emit(SystemAccess.Unallocated, s: 1, c: f['t'], imm: 0x4000 | f['e']));
        t.Add("MSR (immediate)", "1101010100 0 00 ooo 0100 iiii ppp 11111", Immediate);
    }

    private static void Read(A64Translator a, int encoding, int rt)
    {
        if (!SystemRegisterTable.TryFind((uint)encoding, out SystemRegister? row))
        {
            a.Emit(SystemAccess.Unallocated, s: 1, c: rt, imm: encoding);
            return;
        }
        int d = A64Translator.Target(rt);
        if (row.IsPlain(a.Key.El, AccessDirection.Read) && !(row.PlainNeedsSpSel && a.Key.UsesSpEl0)) a.Emit(OpCode.ReadPlain, d, imm: Offset(row));
        else if (encoding == DaifEncoding && a.Key.El != ExceptionLevel.EL0) a.Emit(OpCode.ReadDaif, d, imm: row.Index);
        else if (row.UnlessHcr != 0) a.Emit(OpCode.ReadUnlessTrapped, d, imm: row.Index);
        else a.Emit(SystemAccess.Read, d, imm: row.Index);
    }

    private static void Write(A64Translator a, int encoding, int rt)
    {
        if (!SystemRegisterTable.TryFind((uint)encoding, out SystemRegister? row))
        {
            a.Emit(SystemAccess.Unallocated, c: rt, imm: encoding);
            return;
        }
        int n = A64Translator.Source(rt);
        if (row.IsPlain(a.Key.El, AccessDirection.Write) && !(row.PlainNeedsSpSel && a.Key.UsesSpEl0)) a.Emit(OpCode.WritePlain, n: n, imm: Offset(row));
        else if (encoding == DaifEncoding && a.Key.El != ExceptionLevel.EL0) a.Emit(OpCode.WriteDaif, n: n, c: rt, imm: row.Index);
        else if (row.IsZeroBlock) a.Emit(OpCode.ZeroBlock, n: n, c: rt, imm: row.Index);
        else a.Emit(SystemAccess.Write, n: n, c: rt, imm: row.Index);
    }

    private static void Immediate(A64Translator a, F f)
    {
        int encoding = SystemRegisterTable.A64(0, f['o'], 4, 0, f['p']);
        bool privileged = a.Key.El != ExceptionLevel.EL0;
        if (!SystemRegisterTable.TryFind((uint)encoding, out SystemRegister? row)) a.Undefined();
        else if (privileged && f['o'] == 3 && f['p'] == 6) a.Emit(OpCode.DaifSet, s: f['i'], imm: row.Index);
        else if (privileged && f['o'] == 3 && f['p'] == 7) a.Emit(OpCode.DaifClear, s: f['i'], imm: row.Index);
        else a.Emit(SystemAccess.WriteImmediate, s: f['i'], imm: row.Index);
    }

    private static long Offset(SystemRegister row) => StateOffset.Sys + ((int)row.Storage * 8);
}
