namespace Hyp.Jit.Runtime;

/// <summary>The system counter that the generic timers, CNTPCT_EL0 and the RTC see. Either host time or, in deterministic mode, derived from instruction counts.</summary>
internal interface IVirtualClock
{
    /// <summary>Counter frequency in Hz (CNTFRQ_EL0), 62,500,000 as on QEMU's board.</summary>
    uint Frequency { get; }

    /// <summary>Counter value now.</summary>
    ulong Ticks { get; }
}
