namespace Hyp.Jit.Runtime;

/// <summary>Interrupt inputs of a PE.</summary>
public enum InterruptInput : byte
{
    Irq,
    Fiq,
    VirtualIrq,
    VirtualFiq,
    SError,
}

/// <summary>
/// Interrupt inputs, masking and delivery. Lines may be driven from any thread; everything else belongs to the thread that runs the PE.
/// The engine calls <see cref="UpdateInterrupts"/> when it leaves guest code because RunLimit was cleared, then <see cref="TakeInterrupt"/> while
/// State.PendingInterrupt is set: a line driven by another thread during a mask change is then never lost.
/// </summary>
internal sealed unsafe partial class VirtualCpu
{
    private int lines;

    /// <summary>Interrupts taken, by <see cref="InterruptInput"/>.</summary>
    public ulong[] InterruptCounts { get; } = new ulong[5];

    /// <summary>Waiting in WFI. Cleared by any wake-up event.</summary>
    public bool IsHalted { get; set; }

    /// <summary>Off by PSCI: executes nothing and wakes for nothing until it is switched on.</summary>
    public bool IsPoweredOff { get; set; }

    /// <summary>The event register that SEV and SEVL set, as do exception returns, and WFE consumes.</summary>
    public bool EventRegister { get; set; }

    /// <summary>ISR_EL1: A, I and F pending, virtual ones where HCR_EL2 gives EL1 virtual ones.</summary>
    public ulong InterruptStatus
    {
        get
        {
            bool guest = CurrentEl == ExceptionLevel.EL1 && Options.HasEl2;
            return Bit(8, Hcr.Amo, InterruptInput.SError, Hcr.Vse)
                | Bit(7, Hcr.Imo, InterruptInput.Irq, Hcr.Vi, InterruptInput.VirtualIrq)
                | Bit(6, Hcr.Fmo, InterruptInput.Fiq, Hcr.Vf, InterruptInput.VirtualFiq);

            ulong Bit(int position, ulong routing, InterruptInput physical, ulong injected, InterruptInput? virtualLine = null)
            {
                bool isVirtual = guest && Sys(Slot.HcrEl2).Has(routing);
                bool pending = isVirtual
                    ? Sys(Slot.HcrEl2).Has(injected) || (virtualLine is { } line && IsRaised(line))
                    : IsRaised(physical);
                return pending ? 1UL << position : 0;
            }
        }
    }

    /// <summary>
    /// What ends a WFI: a physical interrupt whatever PSTATE masks, or a virtual one that the current level has.
    /// </summary>
    public bool HasWakeUpEvent =>
        IsRaised(InterruptInput.Irq) || IsRaised(InterruptInput.Fiq) || IsRaised(InterruptInput.SError)
        || VirtualPending(InterruptInput.VirtualIrq) || VirtualPending(InterruptInput.VirtualFiq) || VirtualSErrorPending;

    private bool VirtualSErrorPending => ExceptionRouting.AcceptsVirtual(this, Hcr.Amo) && Sys(Slot.HcrEl2).Has(Hcr.Vse);

    /// <summary>Whether a line is high.</summary>
    public bool IsRaised(InterruptInput input) => (Volatile.Read(ref lines) & (1 << (int)input)) != 0;

    /// <summary>Drives an input. A rise asks the engine to leave guest code and wakes a waiting PE.</summary>
    public void SetInterrupt(InterruptInput input, bool level)
    {
        int bit = 1 << (int)input;
        int before = level ? Interlocked.Or(ref lines, bit) : Interlocked.And(ref lines, ~bit);
        if (((before & bit) != 0) == level)
        {
            return;
        }
        UpdateInterrupts();
        if (level)
        {
            Volatile.Write(ref State->RunLimit, 0);
        }
    }

    /// <summary>Recomputes State.PendingInterrupt after a change of lines, PSTATE, HCR_EL2 or level; asks for an exit when one is deliverable.</summary>
    public void UpdateInterrupts()
    {
        if (IsHalted && HasWakeUpEvent)
        {
            IsHalted = false;
        }
        bool deliverable = TryDeliverable(out _, out _);
        State->InterruptsWaiting = Volatile.Read(ref lines) | (int)(Sys(Slot.HcrEl2) & (Hcr.Vi | Hcr.Vf | Hcr.Vse));
        State->PendingInterrupt = deliverable ? 1 : 0;
        if (deliverable)
        {
            Volatile.Write(ref State->RunLimit, 0);
        }
    }

