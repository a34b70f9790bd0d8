namespace Hyp.Jit.Runtime;

/// <summary>Why guest code was left.</summary>
internal enum EngineExit
{
    /// <summary>The instruction budget is used up, exactly.</summary>
    BudgetUsed,
    /// <summary>RunLimit was cleared from outside (kick), or an interrupt became pending at a poll.</summary>
    Requested,
    /// <summary>WFI/WFE found nothing to wake for.</summary>
    Halted,
    /// <summary>A hook asked to stop.</summary>
    Hook,
    /// <summary>The PE left the running state (PSCI CPU_OFF, SYSTEM_OFF, SYSTEM_RESET).</summary>
    PoweredOff,
}

/// <summary>Executes guest code of one PE. Declared here, built by the compiler; the runtime only calls it.</summary>
internal interface IExecutionEngine
{
    /// <summary>
    /// Runs <paramref name="budget"/> instructions: exactly, or without <paramref name="exact"/> up to a page more, which spares the slow last ones.
    /// On return State.Retired tells how many retired and Pc is canonical.
    /// </summary>
    EngineExit Run(VirtualCpu cpu, long budget, bool exact);

    /// <summary>Guest code bytes in [physicalAddress, +length) may have changed (a store to a watched page, DMA, IC): decoded copies are dropped.</summary>
    void InvalidateCode(ulong physicalAddress, ulong length);

    /// <summary>Drops every decoded and compiled thing.</summary>
    void InvalidateAllCode();
}
