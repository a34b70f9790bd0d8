using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>What becomes of an FP or SIMD instruction of AArch32.</summary>
internal enum AArch32FloatingPoint : byte
{
    Enabled,
    Undefined,
    /// <summary>HCPTR or CPTR_EL2.</summary>
    TrapToEl2,
}

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
        if (HasAArch32El1(cpu))
        {
            AArch32FloatingPoint verdict = CheckFloatingPoint32(cpu, withFpexc: true);
            target = verdict == AArch32FloatingPoint.TrapToEl2 ? EL2 : ForEl1Trap(cpu);
            return verdict != AArch32FloatingPoint.Enabled;
        }
        target = ForEl1Trap(cpu);
        ulong fpen = cpu.Sys(Slot.CpacrEl1).Field(Cpacr.FpenShift, 2);
        if (cpu.CurrentEl < EL2 && fpen != 3 && !(fpen == 1 && cpu.CurrentEl == EL1))
        {
            return true;
        }
        target = EL2;
        return cpu.Options.HasEl2 && cpu.Sys(Slot.CptrEl2).Has(Cptr.Tfp);
    }

    /// <summary>AArch32 with its EL1 in AArch32 too: EL1's controls then make instructions UNDEFINED instead of trapping them.</summary>
    public static bool HasAArch32El1(VirtualCpu cpu) => cpu.IsAArch32 && cpu.IsLevelAArch32(EL1);

    /// <summary>
    /// CheckAdvSIMDOrVFPEnabled: CPACR.cp10, then FPEXC.EN, then HCPTR.TCP10. Accesses to FPEXC, FPSID and MVFRn do not ask <paramref name="withFpexc"/>.
    /// </summary>
    public static AArch32FloatingPoint CheckFloatingPoint32(VirtualCpu cpu, bool withFpexc)
    {
        ulong cp10 = cpu.Sys(Slot.CpacrEl1).Field(Cpacr.FpenShift, 2);
        bool denied = cpu.CurrentEl < EL2 && cp10 != 3 && !(cp10 == 1 && cpu.CurrentEl == EL1);
        if (denied || (withFpexc && !cpu.Sys(Slot.Fpexc32El2).Has(Fpexc.En)))
        {
            return AArch32FloatingPoint.Undefined;
        }
        // HCPTR.TCP10 stands where CPTR_EL2 has TFP.
        return cpu.Options.HasEl2 && cpu.Sys(Slot.CptrEl2).Has(Cptr.Tfp) ? AArch32FloatingPoint.TrapToEl2 : AArch32FloatingPoint.Enabled;
    }

    /// <summary>Whether SCTLR_EL1.nTWI or nTWE traps WFI or WFE of EL0; Armv7 does not have them.</summary>
    public static bool TrapsWaitToEl1(VirtualCpu cpu, bool wfe) =>
        cpu.CurrentEl == EL0 && cpu.Model.AArch64 && !cpu.Sys(Slot.SctlrEl1).Has(wfe ? Sctlr.Ntwe : Sctlr.Ntwi);

    /// <summary>Whether HCR_EL2.TWI or TWE traps WFI or WFE now.</summary>
    public static bool TrapsWaitToEl2(VirtualCpu cpu, bool wfe) =>
        cpu.CurrentEl < EL2 && cpu.Options.HasEl2 && cpu.Sys(Slot.HcrEl2).Has(wfe ? Hcr.Twe : Hcr.Twi);

    /// <summary>
    /// Whether a pending physical interrupt can be taken now, and to which level. Routed to EL2 it is not maskable below EL2; routed to EL1 it
    /// stays pending while an AArch64 EL2 runs; HYP takes it itself.
    /// </summary>
    public static bool TryPhysicalInterrupt(VirtualCpu cpu, ulong routing, bool masked, out ExceptionLevel target)
    {
        bool inHyp = cpu.CurrentEl == EL2 && cpu.IsAArch32;
        bool toEl2 = inHyp || (cpu.Options.HasEl2 && cpu.Sys(Slot.HcrEl2).Has(routing | Hcr.Tge));
        target = toEl2 ? EL2 : EL1;
        return toEl2 ? cpu.CurrentEl < EL2 || !masked : cpu.CurrentEl < EL2 && !masked;
    }

    /// <summary>Whether virtual interrupts of a kind exist for the current level: HCR_EL2's routing bit set, TGE clear, EL1 or EL0.</summary>
    public static bool AcceptsVirtual(VirtualCpu cpu, ulong routing) =>
        cpu.Options.HasEl2 && cpu.CurrentEl < EL2 && (cpu.Sys(Slot.HcrEl2) & (routing | Hcr.Tge)) == routing;
}
