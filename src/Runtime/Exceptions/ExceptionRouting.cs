using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>Which level takes an exception (Arm ARM D1.13), without EL3 and without VHE.</summary>
internal static class ExceptionRouting
{
    /// <summary>HCR_EL2.TGE: EL1 is out of use, what EL0 would give it goes to EL2.</summary>
    public static bool TrapsGeneral(VirtualCpu cpu) => cpu.Options.HasEl2 && cpu.Sys(Slot.HcrEl2).Has(Hcr.Tge);

    /// <summary>Level of synchronous exceptions that no control sends elsewhere, and of traps whose control belongs to EL1.</summary>
    public static ExceptionLevel ForEl1Trap(VirtualCpu cpu) => cpu.CurrentEl == EL2 || TrapsGeneral(cpu) ? EL2 : EL1;

    /// <summary>Level of BRK and the other debug exceptions: MDCR_EL2.TDE and TGE send them to EL2.</summary>
    public static ExceptionLevel ForDebug(VirtualCpu cpu) =>
        cpu.Options.HasEl2 && cpu.Sys(Slot.MdcrEl2).Has(Mdcr.Tde) ? EL2 : ForEl1Trap(cpu);

    /// <summary>Level of an abort: stage 2 faults are the hypervisor's.</summary>
    public static ExceptionLevel ForAbort(VirtualCpu cpu, in MmuFault fault) => fault.Stage == 2 ? EL2 : ForEl1Trap(cpu);

    /// <summary>Whether FP and SIMD instructions trap now, and to which level (CheckFPAdvSIMDEnabled64).</summary>
    public static bool TryFloatingPointTrap(VirtualCpu cpu, out ExceptionLevel target)
    {
        target = ForEl1Trap(cpu);
        ulong fpen = cpu.Sys(Slot.CpacrEl1).Field(Cpacr.FpenShift, 2);
        if (cpu.CurrentEl < EL2 && fpen != 3 && !(fpen == 1 && cpu.CurrentEl == EL1))
        {
            return true;
        }
        target = EL2;
        return cpu.Options.HasEl2 && cpu.Sys(Slot.CptrEl2).Has(Cptr.Tfp);
    }

    /// <summary>Whether WFI or WFE traps now, and to which level: SCTLR_EL1.nTWI/nTWE from EL0, then HCR_EL2.TWI/TWE.</summary>
    public static bool TryWaitTrap(VirtualCpu cpu, bool wfe, out ExceptionLevel target)
    {
        target = ForEl1Trap(cpu);
        if (cpu.CurrentEl == EL0 && !cpu.Sys(Slot.SctlrEl1).Has(wfe ? Sctlr.Ntwe : Sctlr.Ntwi))
        {
            return true;
        }
        target = EL2;
        return cpu.CurrentEl < EL2 && cpu.Options.HasEl2 && cpu.Sys(Slot.HcrEl2).Has(wfe ? Hcr.Twe : Hcr.Twi);
    }

    /// <summary>
    /// Whether a pending physical interrupt can be taken now, and to which level. Routed to EL2 it is not maskable below EL2; routed to EL1 it
    /// stays pending while EL2 runs.
    /// </summary>
    public static bool TryPhysicalInterrupt(VirtualCpu cpu, ulong routing, bool masked, out ExceptionLevel target)
    {
        bool toEl2 = cpu.Options.HasEl2 && cpu.Sys(Slot.HcrEl2).Has(routing | Hcr.Tge);
        target = toEl2 ? EL2 : EL1;
        return toEl2 ? cpu.CurrentEl < EL2 || !masked : cpu.CurrentEl < EL2 && !masked;
    }

    /// <summary>Whether virtual interrupts of a kind exist for the current level: HCR_EL2's routing bit set, TGE clear, EL1 or EL0.</summary>
    public static bool AcceptsVirtual(VirtualCpu cpu, ulong routing) =>
        cpu.Options.HasEl2 && cpu.CurrentEl < EL2 && (cpu.Sys(Slot.HcrEl2) & (routing | Hcr.Tge)) == routing;
}
