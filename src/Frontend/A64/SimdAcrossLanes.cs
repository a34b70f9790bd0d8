using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

using static SimdSizes;

/// <summary>Advanced SIMD across lanes, and the scalar pairwise ADDP, but for the floating-point opcodes.</summary>
internal static class SimdAcrossLanes
{
    public static void AddRows(Table t)
    {
        Add(t, "SADDLV", 0, "00011", 1, static () => VectorPairs.AddLongAcrossSigned);
        Add(t, "UADDLV", 1, "00011", 1, static () => VectorPairs.AddLongAcrossUnsigned);
        Add(t, "SMAXV", 0, "01010", 0, static () => VectorPairs.SignedMaxAcross);
        Add(t, "UMAXV", 1, "01010", 0, static () => VectorPairs.UnsignedMaxAcross);
        Add(t, "SMINV", 0, "11010", 0, static () => VectorPairs.SignedMinAcross);
        Add(t, "UMINV", 1, "11010", 0, static () => VectorPairs.UnsignedMinAcross);
        Add(t, "ADDV", 0, "11011", 0, static () => VectorPairs.AddAcross);
        t.Add("ADDP (scalar)", "01011110 11 11000 11011 10 nnnnn ddddd", static (a, f) =>
            a.Emit(VectorPairs.AddAcross[3, VectorForm.Full], f['d'], f['n']), usesFp: true);
    }

    /// <summary>Two elements are no vector to reduce: 32-bit ones need Q = 1. The families of lengthening sums go by the size of the sum.</summary>
    private static void Add(Table t, string name, int u, string opcode, int lengthening, Func<OpFamily> family) =>
        t.AddSimd(name, u, $"1110 ss 11000 {opcode} 10 nnnnn ddddd", BHS, None, (a, f, form, sizes) =>
        {
            int size = f['s'];
            bool reserved = size == 2 && form == VectorForm.Half;
            if (!sizes.Allows(size) || reserved) a.Undefined();
            else a.Emit(family()[size + lengthening, form], f['d'], f['n']);
        });
}
