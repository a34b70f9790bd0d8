namespace Hyp.Jit.Runtime;

/// <summary>
/// PMUv3 of one PE. Time is the count of retired instructions, one cycle each: counters are brought up to date whenever something they depend on
/// is about to change (exception level, enables, filters) or is read. Events counted: SW_INCR, INST_RETIRED, CPU_CYCLES; others stay at zero.
/// </summary>
internal sealed unsafe class PerformanceMonitor(VirtualCpu cpu)
{
    /// <summary>Event counters of every model; PMCR_EL0.N.</summary>
    public const int MaximumCounters = 6;

    private const int SoftwareIncrementEvent = 0x00, InstructionsRetiredEvent = 0x08, CyclesEvent = 0x11;

    /// <summary>PMCEID0_EL0.</summary>
    public const ulong ImplementedEvents = (1UL << SoftwareIncrementEvent) | (1UL << InstructionsRetiredEvent) | (1UL << CyclesEvent);

    private const ulong CycleBit = 1UL << 31;
    private const ulong AllBits = CycleBit | ((1UL << MaximumCounters) - 1);

    // Filter bits of PMCCFILTR_EL0 and PMEVTYPERn_EL0. Without EL3 there is no NSK, NSU or M to combine with P and U.
    private const ulong FilterEl1 = 1UL << 31, FilterEl0 = 1UL << 30, CountEl2 = 1UL << 27;

    private long synchronizedAt;

    /// <summary>The overflow interrupt, PPI 7 on the virt board.</summary>
    public IInterruptLine? OverflowLine { get; set; }

    /// <summary>Whether any counter may be counting; exception entry and return need not synchronize otherwise.</summary>
    public bool IsActive => cpu.Sys(Slot.PmcntensetEl0) != 0 && (cpu.Sys(Slot.PmcrEl0).Has(Pmcr.E) || cpu.Sys(Slot.MdcrEl2).Has(Mdcr.Hpme));

    /// <summary>Value of State.Retired up to which counters are exact.</summary>
    public long SynchronizedAt
    {
        get => synchronizedAt;
        set => synchronizedAt = value;
    }

    /// <summary>PMCR_EL0 as the current level sees it: below EL2, N is what MDCR_EL2.HPMN leaves it.</summary>
    public ulong Control
    {
        get
        {
            ulong n = cpu.CurrentEl < ExceptionLevel.EL2 && cpu.Options.HasEl2 ? (ulong)FirstHypervisorCounter : (ulong)cpu.Model.EventCounters;
            return (0x41UL << 24) | (cpu.Model.PmuIdentification << 16) | (n << Pmcr.NShift) | cpu.Sys(Slot.PmcrEl0);
        }
    }

    private int FirstHypervisorCounter => cpu.Options.HasEl2 ? Math.Min((int)(cpu.Sys(Slot.MdcrEl2) & Mdcr.Hpmn), MaximumCounters) : MaximumCounters;

    // Below EL2 the counters from MDCR_EL2.HPMN on are RAZ/WI in the registers that hold a bit for each.
    private ulong VisibleBits => cpu.CurrentEl < ExceptionLevel.EL2 ? CycleBit | ((1UL << FirstHypervisorCounter) - 1) : AllBits;

    /// <summary>Instructions until the next counter overflows if the level stays the same; long.MaxValue when none will.</summary>
    public long InstructionsUntilOverflow()
    {
        if (!IsActive || (cpu.Sys(Slot.PmintenEl1) & AllBits) == 0)
        {
            return long.MaxValue;
        }
        Synchronize();
        ulong soonest = long.MaxValue;
        for (int i = 0; i <= MaximumCounters; i++)
        {
            bool cycles = i == MaximumCounters;
            if (cycles ? CyclesCount() : EventCounts(i))
            {
                ulong value = cycles ? cpu.Sys(Slot.PmccntrEl0) : cpu.Sys(Slot.Pmxevcntr0 + (ushort)i);
                ulong left = cycles && cpu.Sys(Slot.PmcrEl0).Has(Pmcr.Lc) ? 0 - value : 0x1_0000_0000UL - (uint)value;
                soonest = Math.Min(soonest, left == 0 ? ulong.MaxValue : left);
            }
        }
        return (long)soonest;
    }

    /// <summary>Counts what has retired since the last time, at the level that retired it.</summary>
    public void Synchronize()
    {
        ulong elapsed = (ulong)(cpu.State->Retired - synchronizedAt);
        synchronizedAt = cpu.State->Retired;
        if (elapsed == 0 || !IsActive)
        {
            return;
        }
        if (CyclesCount())
        {
            ulong before = cpu.Sys(Slot.PmccntrEl0);
            ulong after = before + elapsed;
            cpu.Sys(Slot.PmccntrEl0) = after;
            bool overflowed = cpu.Sys(Slot.PmcrEl0).Has(Pmcr.Lc) ? after < before : (after >> 32) != (before >> 32);
            cpu.Sys(Slot.PmovsEl0) |= overflowed ? CycleBit : 0;
        }
        for (int n = 0; n < MaximumCounters; n++)
        {
            if (EventCounts(n))
            {
                Add(n, elapsed);
            }
        }
        UpdateLine();
    }

