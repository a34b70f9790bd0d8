using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>Registers of the EL1 and EL0 translation regime, exception state and thread pointers.</summary>
internal static class El1Rows
{
    public static SystemRegister[] All => [.. Control, .. Exceptions, .. Threads];

    // HCR_EL2.TVM and TRVM: the registers a hypervisor watches while a guest builds its first tables.
    private static Trap[] VirtualMemory => [Trap.Hcr(Hcr.Tvm, On.Write), Trap.Hcr(Hcr.Trvm, On.Read)];

    private static SystemRegister[] Control =>
    [
        new("SCTLR_EL1", A64(3, 0, 1, 0, 0))
        {
            Storage = Slot.SctlrEl1, AccessibleFrom = EL1, WriteMask = uint.MaxValue, Traps = VirtualMemory,
            ResetFrom = static cpu => cpu.Model.AArch64 ? 0x00C5_0838u : 0x00C5_0078u,
            AfterWrite = Effects.SelectContext, AArch32 = [Cp15("SCTLR", 0, 1, 0, 0)],
        },
        new("ACTLR_EL1", A64(3, 0, 1, 0, 1))
        {
            AccessibleFrom = EL1, Read = static _ => 0, Write = static (_, _) => { }, Traps = [Trap.Hcr(Hcr.Tacr)], EndsBlock = false,
            AArch32 = [Cp15("ACTLR", 0, 1, 0, 1), Cp15("ACTLR2", 0, 1, 0, 3, High) with { IsArmv8 = true }],
        },
        new("CPACR_EL1", A64(3, 0, 1, 0, 2))
        {
            Storage = Slot.CpacrEl1, AccessibleFrom = EL1, Traps = [Trap.ToEl2(Slot.CptrEl2, Cptr.Tcpac)],
            AArch32 = [Cp15("CPACR", 0, 1, 0, 2) with { WriteMask = 0xC0F0_0000 }],
        },
        new("TTBR0_EL1", A64(3, 0, 2, 0, 0))
        {
            Storage = Slot.Ttbr0El1, AccessibleFrom = EL1, Traps = VirtualMemory, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("TTBR0", 0, 2, 0, 0), Cp15Wide("TTBR0", 0, 2)],
        },
        new("TTBR1_EL1", A64(3, 0, 2, 0, 1))
        {
            Storage = Slot.Ttbr1El1, AccessibleFrom = EL1, Traps = VirtualMemory, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("TTBR1", 0, 2, 0, 1), Cp15Wide("TTBR1", 1, 2)],
        },
        new("TCR_EL1", A64(3, 0, 2, 0, 2))
        {
            Storage = Slot.TcrEl1, AccessibleFrom = EL1, Traps = VirtualMemory, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("TTBCR", 0, 2, 0, 2) with { WriteMask = 0xBFC7_3FB7 }, Cp15("TTBCR2", 0, 2, 0, 3, High) with { IsArmv8 = true }],
        },
        new("MAIR_EL1", A64(3, 0, 10, 2, 0))
        {
            Storage = Slot.MairEl1, AccessibleFrom = EL1, Traps = VirtualMemory, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("MAIR0", 0, 10, 2, 0), Cp15("MAIR1", 0, 10, 2, 1, High)],
        },
        Ignored("AMAIR_EL1", A64(3, 0, 10, 3, 0), Cp15("AMAIR0", 0, 10, 3, 0), Cp15("AMAIR1", 0, 10, 3, 1, High)),
        new("CONTEXTIDR_EL1", A64(3, 0, 13, 0, 1))
        {
            Storage = Slot.ContextidrEl1, AccessibleFrom = EL1, Traps = VirtualMemory, AfterWrite = Effects.SelectContext,
            AArch32 = [Cp15("CONTEXTIDR", 0, 13, 0, 1)],
        },
        new("PAR_EL1", A64(3, 0, 7, 4, 0))
        {
            Storage = Slot.ParEl1, AccessibleFrom = EL1, EndsBlock = false, AArch32 = [Cp15("PAR", 0, 7, 4, 0), Cp15Wide("PAR", 0, 7)],
        },
    ];

    private static SystemRegister[] Exceptions =>
    [
        new("ESR_EL1", A64(3, 0, 5, 2, 0))
        {
            Storage = Slot.EsrEl1, AccessibleFrom = EL1, Traps = VirtualMemory, EndsBlock = false, AArch32 = [Cp15("DFSR", 0, 5, 0, 0)],
        },
        new("FAR_EL1", A64(3, 0, 6, 0, 0))
        {
            Storage = Slot.FarEl1, AccessibleFrom = EL1, Traps = VirtualMemory, EndsBlock = false,
            AArch32 = [Cp15("DFAR", 0, 6, 0, 0), Cp15("IFAR", 0, 6, 0, 2, High)],
        },
        Ignored("AFSR0_EL1", A64(3, 0, 5, 1, 0), Cp15("ADFSR", 0, 5, 1, 0)),
        Ignored("AFSR1_EL1", A64(3, 0, 5, 1, 1), Cp15("AIFSR", 0, 5, 1, 1)),
        new("VBAR_EL1", A64(3, 0, 12, 0, 0))
        {
            Storage = Slot.VbarEl1, AccessibleFrom = EL1, WriteMask = ~0x7FFUL, EndsBlock = false,
            AArch32 = [Cp15("VBAR", 0, 12, 0, 0) with { WriteMask = ~0x1FUL }],
        },
        new("ELR_EL1", A64(3, 0, 4, 0, 1)) { Storage = Slot.ElrEl1, AccessibleFrom = EL1, EndsBlock = false, AArch64Only = true },
        new("SPSR_EL1", A64(3, 0, 4, 0, 0)) { Storage = Slot.SpsrEl1, AccessibleFrom = EL1, EndsBlock = false, AArch64Only = true },
        new("ISR_EL1", A64(3, 0, 12, 1, 0)) { ReadableFrom = EL1, Read = static cpu => cpu.InterruptStatus, AArch32 = [Cp15("ISR", 0, 12, 1, 0)] },
    ];

    private static SystemRegister[] Threads =>
    [
        new("TPIDR_EL0", A64(3, 3, 13, 0, 2))
        {
            Storage = Slot.TpidrEl0, AccessibleFrom = EL0, EndsBlock = false, AArch32 = [Cp15("TPIDRURW", 0, 13, 0, 2)],
        },
        new("TPIDRRO_EL0", A64(3, 3, 13, 0, 3))
        {
            Storage = Slot.TpidrroEl0, ReadableFrom = EL0, WritableFrom = EL1, EndsBlock = false, AArch32 = [Cp15("TPIDRURO", 0, 13, 0, 3)],
        },
        new("TPIDR_EL1", A64(3, 0, 13, 0, 4))
        {
            Storage = Slot.TpidrEl1, AccessibleFrom = EL1, EndsBlock = false, AArch32 = [Cp15("TPIDRPRW", 0, 13, 0, 4)],
        },
    ];

    // Auxiliary registers of these cores hold nothing.
    private static SystemRegister Ignored(string name, ushort encoding, params AArch32Window[] windows) => new(name, encoding)
    {
        AccessibleFrom = EL1,
        Read = static _ => 0,
        Write = static (_, _) => { },
        Traps = VirtualMemory,
        EndsBlock = false,
        AArch32 = windows,
    };
}
