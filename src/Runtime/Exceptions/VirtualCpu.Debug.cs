namespace Hyp.Jit.Runtime;

/// <summary>Debug exceptions as the engine and the Mmu raise them (Arm ARM D2).</summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>ISS.IFSC and DFSC of every debug exception.</summary>
    private const uint DebugStatus = 0x22;

    // Software Step: ISV says that an instruction was stepped, EX that it was a load-exclusive.
    private const uint Stepped = 1 << 24, SteppedExclusive = 1 << 6;

    /// <summary>CheckSoftwareStep: in the active-pending state the next instruction takes the exception.</summary>
    public bool TakePendingStep()
    {
        if (State->Ss != 0 || !SelfHostedDebug.IsStepActive(this))
        {
            return false;
        }
        TakeDebugException(ExceptionClass.SoftwareStep, DebugStatus);
        return true;
    }

    /// <summary>The stepped instruction is done and took no exception: active-pending now, unless it switched debug off.</summary>
    public void CompleteStep(bool wasLoadExclusive)
    {
        State->Ss = 0;
        if (SelfHostedDebug.IsStepActive(this) && !IsPoweredOff)
        {
            IsHalted = false;
            TakeDebugException(ExceptionClass.SoftwareStep, Stepped | (wasLoadExclusive ? SteppedExclusive : 0) | DebugStatus);
        }
    }

    /// <summary>AArch64.CheckBreakpoint for the instruction at State.Pc.</summary>
    public bool TakeBreakpoint()
    {
        if (!SelfHostedDebug.HitsBreakpoint(this))
        {
            return false;
        }
        TakeDebugException(ExceptionClass.Breakpoint, DebugStatus);
        return true;
    }

    private void TakeDebugException(ExceptionClass ec, uint iss, ulong? faultAddress = null)
    {
        ExceptionLevel target = ExceptionRouting.ForDebug(this);
        if (IsLevelAArch32(target))
        {
            // AArch32 has no classes of its own for them: an abort whose status says "debug".
            bool isWatchpoint = ec == ExceptionClass.Watchpoint;
            if (target == ExceptionLevel.EL1 && !isWatchpoint)
            {
                AArch32FaultStatus.ReportBreakpoint(this, ec);
            }
            ec = isWatchpoint ? ExceptionClass.DataAbort : ExceptionClass.InstructionAbort;
        }
        TakeSynchronousTo(target, target == CurrentEl ? ec + 1 : ec, iss, State->Pc, faultAddress);
    }
}
