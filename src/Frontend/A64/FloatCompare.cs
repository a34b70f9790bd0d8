using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>FCMP, FCMPE and their conditional forms.</summary>
internal static class FloatCompare
{
    public static void AddRows(Table t)
    {
        t.Add("FCMP, FCMPE", "00011110 0t1 mmmmm 001000 nnnnn e0000", static (a, f) => Compare(a, f, 0), usesFp: true);
        // Rm should be zero and is ignored.
        t.Add("FCMP, FCMPE (zero)", "00011110 0t1 ----- 001000 nnnnn e1000", static (a, f) => Compare(a, f, FpCompare<double>.WithZero), usesFp: true);
        t.Add("FCCMP, FCCMPE", "00011110 0t1 mmmmm cccc 01 nnnnn e vvvv", ConditionalCompare, usesFp: true);
    }

    private static void Compare(A64Translator a, F f, long withZero)
    {
        ushort code = f['t'] == 1 ? FpCompare<double>.Code : FpCompare<float>.Code;
        a.Emit(code, n: f['n'], m: withZero != 0 ? 0 : f['m'], imm: withZero | (f['e'] == 1 ? FpCompare<double>.Signaling : 0));
    }

    /// <summary>S bit 0: double; bit 1: FCCMPE. Imm: the flags when the condition fails, in NZCV's place (bits 31:28).</summary>
    private static void ConditionalCompare(A64Translator a, F f) =>
        a.Emit(OpCode.FpConditionalCompare, n: f['n'], m: f['m'], s: f['t'] | (f['e'] << 1), c: f['c'], imm: (long)f['v'] << 28);
}
