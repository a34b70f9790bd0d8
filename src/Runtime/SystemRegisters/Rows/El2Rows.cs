using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>Registers of EL2: virtualization control, its translation regime and exception state, and the views of AArch32 EL1 state.</summary>
internal static class El2Rows
{
    // What HYP mode of Armv7 reads as one (Arm ARM B4.1.71): HSCTLR's reserved bits, and in HCPTR the coprocessors that are not there.
    private const uint HsctlrRes1 = 0x30C5_0878, HcptrRes1 = 0x33FF;

    public static SystemRegister[] All => [.. Control, .. Translation, .. Exceptions, .. AArch32State];

    // AArch32 EL1's own registers, in which a hypervisor may be interested.
    private static Trap[] VirtualMemory => [Trap.Hcr(Hcr.Tvm, On.Write), Trap.Hcr(Hcr.Trvm, On.Read)];

    private static SystemRegister[] Control =>
    [
        new("VPIDR_EL2", A64(3, 4, 0, 0, 0))
        {
            Storage = Slot.VpidrEl2, AccessibleFrom = EL2, ResetFrom = static cpu => cpu.Model.Midr, EndsBlock = false,
            AArch32 = [Cp15("VPIDR", 4, 0, 0, 0)],
        },
        new("VMPIDR_EL2", A64(3, 4, 0, 0, 5))
        {
            Storage = Slot.VmpidrEl2, AccessibleFrom = EL2, ResetFrom = static cpu => cpu.Mpidr, EndsBlock = false,
            AArch32 = [Cp15("VMPIDR", 4, 0, 0, 5)],
        },
        new("SCTLR_EL2", A64(3, 4, 1, 0, 0))
        {
            Storage = Slot.SctlrEl2, AccessibleFrom = EL2, WriteMask = uint.MaxValue, AfterWrite = Effects.SelectContext,
            ResetFrom = static cpu => cpu.Model.AArch64 ? 0x30C5_0830u : HsctlrRes1,
            AArch32 = [Cp15("HSCTLR", 4, 1, 0, 0) with { WriteMask = ~(ulong)HsctlrRes1, Res1 = HsctlrRes1 }],
        },
        Ignored("ACTLR_EL2", A64(3, 4, 1, 0, 1), Cp15("HACTLR", 4, 1, 0, 1), Cp15("HACTLR2", 4, 1, 0, 3, High) with { IsArmv8 = true }),
        new("HCR_EL2", A64(3, 4, 1, 1, 0))
        {
            Storage = Slot.HcrEl2, AccessibleFrom = EL2, WriteMask = 0x3_FFFF_FFFF, AfterWrite = Effects.InterruptRouting | Effects.SelectContext,
            AArch32 = [Cp15("HCR", 4, 1, 1, 0) with { WriteMask = 0x0FFF_FFFF }, Cp15("HCR2", 4, 1, 1, 4, High) with { IsArmv8 = true }],
        },
        new("MDCR_EL2", A64(3, 4, 1, 1, 1))
        {
            Storage = Slot.MdcrEl2, AccessibleFrom = EL2, ResetFrom = static cpu => (ulong)cpu.Model.EventCounters,
            Write = static (cpu, value) => cpu.Pmu.WriteHypervisorControl(value), AArch32 = [Cp15("HDCR", 4, 1, 1, 1)],
        },
        new("CPTR_EL2", A64(3, 4, 1, 1, 2))
        {
            Storage = Slot.CptrEl2, AccessibleFrom = EL2, ResetFrom = static cpu => cpu.Model.AArch64 ? 0 : HcptrRes1,
            AArch32 = [Cp15("HCPTR", 4, 1, 1, 2) with { WriteMask = 0x8010_8C00, Res1 = HcptrRes1 }],
        },
        new("HSTR_EL2", A64(3, 4, 1, 1, 3))
        {
            Storage = Slot.HstrEl2, AccessibleFrom = EL2, AArch32 = [Cp15("HSTR", 4, 1, 1, 3) with { WriteMask = 0x3_BFEF }],
        },
        Ignored("HACR_EL2", A64(3, 4, 1, 1, 7), Cp15("HACR", 4, 1, 1, 7)),
        new("TPIDR_EL2", A64(3, 4, 13, 0, 2)) { Storage = Slot.TpidrEl2, AccessibleFrom = EL2, EndsBlock = false, AArch32 = [Cp15("HTPIDR", 4, 13, 0, 2)] },
    ];

