using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>
/// MCR, MRC, MCRR and MRRC: <see cref="SystemRegisterAccess"/> with AArch32's rules. What a control of an AArch32 EL1 forbids EL0 is UNDEFINED, what EL2 forbids is a
/// trap with the instruction in its syndrome, and HSTR traps by CRn.
/// </summary>
internal static unsafe class AArch32Access
{
    /// <summary>Decides an access at the current level without performing it.</summary>
    public static AccessCheck Check(AArch32Register register, VirtualCpu cpu, AccessDirection direction)
    {
        SystemRegister row = register.Row;
        ExceptionLevel el = cpu.CurrentEl;
        if (!register.IsPermitted(el, direction, cpu.Options.HighestLevel) || !register.IsPresent(cpu) || (row.UndefinedWhen is not null && row.UndefinedWhen(cpu)))
        {
            return AccessCheck.Undefined;
        }
        if (el == EL2)
        {
            return AccessCheck.Allowed;
        }
        // Controls of EL1 come before those of EL2 (Arm ARM, accessibility pseudocode of the AArch32 registers).
        foreach (ref readonly Trap trap in row.Traps.AsSpan())
        {
            if (trap.Target == EL1 && trap.Applies(cpu, el, direction))
            {
                return ExceptionRouting.HasAArch32El1(cpu) ? AccessCheck.Undefined : TrapTo(ExceptionRouting.ForEl1Trap(cpu), register.Window);
            }
        }
        if (IsTrappedByCrn(cpu, register.Window))
        {
            return TrapTo(EL2, register.Window);
        }
        foreach (ref readonly Trap trap in row.Traps.AsSpan())
        {
            if (trap.Target == EL2 && trap.Applies(cpu, el, direction))
            {
                return TrapTo(EL2, register.Window);
            }
        }
        return AccessCheck.Allowed;
    }

    /// <summary>MRC and MRRC. Pc is that of the instruction; <paramref name="iss"/> is its syndrome.</summary>
    public static AccessOutcome Read(VirtualCpu cpu, AArch32Register register, uint iss, out ulong value)
    {
        AccessCheck check = Check(register, cpu, AccessDirection.Read);
        if (check.Verdict != AccessVerdict.Allowed)
        {
            value = 0;
            Raise(cpu, check, iss);
            return AccessOutcome.ExceptionTaken;
        }
        value = register.ReadValue(cpu);
        cpu.SystemRegisterAccessed?.Invoke(cpu, register.Row, false, value);
        return AccessOutcome.Done;
    }

    /// <summary>MCR and MCRR.</summary>
    public static AccessOutcome Write(VirtualCpu cpu, AArch32Register register, uint iss, ulong value)
    {
        AccessCheck check = Check(register, cpu, AccessDirection.Write);
        if (check.Verdict != AccessVerdict.Allowed)
        {
            Raise(cpu, check, iss);
            return AccessOutcome.ExceptionTaken;
        }
        if (!register.TryWriteValue(cpu, value, out MmuFault fault))
        {
            cpu.TakeMmuFault(fault, accessSyndrome: 0);
            return AccessOutcome.ExceptionTaken;
        }
        cpu.SystemRegisterAccessed?.Invoke(cpu, register.Row, true, value);
        return AccessOutcome.Done;
    }

    /// <summary>An encoding without a row: UNDEFINED, but for HCR.TIDCP and the space that the cores' makers use.</summary>
    public static void RaiseUnallocated(VirtualCpu cpu, AArch32Window encoding, uint iss) =>
        Raise(cpu, cpu.CurrentEl == EL1 && IsTrappedAsImplementationDefined(cpu, encoding) ? TrapTo(EL2, encoding) : AccessCheck.Undefined, iss);

    /// <summary>EC 0x03 to 0x05 and 0x0C: what the trap of an access to <paramref name="window"/> reports.</summary>
    public static ExceptionClass ClassOf(AArch32Window window) => (window.Coprocessor, window.Half) switch
    {
        (15, RegisterHalf.Whole) => ExceptionClass.Cp15Wide,
        (15, _) => ExceptionClass.Cp15,
        (_, RegisterHalf.Whole) => ExceptionClass.Cp14Wide,
        _ => ExceptionClass.Cp14,
    };

    private static AccessCheck TrapTo(ExceptionLevel target, AArch32Window window) => new(AccessVerdict.Trap, target, ClassOf(window));

    private static bool IsTrappedByCrn(VirtualCpu cpu, AArch32Window window)
    {
        if (window.Coprocessor != 15 || !cpu.Options.HasEl2)
        {
            return false;
        }
        int n = window.Half == RegisterHalf.Whole ? window.CRm : window.CRn;
        return (n is not (4 or 14) && cpu.Sys(Slot.HstrEl2).Has(1UL << n)) || IsTrappedAsImplementationDefined(cpu, window);
    }

    // HCR.TIDCP: the lockdown, DMA and TCM registers (Arm ARM, HCR.TIDCP). The others of CRn 15 are not among them.
    private static bool IsTrappedAsImplementationDefined(VirtualCpu cpu, AArch32Window window)
    {
        if (window.Coprocessor != 15 || window.Half == RegisterHalf.Whole || !cpu.Options.HasEl2 || !cpu.Sys(Slot.HcrEl2).Has(Hcr.Tidcp))
        {
            return false;
        }
        return window.CRn switch
        {
            9 => window.CRm is <= 2 or (>= 5 and <= 8),
            10 => window.CRm is 0 or 1 or 4 or 8,
            11 => window.CRm is <= 8 or 15,
            _ => false,
        };
    }

    private static void Raise(VirtualCpu cpu, AccessCheck check, uint iss)
    {
        if (check.Verdict == AccessVerdict.Undefined)
        {
            cpu.Undefined();
        }
        else
        {
            cpu.TakeSynchronousTo(check.Target, check.Class, iss, cpu.State->Pc);
        }
    }
}
