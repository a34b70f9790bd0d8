namespace Hyp.Jit.Runtime;

/// <summary>Index of a system register's storage in CpuState.Sys. One slot per architectural register, whatever its AArch32 windows are.</summary>
internal enum Slot : ushort
{
    None,
    // Stack pointers and return state. The current SP lives in X[31]; the slot of the current one is stale.
    SpEl0, SpEl1, SpEl2, ElrEl1, ElrEl2, SpsrEl1, SpsrEl2, SpsrAbt, SpsrUnd, SpsrIrq, SpsrFiq,
    // EL1 control.
    SctlrEl1, ActlrEl1, CpacrEl1, Ttbr0El1, Ttbr1El1, TcrEl1, MairEl1, AmairEl1, EsrEl1, FarEl1, Afsr0El1, Afsr1El1, ParEl1, VbarEl1,
    ContextidrEl1, TpidrEl0, TpidrroEl0, TpidrEl1, CsselrEl1, RmrEl1, MdscrEl1, OslarEl1, OslsrEl1, OsdlrEl1, MdccintEl1, MdccsrEl0, Dbgprcr, Dbgclaim,
    // EL2 control.
    VpidrEl2, VmpidrEl2, SctlrEl2, ActlrEl2, HcrEl2, MdcrEl2, CptrEl2, HstrEl2, HacrEl2, Ttbr0El2, TcrEl2, VttbrEl2, VtcrEl2,
    EsrEl2, FarEl2, HpfarEl2, Afsr0El2, Afsr1El2, MairEl2, AmairEl2, VbarEl2, TpidrEl2, RmrEl2, Dacr32El2, Ifsr32El2, Fpexc32El2, Dbgvcr32El2,
    // Timers.
    CntfrqEl0, CntkctlEl1, CnthctlEl2, CntvoffEl2, CntpCtl, CntpCval, CntvCtl, CntvCval, CnthpCtl, CnthpCval,
    // Performance monitors.
    PmcrEl0, PmcntensetEl0, PmovsEl0, PmselrEl0, PmccntrEl0, PmccfiltrEl0, PmuserenrEl0, PmintenEl1, Pmxevtyper0, PmxevtyperLast = Pmxevtyper0 + 7,
    Pmxevcntr0, PmxevcntrLast = Pmxevcntr0 + 7,
    // What CTR_EL0 and DCZID_EL0 say where nothing traps or prohibits.
    CtrEl0, DczidEl0,
    // Breakpoints and watchpoints.
    Dbgbvr0, DbgbvrLast = Dbgbvr0 + 15, Dbgbcr0, DbgbcrLast = Dbgbcr0 + 15, Dbgwvr0, DbgwvrLast = Dbgwvr0 + 15, Dbgwcr0, DbgwcrLast = Dbgwcr0 + 15,
    // Implementation defined scratch of the Cortex-A5x (CPUACTLR, CPUECTLR, L2CTLR ...).
    Impdef0, ImpdefLast = Impdef0 + 15,
    // Armv7 only.
    Teecr, Teehbr,
    // AArch32's banked registers where they are not the current mode's, in the order in which AArch64 has them as X8-X30.
    R8Usr, R9Usr, R10Usr, R11Usr, R12Usr, R13Usr, R14Usr, R13Hyp, R14Irq, R13Irq, R14Svc, R13Svc, R14Abt, R13Abt, R14Und, R13Und,
    R8Fiq, R9Fiq, R10Fiq, R11Fiq, R12Fiq, R13Fiq, R14Fiq,
    Count,
}
