using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>System instructions: TLBI, AT, DC and IC. Rows with a write side only.</summary>
internal static class MaintenanceRows
{
    public static SystemRegister[] All => [.. Tlb, .. Translations, .. Caches];

    private static SystemRegister[] Tlb =>
    [
        .. El1Tlbi("VMALLE1", 0, TlbiKind.VmallE1), .. El1Tlbi("VAE1", 1, TlbiKind.VaE1), .. El1Tlbi("ASIDE1", 2, TlbiKind.AsidE1),
        .. El1Tlbi("VAAE1", 3, TlbiKind.VaaE1), .. El1Tlbi("VALE1", 5, TlbiKind.ValE1), .. El1Tlbi("VAALE1", 7, TlbiKind.VaalE1),
        .. El2Tlbi("IPAS2E1", 4, 0, 1, TlbiKind.Ipas2E1, "TLBIIPAS2"), .. El2Tlbi("IPAS2LE1", 4, 0, 5, TlbiKind.Ipas2lE1, "TLBIIPAS2L"),
        .. El2Tlbi("ALLE2", 7, 3, 0, TlbiKind.AllE2, "TLBIALLH"), .. El2Tlbi("VAE2", 7, 3, 1, TlbiKind.VaE2, "TLBIMVAH"),
        .. El2Tlbi("ALLE1", 7, 3, 4, TlbiKind.AllE1, "TLBIALLNSNH"), .. El2Tlbi("VALE2", 7, 3, 5, TlbiKind.ValE2, "TLBIMVALH"),
        .. El2Tlbi("VMALLS12E1", 7, 3, 6, TlbiKind.Vmalls12E1, null),
    ];

    private static SystemRegister[] Translations =>
    [
        At("AT S1E1R", 0, 0, AtKind.S1E1R, Cp15("ATS1CPR", 0, 7, 8, 0)), At("AT S1E1W", 0, 1, AtKind.S1E1W, Cp15("ATS1CPW", 0, 7, 8, 1)),
        At("AT S1E0R", 0, 2, AtKind.S1E0R, Cp15("ATS1CUR", 0, 7, 8, 2)), At("AT S1E0W", 0, 3, AtKind.S1E0W, Cp15("ATS1CUW", 0, 7, 8, 3)),
        At("AT S1E2R", 4, 0, AtKind.S1E2R, Cp15("ATS1HR", 4, 7, 8, 0)), At("AT S1E2W", 4, 1, AtKind.S1E2W, Cp15("ATS1HW", 4, 7, 8, 1)),
        At("AT S12E1R", 4, 4, AtKind.S12E1R, Cp15("ATS12NSOPR", 0, 7, 8, 4)), At("AT S12E1W", 4, 5, AtKind.S12E1W, Cp15("ATS12NSOPW", 0, 7, 8, 5)),
        At("AT S12E0R", 4, 6, AtKind.S12E0R, Cp15("ATS12NSOUR", 0, 7, 8, 6)), At("AT S12E0W", 4, 7, AtKind.S12E0W, Cp15("ATS12NSOUW", 0, 7, 8, 7)),
    ];

    private static SystemRegister[] Caches =>
    [
        ByAddress("DC IVAC", 0, 6, 1, EL1, CacheOperation.DataInvalidate, [Trap.Hcr(Hcr.Tpc)], "DCIMVAC"),
        ByAddress("DC CVAC", 3, 10, 1, EL0, CacheOperation.DataClean, [UserCaches, Trap.Hcr(Hcr.Tpc)], "DCCMVAC"),
        ByAddress("DC CVAU", 3, 11, 1, EL0, CacheOperation.DataCleanToUnification, [UserCaches, Trap.Hcr(Hcr.Tpu)], "DCCMVAU"),
        ByAddress("DC CIVAC", 3, 14, 1, EL0, CacheOperation.DataCleanInvalidate, [UserCaches, Trap.Hcr(Hcr.Tpc)], "DCCIMVAC"),
        ByAddress("IC IVAU", 3, 5, 1, EL0, CacheOperation.InstructionInvalidate, [UserCaches, Trap.Hcr(Hcr.Tpu)], "ICIMVAU"),
        ByAddress("IC IALLUIS", 0, 1, 0, EL1, CacheOperation.InstructionInvalidateAll, [Trap.Hcr(Hcr.Tpu)], "ICIALLUIS"),
        ByAddress("IC IALLU", 0, 5, 0, EL1, CacheOperation.InstructionInvalidateAll, [Trap.Hcr(Hcr.Tpu)], "ICIALLU"),
        BySetWay("DC ISW", 6, "DCISW"), BySetWay("DC CSW", 10, "DCCSW"), BySetWay("DC CISW", 14, "DCCISW"),
        new("DC ZVA", A64(1, 3, 7, 4, 1))
        {
            WritableFrom = EL0, IsZeroBlock = true, EndsBlock = false, AArch64Only = true,
            Traps = [Trap.El0Unless(Slot.SctlrEl1, Sctlr.Dze), Trap.Hcr(Hcr.Tdz)],
        },
    ];

