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
    /// <summary>Run uses up its budget exactly; otherwise it may go on to the next poll behind it.</summary>
    bool Exact { get; set; }

    /// <summary>Runs at most <paramref name="budget"/> instructions; on return State.Retired tells exactly how many retired and Pc is canonical.</summary>
    EngineExit Run(VirtualCpu cpu, long budget);

    /// <summary>Guest code bytes in [physicalAddress, +length) may have changed (a store to a watched page, DMA, IC): decoded copies are dropped.</summary>
    void InvalidateCode(ulong physicalAddress, ulong length);

    /// <summary>Calls <paramref name="hook"/> before the instruction at a virtual address runs; it returns false to stop there. Null removes it.</summary>
    void SetAddressHook(ulong va, Func<VirtualCpu, bool>? hook);

    /// <summary>Calls <paramref name="hook"/> at the target of every taken branch; it returns false to stop there. Null removes it.</summary>
    void SetBlockHook(Func<VirtualCpu, ulong, bool>? hook);

    /// <summary>Drops every decoded and compiled thing.</summary>
    void InvalidateAllCode();
}
