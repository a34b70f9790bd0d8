namespace Hyp.Jit.Runtime;

/// <summary>Verdict on an access.</summary>
internal enum AccessVerdict : byte
{
    Allowed,
    Undefined,
    Trap,
}

/// <summary>Verdict, and for a trap where it goes and as what.</summary>
internal readonly record struct AccessCheck(AccessVerdict Verdict, ExceptionLevel Target = default, ExceptionClass Class = default)
{
    public static AccessCheck Allowed { get; } = new(AccessVerdict.Allowed);

    public static AccessCheck Undefined { get; } = new(AccessVerdict.Undefined);
}

/// <summary>What became of an access.</summary>
internal enum AccessOutcome : byte
{
    /// <summary>Performed; go on with the next instruction.</summary>
    Done,
    /// <summary>An exception was taken: Pc, El and the translation context are those of its handler.</summary>
    ExceptionTaken,
}

/// <summary>The one evaluator of system-register accesses: rights, then the row's traps in the manual's order, then the access itself.</summary>
internal static unsafe class SystemRegisterAccess
{
    /// <summary>Decides an access at the current level without performing it.</summary>
    public static AccessCheck Check(SystemRegister row, VirtualCpu cpu, AccessDirection direction)
    {
        ExceptionLevel el = cpu.CurrentEl;
        if (!row.IsPermitted(el, direction, cpu.Options.HighestLevel) || !row.IsPresent(cpu) || (row.UndefinedWhen is not null && row.UndefinedWhen(cpu)))
        {
            return AccessCheck.Undefined;
        }
        foreach (ref readonly Trap trap in row.Traps.AsSpan())
        {
            if (trap.Applies(cpu, el, direction))
            {
                ExceptionLevel target = trap.Target == ExceptionLevel.EL1 ? ExceptionRouting.ForEl1Trap(cpu) : trap.Target;
                return new AccessCheck(AccessVerdict.Trap, target, ExceptionClass.SystemRegister);
            }
        }
        if (row.NeedsFloatingPoint && ExceptionRouting.TryFloatingPointTrap(cpu, out ExceptionLevel floatingPointTarget))
        {
            return new AccessCheck(AccessVerdict.Trap, floatingPointTarget, ExceptionClass.FloatingPoint);
        }
        return AccessCheck.Allowed;
    }

    /// <summary>MRS. Pc is that of the instruction; <paramref name="rt"/> is for the syndrome.</summary>
    public static AccessOutcome Read(VirtualCpu cpu, SystemRegister row, int rt, out ulong value)
    {
        AccessCheck check = Check(row, cpu, AccessDirection.Read);
        if (check.Verdict != AccessVerdict.Allowed)
        {
            value = 0;
            Raise(cpu, check, row.Encoding, rt, AccessDirection.Read);
            return AccessOutcome.ExceptionTaken;
        }
        value = row.ReadValue(cpu);
        cpu.SystemRegisterAccessed?.Invoke(cpu, row, false, value);
        return AccessOutcome.Done;
    }

    /// <summary>MSR, MSR (immediate) with the 4-bit operand as value and Rt 31, and SYS (TLBI, AT, DC, IC).</summary>
    public static AccessOutcome Write(VirtualCpu cpu, SystemRegister row, int rt, ulong value)
    {
        AccessCheck check = Check(row, cpu, AccessDirection.Write);
        if (check.Verdict != AccessVerdict.Allowed)
        {
            uint encoding = row.IsImmediate ? row.Encoding | ((uint)value & 15) << 3 : row.Encoding;
            Raise(cpu, check, encoding, rt, AccessDirection.Write);
            return AccessOutcome.ExceptionTaken;
        }
        if (!row.TryWriteValue(cpu, value, out MmuFault fault))
        {
            cpu.TakeMmuFault(fault, accessSyndrome: 0);
            return AccessOutcome.ExceptionTaken;
        }
        cpu.SystemRegisterAccessed?.Invoke(cpu, row, true, value);
        return AccessOutcome.Done;
    }

    /// <summary>
    /// An encoding without a row: UNDEFINED, except that HCR_EL2.TIDCP reserves the IMPLEMENTATION DEFINED space (op0 = 3 or 1, CRn = 11 or 15)
    /// for EL2 when EL1 touches it.
    /// </summary>
    public static void RaiseUnallocated(VirtualCpu cpu, uint encoding, int rt, AccessDirection direction)
    {
        bool implementationDefined = (encoding & 0x4000) != 0 && ((encoding >> 7) & 0xB) == 0xB;
        bool trapped = implementationDefined && cpu.CurrentEl == ExceptionLevel.EL1 && cpu.Options.HasEl2 && cpu.Sys(Slot.HcrEl2).Has(Hcr.Tidcp);
        Raise(cpu, trapped ? new AccessCheck(AccessVerdict.Trap, ExceptionLevel.EL2, ExceptionClass.SystemRegister) : AccessCheck.Undefined, encoding, rt, direction);
    }

    private static void Raise(VirtualCpu cpu, AccessCheck check, uint encoding, int rt, AccessDirection direction)
    {
        if (check.Verdict == AccessVerdict.Undefined)
        {
            cpu.Undefined();
        }
        else if (check.Class == ExceptionClass.FloatingPoint)
        {
            cpu.FpTrap();
        }
        else
        {
            cpu.TakeSynchronousTo(check.Target, check.Class, Syndrome.SystemRegister(encoding, rt, direction), cpu.State->Pc);
        }
    }
}
