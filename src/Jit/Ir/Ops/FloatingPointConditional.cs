using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>FCSEL and FCCMP: what they do once the condition is known. Both tiers call these.</summary>
internal static unsafe class FloatingPointConditional
{
    /// <summary>FCSEL: the low <paramref name="size"/> bytes of the chosen register, the rest zero; VSEL: all 16.</summary>
    public static Vector128<byte> Select(Vector128<byte> n, Vector128<byte> m, bool holds, int size)
    {
        if (size == 16) return holds ? n : m;
        ulong low = (holds ? n : m).AsUInt64().ToScalar();
        return Vector128.CreateScalar(size == 4 ? (uint)low : low).AsByte();
    }

    /// <summary>FCCMP(E): NZCV of the comparison, or <paramref name="otherwise"/>. Kind bit 0: double, bit 1: signalling.</summary>
    public static ulong Compare(Vector128<byte> n, Vector128<byte> m, bool holds, int kind, long otherwise, FpState* fp)
    {
        if (!holds) return (uint)otherwise;
        long imm = (kind & 2) != 0 ? FpCompare<double>.Signaling : 0;
        return (kind & 1) != 0 ? FpCompare<double>.Eval(n, m, imm, fp) : FpCompare<float>.Eval(n, m, imm, fp);
    }
}
