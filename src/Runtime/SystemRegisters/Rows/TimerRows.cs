using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>The generic timer: CNT*. The rows hold rights and traps, the timer the rest.</summary>
internal static class TimerRows
{
    public static SystemRegister[] All => [.. Control, .. Counters, .. Timers];

    private static SystemRegister[] Control =>
    [
        new("CNTFRQ_EL0", A64(3, 3, 14, 0, 0))
        {
            Storage = Slot.CntfrqEl0, ReadableFrom = EL0, WritableAtHighestOnly = true, ResetFrom = static cpu => cpu.CounterFrequency,
            Traps = [Trap.El0Unless(Slot.CntkctlEl1, Cntkctl.El0Pcten | Cntkctl.El0Vcten)], EndsBlock = false,
            AArch32 = [Cp15("CNTFRQ", 0, 14, 0, 0)],
        },
        new("CNTKCTL_EL1", A64(3, 0, 14, 1, 0))
        {
            Storage = Slot.CntkctlEl1, AccessibleFrom = EL1, AfterWrite = Effects.TimerControl, AArch32 = [Cp15("CNTKCTL", 0, 14, 1, 0)],
        },
        new("CNTHCTL_EL2", A64(3, 4, 14, 1, 0))
        {
            Storage = Slot.CnthctlEl2, AccessibleFrom = EL2, Reset = 3, AfterWrite = Effects.TimerControl, AArch32 = [Cp15("CNTHCTL", 4, 14, 1, 0)],
        },
        new("CNTVOFF_EL2", A64(3, 4, 14, 0, 3))
        {
            Storage = Slot.CntvoffEl2, AccessibleFrom = EL2, AfterWrite = Effects.VirtualOffset, AArch32 = [Cp15Wide("CNTVOFF", 4, 14)],
        },
    ];

    private static SystemRegister[] Counters =>
    [
        new("CNTPCT_EL0", A64(3, 3, 14, 0, 1))
        {
            ReadableFrom = EL0, Read = static cpu => cpu.ReadTimer(TimerRegister.PhysicalCount),
            Traps = [Trap.El0Unless(Slot.CntkctlEl1, Cntkctl.El0Pcten), Trap.ToEl2Unless(Slot.CnthctlEl2, Cnthctl.El1Pcten)],
            AArch32 = [Cp15Wide("CNTPCT", 0, 14)],
        },
        new("CNTVCT_EL0", A64(3, 3, 14, 0, 2))
        {
            ReadableFrom = EL0, Read = static cpu => cpu.ReadTimer(TimerRegister.VirtualCount),
            Traps = [Trap.El0Unless(Slot.CntkctlEl1, Cntkctl.El0Vcten)],
            AArch32 = [Cp15Wide("CNTVCT", 1, 14)],
        },
    ];

    private static SystemRegister[] Timers =>
    [
        .. Group("CNTP", 3, 2, EL0, "EL0", [Trap.El0Unless(Slot.CntkctlEl1, Cntkctl.El0Pten), Trap.ToEl2Unless(Slot.CnthctlEl2, Cnthctl.El1Pcen)],
            (TimerRegister.PhysicalTval, TimerRegister.PhysicalCtl, TimerRegister.PhysicalCval), cvalOpc1: 2),
        .. Group("CNTV", 3, 3, EL0, "EL0", [Trap.El0Unless(Slot.CntkctlEl1, Cntkctl.El0Vten)],
            (TimerRegister.VirtualTval, TimerRegister.VirtualCtl, TimerRegister.VirtualCval), cvalOpc1: 3),
        .. Group("CNTHP", 4, 2, EL2, "EL2", [], (TimerRegister.HypTval, TimerRegister.HypCtl, TimerRegister.HypCval), cvalOpc1: 6),
    ];

    private static SystemRegister[] Group(string name, int op1, int crm, ExceptionLevel from, string suffix, Trap[] traps,
        (TimerRegister Tval, TimerRegister Ctl, TimerRegister Cval) registers, int cvalOpc1)
    {
        int opc1 = op1 == 3 ? 0 : op1;
        return
        [
            Row("TVAL", 0, registers.Tval, Cp15($"{name}_TVAL", opc1, 14, crm, 0)),
            Row("CTL", 1, registers.Ctl, Cp15($"{name}_CTL", opc1, 14, crm, 1)),
            Row("CVAL", 2, registers.Cval, Cp15Wide($"{name}_CVAL", cvalOpc1, 14)),
        ];

        SystemRegister Row(string part, int op2, TimerRegister register, AArch32Window window) => new($"{name}_{part}_{suffix}", A64(3, op1, 14, crm, op2))
        {
            AccessibleFrom = from,
            Read = cpu => cpu.ReadTimer(register),
            Write = (cpu, value) => cpu.WriteTimer(register, value),
            Traps = traps,
            AArch32 = [window],
        };
    }
}
