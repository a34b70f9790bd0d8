using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>CRC32 and CRC32C, part of the data-processing (two source) class.</summary>
internal static class Crc32Room
{
    public static void AddRows(Table t)
    {
        Add(t, "CRC32B", "0", "0 00", static () => Crc32.Ieee8);
        Add(t, "CRC32H", "0", "0 01", static () => Crc32.Ieee16);
        Add(t, "CRC32W", "0", "0 10", static () => Crc32.Ieee32);
        Add(t, "CRC32X", "1", "0 11", static () => Crc32.Ieee64);
        Add(t, "CRC32CB", "0", "1 00", static () => Crc32.Castagnoli8);
        Add(t, "CRC32CH", "0", "1 01", static () => Crc32.Castagnoli16);
        Add(t, "CRC32CW", "0", "1 10", static () => Crc32.Castagnoli32);
        Add(t, "CRC32CX", "1", "1 11", static () => Crc32.Castagnoli64);
    }

    private static void Add(Table t, string name, string sf, string opcode, Func<ushort> code) =>
        t.Add(name, $"{sf}0011010110 mmmmm 010 {opcode} nnnnn ddddd", (a, f) =>
            a.Emit(code(), A64Translator.Target(f['d']), A64Translator.Source(f['n']), A64Translator.Source(f['m'])));
}
