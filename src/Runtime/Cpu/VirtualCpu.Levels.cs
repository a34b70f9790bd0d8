namespace Hyp.Jit.Runtime;

/// <summary>Exception level, stack pointer selection and reset.</summary>
internal sealed unsafe partial class VirtualCpu
{
    private const int SpIndex = 31;

    public ExceptionLevel CurrentEl => (ExceptionLevel)State->El;

    /// <summary>MPIDR_EL1 as the PE itself has it; EL1 reads VMPIDR_EL2 where there is an EL2.</summary>
    public ulong Mpidr { get; }

    /// <summary>CNTFRQ_EL0 after reset.</summary>
    public uint CounterFrequency { get; set; } = 62_500_000;

    public PerformanceMonitor Pmu { get; }

    /// <summary>
    /// Puts the PE into its reset state and lets it start at <paramref name="entryPoint"/>, at its highest level or at a lower one as firmware
    /// would leave it. Retired goes on counting, lines keep their level. An Armv7 core starts in HYP or Supervisor mode, in T32 if bit 0 of the entry
    /// point is set.
    /// </summary>
    public void Reset(ulong entryPoint, ExceptionLevel? level = null, ulong x0 = 0)
    {
        ExceptionLevel el = level ?? Options.HighestLevel;
        new Span<ulong>(State->X, 64).Clear();
        new Span<ulong>(State->V, 72).Clear();
        new Span<ulong>(State->Sys, (int)Slot.Count).Clear();
        foreach (SystemRegister row in SystemRegisterTable.ByIndex)
        {
            if (row.Storage != Slot.None && (row.ResetFrom is not null || row.Reset != 0))
            {
                Sys(row.Storage) = row.ResetFrom is null ? row.Reset : row.ResetFrom(this);
            }
        }
        bool aarch32 = !Model.AArch64;
        if (Options.HasEl2 && el < ExceptionLevel.EL2 && !aarch32)
        {
            Sys(Slot.HcrEl2) = Hcr.Rw;
        }
        State->X[0] = x0;
        State->Pc = entryPoint;
        State->Nzcv = 0;
        State->El = (byte)el;
        State->SpSel = 1;
        State->Daif = Daif.All;
        State->Il = 0;
        State->Ss = 0;
        State->NRw = 0;
        State->Mode = 0;
        State->Thumb = 0;
        State->DataE = 0;
        State->ItState = 0;
        State->Q = 0;
        State->Ge = 0;
        if (aarch32)
        {
            ResetAArch32(entryPoint, el, x0);
        }
        State->Fpcr = 0;
        State->Fpsr = 0;
        State->ExclusiveSize = 0;
        Pmu.SynchronizedAt = State->Retired;
        IsHalted = false;
        IsPoweredOff = false;
        EventRegister = false;
        SelectContext();
        UpdateInterrupts();
    }

    /// <summary>Changes to a level in AArch64 and its stack pointer: the SP in X[31] goes to its slot, the new one comes from its own.</summary>
    public void EnterLevel(ExceptionLevel el, byte spSel)
    {
        if (Pmu.IsActive)
        {
            Pmu.Synchronize();
        }
        bool changesContext = (ExceptionLevel)State->El != el || IsAArch32;
        if (IsAArch32)
        {
            LeaveAArch32(el, spSel);
        }
        else
        {
            SwitchStackPointer((byte)el, spSel);
        }
        if (changesContext)
        {
            SelectContext();
        }
    }

    /// <summary>PSTATE.SP.</summary>
    public void SelectStackPointer(byte spSel) => SwitchStackPointer(State->El, spSel);

    /// <summary>SP_EL0, SP_EL1 or SP_EL2, whether it is the current one or not.</summary>
    public ulong ReadStackPointer(ExceptionLevel of) => IsInX31(of) ? State->X[SpIndex] : Sys(Slot.SpEl0 + (ushort)of);

    /// <summary>Sets SP_EL0, SP_EL1 or SP_EL2.</summary>
    public void WriteStackPointer(ExceptionLevel of, ulong value)
    {
        if (IsInX31(of))
        {
            State->X[SpIndex] = value;
        }
        else
        {
            Sys(Slot.SpEl0 + (ushort)of) = value;
        }
    }

    /// <summary>Carries out what a system-register write announced.</summary>
    public void Apply(Effects effects)
    {
        if (effects == Effects.None)
        {
            return;
        }
        if (effects.HasFlag(Effects.SelectContext))
        {
            SelectContext();
        }
        if (effects.HasFlag(Effects.InterruptRouting))
        {
            UpdateInterrupts();
        }
        if (effects.HasFlag(Effects.VirtualOffset))
        {
            WriteTimer(TimerRegister.VirtualOffset, Sys(Slot.CntvoffEl2));
        }
        if (effects.HasFlag(Effects.TimerControl))
        {
            WriteTimer(TimerRegister.Control, 0);
        }
    }

    public ulong ReadTimer(TimerRegister register) => TimerRegisters?.Read(register) ?? 0;

    public void WriteTimer(TimerRegister register, ulong value) => TimerRegisters?.Write(register, value);

    private ExceptionLevel CurrentStackPointer => State->SpSel == 0 ? ExceptionLevel.EL0 : CurrentEl;

    // AArch32's stack pointers are R13s: SP_ELx are all in their slots then.
    private bool IsInX31(ExceptionLevel of) => !IsAArch32 && of == CurrentStackPointer;

    // CPSR.T and E after a reset are SCTLR.TE's and EE's reset values, 0; the entry point stands for what a boot loader would branch to.
    private void ResetAArch32(ulong entryPoint, ExceptionLevel el, ulong r0)
    {
        State->NRw = 1;
        SetMode(el == ExceptionLevel.EL2 ? ProcessorMode.Hyp : ProcessorMode.Svc, el, dataE: 0);
        State->X[0] = (uint)r0;
        State->Thumb = (byte)(entryPoint & 1);
        State->Pc = (uint)(entryPoint & ~1UL);
        State->Daif = Daif.A | Daif.I | Daif.F;
    }

    private void SwitchStackPointer(byte el, byte spSel)
    {
        Sys(Slot.SpEl0 + (ushort)CurrentStackPointer) = State->X[SpIndex];
        State->El = el;
        State->SpSel = spSel;
        State->X[SpIndex] = Sys(Slot.SpEl0 + (ushort)CurrentStackPointer);
    }
}
