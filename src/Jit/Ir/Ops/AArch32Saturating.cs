using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Operations that set CPSR.Q when a result does not fit: saturating ones, and the sums of signed multiplies.</summary>
internal static unsafe class AArch32Saturating
{
    public static readonly ushort Add = OpTable.X_XXIS<AddOp>("a32.qadd");
    public static readonly ushort Subtract = OpTable.X_XXIS<SubtractOp>("a32.qsub");
    public static readonly ushort Signed = OpTable.X_XXIS<SignedOp>("a32.ssat");
    public static readonly ushort Unsigned = OpTable.X_XXIS<UnsignedOp>("a32.usat");
    public static readonly ushort Signed16 = OpTable.X_XXIS<Signed16Op>("a32.ssat16");
    public static readonly ushort Unsigned16 = OpTable.X_XXIS<Unsigned16Op>("a32.usat16");
    public static readonly ushort AddNotingOverflow = OpTable.X_XXIS<AddNotingOverflowOp>("a32.addq");

    private static long Clamp(long value, long low, long high, CpuState* s)
    {
        long clamped = Math.Clamp(value, low, high);
        if (clamped != value) s->Q = 1;
        return clamped;
    }

    /// <summary>To a signed number of <paramref name="bits"/> bits.</summary>
    private static long ClampSigned(long value, long bits, CpuState* s) => Clamp(value, -(1L << (int)(bits - 1)), (1L << (int)(bits - 1)) - 1, s);

    private static long ClampUnsigned(long value, long bits, CpuState* s) => Clamp(value, 0, (1L << (int)bits) - 1, s);

    internal readonly struct AddOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) => (uint)ClampSigned((long)(int)n + (int)m, 32, s);
    }

    internal readonly struct SubtractOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) => (uint)ClampSigned((long)(int)n - (int)m, 32, s);
    }

    /// <summary>SSAT: imm = bits of the result.</summary>
    internal readonly struct SignedOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) => (uint)ClampSigned((int)n, imm, s);
    }

    internal readonly struct UnsignedOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) => (uint)ClampUnsigned((int)n, imm, s);
    }

    internal readonly struct Signed16Op : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) =>
            (ushort)ClampSigned((short)n, imm, s) | ((uint)(ushort)ClampSigned((short)(n >> 16), imm, s) << 16);
    }

    internal readonly struct Unsigned16Op : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) =>
            (ushort)ClampUnsigned((short)n, imm, s) | ((uint)(ushort)ClampUnsigned((short)(n >> 16), imm, s) << 16);
    }

    /// <summary>n, 64 bits signed, plus m, 32 bits signed: low 32 bits of the sum. It wraps, and only Q tells (SMLAD and its kin).</summary>
    internal readonly struct AddNotingOverflowOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s)
        {
            long sum = (long)n + (int)m;
            if (sum != (int)sum) s->Q = 1;
            return (uint)sum;
        }
    }
}
