using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Support;

/// <summary>
/// A block of A32 or T32 instructions and the state it starts from. In T32 a value above 0xFFFF is a 32-bit instruction, its first halfword on top.
/// </summary>
internal sealed record A32Input(uint[] Words, A32State Initial)
{
    /// <summary>Where the block stands, from <see cref="A32Runner.CodeAddress"/>.</summary>
    public int CodeOffset { get; init; }

    /// <summary>At EL1 in Supervisor mode instead of EL0 in User mode.</summary>
    public bool Privileged { get; init; }

    /// <summary>The code as it lies in memory.</summary>
    public byte[] Code => [.. Words.SelectMany(w => !Initial.Thumb ? BitConverter.GetBytes(w) :
        w <= 0xFFFF ? BitConverter.GetBytes((ushort)w) : [.. BitConverter.GetBytes((ushort)(w >> 16)), .. BitConverter.GetBytes((ushort)w)])];
}

/// <summary>Where a block ended, with what registers and memory.</summary>
/// <param name="Exception">The class of the exception that ended it; null when it ran to its end.</param>
internal sealed record A32Result(ExceptionClass? Exception, uint Syndrome, ulong FaultAddress, A32State Final, MemoryChange[] Changes, long Retired);
