namespace Hyp.Jit.Runtime;

/// <summary>
/// What CNT* rows ask for. The rows check rights and traps; the timer does the rest. The ...Ctl and ...Cval registers live in the slots
/// CntpCtl, CntpCval, CntvCtl, CntvCval, CnthpCtl and CnthpCval of CpuState, which the timer owns (and which the PE's snapshot saves).
/// </summary>
internal enum TimerRegister : byte
{
    /// <summary>CNTPCT_EL0, read only.</summary>
    PhysicalCount,
    /// <summary>CNTVCT_EL0, read only: PhysicalCount - CNTVOFF_EL2 (0 without EL2).</summary>
    VirtualCount,
    PhysicalTval, PhysicalCtl, PhysicalCval,
    VirtualTval, VirtualCtl, VirtualCval,
    HypTval, HypCtl, HypCval,
    /// <summary>CNTVOFF_EL2, write only: the row has stored the value in Slot.CntvoffEl2 already; deadlines and lines change.</summary>
    VirtualOffset,
    /// <summary>CNTHCTL_EL2 or CNTKCTL_EL1, write only: stored already; event stream enables may have changed.</summary>
    Control,
}

/// <summary>The generic timer of one PE as system registers see it.</summary>
internal interface IGenericTimer
{
    ulong Read(TimerRegister register);

    void Write(TimerRegister register, ulong value);
}

/// <summary>
/// GICv3 CPU interface registers. ICC_* names at EL1 may mean ICV_* (HCR_EL2.IMO/FMO); that choice is the interface's. ICC_SRE_ELx are not
/// here: SRE, DFB, DIB and Enable are RAO/WI, so the system registers are always enabled.
/// </summary>
internal enum GicRegister
{
    IccIar0, IccIar1, IccEoir0, IccEoir1, IccHppir0, IccHppir1, IccBpr0, IccBpr1,
    IccAp0r0, IccAp0r1, IccAp0r2, IccAp0r3, IccAp1r0, IccAp1r1, IccAp1r2, IccAp1r3,
    IccPmr, IccCtlr, IccDir, IccRpr, IccIgrpen0, IccIgrpen1, IccSgi0r, IccSgi1r, IccAsgi1r,
    IchHcr, IchVtr, IchVmcr, IchMisr, IchEisr, IchElrsr,
    IchAp0r0, IchAp0r1, IchAp0r2, IchAp0r3, IchAp1r0, IchAp1r1, IchAp1r2, IchAp1r3,
    /// <summary>ICH_LR0_EL2; list register n is IchLr0 + n.</summary>
    IchLr0,
    IchLrLast = IchLr0 + 15,
}

/// <summary>The GICv3 CPU interface of one PE as system registers see it. Rights and traps have been checked by the rows.</summary>
internal interface IGicCpuInterface
{
    ulong Read(GicRegister register);

    void Write(GicRegister register, ulong value);

    /// <summary>ICH_HCR_EL2 as it stands, for the trap checks of EL1 accesses (TC, TALL0, TALL1, TDIR).</summary>
    ulong HypervisorControl { get; }

    /// <summary>Number of list registers (ICH_VTR_EL2.ListRegs + 1): accesses to further ICH_LRn are UNDEFINED.</summary>
    int ListRegisterCount { get; }

    /// <summary>Number of implemented ICC_APxRn and ICH_APxRn pairs (1, 2 or 4): accesses to further ones are UNDEFINED.</summary>
    int ActivePriorityRegisterCount { get; }
}

/// <summary>Firmware that answers SMC and HVC in place of EL3: PSCI.</summary>
internal interface IFirmware
{
    /// <summary>Handles the call whose arguments stand in X0-X7; Pc is already past it. False when the function is not the firmware's.</summary>
    bool TryCall(VirtualCpu cpu, bool smc);
}
