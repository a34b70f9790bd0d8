using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Advanced SIMD element and structure loads and stores. Rm = 15: no write-back; 13: write-back by the bytes moved; else by Rm.</summary>
internal static class SimdLoadStore32
{
    public static void AddRows(AArch32Rows rows)
    {
        AddList(rows, "0111", 1);
        AddList(rows, "1010", 2);
        AddList(rows, "0110", 3);
        AddList(rows, "0010", 4);
        AddMultiple(rows, 2, "1000", spacing: 1, registers: 1);
        AddMultiple(rows, 2, "1001", spacing: 2, registers: 1);
        AddMultiple(rows, 2, "0011", spacing: 2, registers: 2);
        AddMultiple(rows, 3, "0100", spacing: 1, registers: 1);
        AddMultiple(rows, 3, "0101", spacing: 2, registers: 1);
        AddMultiple(rows, 4, "0000", spacing: 1, registers: 1);
        AddMultiple(rows, 4, "0001", spacing: 2, registers: 1);
        for (int count = 1; count <= 4; count++)
        {
            for (int size = 0; size < 3; size++) AddLane(rows, count, size);
            AddAll(rows, count);
        }
    }

    /// <summary>VLD1 and VST1 of whole registers are lists, but for the alignment.</summary>
    private static void AddList(AArch32Rows rows, string type, int registers)
    {
        for (int load = 0; load <= 1; load++)
        {
            bool isLoad = load == 1;
            rows.AddStructures($"{(isLoad ? "VLD1" : "VST1")} ({registers} registers)", $"0 d {load} 0 nnnn dddd {type} ss aa mmmm", (a, f) =>
            {
                int d = f.DoubleD(), n = f['n'], m = f['m'], align = f['a'];
                bool reserved = registers is 1 or 3 ? align > 1 : registers == 2 && align == 3;
                if (reserved)
                {
                    a.Undefined();
                    return;
                }
                if (n == 15 || d + registers > 32)
                {
                    a.Unpredictable();
                    return;
                }
                long imm = VectorLists.Immediate(0, align == 0 ? 1 : 4 << align, VectorListUnit.Element1 + f['s']);
                a.Emit(isLoad ? OpCode.LoadVectorList : OpCode.StoreVectorList, d * 2, n, m is 13 or 15 ? 32 : m, m == 15 ? 33 : n,
                    s: registers * 2, c: m == 13 ? registers * 2 : 0, imm: imm);
            });
        }
    }

    private static void AddMultiple(AArch32Rows rows, int count, string type, int spacing, int registers)
    {
        for (int load = 0; load <= 1; load++)
        {
            bool isLoad = load == 1;
            string name = $"{(isLoad ? "VLD" : "VST")}{count} (spacing {spacing}, {registers} each)";
            rows.AddStructures(name, $"0 d {load} 0 nnnn dddd {type} ss aa mmmm", (a, f) =>
            {
                int align = f['a'];
                bool reserved = f['s'] == 3 || (count == 2 && registers == 1 && align == 3) || (count == 3 && align > 1);
                if (reserved)
                {
                    a.Undefined();
                    return;
                }
                int bytes = count * registers * 8;
                Emit(a, f, isLoad ? VectorStructures32.LoadMultiple : VectorStructures32.StoreMultiple, bytes,
                    post => new DoubleStructure(count, f['s'], spacing, registers, alignment: align == 0 ? 1 : 4 << align, postIndexBytes: post));
            });
        }
    }

    /// <summary>index_align holds the lane, whether registers follow every second one, and the alignment.</summary>
    private static void AddLane(AArch32Rows rows, int count, int size)
    {
        for (int load = 0; load <= 1; load++)
        {
            bool isLoad = load == 1;
            rows.AddStructures($"{(isLoad ? "VLD" : "VST")}{count}.{8 << size} (lane)", $"1 d {load} 0 nnnn dddd {VectorRows.Bits(size)} {VectorRows.Bits(count - 1)} iiii mmmm", (a, f) =>
            {
                int field = f['i'];
                if (!TryLaneAlignment(count, size, field, out int alignment))
                {
                    a.Undefined();
                    return;
                }
                int spacing = count > 1 && size > 0 && (field >> size & 1) != 0 ? 2 : 1;
                Emit(a, f, isLoad ? VectorStructures32.LoadLane : VectorStructures32.StoreLane, count << size,
                    post => new DoubleStructure(count, size, spacing, index: field >> (size + 1), alignment: alignment, postIndexBytes: post));
            });
        }
    }

    /// <summary>The bits below those of lane and spacing (Arm ARM, VLD1 to VLD4, single element to one lane); false if reserved.</summary>
    private static bool TryLaneAlignment(int count, int size, int field, out int alignment)
    {
        // With 32-bit elements two bits are left, else one; where bytes are single elements or triples none may be set.
        int low = size == 2 ? field & 3 : field & 1;
        alignment = low == 0 ? 1 : count << size;
        switch (count)
        {
            case 1:
                if (size == 0) return low == 0;
                if (size == 1) return (field & 2) == 0;
                return (field & 4) == 0 && low is 0 or 3;
            case 2:
                return size < 2 || (low & 2) == 0;
            case 3:
                return low == 0;
            default:
                if (size == 2) alignment = low == 0 ? 1 : 4 << low;
                return size < 2 || low != 3;
        }
    }

    /// <summary>VLD1 fills one or two registers (t), the others take every or every second register.</summary>
    private static void AddAll(AArch32Rows rows, int count) =>
        rows.AddStructures($"VLD{count} (all lanes)", $"1 d 10 nnnn dddd 11 {VectorRows.Bits(count - 1)} ss t a mmmm", (a, f) =>
        {
            int size = f['s'], alignment = f['a'] == 0 ? 1 : count << size;
            bool reserved = count switch
            {
                1 => size == 3 || (size == 0 && f['a'] == 1),
                2 => size == 3,
                3 => size == 3 || f['a'] == 1,
                _ => size == 3 && f['a'] == 0,
            };
            if (reserved)
            {
                a.Undefined();
                return;
            }
            // VLD4 of words: size 3 is that with the largest alignment, size 2 aligns to 8 bytes.
            if (count == 4 && size >= 2)
            {
                alignment = f['a'] == 0 ? 1 : size == 3 ? 16 : 8;
                size = 2;
            }
            int registers = count == 1 ? f['t'] + 1 : 1, spacing = count > 1 ? f['t'] + 1 : 1;
            Emit(a, f, VectorStructures32.LoadAll, count << size,
                post => new DoubleStructure(count, size, spacing, registers, alignment: alignment, postIndexBytes: post));
        });

    private static void Emit(AArch32Translator a, F f, ushort code, int bytes, Func<int, DoubleStructure> shapeOf)
    {
        int d = f.DoubleD(), n = f['n'], m = f['m'];
        DoubleStructure shape = shapeOf(m == 13 ? bytes : 0);
        if (n == 15 || d + ((shape.Count - 1) * shape.Spacing) + shape.Registers > 32) a.Unpredictable();
        else a.Emit(code, d, n, m is 13 or 15 ? 32 : m, imm: shape.Packed);
    }
}
