using System.Numerics;
using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

using static SimdSizes;

/// <summary>Advanced SIMD shift by immediate, vector and scalar, but for the conversions of opcodes 111xx.</summary>
internal static class SimdShiftImmediate
{
    public static void AddRows(Table t)
    {
        AddRight(t, "SSHR", 0, "00000", D, static () => VectorShift.SignedRight);
        AddRight(t, "USHR", 1, "00000", D, static () => VectorShift.UnsignedRight);
        AddRight(t, "SSRA", 0, "00010", D, static () => VectorShift.SignedAccumulate);
        AddRight(t, "USRA", 1, "00010", D, static () => VectorShift.UnsignedAccumulate);
        AddRight(t, "SRSHR", 0, "00100", D, static () => VectorShift.SignedRoundingRight);
        AddRight(t, "URSHR", 1, "00100", D, static () => VectorShift.UnsignedRoundingRight);
        AddRight(t, "SRSRA", 0, "00110", D, static () => VectorShift.SignedRoundingAccumulate);
        AddRight(t, "URSRA", 1, "00110", D, static () => VectorShift.UnsignedRoundingAccumulate);
        AddRight(t, "SRI", 1, "01000", D, static () => VectorShift.RightInsert);
        AddLeft(t, "SHL", 0, "01010", D, static () => VectorShift.Left);
        AddLeft(t, "SLI", 1, "01010", D, static () => VectorShift.LeftInsert);
        AddLeft(t, "SQSHLU", 1, "01100", All, static () => VectorShiftSaturating.SignedToUnsigned);
        AddLeft(t, "SQSHL (immediate)", 0, "01110", All, static () => VectorShiftSaturating.Signed);
        AddLeft(t, "UQSHL (immediate)", 1, "01110", All, static () => VectorShiftSaturating.Unsigned);

        AddNarrowing(t, "SHRN", 0, "10000", None, static () => VectorNarrow.Shift);
        AddNarrowing(t, "SQSHRUN", 1, "10000", BHS, static () => VectorNarrow.ShiftSignedToUnsigned);
        AddNarrowing(t, "RSHRN", 0, "10001", None, static () => VectorNarrow.RoundingShift);
        AddNarrowing(t, "SQRSHRUN", 1, "10001", BHS, static () => VectorNarrow.RoundingShiftSignedToUnsigned);
        AddNarrowing(t, "SQSHRN", 0, "10010", BHS, static () => VectorNarrow.ShiftSigned);
        AddNarrowing(t, "UQSHRN", 1, "10010", BHS, static () => VectorNarrow.ShiftUnsigned);
        AddNarrowing(t, "SQRSHRN", 0, "10011", BHS, static () => VectorNarrow.RoundingShiftSigned);
        AddNarrowing(t, "UQRSHRN", 1, "10011", BHS, static () => VectorNarrow.RoundingShiftUnsigned);
        Add(t, "SSHLL", 0, "10100", BHS, None, right: false, static () => VectorShift.LeftLongSigned);
        Add(t, "USHLL", 1, "10100", BHS, None, right: false, static () => VectorShift.LeftLongUnsigned);
    }

    private static void AddRight(Table t, string name, int u, string opcode, SimdSizes scalar, Func<OpFamily> family) =>
        Add(t, name, u, opcode, All, scalar, right: true, family);

    private static void AddLeft(Table t, string name, int u, string opcode, SimdSizes scalar, Func<OpFamily> family) =>
        Add(t, name, u, opcode, All, scalar, right: false, family);

    private static void AddNarrowing(Table t, string name, int u, string opcode, SimdSizes scalar, Func<OpFamily> family) =>
        Add(t, name, u, opcode, BHS, scalar, right: true, family);

    /// <summary>
    /// immh:immb holds size and shift: its highest bit marks the size, left shifts count up from there, right ones down from twice as much.
    /// With no bit in immh the vector encoding is a modified immediate, which has rows of its own.
    /// </summary>
    private static void Add(Table t, string name, int u, string opcode, SimdSizes vector, SimdSizes scalar, bool right, Func<OpFamily> family) =>
        t.AddSimd(name, u, $"11110 iiiiiii {opcode} 1 nnnnn ddddd", vector, scalar, (a, f, form, sizes) =>
        {
            int imm = f['i'], size = BitOperations.Log2((uint)imm) - 3;
            bool reserved = imm < 8 || (size == 3 && form == VectorForm.Half);
            if (reserved || !sizes.Allows(size))
            {
                a.Undefined();
                return;
            }
            int shift = right ? (16 << size) - imm : imm - (8 << size);
            a.Emit(family()[size, form], f['d'], f['n'], a: f['d'], imm: shift);
        });
}
