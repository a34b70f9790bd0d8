namespace Hyp.Jit.Compiler;

/// <summary>What LDM and STM move, as it lies in an op: registers in bits 15:0 of Disp, byte offset of the lowest word from X[N] in bits 31:16, S the words that X[D] changes by.</summary>
internal readonly struct RegisterList
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
}
