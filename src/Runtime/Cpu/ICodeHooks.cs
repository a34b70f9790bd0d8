namespace Hyp.Jit.Runtime;

/// <summary>
/// What an embedder wants to be told of guest code. The engine asks <see cref="WantsBlocks"/> and <see cref="HookedAddresses"/> when it decodes or
/// compiles; whoever changes the answers calls <see cref="IExecutionEngine.InvalidateAllCode"/>.
/// </summary>
internal interface ICodeHooks
{
    /// <summary>Block entries are to be reported through <see cref="EnterBlock"/>.</summary>
    bool WantsBlocks { get; }

    /// <summary>Virtual addresses whose instructions are to be reported through <see cref="Reach"/>.</summary>
    IReadOnlyCollection<ulong> HookedAddresses { get; }

    /// <summary>A basic block begins at State.Pc; nothing of it has executed, Retired is exact. True: leave with <see cref="EngineExit.Hook"/>.</summary>
    bool EnterBlock(VirtualCpu cpu);

    /// <summary>The hooked instruction at State.Pc is next; Retired is exact. True: leave with <see cref="EngineExit.Hook"/> before it.</summary>
    bool Reach(VirtualCpu cpu);
}
