using Hyp.Jit.Frontend.Decoding;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>
/// The decode tables of AArch32, filled by the rooms. A32 rows write the condition field as "----" (it is taken off before); rows of the 1111 space have a table of their
/// own. T16 rows have 16 letters and sixteen '-' behind them, as the first halfword comes on top.
/// </summary>
internal static class AArch32Tables
{
    private static readonly Lazy<AArch32Rows> Built = new(() =>
    {
        var rows = new AArch32Rows();
        AArch32Rooms.AddRows(rows);
        return rows;
    });

    public static Table A32 => Built.Value.A32;
    public static Table A32Unconditional => Built.Value.A32Unconditional;
    public static Table T32 => Built.Value.T32;
    public static Table T16 => Built.Value.T16;
}

/// <summary>Where rooms put their rows.</summary>
internal sealed class AArch32Rows
{
    public Table A32 { get; } = new();
    public Table A32Unconditional { get; } = new();
    public Table T32 { get; } = new();
    public Table T16 { get; } = new();

    /// <summary>A T16 row from its sixteen positions, with what stands behind '|'.</summary>
    public void AddT16(string name, string pattern, Action<AArch32Translator, Fields<AArch32Translator>> handler)
    {
        string[] parts = pattern.Split('|');
        T16.Add(name, $"{parts[0]} ----------------{(parts.Length > 1 ? "|" + parts[1] : "")}", handler);
    }

    /// <summary>One meaning in A32 and T32.</summary>
    public void AddBoth(string name, string a32, string t32, Action<AArch32Translator, Fields<AArch32Translator>> handler)
    {
        A32.Add($"{name} A1", a32, handler);
        T32.Add($"{name} T1", t32, handler);
    }
}
