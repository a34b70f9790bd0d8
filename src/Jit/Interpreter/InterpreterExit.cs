namespace Hyp.Jit.Compiler;

/// <summary>Why tier 0 returned to the engine. State.Pc is canonical in every case.</summary>
internal enum InterpreterExit
{
    /// <summary>State.Retired reached State.RunLimit at a taken branch.</summary>
    Poll,
    /// <summary>The fetch table has no entry for State.Pc.</summary>
    Lookup,
    /// <summary>An exception, ERET or system-register write: everything about the context may have changed.</summary>
    Redirected,
    /// <summary>An indirect or page-leaving branch became hot; State.Pc is its target.</summary>
    Promote,
    /// <summary>The Stop op was reached.</summary>
    Stop,
    /// <summary>A hook asked to stop before the instruction at State.Pc.</summary>
    Hook,
    /// <summary>The instruction at State.Pc cannot be cached.</summary>
    Uncached,
}

/// <summary>Why a region returned. Values from <see cref="Slow"/> on name the instruction at State.Pc as the awkward one, by cause.</summary>
internal enum RegionExit
{
    /// <summary>Control goes to State.Pc, outside the region.</summary>
    Branch,
    /// <summary>State.Retired reached State.RunLimit at a back edge.</summary>
    Poll,
    /// <summary>An operation that only tier 0 runs.</summary>
    Slow,
    /// <summary>SoftTlb miss, page crossing or misalignment on a load.</summary>
    LoadMiss,
    /// <summary>The same on a store, or a store to a page with code.</summary>
    StoreMiss,
    /// <summary>An exclusive or ordered access off the fast path.</summary>
    Exclusive,
    Count,
}
