using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Moves between core registers and S, D and scalars; VDUP (core register).</summary>
internal static class VfpTransfer32
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddVfp("VMOV Sn, Rt", "1110 0000 nnnn tttt 1010 n 00 1 0000", static (a, f) => FromCore(a, f['t'], f.SingleN() >> 2, 2, f.SingleN() & 3));
        rows.AddVfp("VMOV Rt, Sn", "1110 0001 nnnn tttt 1010 n 00 1 0000", static (a, f) => ToCore(a, f['t'], f.SingleN() >> 2, 2, f.SingleN() & 3, signed: false));

        // A scalar's size and index are in opc1:opc2.
        AddScalar(rows, 0, "1 i", "ii");
        AddScalar(rows, 1, "0 i", "i1");
        AddScalar(rows, 2, "0 i", "00");
        AddDuplicate(rows, 0, 1, 0);
        AddDuplicate(rows, 1, 0, 1);
        AddDuplicate(rows, 2, 0, 0);

        rows.AddVfp("VMOV Sm, Sm1, Rt, Rt2", "1100 0100 uuuu tttt 1010 00 m 1 mmmm", static (a, f) => PairFromCore(a, f, 2, f.SingleM()));
        rows.AddVfp("VMOV Rt, Rt2, Sm, Sm1", "1100 0101 uuuu tttt 1010 00 m 1 mmmm", static (a, f) => PairToCore(a, f, f.SingleM()));
        rows.AddVfp("VMOV Dm, Rt, Rt2", "1100 0100 uuuu tttt 1011 00 m 1 mmmm", static (a, f) => PairFromCore(a, f, 2, f.DoubleM() * 2));
        rows.AddVfp("VMOV Rt, Rt2, Dm", "1100 0101 uuuu tttt 1011 00 m 1 mmmm", static (a, f) => PairToCore(a, f, f.DoubleM() * 2));
    }

    private static void AddScalar(AArch32Rows rows, int size, string opcode1, string opcode2)
    {
        rows.AddVfp($"VMOV.{8 << size} Dd[x], Rt", $"1110 0 {opcode1} 0 nnnn tttt 1011 n {opcode2} 1 0000",
            (a, f) => FromCore(a, f['t'], f.DoubleN() >> 1, size, Lane(f, size)));
        rows.AddVfp($"VMOV.S{8 << size} Rt, Dn[x]", $"1110 0 {opcode1} 1 nnnn tttt 1011 n {opcode2} 1 0000",
            (a, f) => ToCore(a, f['t'], f.DoubleN() >> 1, size, Lane(f, size), signed: size < 2));
        if (size == 2) return;
        rows.AddVfp($"VMOV.U{8 << size} Rt, Dn[x]", $"1110 1 {opcode1} 1 nnnn tttt 1011 n {opcode2} 1 0000",
            (a, f) => ToCore(a, f['t'], f.DoubleN() >> 1, size, Lane(f, size), signed: false));
    }

    private static int Lane(F f, int size) => ((f.DoubleN() & 1) << (3 - size)) + f['i'];

    private static void FromCore(AArch32Translator a, int t, int slot, int size, int lane)
    {
        if (t == 15) a.Unpredictable();
        else a.Emit(VectorCopy.InsertGeneral[size, VectorForm.Full], slot, t, a: slot, imm: lane);
    }

    /// <summary>The half form of the move gives 32 bits.</summary>
    private static void ToCore(AArch32Translator a, int t, int slot, int size, int lane, bool signed)
    {
        if (t == 15) a.Unpredictable();
        else a.Emit((signed ? VectorCopy.MoveSigned : VectorCopy.MoveUnsigned)[size, VectorForm.Half], t, slot, imm: lane);
    }

    private static void AddDuplicate(AArch32Rows rows, int size, int b, int e) =>
        rows.AddVfp($"VDUP.{8 << size} (core register)", $"1110 1 {b} q 0 nnnn tttt 1011 n 0 {e} 1 0000", (a, f) =>
        {
            VectorWidth width = f.Width();
            int d = f.DoubleN();
            if (IsMisnamed(width, d)) a.Undefined();
            else if (f['t'] == 15) a.Unpredictable();
            else a.Compute(width, d, VectorCopy.DuplicateGeneral[size, Form(width)], f['t']);
        });

    /// <summary>Two words to consecutive S registers, of which a D register is an aligned pair.</summary>
    private static void PairFromCore(AArch32Translator a, F f, int size, int single)
    {
        int t = f['t'], u = f['u'];
        if (t == 15 || u == 15 || single == 31)
        {
            a.Unpredictable();
            return;
        }
        ushort code = VectorCopy.InsertGeneral[size, VectorForm.Full];
        a.Prefix(code, single >> 2, t, a: single >> 2, imm: single & 3);
        single++;
        a.Emit(code, single >> 2, u, a: single >> 2, imm: single & 3);
    }

    private static void PairToCore(AArch32Translator a, F f, int single)
    {
        int t = f['t'], u = f['u'];
        if (t == 15 || u == 15 || t == u || single == 31)
        {
            a.Unpredictable();
            return;
        }
        ushort code = VectorCopy.MoveUnsigned[2, VectorForm.Half];
        a.Prefix(code, t, single >> 2, imm: single & 3);
        single++;
        a.Emit(code, u, single >> 2, imm: single & 3);
    }
}
