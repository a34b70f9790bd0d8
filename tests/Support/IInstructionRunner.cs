namespace Hyp.Jit.Tests.Support;

/// <summary>Executes a straight block of A64 code at EL0 from a given state: the oracle, the interpreter or the compiled tier.</summary>
internal interface IInstructionRunner
{
    string Name { get; }

    CaseResult Run(CaseInput input);
}

/// <summary>A block and the state it starts from. Scratch memory always starts as <see cref="CaseMemory.Background"/>.</summary>
internal sealed record CaseInput(ulong Seed, uint[] Words, GuestState Initial);

/// <summary>How a block ended: behind its last word, or with the exception a Linux process sees as this signal.</summary>
internal enum CaseEnd
{
    Completed = 0,
    /// <summary>SIGILL: the word is undefined at EL0.</summary>
    Undefined = 4,
    /// <summary>SIGTRAP: BRK.</summary>
    Breakpoint = 5,
    /// <summary>SIGBUS: alignment fault.</summary>
    AlignmentFault = 7,
    /// <summary>SIGSEGV: translation or permission fault. The generator keeps addresses inside the scratch area, so it means a bug.</summary>
    MemoryFault = 11,
}

/// <summary>A 64-bit word of scratch memory that differs from the background at the end.</summary>
internal readonly record struct MemoryChange(int Offset, ulong Value);

/// <summary>Where a block ended, with what registers and memory.</summary>
internal sealed record CaseResult(CaseEnd End, int FaultIndex, GuestState Final, MemoryChange[] Changes);
