using System.Numerics;

namespace Hyp.Jit.Compiler;

/// <summary>What LDM and STM move, as it lies in an op: registers in bits 15:0 of Disp, byte offset of the lowest word from X[N] in bits 31:16, S the words that X[D] changes by.</summary>
internal readonly unsafe struct RegisterList
{
    public RegisterList(Op op)
    {
        Mask = (ushort)op.Disp;
        Offset = op.Disp >> 16;
        Delta = (sbyte)op.S * 4;
    }

    public int Mask { get; }

    /// <summary>Of the first word from the base.</summary>
    public int Offset { get; }

    /// <summary>What write-back adds to the base.</summary>
    public int Delta { get; }

    /// <summary>The immediate of an op. Its upper half stays zero, for the ops that branch count there.</summary>
    public static long Pack(int mask, int offset) => (uint)((offset << 16) | mask);

    /// <summary>R0-R14 of a list from consecutive words.</summary>
    public static void Load(ulong* x, uint* words, int mask)
    {
        for (; mask != 0; mask &= mask - 1) x[BitOperations.TrailingZeroCount(mask)] = *words++;
    }

    /// <summary>A list to consecutive words; R15 is in slot <paramref name="pc"/>.</summary>
    public static void Store(ulong* x, uint* words, int mask, int pc)
    {
        for (int rest = mask & 0x7FFF; rest != 0; rest &= rest - 1) *words++ = (uint)x[BitOperations.TrailingZeroCount(rest)];
        if (mask >> 15 != 0) *words = (uint)x[pc];
    }
}
