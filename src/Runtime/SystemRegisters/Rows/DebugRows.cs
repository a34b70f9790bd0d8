using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>
/// Self-hosted debug: breakpoint and watchpoint registers, MDSCR, the OS lock. What they decide is in
/// <see cref="SelfHostedDebug"/>. There is no external debugger, so the communication channel is always empty.
/// </summary>
internal static class DebugRows
{
    public static SystemRegister[] All => [.. Control, .. OsLock, .. Channel, .. Comparators];

    private static Trap[] Monitor => [Trap.ToEl2(Slot.MdcrEl2, Mdcr.Tda | Mdcr.Tde)];

    private static Trap[] PowerDown => [Trap.ToEl2(Slot.MdcrEl2, Mdcr.Tdosa | Mdcr.Tde)];

    private static Trap[] Address => [Trap.ToEl2(Slot.MdcrEl2, Mdcr.Tdra | Mdcr.Tde)];

    // HCR_EL2.TGE implies TDE, and only EL0 can be below EL2 then.
    private static Trap[] ChannelTraps => [Trap.El0When(Slot.MdscrEl1, Mdscr.Tdcc), Trap.ToEl2(Slot.MdcrEl2, Mdcr.Tda | Mdcr.Tde), Trap.Hcr(Hcr.Tge)];

    private static SystemRegister[] Control =>
    [
        new("MDSCR_EL1", A64(2, 0, 0, 2, 2))
        {
            Storage = Slot.MdscrEl1, AccessibleFrom = EL1, Traps = Monitor, AfterWrite = Effects.SelectContext, AArch32 = [Cp14("DBGDSCRext", 0, 0, 2, 2)],
        },
        Ignored("MDCCINT_EL1", A64(2, 0, 0, 2, 0), Monitor, Cp14("DBGDCCINT", 0, 0, 2, 0) with { IsArmv8 = true }),
        new("MDRAR_EL1", A64(2, 0, 1, 0, 0))
        {
            ReadableFrom = EL1, Read = static _ => 0, Traps = Address,
            AArch32 = [Cp14("DBGDRAR", 0, 1, 0, 0) with { From = EL0 }, Cp14Wide("DBGDRAR", 0, 1) with { From = EL0 }],
        },
        new("DBGVCR32_EL2", A64(2, 4, 0, 7, 0))
        {
            AccessibleFrom = EL2, Read = static _ => 0, Write = static (_, _) => { }, EndsBlock = false, Traps = Monitor,
            AArch32 = [Cp14("DBGVCR", 0, 0, 7, 0) with { From = EL1 }],
        },
        new("DBGCLAIMSET_EL1", A64(2, 0, 7, 8, 6))
        {
            AccessibleFrom = EL1, Traps = Monitor, Read = static _ => 0xFF, Write = static (cpu, value) => cpu.Sys(Slot.Dbgclaim) |= value & 0xFF,
            AArch32 = [Cp14("DBGCLAIMSET", 0, 7, 8, 6)],
        },
        new("DBGCLAIMCLR_EL1", A64(2, 0, 7, 9, 6))
        {
            AccessibleFrom = EL1, Traps = Monitor, Read = static cpu => cpu.Sys(Slot.Dbgclaim), Write = static (cpu, value) => cpu.Sys(Slot.Dbgclaim) &= ~value,
            AArch32 = [Cp14("DBGCLAIMCLR", 0, 7, 9, 6)],
        },
        new("DBGAUTHSTATUS_EL1", A64(2, 0, 7, 14, 6)) { ReadableFrom = EL1, Read = static _ => 0, Traps = Monitor, AArch32 = [Cp14("DBGAUTHSTATUS", 0, 7, 14, 6)] },
    ];

