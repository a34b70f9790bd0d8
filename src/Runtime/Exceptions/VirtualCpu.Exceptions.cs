namespace Hyp.Jit.Runtime;

/// <summary>
/// Exceptions as the engine raises them. State.Pc is the address of the instruction concerned and State.Retired is exact when these are called;
/// afterwards Pc, El and the translation context are the handler's.
/// </summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>Synchronous exceptions taken, by ESR_ELx.EC as reported.</summary>
    public ulong[] ExceptionCounts { get; } = new ulong[64];

    /// <summary>Exceptions and interrupts taken.</summary>
    public long ExceptionEntries { get; set; }

    /// <summary>Takes a synchronous exception to the level that gets those which no control sends elsewhere.</summary>
    public void TakeSynchronous(ExceptionClass ec, uint iss, ulong preferredReturn, ulong? faultAddress = null) =>
        TakeSynchronousTo(ExceptionRouting.ForEl1Trap(this), ec, iss, preferredReturn, faultAddress);

    /// <summary>Takes a synchronous exception to <paramref name="target"/>.</summary>
    public void TakeSynchronousTo(ExceptionLevel target, ExceptionClass ec, uint iss, ulong preferredReturn, ulong? faultAddress = null)
    {
        bool toEl2 = target == ExceptionLevel.EL2;
        ulong esr = Syndrome.Esr(ec, iss);
        Sys(toEl2 ? Slot.EsrEl2 : Slot.EsrEl1) = esr;
        if (faultAddress is { } address)
        {
            Sys(toEl2 ? Slot.FarEl2 : Slot.FarEl1) = address;
        }
        ExceptionEntry.Enter(this, target, VectorKind.Synchronous, preferredReturn);
        ExceptionCounts[(int)ec]++;
        ExceptionTaken?.Invoke(this, ec, esr, target);
    }

    /// <summary>Takes a data or instruction abort. <paramref name="accessSyndrome"/> is ISS[24:14] of the access, 0 where it has none.</summary>
    public void TakeMmuFault(in MmuFault fault, uint accessSyndrome)
    {
        if (fault.Kind == FaultKind.Watchpoint)
        {
            TakeDebugException(ExceptionClass.Watchpoint, Syndrome.Abort(fault, 0), fault.Address);
            return;
        }
        ExceptionLevel target = ExceptionRouting.ForAbort(this, fault);
        ExceptionClass ec = fault.Access == AccessType.Fetch ? ExceptionClass.InstructionAbort : ExceptionClass.DataAbort;
        if (target == CurrentEl)
        {
            ec++; // The code for an abort from the same level follows that from a lower one.
        }
        if (fault.Stage == 2)
        {
            Sys(Slot.HpfarEl2) = fault.Ipa.Field(12, 36) << 4;
        }
        TakeSynchronousTo(target, ec, Syndrome.Abort(fault, accessSyndrome), State->Pc, fault.Address);
    }

    /// <summary>SVC.</summary>
    public void Svc(uint imm16)
    {
        SelfHostedDebug.Advance(this);
        TakeSynchronous(ExceptionClass.Svc64, imm16, State->Pc + 4);
    }

    /// <summary>HVC: to EL2 where there is one, else the firmware's conduit, else UNDEFINED.</summary>
    public void Hvc(uint imm16)
    {
        if (CurrentEl == ExceptionLevel.EL0 || (Options.HasEl2 && Sys(Slot.HcrEl2).Has(Hcr.Hcd)))
        {
            Undefined();
        }
        else if (Options.HasEl2)
        {
            SelfHostedDebug.Advance(this);
            TakeSynchronousTo(ExceptionLevel.EL2, ExceptionClass.Hvc64, imm16, State->Pc + 4);
        }
        else
        {
            CallFirmware(smc: false);
        }
    }

    /// <summary>SMC: a trap where HCR_EL2.TSC says so, else the firmware's conduit beside an EL2, else UNDEFINED, for there is no EL3.</summary>
    public void Smc(uint imm16)
    {
        if (CurrentEl == ExceptionLevel.EL1 && Options.HasEl2 && Sys(Slot.HcrEl2).Has(Hcr.Tsc))
        {
            TakeSynchronousTo(ExceptionLevel.EL2, ExceptionClass.Smc64, imm16, State->Pc);
        }
        else if (CurrentEl == ExceptionLevel.EL0 || !Options.HasEl2)
        {
            Undefined();
        }
        else
        {
            CallFirmware(smc: true);
        }
    }

    /// <summary>BRK.</summary>
    public void Brk(uint imm16) => TakeSynchronousTo(ExceptionRouting.ForDebug(this), ExceptionClass.Brk64, imm16, State->Pc);

    /// <summary>An UNDEFINED or unallocated instruction.</summary>
    public void Undefined() => TakeSynchronous(ExceptionClass.Unknown, 0, State->Pc);

    /// <summary>An FP or SIMD instruction while <see cref="FpEnabled"/> is false.</summary>
    public void FpTrap()
    {
        if (!ExceptionRouting.TryFloatingPointTrap(this, out ExceptionLevel target))
        {
            throw new InvalidOperationException($"cpu{Index}: FP trap at {CurrentEl} while FP is enabled");
        }
        // CPACR_EL1's trap sent to EL2 by TGE arrives there as an unknown reason (AArch64.AdvSIMDFPAccessTrap); CPTR_EL2's own keeps its class.
        bool ownedByEl1 = CurrentEl == ExceptionLevel.EL0 && ExceptionRouting.TrapsGeneral(this) && (Sys(Slot.CpacrEl1).Field(Cpacr.FpenShift, 2) != 3);
        if (ownedByEl1)
        {
            TakeSynchronousTo(target, ExceptionClass.Unknown, 0, State->Pc);
        }
        else
        {
            TakeSynchronousTo(target, ExceptionClass.FloatingPoint, Syndrome.FloatingPointAccess, State->Pc);
        }
    }

    /// <summary>Whether FP and SIMD instructions may execute at the current level.</summary>
    public bool FpEnabled() => !ExceptionRouting.TryFloatingPointTrap(this, out _);

    /// <summary>Any instruction while PSTATE.IL is set.</summary>
    public void IllegalState() => TakeSynchronous(ExceptionClass.IllegalState, 0, State->Pc);

    /// <summary>A fetch from a misaligned PC.</summary>
    public void PcAlignment(ulong va) => TakeSynchronous(ExceptionClass.PcAlignment, 0, va, va);

    /// <summary>A load or store through a misaligned SP while SCTLR_ELx.SA (or SA0) is set.</summary>
    public void SpAlignment() => TakeSynchronous(ExceptionClass.SpAlignment, 0, State->Pc);

    /// <summary>ERET at EL1 or EL2.</summary>
    public void EretFrom() => ExceptionReturn.Execute(this);

    /// <summary>
    /// WFI or WFE that would wait: true when it trapped instead. WFI with a wake-up event pending and WFE with the event register set (which
    /// it clears) complete at once and do not trap.
    /// </summary>
    public bool WaitTrap(bool wfe)
    {
        if (wfe && EventRegister)
        {
            EventRegister = false;
            return false;
        }
        if ((!wfe && HasWakeUpEvent) || !ExceptionRouting.TryWaitTrap(this, wfe, out ExceptionLevel target))
        {
            return false;
        }
        TakeSynchronousTo(target, ExceptionClass.WaitForInterrupt, Syndrome.Wait(wfe), State->Pc);
        return true;
    }

    private void CallFirmware(bool smc)
    {
        ulong instruction = State->Pc;
        State->Pc = instruction + 4;
        if (Firmware is null || !Firmware.TryCall(this, smc))
        {
            State->Pc = instruction;
            Undefined();
        }
    }
}
