using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD moves of elements: VEXT, VTBL, VTBX, VDUP (scalar), VSWP, VTRN, VUZP and VZIP.</summary>
internal static class SimdPermute32
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddSimd("VEXT", 0, "1 d 11 nnnn dddd iiii n q m 0 mmmm", Extract);
        for (int length = 1; length <= 4; length++)
        {
            int registers = length;
            string pattern = $"1 d 11 nnnn dddd 10 {VectorRows.Bits(length - 1)} n";
            rows.AddSimd($"VTBL ({length})", 1, pattern + " 0 m 0 mmmm", (a, f) => LookUp(a, f, registers, extend: false));
            rows.AddSimd($"VTBX ({length})", 1, pattern + " 1 m 0 mmmm", (a, f) => LookUp(a, f, registers, extend: true));
        }
        AddDuplicate(rows, 0, "iii1");
        AddDuplicate(rows, 1, "ii10");
        AddDuplicate(rows, 2, "i100");
        rows.AddSimd("VSWP", 1, "1 d 11 00 10 dddd 0 0000 q m 0 mmmm", static (a, f) =>
        {
            VectorWidth width = f.Width();
            int d = f.DoubleD(), m = f.DoubleM();
            if (IsMisnamed(width, d | m)) a.Undefined();
            else WriteBoth(a, width, d, m, Copy(a, width, m), Copy(a, width, d));
        });
        for (int s = 0; s < 3; s++)
        {
            int size = s;
            AddPair(rows, "VTRN", "0001", size, full: true, static () => VectorPermute.TransposeEven, static () => VectorPermute.TransposeOdd);
            // 32-bit elements of D registers are what VTRN does; the encoding is UNDEFINED.
            AddPair(rows, "VUZP", "0010", size, full: size < 2, static () => VectorPermute.UnzipEven, static () => VectorPermute.UnzipOdd);
            AddPair(rows, "VZIP", "0011", size, full: size < 2, static () => VectorPermute.ZipLower, static () => VectorPermute.ZipUpper);
        }
    }

    private static void Extract(AArch32Translator a, F f)
    {
        VectorWidth width = f.Width();
        int d = f.DoubleD(), n = f.DoubleN(), m = f.DoubleM();
        if (IsMisnamed(width, d | n | m) || (width == VectorWidth.D && f['i'] > 7)) a.Undefined();
        else a.Compute(width, d, width == VectorWidth.Q ? VectorPermute.Extract128 : VectorPermute.Extract64, a.Read(width, n), a.Read(width, m), imm: f['i']);
    }

    /// <summary>The table is gathered into one or two slots, zeros behind its end.</summary>
    private static void LookUp(AArch32Translator a, F f, int registers, bool extend)
    {
        int d = f.DoubleD(), n = f.DoubleN(), m = f.DoubleM();
        if (n + registers > 32)
        {
            a.Unpredictable();
            return;
        }
        int low = Gather(a, n, registers);
        int high = registers > 2 ? Gather(a, n + 2, registers - 2) : 32;
        int indices = a.Read(VectorWidth.D, m);
        // The table is used up once the bytes are found, so its slot takes them.
        int found = registers > 2
            ? a.Prefix(VectorTable.Look2[0, VectorForm.Half], low, high, indices, low)
            : a.Prefix(VectorTable.Look1[0, VectorForm.Half], low, low, indices);
        if (extend)
        {
            int old = a.Read(VectorWidth.D, d);
            a.Prefix(VectorParts.KeepOutOfRange, low, found, indices, old, imm: registers * 8);
        }
        a.Write(VectorWidth.D, d, low);
    }

    /// <summary>One or two D registers in a temporary, zeros behind.</summary>
    private static int Gather(AArch32Translator a, int first, int registers)
    {
        int slot = a.VectorTemporary();
        return registers == 1
            ? a.Prefix(VectorParts.TakeDouble, slot, first >> 1, imm: first & 1)
            : a.Prefix(VectorParts.Join, slot, first >> 1, (first + 1) >> 1, imm: (first & 1) | (((first + 1) & 1) << 1));
    }

    private static void AddDuplicate(AArch32Rows rows, int size, string index) =>
        rows.AddSimd($"VDUP.{8 << size} (scalar)", 1, $"1 d 11 {index} dddd 11000 q m 0 mmmm", (a, f) =>
        {
            VectorWidth width = f.Width();
            int d = f.DoubleD(), m = f.DoubleM();
            if (IsMisnamed(width, d)) a.Undefined();
            else a.Compute(width, d, VectorCopy.DuplicateElement[size, Form(width)], m >> 1, imm: ((m & 1) << (3 - size)) + f['i']);
        });

    /// <summary>Both operands are sources and destinations: the first result goes to Vd, the second to Vm.</summary>
    private static void AddPair(AArch32Rows rows, string name, string opcode, int size, bool full, Func<OpFamily> first, Func<OpFamily> second) =>
        rows.AddSimd($"{name}.{8 << size}", 1, $"1 d 11 {VectorRows.Bits(size)} 10 dddd 0 {opcode} q m 0 mmmm", (a, f) =>
        {
            VectorWidth width = f.Width();
            int d = f.DoubleD(), m = f.DoubleM();
            if (IsMisnamed(width, d | m) || (width == VectorWidth.D && !full))
            {
                a.Undefined();
                return;
            }
            int n = a.Read(width, d), s = a.Read(width, m);
            int toD = a.Prefix(first()[size, Form(width)], a.VectorTemporary(), n, s);
            int toM = a.Prefix(second()[size, Form(width)], a.VectorTemporary(), n, s);
            WriteBoth(a, width, d, m, toD, toM);
        });

    /// <summary>A temporary with the register's value.</summary>
    private static int Copy(AArch32Translator a, VectorWidth width, int register) => width == VectorWidth.Q
        ? a.Prefix(VectorLogic.Or[0, VectorForm.Full], a.VectorTemporary(), register >> 1, register >> 1)
        : a.Prefix(VectorParts.TakeDouble, a.VectorTemporary(), register >> 1, imm: register & 1);

    /// <summary>Nothing of these instructions can fault, so the first result may be written by a prefix op.</summary>
    private static void WriteBoth(AArch32Translator a, VectorWidth width, int d, int m, int toD, int toM)
    {
        if (width == VectorWidth.Q)
        {
            a.Prefix(VectorLogic.Or[0, VectorForm.Full], d >> 1, toD, toD);
            a.Emit(VectorLogic.Or[0, VectorForm.Full], m >> 1, toM, toM);
        }
        else
        {
            a.Prefix(VectorParts.PutDouble, d >> 1, toD, a: d >> 1, imm: d & 1);
            a.Write(width, m, toM);
        }
    }
}
