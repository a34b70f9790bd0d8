using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>VLDR, VSTR, VLDM, VSTM, VPUSH and VPOP. All need an address aligned to a word.</summary>
internal static class VfpLoadStore32
{
    public static void AddRows(AArch32Rows rows)
    {
        for (int load = 0; load <= 1; load++)
        {
            bool isLoad = load == 1;
            string name = isLoad ? "VLD" : "VST", registers = "nnnn dddd";
            foreach (VectorWidth width in (VectorWidth[])[VectorWidth.S, VectorWidth.D])
            {
                VectorWidth w = width;
                string tail = $"{registers} {(w == VectorWidth.S ? "1010" : "1011")} iiiiiiii";
                rows.AddVfp($"{name}R ({w})", $"1101 u d 0 {load} {tail}", (a, f) => Single(a, f, w, isLoad));
                rows.AddVfp($"{name}MIA ({w})", $"1100 1 d w {load} {tail}", (a, f) => Multiple(a, f, w, isLoad, down: false, f['w'] == 1));
                rows.AddVfp($"{name}MDB ({w})", $"1101 0 d 1 {load} {tail}", (a, f) => Multiple(a, f, w, isLoad, down: true, writeBack: true));
            }
        }
    }

    private static void Single(AArch32Translator a, F f, VectorWidth width, bool load)
    {
        if (!TryBase(a, f, load, writeBack: false, out int n)) return;
        int offset = f['i'] * 4;
        Emit(a, width, load, f.RegisterD(width), 1, n, f['u'] == 1 ? offset : -offset, 33, 0);
    }

    /// <summary>An odd number of words with D registers is FLDMX or FSTMX: the last word is skipped.</summary>
    private static void Multiple(AArch32Translator a, F f, VectorWidth width, bool load, bool down, bool writeBack)
    {
        int words = f['i'], d = f.RegisterD(width), count = width == VectorWidth.D ? words >> 1 : words;
        if (count == 0 || d + count > 32 || (width == VectorWidth.D && count > 16))
        {
            a.Unpredictable();
            return;
        }
        if (!TryBase(a, f, load, writeBack, out int n)) return;
        Emit(a, width, load, d, count, n, down ? -words * 4 : 0, writeBack ? n : 33, !writeBack ? 0 : down ? -words : words);
    }

    /// <summary>R15 as a base: the aligned PC of loads, and in A32 of stores too; never with write-back.</summary>
    private static bool TryBase(AArch32Translator a, F f, bool load, bool writeBack, out int n)
    {
        n = f['n'];
        if (n != 15) return true;
        if (writeBack || (a.IsThumb && !load))
        {
            a.Unpredictable();
            return false;
        }
        n = a.Prefix(OpCode.Adr32, a.Temporary(), imm: a.AlignedPcOffset);
        return true;
    }

    private static void Emit(AArch32Translator a, VectorWidth width, bool load, int d, int count, int n, int offset, int writeBack, int advance)
    {
        int wordsEach = width == VectorWidth.D ? 2 : 1;
        long imm = VectorLists.Immediate(offset, 4, width == VectorWidth.D ? VectorListUnit.Double : VectorListUnit.Single);
        a.Emit(load ? OpCode.LoadVectorList : OpCode.StoreVectorList, d * wordsEach, n, 32, writeBack, s: count * wordsEach, c: (byte)(sbyte)advance, imm: imm);
    }
}
