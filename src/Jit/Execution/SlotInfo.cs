using System.Runtime.InteropServices;

namespace Hyp.Jit.Compiler;

/// <summary>What an instruction of an AArch32 page needs beside its op. One a slot, unmanaged, behind <see cref="OpCode.Guarded"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SlotInfo
{
    /// <summary>Real code of the op when its slot holds Guarded.</summary>
    public ushort Code;
    /// <summary>Condition of the instruction; 14 when it always executes.</summary>
    public byte Condition;
    /// <summary>ITSTATE before the instruction; 0 outside IT blocks.</summary>
    public byte It;
    /// <summary>Slots the instruction covers: 2 for a 32-bit T32 instruction; 0 where none is decoded.</summary>
    public byte Length;
    public byte PrefixCount;
    /// <summary>Pure ops to run before the op, <see cref="PrefixCount"/> of them; owned by the page.</summary>
    public Op* Prefix;
}

/// <summary>What the AArch32 translator says of an instruction besides its op.</summary>
internal readonly ref struct Guard
{
    public Guard() => Condition = 14;

    /// <summary>Condition under which the instruction executes; 14 always.</summary>
    public int Condition { get; init; }

    /// <summary>Bytes of the instruction: 2 or 4.</summary>
    public int Bytes { get; init; } = 4;

    /// <summary>ITSTATE after the instruction.</summary>
    public byte NextIt { get; init; }

    /// <summary>Pure ops that run before the op. Valid until the next translation.</summary>
    public ReadOnlySpan<Op> Prefix { get; init; }
}

/// <summary>Turns AArch32 instructions into ops. Declared here, built by the front end.</summary>
internal unsafe interface IAArch32Translator
{
    /// <summary>
    /// Translates one instruction. A32: <paramref name="word"/> is the word. T32: the first halfword in bits 31:16 and the second in bits 15:0;
    /// for T16 the second is ignored. The op is all zero on entry.
    /// </summary>
    Guard Translate(uint word, int pageOffset, CodeKey key, byte itState, Op* op);

    /// <summary>ISS bits 24:14 that a stage 2 data abort of this instruction reports; 0 when not valid.</summary>
    uint DataAbortSyndrome(uint word, Isa isa);
}
