using System.Numerics;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Shifts of AArch32 (Arm ARM, Shift_C): by bits 7:0 of a register, where 32 and more shift everything out, and their carry; RRX; the two halves of 64-bit results.
/// </summary>
internal static class AArch32Shift
{
    public static readonly ushort LslRegister = OpTable.X_XX<LslRegisterOp>("a32.lsl");
    public static readonly ushort LsrRegister = OpTable.X_XX<LsrRegisterOp>("a32.lsr");
    public static readonly ushort AsrRegister = OpTable.X_XX<AsrRegisterOp>("a32.asr");
    public static readonly ushort RorRegister = OpTable.X_XX<RorRegisterOp>("a32.ror");
    public static readonly ushort LslCarry = OpTable.X_XXC<LslCarryOp>("a32.lsl.carry");
    public static readonly ushort LsrCarry = OpTable.X_XXC<LsrCarryOp>("a32.lsr.carry");
    public static readonly ushort AsrCarry = OpTable.X_XXC<AsrCarryOp>("a32.asr.carry");
    public static readonly ushort RorCarry = OpTable.X_XXC<RorCarryOp>("a32.ror.carry");
    public static readonly ushort Rrx = OpTable.X_XC<RrxOp>("a32.rrx");
    public static readonly ushort AddWithCarry = OpTable.X_XXC<AddWithCarryOp>("a32.adc");
    public static readonly ushort SubtractWithCarry = OpTable.X_XXC<SubtractWithCarryOp>("a32.sbc");
    public static readonly ushort Concatenate = OpTable.X_XX<ConcatenateOp>("a32.concat");
    public static readonly ushort Fold64 = OpTable.X_X<Fold64Op>("a32.fold64");

    /// <summary>By kind: 0 LSL, 1 LSR, 2 ASR, 3 ROR.</summary>
    public static ushort ByRegister(int kind) => kind switch { 0 => LslRegister, 1 => LsrRegister, 2 => AsrRegister, _ => RorRegister };

    public static ushort CarryByRegister(int kind) => kind switch { 0 => LslCarry, 1 => LsrCarry, 2 => AsrCarry, _ => RorCarry };

    internal readonly struct LslRegisterOp : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => (byte)m < 32 ? (uint)n << (byte)m : 0;
    }

    internal readonly struct LsrRegisterOp : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => (byte)m < 32 ? (uint)n >> (byte)m : 0;
    }

    internal readonly struct AsrRegisterOp : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => (uint)((int)n >> Math.Min((byte)m, (byte)31));
    }

    internal readonly struct RorRegisterOp : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => BitOperations.RotateRight((uint)n, (byte)m);
    }

    internal readonly struct LslCarryOp : IX_XXC
    {
        public static ulong Eval(ulong n, ulong m, ulong carry) => (byte)m switch
        {
            0 => carry,
            <= 32 => ((uint)n >> (32 - (byte)m)) & 1,
            _ => 0,
        };
    }

    internal readonly struct LsrCarryOp : IX_XXC
    {
        public static ulong Eval(ulong n, ulong m, ulong carry) => (byte)m switch
        {
            0 => carry,
            <= 32 => ((uint)n >> ((byte)m - 1)) & 1,
            _ => 0,
        };
    }

    internal readonly struct AsrCarryOp : IX_XXC
    {
        public static ulong Eval(ulong n, ulong m, ulong carry) => (byte)m == 0 ? carry : ((uint)n >> (Math.Min((byte)m, (byte)32) - 1)) & 1;
    }

    internal readonly struct RorCarryOp : IX_XXC
    {
        public static ulong Eval(ulong n, ulong m, ulong carry) => (byte)m == 0 ? carry : ((uint)n >> (((byte)m - 1) & 31)) & 1;
    }

    internal readonly struct RrxOp : IX_XC
    {
        public static ulong Eval(ulong n, ulong carry) => ((uint)n >> 1) | ((uint)carry << 31);
    }

    /// <summary>ADC whose result goes on to R15.</summary>
    internal readonly struct AddWithCarryOp : IX_XXC
    {
        public static ulong Eval(ulong n, ulong m, ulong carry) => (uint)(n + m + carry);
    }

    internal readonly struct SubtractWithCarryOp : IX_XXC
    {
        public static ulong Eval(ulong n, ulong m, ulong carry) => (uint)(n + ~m + carry);
    }

    /// <summary>n low, m high: the accumulator of a long multiply.</summary>
    internal readonly struct ConcatenateOp : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => (uint)n | (m << 32);
    }

    /// <summary>32 bits that are negative or zero when all 64 are: for the flags of long multiplies.</summary>
    internal readonly struct Fold64Op : IX_X
    {
        public static ulong Eval(ulong n) => (n >> 32) | ((uint)n == 0 ? 0u : 1u);
    }
}
