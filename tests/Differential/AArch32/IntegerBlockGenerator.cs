using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Frontend.Decoding;
using Hyp.Jit.Tests.Support;
using Row = Hyp.Jit.Frontend.Decoding.DecodeRow<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>A block and, per instruction, the row of ours that takes it; null where none does, and the oracle must find it undefined, too.</summary>
internal sealed record GeneratedA32(ulong Seed, A32Input Input, Row?[] Rows);

/// <summary>
/// Random blocks of A32 or T32 integer instructions. Most are drawn from our rows, the rest are random words of the encoding spaces of data processing and multiplies,
/// which find rows that we lack. What is UNPREDICTABLE, leaves the block or belongs to other rooms is left out.
/// </summary>
internal sealed class IntegerBlockGenerator
{
    private const int Length = 10;
    private const string ItRow = "IT T1";
    private readonly AArch32Rows rows = new();
    private readonly Row[] a32, t32;

    public IntegerBlockGenerator()
    {
        AArch32IntegerRooms.AddRows(rows);
        a32 = [.. rows.A32.Rows.Concat(rows.A32Unconditional.Rows).Where(r => !Left(r))];
        t32 = [.. rows.T32.Rows.Concat(rows.T16.Rows).Where(r => !Left(r) && r.Name != ItRow)];
    }

    /// <summary>Rows that must be covered.</summary>
    public IEnumerable<(string Table, Row Row)> Rows =>
        rows.A32.Rows.Select(r => ("A32", r)).Concat(rows.A32Unconditional.Rows.Select(r => ("A32 unconditional", r)))
            .Concat(rows.T32.Rows.Select(r => ("T32", r))).Concat(rows.T16.Rows.Select(r => ("T16", r))).Where(p => !Left(p.Item2));

    /// <summary>The initial state of a seed: recorded vectors depend on it.</summary>
    public static A32State InitialState(ulong seed, bool thumb)
    {
        var random = new DeterministicRandom(seed);
        var state = new A32State { Thumb = thumb };
        for (int i = 0; i < 15; i++)
        {
            state.R[i] = random.Chance(60) ? (uint)CornerValues.Integer(ref random) : (uint)CornerValues.Vector(ref random).Low;
        }
        state.Nzcv = random.NextUInt32() & 0xF000_0000;
        state.Q = random.Chance(20);
        state.Ge = (uint)random.Below(16);
        return state;
    }

    public GeneratedA32 Generate(ulong seed)
    {
        bool thumb = (seed & 1) != 0;
        var random = new DeterministicRandom(seed ^ 0xA32A_32A3_2A32_A32A);
        var words = new List<uint>();
        var taken = new List<Row?>();
        while (words.Count < Length)
        {
            if (!thumb) AddA32(ref random, words, taken);
            else if (random.Chance(15)) AddItBlock(ref random, words, taken);
            else AddT32(ref random, words, taken, inItBlock: false, wide: null);
        }
        return new GeneratedA32(seed, new A32Input([.. words], InitialState(seed, thumb)), [.. taken]);
    }

    /// <summary>Rows whose instructions leave the block, wait, or return from exceptions; fixtures test them.</summary>
    private static bool Left(Row row) =>
        row.Name.StartsWith("BX", StringComparison.Ordinal) || row.Name.StartsWith("BLX", StringComparison.Ordinal) || row.Name.StartsWith("TBB", StringComparison.Ordinal)
        || row.Name.StartsWith("SUBS PC", StringComparison.Ordinal);

    private void AddA32(ref DeterministicRandom random, List<uint> words, List<Row?> taken)
    {
        for (; ; )
        {
            uint word;
            if (random.Chance(85))
            {
                Row row = random.Pick<Row>(a32);
                word = Fill(ref random, row, row.Value >> 28 == 15 ? 0 : 0xF000_0000);
                if (row.Value >> 28 != 15) word |= row.Name.Contains("Armv8") || random.Chance(60) ? 0xE000_0000 : (uint)random.Below(14) << 28;
            }
            else
            {
                word = 0xE000_0000 | random.NextUInt32() >> 4;
                if (!IsIntegerA32(word)) continue;
            }
            bool unconditional = word >> 28 == 15;
            Row? found = (unconditional ? rows.A32Unconditional : rows.A32).Find(word);
            if (found == null && (unconditional ? AArch32Tables.A32Unconditional : AArch32Tables.A32).Find(word) != null) continue;
            if (found != null && (Left(found) || IsExcluded(found, word, isA32: true, inItBlock: false))) continue;
            if (found != null && IsBranch(found))
            {
                // To the next instruction or, when one is to follow, over it.
                bool skips = words.Count + 1 < Length && found.Name.StartsWith("B ", StringComparison.Ordinal) && random.Chance(50);
                word = (word & 0xFF00_0000) | (skips ? 0 : 0xFF_FFFFu);
            }
            words.Add(word);
            taken.Add(found);
            return;
        }
    }

    private void AddItBlock(ref DeterministicRandom random, List<uint> words, List<Row?> taken)
    {
        int count = 1 + random.Below(4);
        // The mask's lowest set bit says how long the block is.
        uint mask = ((uint)random.Below(16) << (4 - count) | 1u << (4 - count)) & 15;
        words.Add(0xBF00 | (uint)random.Below(14) << 4 | mask);
        taken.Add(rows.T16.Rows.Single(r => r.Name == ItRow));
        for (int i = 0; i < count; i++) AddT32(ref random, words, taken, inItBlock: true, wide: null);
    }

