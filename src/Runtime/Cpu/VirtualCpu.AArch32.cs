namespace Hyp.Jit.Runtime;

/// <summary>AArch32 state: which levels are in it, modes, and how far an instruction reaches.</summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>PSTATE.nRW: the PE executes A32 or T32.</summary>
    public bool IsAArch32 => State->NRw != 0;

    /// <summary>
    /// ELUsingAArch32 for <paramref name="el"/>, as exceptions need it: the current level or a higher one. EL1 under an AArch64 EL2 is HCR_EL2.RW's; that
    /// EL0 runs AArch64 proves its EL1 to be AArch64.
    /// </summary>
    public bool IsLevelAArch32(ExceptionLevel el)
    {
        if (!Model.AArch64)
        {
            return true;
        }
        if (!IsAArch32 || el == ExceptionLevel.EL2)
        {
            return false;
        }
        return el == CurrentEl || (Options.HasEl2 && !Sys(Slot.HcrEl2).Has(Hcr.Rw));
    }

    /// <summary>SPSR of the current AArch32 mode; None in User and System mode, which have none.</summary>
    public Slot CurrentSavedStatus => BankedRegisters.SavedStatus(State->Mode);

    /// <summary>The instruction at State.Pc is done: PC and ITSTATE are those of the next one.</summary>
    public void SkipInstruction()
    {
        ulong next = State->Pc + (ulong)InstructionBytes;
        State->Pc = IsAArch32 ? (uint)next : next;
        AdvanceIt();
    }

    /// <summary>ITAdvance.</summary>
    public void AdvanceIt()
    {
        byte it = State->ItState;
        State->ItState = (it & 7) == 0 ? (byte)0 : (byte)((it & 0xE0) | ((it << 1) & 0x1F));
    }

    /// <summary>Changes from one AArch32 mode to another, and CPSR.E with it: the registers of the modes change places, the translation context follows.</summary>
    public void ChangeMode(byte mode, byte dataE)
    {
        ExceptionLevel el = ProcessorMode.LevelOf(mode, Options.HasEl2) ?? throw new ArgumentOutOfRangeException(nameof(mode), mode, "no mode");
        bool changesContext = CurrentEl != el || State->DataE != dataE;
        if (CurrentEl != el && Pmu.IsActive)
        {
            Pmu.Synchronize();
        }
        BankedRegisters.Switch(State, State->Mode, mode);
        SetMode(mode, el, dataE);
        if (changesContext)
        {
            SelectContext();
        }
    }

    /// <summary>From AArch64 to an AArch32 mode of the same or a lower level. CPSR.T, IT, Q and GE are the caller's to set.</summary>
    public void EnterAArch32(byte mode, byte dataE)
    {
        ExceptionLevel el = ProcessorMode.LevelOf(mode, Options.HasEl2) ?? throw new ArgumentOutOfRangeException(nameof(mode), mode, "no mode");
        if (Pmu.IsActive)
        {
            Pmu.Synchronize();
        }
        Sys(Slot.SpEl0 + (ushort)CurrentStackPointer) = State->X[SpIndex];
        State->X[SpIndex] = 0;
        BankedRegisters.FromAArch64(State, mode);
        State->NRw = 1;
        SetMode(mode, el, dataE);
        SelectContext();
    }

    // What only AArch32 has is zero in AArch64, so that equal states look equal.
    private void LeaveAArch32(ExceptionLevel el, byte spSel)
    {
        BankedRegisters.ToAArch64(State, State->Mode);
        State->NRw = 0;
        State->Mode = 0;
        State->Thumb = 0;
        State->DataE = 0;
        State->ItState = 0;
        State->Q = 0;
        State->Ge = 0;
        State->El = (byte)el;
        State->SpSel = spSel;
        State->X[SpIndex] = Sys(Slot.SpEl0 + (ushort)CurrentStackPointer);
    }

    private void SetMode(byte mode, ExceptionLevel el, byte dataE)
    {
        State->Mode = mode;
        State->El = (byte)el;
        State->SpSel = el == ExceptionLevel.EL0 ? (byte)0 : (byte)1;
        State->DataE = dataE;
    }
}