    private static SystemRegister[] OsLock =>
    [
        new("OSLAR_EL1", A64(2, 0, 1, 0, 4))
        {
            WritableFrom = EL1, Traps = PowerDown, AArch32 = [Cp14("DBGOSLAR", 0, 1, 0, 4)],
            Write = static (cpu, value) => cpu.Sys(Slot.OslsrEl1) = (cpu.Sys(Slot.OslsrEl1) & ~OsLocked) | (value.Has(1) ? OsLocked : 0),
        },
        // OSLM says that the OS lock is implemented; it is locked out of reset.
        new("OSLSR_EL1", A64(2, 0, 1, 1, 4))
        {
            Storage = Slot.OslsrEl1, ReadableFrom = EL1, Reset = 8 | OsLocked, Traps = PowerDown, AArch32 = [Cp14("DBGOSLSR", 0, 1, 1, 4)],
        },
        new("OSDLR_EL1", A64(2, 0, 1, 3, 4))
        {
            Storage = Slot.OsdlrEl1, AccessibleFrom = EL1, WriteMask = 1, Traps = PowerDown, AArch32 = [Cp14("DBGOSDLR", 0, 1, 3, 4)],
        },
        Ignored("DBGPRCR_EL1", A64(2, 0, 1, 4, 4), PowerDown, Cp14("DBGPRCR", 0, 1, 4, 4)),
        Ignored("OSECCR_EL1", A64(2, 0, 0, 6, 2), Monitor, Cp14("DBGOSECCR", 0, 0, 6, 2)),
    ];

    private const ulong OsLocked = 1 << 1;

    private static SystemRegister[] Channel =>
    [
        new("MDCCSR_EL0", A64(2, 3, 0, 1, 0)) { ReadableFrom = EL0, Read = static _ => 0, Traps = ChannelTraps, AArch32 = [Cp14("DBGDSCRint", 0, 0, 1, 0)] },
        new("DBGDTR_EL0", A64(2, 3, 0, 4, 0))
        {
            AccessibleFrom = EL0, Read = static _ => 0, Write = static (_, _) => { }, Traps = ChannelTraps, EndsBlock = false, AArch64Only = true,
        },
        // DBGDTRRX_EL0 when read, DBGDTRTX_EL0 when written.
        new("DBGDTRRX_EL0", A64(2, 3, 0, 5, 0))
        {
            AccessibleFrom = EL0, Read = static _ => 0, Write = static (_, _) => { }, Traps = ChannelTraps, EndsBlock = false,
            AArch32 = [Cp14("DBGDTRRXint", 0, 0, 5, 0)],
        },
        Ignored("OSDTRRX_EL1", A64(2, 0, 0, 0, 2), Monitor, Cp14("DBGDTRRXext", 0, 0, 0, 2)),
        Ignored("OSDTRTX_EL1", A64(2, 0, 0, 3, 2), Monitor, Cp14("DBGDTRTXext", 0, 0, 3, 2)),
    ];

    // All three models have 6 breakpoints and 4 watchpoints.
    private static IEnumerable<SystemRegister> Comparators
    {
        get
        {
            for (int n = 0; n < CpuModel.CortexA57.Breakpoints; n++)
            {
                yield return Comparator($"DBGBVR{n}_EL1", n, 4, Slot.Dbgbvr0, ulong.MaxValue, Cp14($"DBGBVR{n}", 0, 0, n, 4), Cp14($"DBGBXVR{n}", 0, 1, n, 1, High));
                yield return Comparator($"DBGBCR{n}_EL1", n, 5, Slot.Dbgbcr0, ulong.MaxValue, Cp14($"DBGBCR{n}", 0, 0, n, 5));
            }
            for (int n = 0; n < CpuModel.CortexA57.Watchpoints; n++)
            {
                yield return Comparator($"DBGWVR{n}_EL1", n, 6, Slot.Dbgwvr0, ~3UL, Cp14($"DBGWVR{n}", 0, 0, n, 6));
                yield return Comparator($"DBGWCR{n}_EL1", n, 7, Slot.Dbgwcr0, ulong.MaxValue, Cp14($"DBGWCR{n}", 0, 0, n, 7));
            }
        }
    }

    private static SystemRegister Comparator(string name, int n, int op2, Slot first, ulong mask, params AArch32Window[] windows) => new(name, A64(2, 0, 0, n, op2))
    {
        Storage = first + (ushort)n,
        AccessibleFrom = EL1,
        WriteMask = mask,
        Traps = Monitor,
        // DBGBCRn and DBGWCRn may arm debug: the engine looks before the next instruction, the context holds entries only while no data is watched.
        AfterWrite = op2 is 5 or 7 ? Effects.SelectContext : Effects.None,
        EndsBlock = op2 is 5 or 7,
        AArch32 = windows,
    };

    private static SystemRegister Ignored(string name, ushort encoding, Trap[] traps, AArch32Window window) => new(name, encoding)
    {
        AccessibleFrom = EL1,
        Read = static _ => 0,
        Write = static (_, _) => { },
        Traps = traps,
        EndsBlock = false,
        AArch32 = [window],
    };
}