    private void AddT32(ref DeterministicRandom random, List<uint> words, List<Row?> taken, bool inItBlock, bool? wide)
    {
        for (; ; )
        {
            uint word;
            bool isWide;
            if (random.Chance(85))
            {
                Row row = random.Pick<Row>(t32);
                word = Fill(ref random, row, 0);
                isWide = row.Value >> 27 >= 0x1D;
                if (!isWide) word &= 0xFFFF_0000;
            }
            else
            {
                word = random.NextUInt32();
                if (random.Chance(50)) word |= 0xE000_0000;
                isWide = word >> 27 >= 0x1D;
                if (isWide ? !IsIntegerT32(word) : !IsIntegerT16(word >> 16)) continue;
                if (!isWide) word &= 0xFFFF_0000;
            }
            if (wide is { } wanted && isWide != wanted) continue;
            Row? found = (isWide ? rows.T32 : rows.T16).Find(word);
            if (found == null && (isWide ? AArch32Tables.T32 : AArch32Tables.T16).Find(word) != null) continue;
            if (found != null && (Left(found) || found.Name == ItRow || IsExcluded(found, word, isA32: false, inItBlock))) continue;
            bool branches = found != null && IsBranch(found);
            if (branches && (inItBlock || wide != null)) continue;
            if (branches) word = BranchOver(found!, word);
            words.Add(isWide ? word : word >> 16);
            taken.Add(found);
            // Narrow branches go four bytes on, long ones over the instruction behind them: one of 32 bits.
            if (branches && found!.Name is not ("BL T1" or "B T4")) AddT32(ref random, words, taken, inItBlock: false, wide: true);
            return;
        }
    }

    private static bool IsBranch(Row row) => row.Name is "B A1" or "BL A1" or "B T1" or "B T2" or "CBZ T1" or "CBNZ T1" or "B T3" or "B T4" or "BL T1";

    /// <summary>The displacement that <see cref="AddT32"/> wants: from a narrow branch over four bytes, from B T3 too, from the unconditional long ones to the next instruction.</summary>
    private static uint BranchOver(Row row, uint word) => row.Name switch
    {
        "B T1" => (word & 0xFF00_0000) | 1u << 16,
        "B T2" => (word & 0xF800_0000) | 1u << 16,
        "CBZ T1" or "CBNZ T1" => (word & 0xFD07_0000) | 1u << 19,
        "B T3" => (word & 0xF3C0_D000) | 2,
        _ => 0xF000_0000 | (word & 0xD000) | 0x2800, // S, I1 and I2 all zero
    };

    /// <summary>A word of the row with random fields; '-' positions stay as <paramref name="keepClear"/> says or random, for they do not matter.</summary>
    private static uint Fill(ref DeterministicRandom random, Row row, uint keepClear) => row.Value | (random.NextUInt32() & ~row.Mask & ~keepClear);

    /// <summary>UNPREDICTABLE operands, R15 as a target, waits.</summary>
    private static bool IsExcluded(Row row, uint word, bool isA32, bool inItBlock)
    {
        string name = row.Name;
        if (name.StartsWith("HINT", StringComparison.Ordinal)) return row.Extract(word, 'h') is 1 or 2 or 3;
        if (inItBlock && name.Contains("Armv8")) return true;
        if (name is "B T1" or "B T3" && row.Extract(word, 'c') >= 14) return true;
        bool moves = name.StartsWith("MOVW", StringComparison.Ordinal) || name.StartsWith("MOVT", StringComparison.Ordinal);
        foreach (char letter in "dnmashl")
        {
            if (row.Width(letter) != 4 || row.Extract(word, letter) != 15) continue;
            if (moves && letter == 'h' || letter == 's' && name.Contains("SAT16")) continue;
            bool readsPc = isA32 ? name.EndsWith("(immediate) A1", StringComparison.Ordinal) || name.EndsWith("(register) A1", StringComparison.Ordinal)
                : name is "ADD (register) T2" or "MOV (register) T1" && letter == 'm';
            if (letter == 'd' || !readsPc) return true;
        }
        return row.Width('h') == 4 && row.Width('l') == 4 && row.Extract(word, 'h') == row.Extract(word, 'l');
    }

    /// <summary>Data processing, multiplies and media; no loads and stores, no status registers, hints, exceptions or branches.</summary>
    private static bool IsIntegerA32(uint word)
    {
        bool bit4 = (word & 0x10) != 0, bit7 = (word & 0x80) != 0;
        switch (word >> 25 & 7)
        {
            case 0:
                if (bit4 && bit7 && ((word & 0x60) != 0 || (word & 0x0100_0000) != 0)) return false;
                // Of the miscellaneous space, CLZ, saturating sums and halfword multiplies.
                return (word & 0x0190_0000) != 0x0100_0000 || bit7 && !bit4 || (word & 0xF0) == 0x50 || (word & 0x0060_00F0) == 0x0060_0010;
            case 1: return (word & 0x0190_0000) != 0x0100_0000 || (word & 0x0020_0000) == 0;
            case 3: return bit4 && (word & 0x01F0_00F0) != 0x01F0_00F0;
            default: return false;
        }
    }

    private static bool IsIntegerT32(uint word) => word >> 25 is 0x75 or 0x7D || word >> 27 == 0x1E && (word & 0x8000) == 0;

    private static bool IsIntegerT16(uint half) =>
        half < 0x4700 || half >> 11 == 0x15 || half >> 8 == 0xB0 || half >> 8 == 0xB2 || half >> 8 == 0xBA && (half >> 6 & 3) != 2;
}