    private static Trap UserCaches => Trap.El0Unless(Slot.SctlrEl1, Sctlr.Uci);

    private static SystemRegister[] El1Tlbi(string name, int op2, TlbiKind kind)
    {
        string window = kind switch
        {
            TlbiKind.VmallE1 => "TLBIALL",
            TlbiKind.VaE1 => "TLBIMVA",
            TlbiKind.AsidE1 => "TLBIASID",
            TlbiKind.VaaE1 => "TLBIMVAA",
            TlbiKind.ValE1 => "TLBIMVAL",
            _ => "TLBIMVAAL",
        };
        // Armv8 added the last-level forms. Those of separate TLBs are Armv7's legacy; here a TLB is unified.
        bool isArmv8 = kind is TlbiKind.ValE1 or TlbiKind.VaalE1;
        bool hasSeparateForms = kind is TlbiKind.VmallE1 or TlbiKind.VaE1 or TlbiKind.AsidE1;
        return
        [
            Row(name + "IS", 3, true, [Window(window + "IS", 3)]),
            Row(name, 7, false, hasSeparateForms ? [Window(window, 7), Window("I" + window, 5), Window("D" + window, 6)] : [Window(window, 7)]),
        ];

        AArch32Window Window(string name, int crm) => Cp15(name, 0, 8, crm, op2) with { IsArmv8 = isArmv8 };

        SystemRegister Row(string name, int crm, bool innerShareable, AArch32Window[] windows) => new("TLBI " + name, A64(1, 0, 8, crm, op2))
        {
            WritableFrom = EL1,
            Traps = [Trap.Hcr(Hcr.Ttlb)],
            Write = (cpu, value) => cpu.MmuMaintenance?.TlbInvalidate(kind, value, innerShareable),
            AArch32 = windows,
        };
    }

    private static SystemRegister[] El2Tlbi(string name, int crm, int sharedCrm, int op2, TlbiKind kind, string? window)
    {
        return [Row(name + "IS", sharedCrm, true, "IS"), Row(name, crm, false, "")];

        SystemRegister Row(string name, int crm, bool innerShareable, string suffix) => new("TLBI " + name, A64(1, 4, 8, crm, op2))
        {
            WritableFrom = EL2,
            Write = (cpu, value) => cpu.MmuMaintenance?.TlbInvalidate(kind, value, innerShareable),
            AArch32 = window is null ? [] : [Cp15(window + suffix, 4, 8, crm, op2) with { IsArmv8 = kind is TlbiKind.Ipas2E1 or TlbiKind.Ipas2lE1 or TlbiKind.ValE2 }],
            AArch64Only = window is null,
        };
    }

    private static SystemRegister At(string name, int op1, int op2, AtKind kind, AArch32Window window) => new(name, A64(1, op1, 7, 8, op2))
    {
        WritableFrom = op1 == 0 ? EL1 : EL2,
        AArch32 = [window],
        Execute = (cpu, va) =>
        {
            if (cpu.MmuMaintenance is not { } mmu)
            {
                return default;
            }
            if (!mmu.TryAddressTranslate(kind, va, out ulong par, out MmuFault fault))
            {
                return fault;
            }
            cpu.Sys(Slot.ParEl1) = par;
            return default;
        },
    };

    private static SystemRegister ByAddress(string name, int op1, int crm, int op2, ExceptionLevel from, CacheOperation operation, Trap[] traps, string window) =>
        new(name, A64(1, op1, 7, crm, op2))
        {
            WritableFrom = from,
            Traps = traps,
            AArch32 = [Cp15(window, 0, 7, crm, op2) with { From = EL1 }],
            Execute = (cpu, va) => cpu.MmuMaintenance is { } mmu && !mmu.TryCacheMaintenance(operation, va, out MmuFault fault) ? fault : default,
        };

    // No data cache is modelled, so there is nothing to do by set and way.
    private static SystemRegister BySetWay(string name, int crm, string window) => new(name, A64(1, 0, 7, crm, 2))
    {
        WritableFrom = EL1,
        Traps = [Trap.Hcr(Hcr.Tsw)],
        Write = static (_, _) => { },
        AArch32 = [Cp15(window, 0, 7, crm, 2)],
        EndsBlock = false,
    };
}
