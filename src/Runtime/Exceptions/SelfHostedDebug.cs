using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>
/// What breakpoints, watchpoints and the software-step state machine decide (Arm ARM D2, "AArch64 Self-hosted Debug"). Registers and PSTATE are the
/// PE's; the engine asks before instructions, the Mmu at accesses.
/// </summary>
internal static unsafe class SelfHostedDebug
{
    // DBGBCRn_EL1 and DBGWCRn_EL1 share Enable, PMC/PAC, HMC, SSC and LBN; type and byte select differ.
    private const ulong Enable = 1 << 0, FirstByte = 1 << 5, HigherMode = 1 << 13, WatchpointLinked = 1 << 20;
    private const ulong LoadControl = 1 << 3, StoreControl = 1 << 4;
    private const ulong OsLocked = 1 << 1;
    private const int LinkedBit = 1;

    /// <summary>AArch64.GenerateDebugExceptionsFrom and AArch32's: an AArch32 level takes debug exceptions from itself, too, but HYP does not.</summary>
    public static bool IsEnabledFrom(VirtualCpu cpu, ExceptionLevel el, bool masked)
    {
        if (cpu.Sys(Slot.OslsrEl1).Has(OsLocked) || cpu.Sys(Slot.OsdlrEl1).Has(1))
        {
            return false;
        }
        ExceptionLevel target = Target(cpu);
        if (cpu.IsLevelAArch32(target))
        {
            return el != EL2;
        }
        return el == target ? cpu.Sys(Slot.MdscrEl1).Has(Mdscr.Kde) && !masked : target > el;
    }

    /// <summary>AArch64.GenerateDebugExceptions.</summary>
    public static bool IsEnabled(VirtualCpu cpu) => IsEnabledFrom(cpu, cpu.CurrentEl, (cpu.State->Daif & Daif.D) != 0);

    /// <summary>Software step is active; PSTATE.SS says whether an instruction still runs first. Only a debugger in AArch64 has it.</summary>
    public static bool IsStepActive(VirtualCpu cpu) => cpu.Sys(Slot.MdscrEl1).Has(Mdscr.Ss) && !cpu.IsLevelAArch32(Target(cpu)) && IsEnabled(cpu);

    /// <summary>Whether each instruction needs a look: software step is on, or a breakpoint is.</summary>
    public static bool IsArmed(VirtualCpu cpu)
    {
        ulong control = cpu.Sys(Slot.MdscrEl1);
        return control.Has(Mdscr.Ss | Mdscr.Mde) && (control.Has(Mdscr.Ss) || AnyEnabled(cpu.State, Slot.Dbgbcr0, cpu.Options.Model.Breakpoints));
    }

    /// <summary>Whether loads and stores need a look at each access.</summary>
    public static bool WatchesData(CpuState* state) =>
        state->Sys[(int)Slot.MdscrEl1].Has(Mdscr.Mde) && AnyEnabled(state, Slot.Dbgwcr0, CpuModel.CortexA57.Watchpoints);

    /// <summary>DebugExceptionReturnSS: PSTATE.SS after an exception return, from a level where debug exceptions were disabled to one where they are not.</summary>
    public static byte StepAfterReturn(VirtualCpu cpu, ulong spsr, bool enabledAtSource, ExceptionLevel destination)
    {
        bool masked = spsr.Has((ulong)Daif.D << Spsr.DaifShift);
        bool steps = cpu.Sys(Slot.MdscrEl1).Has(Mdscr.Ss) && !enabledAtSource && IsEnabledFrom(cpu, destination, masked);
        return steps && spsr.Has(Spsr.Ss) ? (byte)1 : (byte)0;
    }

    /// <summary>SSAdvance: SVC, HVC and SMC count as stepped when they take their exception.</summary>
    public static void Advance(VirtualCpu cpu)
    {
        if (cpu.Sys(Slot.MdscrEl1).Has(Mdscr.Ss))
        {
            cpu.State->Ss = 0;
        }
    }

