using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD load/store multiple structures and single structure, with and without post-index.</summary>
internal static class LoadStoreStructures
{
    public static void AddRows(Table t)
    {
        AddMultiple(t, "4 (multiple)", "0000", 4, interleaved: true);
        AddMultiple(t, "1 (four registers)", "0010", 4, interleaved: false);
        AddMultiple(t, "3 (multiple)", "0100", 3, interleaved: true);
        AddMultiple(t, "1 (three registers)", "0110", 3, interleaved: false);
        AddMultiple(t, "1 (one register)", "0111", 1, interleaved: false);
        AddMultiple(t, "2 (multiple)", "1000", 2, interleaved: true);
        AddMultiple(t, "1 (two registers)", "1010", 2, interleaved: false);
        for (int count = 1; count <= 4; count++) AddSingle(t, count);
    }

    private static void AddMultiple(Table t, string name, string opcode, int count, bool interleaved)
    {
        for (int load = 0; load <= 1; load++)
        {
            bool isLoad = load == 1;
            string mnemonic = isLoad ? "LD" : "ST";
            string tail = $"{opcode} ss nnnnn ttttt";
            t.Add(mnemonic + name, $"0q0011000 {load} 000000 {tail}", (a, f) => Emit(a, f, postIndex: false), usesFp: true);
            t.Add($"{mnemonic}{name} post-index", $"0q0011001 {load} 0 mmmmm {tail}", (a, f) => Emit(a, f, postIndex: true), usesFp: true);

            void Emit(A64Translator a, F f, bool postIndex)
            {
                bool full = f['q'] == 1;
                if (interleaved && f['s'] == 3 && !full)
                {
                    a.Undefined();
                    return;
                }
                var layout = new StructureLayout(f['s'], full, interleaved);
                if (count <= 2 && !interleaved && (!postIndex || f['m'] == 31))
                {
                    EmitPlain(a, f, isLoad, count, full, postIndex);
                    return;
                }
                ushort code = isLoad ? VectorStructures.LoadMultiple : VectorStructures.StoreMultiple;
                EmitAccess(a, f, code, count, layout, postIndex ? count * layout.RegisterBytes : 0);
            }
        }
    }

    /// <summary>
    /// LD1 and ST1 of one or two registers move what LDR and LDP do. C says how they differ where alignment is checked: by element.
    /// </summary>
    private static void EmitPlain(A64Translator a, F f, bool load, int count, bool full, bool postIndex)
    {
        MemoryKind kind = (load, count, full) switch
        {
            (true, 1, true) => MemoryKind.LdrV128,
            (true, 1, false) => MemoryKind.LdrV64,
            (true, _, true) => MemoryKind.LdpV128,
            (true, _, false) => MemoryKind.LdpV64,
            (false, 1, true) => MemoryKind.StrV128,
            (false, 1, false) => MemoryKind.StrV64,
            (false, _, true) => MemoryKind.StpV128,
            _ => MemoryKind.StpV64,
        };
        var op = new MemoryOp(kind, postIndex ? AddressMode.PostIndex : AddressMode.Offset);
        a.Emit(op.Code, f['t'], f['n'], a: (f['t'] + 1) & 31, c: f['s'] + 1, imm: postIndex ? op.Size : 0);
    }

    /// <summary>The count is opcode&lt;0&gt;:R plus one.</summary>
    private static void AddSingle(Table t, int count)
    {
        int low = (count - 1) >> 1, r = (count - 1) & 1;
        AddPair("ST{0} (single)", $"0{r}", $"cc{low} h ss", LaneOf, StoreSingle);
        AddPair("LD{0} (single)", $"1{r}", $"cc{low} h ss", LaneOf, LoadSingle);
        AddPair("LD{0}R", $"1{r}", $"11{low} 0 ss", static f => new StructureLayout(f['s'], f['q'] == 1), LoadReplicate);

        void AddPair(string name, string direction, string opcode, Func<F, StructureLayout?> layoutOf, Func<ushort> code)
        {
            name = string.Format(name, count);
            t.Add(name, $"0q0011010 {direction} 00000 {opcode} nnnnn ttttt", (a, f) => Emit(a, f, postIndex: false), usesFp: true);
            t.Add($"{name} post-index", $"0q0011011 {direction} mmmmm {opcode} nnnnn ttttt", (a, f) => Emit(a, f, postIndex: true), usesFp: true);

            void Emit(A64Translator a, F f, bool postIndex)
            {
                if (layoutOf(f) is not { } layout) a.Undefined();
                else EmitAccess(a, f, code(), count, layout, postIndex ? count << layout.Log2Size : 0);
            }
        }
    }

    private static ushort LoadSingle() => VectorStructures.LoadSingle;

    private static ushort StoreSingle() => VectorStructures.StoreSingle;

    private static ushort LoadReplicate() => VectorStructures.LoadReplicate;

    /// <summary>The index is Q:S:size without the bits of size that mark the element size; null where those are not allowed.</summary>
    private static StructureLayout? LaneOf(F f)
    {
        int size = f['s'], index = (f['q'] << 3) | (f['h'] << 2) | size;
        return f['c'] switch
        {
            0 => new StructureLayout(0, full: true, index: index),
            1 when (size & 1) == 0 => new StructureLayout(1, full: true, index: index >> 1),
            2 when size == 0 => new StructureLayout(2, full: true, index: index >> 2),
            2 when size == 1 && f['h'] == 0 => new StructureLayout(3, full: true, index: index >> 3),
            _ => null,
        };
    }

    /// <summary>Rm = 31 in the post-index forms means the size of the structure.</summary>
    private static void EmitAccess(A64Translator a, F f, ushort code, int count, StructureLayout layout, int postIndexBytes)
    {
        bool byRegister = postIndexBytes != 0 && f['m'] != 31;
        if (byRegister) a.Emit(code, f['t'], f['n'], f['m'], s: count, c: layout.Packed);
        else a.Emit(code, f['t'], f['n'], s: count, c: layout.Packed, imm: postIndexBytes);
    }
}
