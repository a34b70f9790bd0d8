namespace Hyp.Jit.Runtime;

/// <summary>
/// The generic timer of one PE (Arm ARM, "The Generic Timer in AArch64 state"): EL1 physical, EL1 virtual and EL2 physical timer over the system
/// counter. Compare values, ENABLE and IMASK live in the PE's system-register storage; only what follows from time is computed here.
/// </summary>
internal sealed unsafe class GenericTimer : IGenericTimer
{
    /// <summary>INTIDs of the timers' private interrupts as the board wires them.</summary>
    public const int HypIntId = 26, VirtualIntId = 27, PhysicalIntId = 30;

    private const ulong Enable = 1 << 0, IMask = 1 << 1, IStatus = 1 << 2;

    private readonly CpuState* state;
    private readonly IVirtualClock clock;
    private readonly Comparator physical, virtualTimer, hyp;

    public GenericTimer(CpuState* state, IVirtualClock clock, IInterruptLine physicalLine, IInterruptLine virtualLine, IInterruptLine hypLine)
    {
        this.state = state;
        this.clock = clock;
        physical = new(Slot.CntpCtl, Slot.CntpCval, Slot.None, physicalLine);
        virtualTimer = new(Slot.CntvCtl, Slot.CntvCval, Slot.CntvoffEl2, virtualLine);
        hyp = new(Slot.CnthpCtl, Slot.CnthpCval, Slot.None, hypLine);
    }

    /// <summary>
    /// The counter value at which the next line rises, over timers that are enabled, not masked and not yet fired; null when no time changes anything.
    /// </summary>
    public ulong? NextDeadline
    {
        get
        {
            ulong now = clock.Ticks;
            ulong wait = Math.Min(TicksToFire(physical, now), Math.Min(TicksToFire(virtualTimer, now), TicksToFire(hyp, now)));
            return wait <= ulong.MaxValue - 1 - now ? now + wait : null;
        }
    }

    /// <summary>Drives the three lines as they stand at this moment. Called at deadlines, after restores, and by every write here.</summary>
    public void Update() => Update(clock.Ticks);

    private void Update(ulong now)
    {
        Drive(physical, now);
        Drive(virtualTimer, now);
        Drive(hyp, now);
    }

    public ulong Read(TimerRegister register)
    {
        ulong now = clock.Ticks;
        if (register is TimerRegister.PhysicalCtl or TimerRegister.VirtualCtl or TimerRegister.HypCtl)
        {
            // Software that has seen ISTATUS finds the interrupt pending.
            Update(now);
        }
        return register switch
        {
            TimerRegister.PhysicalCount => now,
            TimerRegister.VirtualCount => now - Offset(virtualTimer),
            TimerRegister.PhysicalTval => TimerValue(physical, now),
            TimerRegister.PhysicalCtl => Control(physical, now),
            TimerRegister.PhysicalCval => Sys(physical.CompareValue),
            TimerRegister.VirtualTval => TimerValue(virtualTimer, now),
            TimerRegister.VirtualCtl => Control(virtualTimer, now),
            TimerRegister.VirtualCval => Sys(virtualTimer.CompareValue),
            TimerRegister.HypTval => TimerValue(hyp, now),
            TimerRegister.HypCtl => Control(hyp, now),
            TimerRegister.HypCval => Sys(hyp.CompareValue),
            _ => 0,
        };
    }

    public void Write(TimerRegister register, ulong value)
    {
        switch (register)
        {
            case TimerRegister.PhysicalTval:
                SetTimerValue(physical, value);
                break;
            case TimerRegister.VirtualTval:
                SetTimerValue(virtualTimer, value);
                break;
            case TimerRegister.HypTval:
                SetTimerValue(hyp, value);
                break;
            case TimerRegister.PhysicalCtl:
                Sys(physical.Control) = value & (Enable | IMask);
                break;
            case TimerRegister.VirtualCtl:
                Sys(virtualTimer.Control) = value & (Enable | IMask);
                break;
            case TimerRegister.HypCtl:
                Sys(hyp.Control) = value & (Enable | IMask);
                break;
            case TimerRegister.PhysicalCval:
                Sys(physical.CompareValue) = value;
                break;
            case TimerRegister.VirtualCval:
                Sys(virtualTimer.CompareValue) = value;
                break;
            case TimerRegister.HypCval:
                Sys(hyp.CompareValue) = value;
                break;
        }
        // CNTVOFF_EL2 is in its slot already and moves the virtual timer like a write to its compare value.
        Update();
    }

    private ref ulong Sys(Slot slot) => ref state->Sys[(int)slot];

    private ulong Offset(in Comparator timer) => timer.OffsetSlot == Slot.None ? 0 : Sys(timer.OffsetSlot);

    private bool HasFired(in Comparator timer, ulong now) => now - Offset(timer) >= Sys(timer.CompareValue);

    private ulong Control(in Comparator timer, ulong now)
    {
        ulong control = Sys(timer.Control);
        return (control & Enable) != 0 && HasFired(timer, now) ? control | IStatus : control;
    }

    // The 32-bit view: distance from now, signed when written.
    private ulong TimerValue(in Comparator timer, ulong now) => (uint)(Sys(timer.CompareValue) - (now - Offset(timer)));

    private void SetTimerValue(in Comparator timer, ulong value) =>
        Sys(timer.CompareValue) = clock.Ticks - Offset(timer) + (ulong)(int)value;

    private ulong TicksToFire(in Comparator timer, ulong now) =>
        (Sys(timer.Control) & (Enable | IMask)) == Enable && !HasFired(timer, now)
            ? Sys(timer.CompareValue) - (now - Offset(timer))
            : ulong.MaxValue;

    private void Drive(in Comparator timer, ulong now) =>
        timer.Line.Set((Sys(timer.Control) & (Enable | IMask)) == Enable && HasFired(timer, now));

    private readonly record struct Comparator(Slot Control, Slot CompareValue, Slot OffsetSlot, IInterruptLine Line);
}