    /// <summary>WFI that did not trap: waits unless a wake-up event is pending. Returns whether the PE now waits.</summary>
    public bool Halt() => IsHalted = !HasWakeUpEvent;

    /// <summary>Takes the most urgent deliverable interrupt, with State.Pc as the preferred return address. False when there is none.</summary>
    public bool TakeInterrupt()
    {
        if (!TryDeliverable(out InterruptInput input, out ExceptionLevel target))
        {
            State->PendingInterrupt = 0;
            return false;
        }
        VectorKind kind = input switch
        {
            InterruptInput.Irq or InterruptInput.VirtualIrq => VectorKind.Irq,
            InterruptInput.Fiq or InterruptInput.VirtualFiq => VectorKind.Fiq,
            _ => VectorKind.SError,
        };
        if (kind == VectorKind.SError)
        {
            ConsumeSError(target);
        }
        ExceptionEntry.Enter(this, target, kind, State->Pc);
        InterruptCounts[(int)input]++;
        InterruptTaken?.Invoke(this, input, target);
        return true;
    }

    // SErrors are events, not levels: taking one, physical or virtual, ends it.
    private void ConsumeSError(ExceptionLevel target)
    {
        bool isPhysical = IsRaised(InterruptInput.SError) && PhysicalDeliverable(InterruptInput.SError, Hcr.Amo, Daif.A, out _);
        if (isPhysical)
        {
            Interlocked.And(ref lines, ~(1 << (int)InterruptInput.SError));
        }
        else
        {
            Sys(Slot.HcrEl2) &= ~Hcr.Vse;
        }
        if (!IsLevelAArch32(target))
        {
            Sys(target == ExceptionLevel.EL2 ? Slot.EsrEl2 : Slot.EsrEl1) = Syndrome.Esr(ExceptionClass.SError, 0);
        }
        else if (target == ExceptionLevel.EL1)
        {
            AArch32FaultStatus.ReportAsynchronous(this);
        }
        else
        {
            ExceptionClass ec = CurrentEl == target ? ExceptionClass.DataAbortSameLevel : ExceptionClass.DataAbort;
            Sys(Slot.EsrEl2) = Syndrome.Esr(ec, Syndrome.AsynchronousAbort);
        }
    }

    // The priority among kinds is IMPLEMENTATION DEFINED (Arm ARM D1.13.4): physical before virtual, FIQ before IRQ before SError.
    private bool TryDeliverable(out InterruptInput input, out ExceptionLevel target)
    {
        input = InterruptInput.Fiq;
        if (PhysicalDeliverable(input, Hcr.Fmo, Daif.F, out target))
        {
            return true;
        }
        input = InterruptInput.Irq;
        if (PhysicalDeliverable(input, Hcr.Imo, Daif.I, out target))
        {
            return true;
        }
        input = InterruptInput.SError;
        if (PhysicalDeliverable(input, Hcr.Amo, Daif.A, out target))
        {
            return true;
        }
        target = ExceptionLevel.EL1;
        input = InterruptInput.VirtualFiq;
        if (!IsMasked(Daif.F) && VirtualPending(input))
        {
            return true;
        }
        input = InterruptInput.VirtualIrq;
        if (!IsMasked(Daif.I) && VirtualPending(input))
        {
            return true;
        }
        input = InterruptInput.SError;
        return !IsMasked(Daif.A) && VirtualSErrorPending;
    }

    private bool PhysicalDeliverable(InterruptInput input, ulong routing, byte mask, out ExceptionLevel target)
    {
        target = default;
        return IsRaised(input) && ExceptionRouting.TryPhysicalInterrupt(this, routing, IsMasked(mask), out target);
    }

    // HCR_EL2.VI and VF inject beside the GIC's virtual lines.
    private bool VirtualPending(InterruptInput input)
    {
        (ulong routing, ulong injected) = input == InterruptInput.VirtualIrq ? (Hcr.Imo, Hcr.Vi) : (Hcr.Fmo, Hcr.Vf);
        return ExceptionRouting.AcceptsVirtual(this, routing) && (IsRaised(input) || Sys(Slot.HcrEl2).Has(injected));
    }

    private bool IsMasked(byte mask) => (State->Daif & mask) != 0;
}