    /// <summary>PMCR_EL0: P and C clear counters, the rest is stored.</summary>
    public void WriteControl(ulong value)
    {
        Synchronize();
        if (value.Has(Pmcr.C))
        {
            cpu.Sys(Slot.PmccntrEl0) = 0;
        }
        if (value.Has(Pmcr.P))
        {
            int count = cpu.CurrentEl < ExceptionLevel.EL2 ? FirstHypervisorCounter : MaximumCounters;
            for (int n = 0; n < count; n++)
            {
                cpu.Sys(Slot.Pmxevcntr0 + (ushort)n) = 0;
            }
        }
        cpu.Sys(Slot.PmcrEl0) = value & Pmcr.Writable;
        UpdateLine();
    }

    /// <summary>MDCR_EL2: HPMN and HPME decide which counters count.</summary>
    public void WriteHypervisorControl(ulong value)
    {
        Synchronize();
        cpu.Sys(Slot.MdcrEl2) = value;
        UpdateLine();
    }

    public ulong ReadFlags(Slot storage)
    {
        Synchronize();
        return cpu.Sys(storage) & VisibleBits;
    }

    public void ChangeFlags(Slot storage, ulong bits, bool set)
    {
        Synchronize();
        bits &= VisibleBits;
        cpu.Sys(storage) = set ? cpu.Sys(storage) | bits : cpu.Sys(storage) & ~bits;
        UpdateLine();
    }

    public void WriteFilter(Slot storage, ulong value)
    {
        Synchronize();
        cpu.Sys(storage) = value;
    }

    public ulong ReadCycles()
    {
        Synchronize();
        return cpu.Sys(Slot.PmccntrEl0);
    }

    public void WriteCycles(ulong value)
    {
        Synchronize();
        cpu.Sys(Slot.PmccntrEl0) = value;
    }

    public ulong ReadCounter(int n)
    {
        Synchronize();
        return cpu.Sys(Slot.Pmxevcntr0 + (ushort)n);
    }

    public void WriteCounter(int n, ulong value)
    {
        Synchronize();
        cpu.Sys(Slot.Pmxevcntr0 + (ushort)n) = (uint)value;
    }

    /// <summary>PMSWINC_EL0: counts in each named counter whose event is SW_INCR.</summary>
    public void SoftwareIncrement(ulong counters)
    {
        for (int n = 0; n < MaximumCounters; n++)
        {
            if (counters.Has(1UL << n) && Event(n) == SoftwareIncrementEvent && IsEnabled(n) && CountsAtCurrentLevel(cpu.Sys(Slot.Pmxevtyper0 + (ushort)n)))
            {
                Add(n, 1);
            }
        }
        UpdateLine();
    }

    private bool CyclesCount() =>
        cpu.Sys(Slot.PmcrEl0).Has(Pmcr.E) && cpu.Sys(Slot.PmcntensetEl0).Has(CycleBit) && CountsAtCurrentLevel(cpu.Sys(Slot.PmccfiltrEl0));

    private bool EventCounts(int n) =>
        Event(n) is InstructionsRetiredEvent or CyclesEvent && IsEnabled(n) && CountsAtCurrentLevel(cpu.Sys(Slot.Pmxevtyper0 + (ushort)n));

    private int Event(int n) => (int)(cpu.Sys(Slot.Pmxevtyper0 + (ushort)n) & 0xFFFF);

    private bool IsEnabled(int n)
    {
        bool enabled = n < FirstHypervisorCounter ? cpu.Sys(Slot.PmcrEl0).Has(Pmcr.E) : cpu.Sys(Slot.MdcrEl2).Has(Mdcr.Hpme);
        return enabled && cpu.Sys(Slot.PmcntensetEl0).Has(1UL << n);
    }

    private bool CountsAtCurrentLevel(ulong filter) => cpu.CurrentEl switch
    {
        ExceptionLevel.EL0 => !filter.Has(FilterEl0),
        ExceptionLevel.EL1 => !filter.Has(FilterEl1),
        _ => filter.Has(CountEl2),
    };

    private void Add(int n, ulong count)
    {
        ref ulong counter = ref cpu.Sys(Slot.Pmxevcntr0 + (ushort)n);
        ulong sum = counter + count;
        counter = (uint)sum;
        cpu.Sys(Slot.PmovsEl0) |= sum >> 32 != 0 ? 1UL << n : 0;
    }

    private void UpdateLine()
    {
        ulong own = CycleBit | ((1UL << FirstHypervisorCounter) - 1);
        ulong enabled = (cpu.Sys(Slot.PmcrEl0).Has(Pmcr.E) ? own : 0) | (cpu.Sys(Slot.MdcrEl2).Has(Mdcr.Hpme) ? AllBits & ~own : 0);
        OverflowLine?.Set((cpu.Sys(Slot.PmovsEl0) & cpu.Sys(Slot.PmintenEl1) & enabled) != 0);
    }
}
