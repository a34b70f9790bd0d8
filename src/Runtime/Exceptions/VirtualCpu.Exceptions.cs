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

    /// <summary>
    /// Takes a synchronous exception to <paramref name="target"/>. In AArch32 EL1 has no syndrome register; the status and address of an abort there
    /// are the caller's to set before (<see cref="AArch32FaultStatus"/>).
    /// </summary>
    public void TakeSynchronousTo(ExceptionLevel target, ExceptionClass ec, uint iss, ulong preferredReturn, ulong? faultAddress = null)
    {
        bool toEl2 = target == ExceptionLevel.EL2, toAArch32 = IsLevelAArch32(target);
        bool isShort = IsAArch32 && Syndrome.TellsLength(ec, iss) && InstructionBytes == 2;
        ulong esr = Syndrome.Esr(ec, iss, isShort);
        if (toEl2 || !toAArch32)
        {
            Sys(toEl2 ? Slot.EsrEl2 : Slot.EsrEl1) = esr;
            if (faultAddress is { } address)
            {
                ref ulong far = ref Sys(toEl2 ? Slot.FarEl2 : Slot.FarEl1);
                if (toAArch32)
                {
                    bool instruction = ec is ExceptionClass.InstructionAbort or ExceptionClass.InstructionAbortSameLevel;
                    AArch32FaultStatus.SetFaultAddress(ref far, instruction, address);
                }
                else
                {
                    far = address;
                }
            }
        }
        if (toAArch32)
        {
            AArch32ExceptionEntry.Enter(this, target, AArch32ExceptionEntry.VectorOf(ec), preferredReturn);
        }
        else
        {
            ExceptionEntry.Enter(this, target, VectorKind.Synchronous, preferredReturn);
        }
        ExceptionCounts[(int)ec]++;
        ExceptionTaken?.Invoke(this, ec, esr, target);
    }

    /// <summary>
    /// A control of EL1's that traps what EL0 does. An AArch32 EL1 knows no traps but UNDEFINED instructions, and hands on as such what TGE sends to EL2.
    /// </summary>
    public void TakeEl1Trap(ExceptionClass ec, uint iss)
    {
        if (ExceptionRouting.HasAArch32El1(this))
        {
            Undefined();
        }
        else
        {
            TakeSynchronous(ec, iss, State->Pc);
        }
    }

    /// <summary>Takes a data or instruction abort. <paramref name="accessSyndrome"/> is ISS[24:14] of the access, 0 where it has none.</summary>
    public void TakeMmuFault(in MmuFault fault, uint accessSyndrome)
    {
        if (fault.Kind == FaultKind.Watchpoint)
        {
            ExceptionLevel debugger = ExceptionRouting.ForDebug(this);
            if (debugger == ExceptionLevel.EL1 && IsLevelAArch32(debugger))
            {
                AArch32FaultStatus.ReportWatchpoint(this, fault);
            }
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
        if (target == ExceptionLevel.EL1 && IsLevelAArch32(target))
        {
            AArch32FaultStatus.Report(this, fault);
        }
        if (accessSyndrome != 0 && IsAArch32 && !IsLevelAArch32(target))
        {
            accessSyndrome = Syndrome.RenameTransferRegister(accessSyndrome, State->Mode);
        }
        TakeSynchronousTo(target, ec, Syndrome.Abort(fault, accessSyndrome), State->Pc, fault.Address);
    }

    /// <summary>SVC.</summary>
    public void Svc(uint imm16)
    {
        SelfHostedDebug.Advance(this);
        AdvanceIt();
        TakeSynchronous(IsAArch32 ? ExceptionClass.Svc32 : ExceptionClass.Svc64, imm16, State->Pc + (ulong)InstructionBytes);
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
            AdvanceIt();
            TakeSynchronousTo(ExceptionLevel.EL2, IsAArch32 ? ExceptionClass.Hvc32 : ExceptionClass.Hvc64, imm16, State->Pc + 4);
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
            // AArch32 does not report the immediate.
            (ExceptionClass ec, uint iss) = IsAArch32 ? (ExceptionClass.Smc32, 0u) : (ExceptionClass.Smc64, imm16);
            TakeSynchronousTo(ExceptionLevel.EL2, ec, iss, State->Pc);
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

    /// <summary>BKPT of AArch32: for an AArch32 level a prefetch abort whose status says "debug".</summary>
    public void Bkpt(uint imm16)
    {
        ExceptionLevel target = ExceptionRouting.ForDebug(this);
        if (IsLevelAArch32(target))
        {
            TakeDebugException(ExceptionClass.Bkpt32, DebugStatus);
        }
        else
        {
            TakeSynchronousTo(target, ExceptionClass.Bkpt32, imm16, State->Pc);
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
        if (ExceptionRouting.HasAArch32El1(this))
        {
            TakeFpTrap32(ExceptionRouting.CheckFloatingPoint32(this, withFpexc: true));
            return;
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

    /// <summary>
    /// VMRS and VMSR of FPEXC, FPSID and MVFRn, which work while FPEXC.EN is 0: true when they may execute, else their exception has been taken.
    /// </summary>
    public bool CheckFpSystemAccess()
    {
        AArch32FloatingPoint verdict = ExceptionRouting.CheckFloatingPoint32(this, withFpexc: false);
        if (verdict == AArch32FloatingPoint.Enabled)
        {
            return true;
        }
        TakeFpTrap32(verdict);
        return false;
    }

    private void TakeFpTrap32(AArch32FloatingPoint verdict)
    {
        if (verdict == AArch32FloatingPoint.Undefined)
        {
            Undefined();
        }
        else
        {
            TakeSynchronousTo(ExceptionLevel.EL2, ExceptionClass.FloatingPoint, Syndrome.FloatingPointAccess32(Model), State->Pc);
        }
    }

    /// <summary>Any instruction while PSTATE.IL is set.</summary>
    public void IllegalState() => TakeSynchronous(ExceptionClass.IllegalState, 0, State->Pc);

    /// <summary>A fetch from a misaligned PC; an AArch32 level has it as a prefetch abort.</summary>
    public void PcAlignment(ulong va)
    {
        if (IsLevelAArch32(ExceptionRouting.ForEl1Trap(this)))
        {
            TakeMmuFault(new MmuFault(FaultKind.Alignment, AccessType.Fetch, va) { Stage = 1 }, accessSyndrome: 0);
        }
        else
        {
            TakeSynchronous(ExceptionClass.PcAlignment, 0, va, va);
        }
    }

    /// <summary>A load or store through a misaligned SP while SCTLR_ELx.SA (or SA0) is set.</summary>
    public void SpAlignment() => TakeSynchronous(ExceptionClass.SpAlignment, 0, State->Pc);

    /// <summary>ERET at EL1 or EL2. In AArch32 HYP returns by ELR_hyp, other modes by R14; System mode, which has no SPSR, is UNDEFINED.</summary>
    public void EretFrom()
    {
        if (!IsAArch32)
        {
            ExceptionReturn.Execute(this);
        }
        else if (CurrentSavedStatus == Slot.None)
        {
            Undefined();
        }
        else
        {
            ulong target = State->Mode == ProcessorMode.Hyp ? Sys(Slot.ElrEl2) : State->X[14];
            Cpsr.Return(this, (uint)Sys(CurrentSavedStatus), (uint)target);
        }
    }

    /// <summary>
    /// An exception return of AArch32 that names its target (SUBS PC, LR and its like, LDM with PC and ^): CPSR comes from the mode's SPSR. Modes without
    /// one are UNPREDICTABLE and HYP is UNDEFINED: both take that exception.
    /// </summary>
    public void ReturnTo(uint target)
    {
        if (CurrentSavedStatus == Slot.None || State->Mode == ProcessorMode.Hyp)
        {
            Undefined();
        }
        else
        {
            Cpsr.Return(this, (uint)Sys(CurrentSavedStatus), target);
        }
    }

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
        if (!wfe && HasWakeUpEvent)
        {
            return false;
        }
        if (ExceptionRouting.TrapsWaitToEl1(this, wfe))
        {
            TakeEl1Trap(ExceptionClass.WaitForInterrupt, Syndrome.Wait(wfe));
            return true;
        }
        if (ExceptionRouting.TrapsWaitToEl2(this, wfe))
        {
            TakeSynchronousTo(ExceptionLevel.EL2, ExceptionClass.WaitForInterrupt, Syndrome.Wait(wfe), State->Pc);
            return true;
        }
        return false;
    }

    private void CallFirmware(bool smc)
    {
        ulong instruction = State->Pc;
        byte it = State->ItState;
        SkipInstruction();
        if (Firmware is null || !Firmware.TryCall(this, smc))
        {
            State->Pc = instruction;
            State->ItState = it;
            Undefined();
        }
    }
}
