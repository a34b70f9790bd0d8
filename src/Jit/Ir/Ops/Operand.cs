using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Hyp.Jit.Compiler;

/// <summary>Second-operand forms shared by several operations (Arm ARM: ShiftReg, ExtendReg, and the like).</summary>
internal static class Operand
{
    /// <summary>imm = amount in bits 5:0, kind (0 LSL, 1 LSR, 2 ASR, 3 ROR) in bits 9:8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Shift64(ulong value, long imm)
    {
        int amount = (int)imm & 63;
        return (imm >> 8) switch
        {
            0 => value << amount,
            1 => value >> amount,
            2 => (ulong)((long)value >> amount),
            _ => BitOperations.RotateRight(value, amount),
        };
    }

    /// <summary>As <see cref="Shift64"/>, on 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Shift32(uint value, long imm)
    {
        int amount = (int)imm & 31;
        return (imm >> 8) switch
        {
            0 => value << amount,
            1 => value >> amount,
            2 => (uint)((int)value >> amount),
            _ => BitOperations.RotateRight(value, amount),
        };
    }

    /// <summary>imm = left shift in bits 3:0, option (UXTB, UXTH, UXTW, UXTX, SXTB, SXTH, SXTW, SXTX) from bit 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extend(ulong value, long imm)
    {
        ulong extended = (imm >> 8) switch
        {
            0 => (byte)value,
            1 => (ushort)value,
            2 => (uint)value,
            4 => (ulong)(sbyte)value,
            5 => (ulong)(short)value,
            6 => (ulong)(int)value,
            _ => value,
        };
        return extended << ((int)imm & 15);
    }

    /// <summary>BFM: imm = rotate-right amount in bits 5:0, width-1 of the field in bits 13:8, its position in bits 21:16. Other bits of old stay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Insert(ulong old, ulong source, long imm)
    {
        int position = (int)(imm >> 16) & 63;
        ulong mask = (ulong.MaxValue >> (63 - ((int)(imm >> 8) & 63))) << position;
        return (old & ~mask) | (((source >> ((int)imm & 63)) << position) & mask);
    }

    public static ulong Divide64(long n, long m) => m switch
    {
        0 => 0,
        -1 => (ulong)(0 - n), // .NET would throw OverflowException for MinValue / -1.
        _ => (ulong)(n / m),
    };

    public static uint Divide32(int n, int m) => m switch
    {
        0 => 0,
        -1 => (uint)(0 - n),
        _ => (uint)(n / m),
    };

    /// <summary>High half of the product. Math.BigMul goes through the stack where BMI2 would do it in a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HighProduct(ulong n, ulong m) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(n, m) : Math.BigMul(n, m, out _);

    public static ulong ReverseBits(ulong v)
    {
        v = ((v >> 1) & 0x5555_5555_5555_5555) | ((v & 0x5555_5555_5555_5555) << 1);
        v = ((v >> 2) & 0x3333_3333_3333_3333) | ((v & 0x3333_3333_3333_3333) << 2);
        v = ((v >> 4) & 0x0F0F_0F0F_0F0F_0F0F) | ((v & 0x0F0F_0F0F_0F0F_0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(v);
    }
}