    private static SystemRegister[] Translation =>
    [
        new("TTBR0_EL2", A64(3, 4, 2, 0, 0))
        {
            Storage = Slot.Ttbr0El2, AccessibleFrom = EL2, AfterWrite = Effects.SelectContext, AArch32 = [Cp15Wide("HTTBR", 4, 2)],
        },
        new("TCR_EL2", A64(3, 4, 2, 0, 2))
        {
            Storage = Slot.TcrEl2, AccessibleFrom = EL2, AfterWrite = Effects.SelectContext, AArch32 = [Cp15("HTCR", 4, 2, 0, 2)],
        },
        new("VTTBR_EL2", A64(3, 4, 2, 1, 0))
        {
            Storage = Slot.VttbrEl2, AccessibleFrom = EL2, AfterWrite = Effects.SelectContext, AArch32 = [Cp15Wide("VTTBR", 6, 2)],
        },
        new("VTCR_EL2", A64(3, 4, 2, 1, 2))
        {
            Storage = Slot.VtcrEl2, AccessibleFrom = EL2, AfterWrite = Effects.SelectContext, AArch32 = [Cp15("VTCR", 4, 2, 1, 2)],
        },
        new("MAIR_EL2", A64(3, 4, 10, 2, 0))
        {
            Storage = Slot.MairEl2, AccessibleFrom = EL2, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("HMAIR0", 4, 10, 2, 0), Cp15("HMAIR1", 4, 10, 2, 1, High)],
        },
        Ignored("AMAIR_EL2", A64(3, 4, 10, 3, 0), Cp15("HAMAIR0", 4, 10, 3, 0), Cp15("HAMAIR1", 4, 10, 3, 1, High)),
    ];

    private static SystemRegister[] Exceptions =>
    [
        new("ESR_EL2", A64(3, 4, 5, 2, 0)) { Storage = Slot.EsrEl2, AccessibleFrom = EL2, EndsBlock = false, AArch32 = [Cp15("HSR", 4, 5, 2, 0)] },
        new("FAR_EL2", A64(3, 4, 6, 0, 0))
        {
            Storage = Slot.FarEl2, AccessibleFrom = EL2, EndsBlock = false, AArch32 = [Cp15("HDFAR", 4, 6, 0, 0), Cp15("HIFAR", 4, 6, 0, 2, High)],
        },
        new("HPFAR_EL2", A64(3, 4, 6, 0, 4)) { Storage = Slot.HpfarEl2, AccessibleFrom = EL2, EndsBlock = false, AArch32 = [Cp15("HPFAR", 4, 6, 0, 4)] },
        Ignored("AFSR0_EL2", A64(3, 4, 5, 1, 0), Cp15("HADFSR", 4, 5, 1, 0)),
        Ignored("AFSR1_EL2", A64(3, 4, 5, 1, 1), Cp15("HAIFSR", 4, 5, 1, 1)),
        new("VBAR_EL2", A64(3, 4, 12, 0, 0))
        {
            Storage = Slot.VbarEl2, AccessibleFrom = EL2, WriteMask = ~0x7FFUL, EndsBlock = false,
            AArch32 = [Cp15("HVBAR", 4, 12, 0, 0) with { WriteMask = ~0x1FUL }],
        },
        // ELR_hyp and SPSR_hyp are reached by MRS/MSR (banked register), which is no coprocessor encoding.
        new("ELR_EL2", A64(3, 4, 4, 0, 1)) { Storage = Slot.ElrEl2, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true },
        new("SPSR_EL2", A64(3, 4, 4, 0, 0)) { Storage = Slot.SpsrEl2, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true },
    ];

    // EL2's views of what AArch32 EL1 has and AArch64 EL1 lacks.
    private static SystemRegister[] AArch32State =>
    [
        new("DACR32_EL2", A64(3, 4, 3, 0, 0))
        {
            Storage = Slot.Dacr32El2, AccessibleFrom = EL2, Traps = VirtualMemory, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("DACR", 0, 3, 0, 0) with { From = EL1 }],
        },
        new("IFSR32_EL2", A64(3, 4, 5, 0, 1))
        {
            Storage = Slot.Ifsr32El2, AccessibleFrom = EL2, Traps = VirtualMemory, EndsBlock = false, AArch32 = [Cp15("IFSR", 0, 5, 0, 1) with { From = EL1 }],
        },
        new("FPEXC32_EL2", A64(3, 4, 5, 3, 0))
        {
            // FPEXC is a VMRS/VMSR register in AArch32.
            Storage = Slot.Fpexc32El2, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true, NeedsFloatingPoint = true,
        },
        new("SPSR_irq", A64(3, 4, 4, 3, 0)) { Storage = Slot.SpsrIrq, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true },
        new("SPSR_abt", A64(3, 4, 4, 3, 1)) { Storage = Slot.SpsrAbt, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true },
        new("SPSR_und", A64(3, 4, 4, 3, 2)) { Storage = Slot.SpsrUnd, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true },
        new("SPSR_fiq", A64(3, 4, 4, 3, 3)) { Storage = Slot.SpsrFiq, AccessibleFrom = EL2, EndsBlock = false, AArch64Only = true },
    ];

    private static SystemRegister Ignored(string name, ushort encoding, params AArch32Window[] windows) => new(name, encoding)
    {
        AccessibleFrom = EL2,
        Read = static _ => 0,
        Write = static (_, _) => { },
        EndsBlock = false,
        AArch32 = windows,
    };
}
