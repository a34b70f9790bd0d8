using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Parallel additions and subtractions in six kinds, SEL, USAD8, USADA8.</summary>
internal static class Parallel
{
    private static readonly (string Name, string A32, string T32, ushort Code)[] Kinds =
    [
        ("S", "001", "000", AArch32Parallel.Signed),
        ("Q", "010", "001", AArch32Parallel.SignedSaturating),
        ("SH", "011", "010", AArch32Parallel.SignedHalving),
        ("U", "101", "100", AArch32Parallel.Unsigned),
        ("UQ", "110", "101", AArch32Parallel.UnsignedSaturating),
        ("UH", "111", "110", AArch32Parallel.UnsignedHalving),
    ];

    private static readonly (string Name, string A32, string T32, int Lanes)[] Forms =
    [
        ("ADD16", "000", "001", AArch32Parallel.Add16),
        ("ASX", "001", "010", AArch32Parallel.Asx),
        ("SAX", "010", "110", AArch32Parallel.Sax),
        ("SUB16", "011", "101", AArch32Parallel.Sub16),
        ("ADD8", "100", "000", AArch32Parallel.Add8),
        ("SUB8", "111", "100", AArch32Parallel.Sub8),
    ];

    public static void AddRows(AArch32Rows rows)
    {
        foreach ((string kind, string kindA32, string kindT32, ushort code) in Kinds)
        {
            foreach ((string form, string formA32, string formT32, int lanes) in Forms)
            {
                rows.AddBoth(kind + form, $"---- 01100 {kindA32} nnnn dddd 1111 {formA32} 1 mmmm", $"11111010 1 {formT32} nnnn 1111 dddd 0 {kindT32} mmmm", (t, f) =>
                    t.Emit(code, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']), imm: lanes));
            }
        }
        rows.AddBoth("SEL", "---- 01101000 nnnn dddd 1111 1011 mmmm", "11111010 1010 nnnn 1111 dddd 1000 mmmm", static (t, f) =>
            t.Emit(AArch32Parallel.Select, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m'])));
        rows.AddBoth("USAD8", "---- 01111000 dddd 1111 mmmm 0001 nnnn", "11111011 0111 nnnn 1111 dddd 0000 mmmm", static (t, f) =>
            t.Emit(AArch32Parallel.AbsoluteDifferences, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m'])));
        rows.AddBoth("USADA8", "---- 01111000 dddd aaaa mmmm 0001 nnnn", "11111011 0111 nnnn aaaa dddd 0000 mmmm", static (t, f) =>
            t.Emit(AArch32Parallel.AbsoluteDifferences, AArch32Translator.Target(f['d']), t.Read(f['n']), t.Read(f['m']), t.Read(f['a'])));
    }
}
