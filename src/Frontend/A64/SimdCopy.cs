using System.Numerics;
using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Advanced SIMD copy: DUP, INS, SMOV, UMOV. The lowest bit set in imm5 marks the element size, the bits above it are the index.</summary>
internal static class SimdCopy
{
    public static void AddRows(Table t)
    {
        t.Add("DUP (element)", "0q001110000 iiiii 0 0000 1 nnnnn ddddd", static (a, f) => DuplicateElement(a, f, f.Form()), usesFp: true);
        t.Add("DUP (element, scalar)", "01011110000 iiiii 0 0000 1 nnnnn ddddd", static (a, f) =>
            DuplicateElement(a, f, VectorForm.Scalar), usesFp: true);
        t.Add("DUP (general)", "0q001110000 iiiii 0 0001 1 nnnnn ddddd", static (a, f) => DuplicateGeneral(a, f), usesFp: true);
        t.Add("INS (general)", "01001110000 iiiii 0 0011 1 nnnnn ddddd", static (a, f) => InsertGeneral(a, f), usesFp: true);
        t.Add("INS (element)", "01101110000 iiiii 0 jjjj 1 nnnnn ddddd", static (a, f) => InsertElement(a, f), usesFp: true);
        t.Add("SMOV", "0q001110000 iiiii 0 0101 1 nnnnn ddddd", static (a, f) => MoveSigned(a, f), usesFp: true);
        t.Add("UMOV", "0q001110000 iiiii 0 0111 1 nnnnn ddddd", static (a, f) => MoveUnsigned(a, f), usesFp: true);
    }

    private static void DuplicateElement(A64Translator a, F f, VectorForm form)
    {
        if (!TryDecode(f, out int size, out int index) || (size == 3 && form == VectorForm.Half)) a.Undefined();
        else a.Emit(VectorCopy.DuplicateElement[size, form], f['d'], f['n'], imm: index);
    }

    private static void DuplicateGeneral(A64Translator a, F f)
    {
        if (!TryDecode(f, out int size, out _) || (size == 3 && f['q'] == 0)) a.Undefined();
        else a.Emit(VectorCopy.DuplicateGeneral[size, f.Form()], f['d'], A64Translator.Source(f['n']));
    }

    private static void InsertGeneral(A64Translator a, F f)
    {
        if (!TryDecode(f, out int size, out int index)) a.Undefined();
        else a.Emit(VectorCopy.InsertGeneral[size, VectorForm.Full], f['d'], A64Translator.Source(f['n']), a: f['d'], imm: index);
    }

    private static void InsertElement(A64Translator a, F f)
    {
        if (!TryDecode(f, out int size, out int index)) a.Undefined();
        else a.Emit(VectorCopy.InsertElement[size, VectorForm.Full], f['d'], f['n'], a: f['d'], imm: index | (f['j'] >> size << 4));
    }

    private static void MoveSigned(A64Translator a, F f)
    {
        if (!TryDecode(f, out int size, out int index) || size > 1 + f['q']) a.Undefined();
        else a.Emit(VectorCopy.MoveSigned[size, f.Form()], A64Translator.Target(f['d']), f['n'], imm: index);
    }

    private static void MoveUnsigned(A64Translator a, F f)
    {
        if (!TryDecode(f, out int size, out int index) || size == 3 != (f['q'] == 1)) a.Undefined();
        else a.Emit(VectorCopy.MoveUnsigned[size, f.Form()], A64Translator.Target(f['d']), f['n'], imm: index);
    }

    private static bool TryDecode(F f, out int size, out int index)
    {
        int imm = f['i'];
        size = BitOperations.TrailingZeroCount(imm);
        index = imm >> (size + 1);
        return size < 4;
    }
}
