using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

using static SimdSizes;

/// <summary>Advanced SIMD vector by indexed element, vector and scalar, but for the floating-point opcodes.</summary>
internal static class SimdByElement
{
    public static void AddRows(Table t)
    {
        Add(t, "MUL", 0, "1000", None, static () => VectorArithmetic.MultiplyElement);
        Add(t, "MLA", 1, "0000", None, static () => VectorArithmetic.MultiplyAddElement);
        Add(t, "MLS", 1, "0100", None, static () => VectorArithmetic.MultiplySubtractElement);
        Add(t, "SMLAL", 0, "0010", None, static () => VectorLong.MultiplyAddSignedElement);
        Add(t, "UMLAL", 1, "0010", None, static () => VectorLong.MultiplyAddUnsignedElement);
        Add(t, "SMLSL", 0, "0110", None, static () => VectorLong.MultiplySubtractSignedElement);
        Add(t, "UMLSL", 1, "0110", None, static () => VectorLong.MultiplySubtractUnsignedElement);
        Add(t, "SMULL", 0, "1010", None, static () => VectorLong.MultiplySignedElement);
        Add(t, "UMULL", 1, "1010", None, static () => VectorLong.MultiplyUnsignedElement);
        Add(t, "SQDMLAL", 0, "0011", HS, static () => VectorSaturating.DoublingLongAddElement);
        Add(t, "SQDMLSL", 0, "0111", HS, static () => VectorSaturating.DoublingLongSubtractElement);
        Add(t, "SQDMULL", 0, "1011", HS, static () => VectorSaturating.DoublingLongElement);
        Add(t, "SQDMULH", 0, "1100", HS, static () => VectorSaturating.DoublingHighElement);
        Add(t, "SQRDMULH", 0, "1101", HS, static () => VectorSaturating.RoundingDoublingHighElement);
    }

    /// <summary>The index is H:L:M for halfwords, whose register has four bits, and H:L for words, whose register is M:Rm.</summary>
    private static void Add(Table t, string name, int u, string opcode, SimdSizes scalar, Func<OpFamily> family) =>
        t.AddSimd($"{name} (by element)", u, $"1111 ss l k mmmm {opcode} h 0 nnnnn ddddd", HS, scalar, (a, f, form, sizes) =>
        {
            int size = f['s'];
            if (!sizes.Allows(size))
            {
                a.Undefined();
                return;
            }
            int highIndex = (f['h'] << 1) | f['l'];
            int m = size == 1 ? f['m'] : f['m'] | (f['k'] << 4);
            int index = size == 1 ? (highIndex << 1) | f['k'] : highIndex;
            a.Emit(family()[size, form], f['d'], f['n'], m, f['d'], imm: index);
        });
}
