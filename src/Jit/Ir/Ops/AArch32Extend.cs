using System.Numerics;

namespace Hyp.Jit.Compiler;

/// <summary>Extensions of two bytes at once, and REVSH.</summary>
internal static class AArch32Extend
{
    public static readonly ushort SignedBytes = OpTable.X_XXI<SignedBytesOp>("a32.sxtab16");
    public static readonly ushort UnsignedBytes = OpTable.X_XXI<UnsignedBytesOp>("a32.uxtab16");
    public static readonly ushort ReverseSigned = OpTable.X_X<ReverseSignedOp>("a32.revsh");

    /// <summary>SXTAB16; SXTB16 adds to zero. imm = rotation of m.</summary>
    internal readonly struct SignedBytesOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm)
        {
            uint rotated = BitOperations.RotateRight((uint)m, (int)imm);
            return (ushort)((ushort)n + (sbyte)rotated) | ((uint)(ushort)((ushort)(n >> 16) + (sbyte)(rotated >> 16)) << 16);
        }
    }

    internal readonly struct UnsignedBytesOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm)
        {
            uint rotated = BitOperations.RotateRight((uint)m, (int)imm);
            return (ushort)((ushort)n + (byte)rotated) | ((uint)(ushort)((ushort)(n >> 16) + (byte)(rotated >> 16)) << 16);
        }
    }

    internal readonly struct ReverseSignedOp : IX_X
    {
        public static ulong Eval(ulong n) => (uint)(short)(((n & 0xFF) << 8) | ((n >> 8) & 0xFF));
    }
}
