using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>PSTATE as registers, MSR (immediate), stack pointers, FP control and status.</summary>
internal static unsafe class StateRows
{
    public static SystemRegister[] All =>
    [
        new("NZCV", A64(3, 3, 4, 2, 0))
        {
            AccessibleFrom = EL0, Read = static cpu => cpu.State->Nzcv, Write = static (cpu, value) => cpu.State->Nzcv = (uint)value,
            AArch64Only = true, EndsBlock = false,
        },
        new("DAIF", A64(3, 3, 4, 2, 1))
        {
            AccessibleFrom = EL0, Traps = [UserMasks],
            Read = static cpu => (ulong)cpu.State->Daif << Spsr.DaifShift,
            Write = static (cpu, value) => cpu.State->Daif = (byte)value.Field(Spsr.DaifShift, 4),
            AfterWrite = Effects.InterruptRouting, AArch64Only = true,
        },
        new("SPSel", A64(3, 0, 4, 2, 0))
        {
            AccessibleFrom = EL1, Read = static cpu => cpu.State->SpSel, Write = static (cpu, value) => cpu.SelectStackPointer((byte)(value & 1)),
            AArch64Only = true,
        },
        new("MSR SPSel, #imm", A64(0, 0, 4, 0, 5))
        {
            WritableFrom = EL1, Write = static (cpu, value) => cpu.SelectStackPointer((byte)(value & 1)), AArch64Only = true,
        },
        new("MSR DAIFSet, #imm", A64(0, 3, 4, 0, 6))
        {
            WritableFrom = EL0, Traps = [UserMasks], Write = static (cpu, value) => cpu.State->Daif |= (byte)(value & Daif.All),
            AfterWrite = Effects.InterruptRouting, AArch64Only = true,
        },
        new("MSR DAIFClr, #imm", A64(0, 3, 4, 0, 7))
        {
            WritableFrom = EL0, Traps = [UserMasks], Write = static (cpu, value) => cpu.State->Daif &= (byte)~value,
            AfterWrite = Effects.InterruptRouting, AArch64Only = true,
        },
        new("FPCR", A64(3, 3, 4, 4, 0))
        {
            // AHP, DN, FZ, RMode; Stride and Len are storage for AArch32's sake.
            AccessibleFrom = EL0, NeedsFloatingPoint = true,
            Read = static cpu => cpu.State->Fpcr, Write = static (cpu, value) => cpu.State->Fpcr = (uint)value & 0x07F7_0000,
            AArch64Only = true,
        },
        new("FPSR", A64(3, 3, 4, 4, 1))
        {
            // QC and the cumulative flags; NZCV is storage for AArch32's sake.
            AccessibleFrom = EL0, NeedsFloatingPoint = true,
            Read = static cpu => cpu.State->Fpsr, Write = static (cpu, value) => cpu.State->Fpsr = (uint)value & 0xF800_009F,
            AArch64Only = true,
        },
        new("SP_EL0", A64(3, 0, 4, 1, 0))
        {
            Storage = Slot.SpEl0, AccessibleFrom = EL1, UndefinedWhen = static cpu => cpu.State->SpSel == 0, PlainNeedsSpSel = true,
            AArch64Only = true, EndsBlock = false,
        },
        new("SP_EL1", A64(3, 4, 4, 1, 0)) { Storage = Slot.SpEl1, AccessibleFrom = EL2, AArch64Only = true, EndsBlock = false },
    ];

    private static Trap UserMasks => Trap.El0Unless(Slot.SctlrEl1, Sctlr.Uma);
}
