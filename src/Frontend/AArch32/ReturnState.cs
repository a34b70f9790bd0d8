using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>SRS and RFE: LR and SPSR to a stack, PC and CPSR from one.</summary>
internal static class ReturnState
{
    private const int Frame = 8;

    public static void AddRows(AArch32Rows t)
    {
        t.A32Unconditional.Add("SRS A1", "1111 100 p u 1 w 0 1101 0000 0101 000 mmmmm", static (a, f) => Store(a, f, f['p'], f['u']));
        t.T32.Add("SRS T1", "1110100000 w 0 1101 1100 0000 000 mmmmm", static (a, f) => Store(a, f, before: 1, up: 0));
        t.T32.Add("SRS T2", "1110100110 w 0 1101 1100 0000 000 mmmmm", static (a, f) => Store(a, f, before: 0, up: 1));
        t.A32Unconditional.Add("RFE A1", "1111 100 p u 0 w 1 nnnn 0000 1010 0000 0000", static (a, f) => Return(a, f, f['p'], f['u']));
        t.T32.Add("RFE T1", "1110100000 w 1 nnnn 1100 0000 0000 0000", static (a, f) => Return(a, f, before: 1, up: 0));
        t.T32.Add("RFE T2", "1110100110 w 1 nnnn 1100 0000 0000 0000", static (a, f) => Return(a, f, before: 0, up: 1));
    }

    private static void Store(AArch32Translator a, F f, int before, int up)
    {
        if (a.Key.El != ExceptionLevel.EL1) a.Unpredictable();
        else a.Emit(AArch32Effects.StoreReturnState, s: f['w'], c: f['m'], a: WriteBack(up), imm: Offset(before, up));
    }

    private static void Return(AArch32Translator a, F f, int before, int up)
    {
        if (a.Key.El != ExceptionLevel.EL1 || f['n'] == 15) a.Unpredictable();
        else a.Emit(AArch32Effects.ReturnFromMemory, n: f['n'], s: f['w'], a: WriteBack(up), imm: Offset(before, up));
    }

    private static int WriteBack(int up) => up != 0 ? Frame : 256 - Frame;

    /// <summary>Of the lower word: IA 0, IB 4, DA -4, DB -8.</summary>
    private static int Offset(int before, int up) => (up != 0 ? 0 : -Frame) + (before == up ? 4 : 0);
}
