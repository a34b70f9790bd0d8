using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>CLZ, RBIT, REV, REV16, REVSH; CRC32 and CRC32C, which came with Armv8.</summary>
internal static class OneOperand
{
    public static void AddRows(AArch32Rows rows)
    {
        Add(rows, "CLZ", "00010110 1111 dddd 1111 0001", "1011 ---- 1111 dddd 1000", null, (ushort)OpCode.Clz32);
        Add(rows, "RBIT", "01101111 1111 dddd 1111 0011", "1001 ---- 1111 dddd 1010", null, (ushort)OpCode.Rbit32);
        Add(rows, "REV", "01101011 1111 dddd 1111 0011", "1001 ---- 1111 dddd 1000", "00", (ushort)OpCode.Rev32);
        Add(rows, "REV16", "01101011 1111 dddd 1111 1011", "1001 ---- 1111 dddd 1001", "01", (ushort)OpCode.Rev16In32);
        Add(rows, "REVSH", "01101111 1111 dddd 1111 1011", "1001 ---- 1111 dddd 1011", "11", AArch32Extend.ReverseSigned);
        rows.AddBoth("CRC32 (Armv8)", "---- 00010 zz 0 nnnn dddd 0000 0100 mmmm", "11111010 1100 nnnn 1111 dddd 10 zz mmmm", static (t, f) =>
            Checksum(t, f, Crc32.Ieee8, Crc32.Ieee16, Crc32.Ieee32));
        rows.AddBoth("CRC32C (Armv8)", "---- 00010 zz 0 nnnn dddd 0010 0100 mmmm", "11111010 1101 nnnn 1111 dddd 10 zz mmmm", static (t, f) =>
            Checksum(t, f, Crc32.Castagnoli8, Crc32.Castagnoli16, Crc32.Castagnoli32));
    }

    /// <summary>T32 names Rm twice; the second counts.</summary>
    private static void Add(AArch32Rows rows, string name, string a32, string t32, string? t16, ushort code)
    {
        rows.AddBoth(name, $"---- {a32} mmmm", $"11111010 {t32} mmmm", Translate);
        if (t16 != null) rows.AddT16($"{name} T1", $"10111010 {t16} mmm ddd", Translate);

        void Translate(AArch32Translator t, F f) => t.Emit(code, AArch32Translator.Target(f['d']), t.Read(f['m']));
    }

    private static void Checksum(AArch32Translator t, F f, ushort bytes, ushort halfwords, ushort words)
    {
        if (f['z'] == 3) t.Undefined();
        else t.Emit(f['z'] switch { 0 => bytes, 1 => halfwords, _ => words }, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']));
    }
}
