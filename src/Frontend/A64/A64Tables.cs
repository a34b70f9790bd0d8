using Hyp.Jit.Frontend.Decoding;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>The A64 rows, in two tables so that a boot that meets no FP or SIMD instruction never builds theirs. Each room adds its own rows.</summary>
internal static class A64Tables
{
    private static readonly Lazy<Table> IntegerTable = new(BuildInteger);
    private static readonly Lazy<Table> VectorTable = new(BuildVector);

    /// <summary>Everything but data processing on FP and SIMD registers.</summary>
    public static Table Integer => IntegerTable.Value;

    /// <summary>Data processing on FP and SIMD registers: word bits 28:25 are x111.</summary>
    public static Table Vector => VectorTable.Value;

    public static IEnumerable<DecodeRow<A64Translator>> Rows => Integer.Rows.Concat(Vector.Rows);

    public static DecodeRow<A64Translator>? Find(uint word) => (word & 0x0E00_0000) == 0x0E00_0000 ? Vector.Find(word) : Integer.Find(word);

    private static Table BuildInteger()
    {
        var t = new Table();
        PcRelative.AddRows(t);
        AddSubImmediate.AddRows(t);
        LogicalImmediate.AddRows(t);
        MoveWide.AddRows(t);
        Bitfield.AddRows(t);
        AddSubShifted.AddRows(t);
        AddSubExtended.AddRows(t);
        AddSubWithCarry.AddRows(t);
        LogicalShifted.AddRows(t);
        ConditionalCompare.AddRows(t);
        ConditionalSelect.AddRows(t);
        OneSource.AddRows(t);
        TwoSource.AddRows(t);
        ThreeSource.AddRows(t);
        Branches.AddRows(t);
        LoadStoreSingle.AddRows(t);
        LoadStorePair.AddRows(t);
        LoadStoreStructures.AddRows(t);
        LoadLiteral.AddRows(t);
        Exclusives.AddRows(t);
        ExceptionGenerating.AddRows(t);
        Hints.AddRows(t);
        Crc32Room.AddRows(t);
        SystemInstructions.AddRows(t);
        return t;
    }

    private static Table BuildVector()
    {
        var t = new Table();
        A64FloatRooms.AddRows(t);
        A64SimdRooms.AddRows(t);
        return t;
    }
}