    /// <summary>AArch64.BreakpointMatch for the instruction at State.Pc, over all breakpoints.</summary>
    public static bool HitsBreakpoint(VirtualCpu cpu)
    {
        if (!cpu.Sys(Slot.MdscrEl1).Has(Mdscr.Mde) || !IsEnabled(cpu))
        {
            return false;
        }
        for (int n = 0; n < cpu.Options.Model.Breakpoints; n++)
        {
            ulong control = cpu.Sys(Slot.Dbgbcr0 + (ushort)n);
            if (BreakpointValueMatches(cpu, n, cpu.State->Pc, linkedTo: false) && StateMatches(cpu, control, IsLinked(control), cpu.CurrentEl))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The first byte of an access that a watchpoint covers (AArch64.WatchpointMatch); null when none does.</summary>
    /// <param name="el">EL0 for LDTR and STTR at EL1.</param>
    public static ulong? WatchedByte(VirtualCpu cpu, ulong va, int size, bool isWrite, ExceptionLevel el)
    {
        if (!cpu.Sys(Slot.MdscrEl1).Has(Mdscr.Mde) || !IsEnabled(cpu))
        {
            return null;
        }
        ulong? lowest = null;
        for (int n = 0; n < cpu.Options.Model.Watchpoints; n++)
        {
            ulong control = cpu.Sys(Slot.Dbgwcr0 + (ushort)n);
            if (!control.Has(Enable) || !control.Has(isWrite ? StoreControl : LoadControl) || !StateMatches(cpu, control, control.Has(WatchpointLinked), el))
            {
                continue;
            }
            for (int i = 0; i < size; i++)
            {
                if (WatchpointByteMatches(cpu.Sys(Slot.Dbgwvr0 + (ushort)n), control, va + (ulong)i))
                {
                    lowest = Math.Min(lowest ?? ulong.MaxValue, va + (ulong)i);
                    break;
                }
            }
        }
        return lowest;
    }

    private static ExceptionLevel Target(VirtualCpu cpu) =>
        cpu.Options.HasEl2 && (cpu.Sys(Slot.HcrEl2).Has(Hcr.Tge) || cpu.Sys(Slot.MdcrEl2).Has(Mdcr.Tde)) ? EL2 : EL1;

    private static bool AnyEnabled(CpuState* state, Slot first, int count)
    {
        for (int n = 0; n < count; n++)
        {
            if ((state->Sys[(int)first + n] & Enable) != 0)
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsLinked(ulong breakpointControl) => ((int)breakpointControl.Field(20, 4) & LinkedBit) != 0;

    // AArch64.BreakpointValueMatch. BT: 0/1 address, 2/3 CONTEXTIDR, 8/9 VMID, 10/11 both; odd ones are linked. The others are reserved: no match.
    private static bool BreakpointValueMatches(VirtualCpu cpu, int n, ulong va, bool linkedTo)
    {
        ulong control = cpu.Sys(Slot.Dbgbcr0 + (ushort)n), value = cpu.Sys(Slot.Dbgbvr0 + (ushort)n);
        int type = (int)control.Field(20, 4) & ~LinkedBit;
        bool byAddress = type == 0, byContext = type is 2 or 10, byVmid = type is 8 or 10;
        if (!control.Has(Enable) || !(byAddress || byContext || byVmid))
        {
            return false;
        }
        bool contextAware = n >= cpu.Options.Model.Breakpoints - cpu.Options.Model.ContextBreakpoints;
        // A linked context breakpoint acts only through the one that links to it.
        if ((!byAddress && !contextAware) || (linkedTo ? byAddress || !IsLinked(control) : !byAddress && IsLinked(control)))
        {
            return false;
        }
        if (byAddress)
        {
            // T32 instructions may start at the second halfword.
            return control.Has(FirstByte << (int)(va & 3)) && SameAddress(va, value, 2);
        }
        bool below = cpu.CurrentEl < EL2;
        bool context = !byContext || (below && (uint)cpu.Sys(Slot.ContextidrEl1) == (uint)value);
        return context && (!byVmid || (below && cpu.Options.HasEl2 && cpu.Sys(Slot.VttbrEl2).Field(48, 8) == value.Field(32, 8)));
    }

    // AArch64.WatchpointByteMatch. A MASK of 1 or 2 is reserved and taken as 0.
    private static bool WatchpointByteMatches(ulong value, ulong control, ulong va)
    {
        int bottom = value.Has(1 << 2) ? 2 : 3;
        int mask = (int)control.Field(24, 5);
        bool selected = control.Has(1UL << (5 + (int)(va & ((1UL << bottom) - 1))));
        return selected && SameAddress(va, value, mask > bottom ? mask : bottom);
    }

    // The comparators hold 49 bits of a virtual address, the top ones being its sign; an address tag takes no part.
    private static bool SameAddress(ulong va, ulong value, int from) => ((va ^ value) << 15 >> 15 >> from) == 0;

    // AArch64.StateMatch without EL3: everything is Non-secure.
    private static bool StateMatches(VirtualCpu cpu, ulong control, bool linked, ExceptionLevel el)
    {
        int security = (int)control.Field(14, 2), modes = (int)control.Field(1, 2);
        bool higher = control.Has(HigherMode);
        // CheckValidStateMatch: reserved combinations of HMC, SSC and PMC match nothing.
        bool valid = higher
            ? cpu.Options.HasEl2 && security switch { 0 => (modes & 1) != 0, 1 => modes == 0, 2 => false, _ => modes != 2 }
            : security == 0 && modes != 0;
        bool matches = el switch
        {
            EL2 => higher,
            EL1 => (modes & 1) != 0,
            _ => (modes & 2) != 0,
        };
        if (!valid || !matches)
        {
            return false;
        }
        int link = (int)control.Field(16, 4);
        return !linked || (link < cpu.Options.Model.Breakpoints && BreakpointValueMatches(cpu, link, 0, linkedTo: true));
    }
}
