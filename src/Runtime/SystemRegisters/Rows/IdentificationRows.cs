using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>What the PE is: MIDR, MPIDR, the ID_* space, cache geometry. Read only.</summary>
internal static class IdentificationRows
{
    public static IEnumerable<SystemRegister> All => [.. Core, .. Features, .. Caches, .. ImplementationDefined];

    private static SystemRegister[] Core =>
    [
        new("MIDR_EL1", A64(3, 0, 0, 0, 0))
        {
            ReadableFrom = EL1, Read = static cpu => Virtualized(cpu) ? cpu.Sys(Slot.VpidrEl2) : cpu.Model.Midr,
            AArch32 = [Cp15("MIDR", 0, 0, 0, 0), Cp15("MIDR (4)", 0, 0, 0, 4), Cp15("MIDR (7)", 0, 0, 0, 7)],
        },
        new("MPIDR_EL1", A64(3, 0, 0, 0, 5))
        {
            ReadableFrom = EL1, Read = static cpu => Virtualized(cpu) ? cpu.Sys(Slot.VmpidrEl2) : cpu.Mpidr,
            AArch32 = [Cp15("MPIDR", 0, 0, 0, 5)],
        },
        new("REVIDR_EL1", A64(3, 0, 0, 0, 6))
        {
            ReadableFrom = EL1, Read = static cpu => cpu.Model.Revidr, Traps = [Trap.Hcr(Hcr.Tid1)], AArch32 = [Cp15("REVIDR", 0, 0, 0, 6)],
        },
        new("AIDR_EL1", A64(3, 1, 0, 0, 7))
        {
            ReadableFrom = EL1, Read = static _ => 0, Traps = [Trap.Hcr(Hcr.Tid1)], AArch32 = [Cp15("AIDR", 1, 0, 0, 7)],
        },
        new("RVBAR_EL1", A64(3, 0, 12, 0, 1))
        {
            ReadableFrom = EL1, Requires = Feature.NoEl2, Read = static cpu => cpu.Options.ResetVector, AArch64Only = true,
        },
        new("RVBAR_EL2", A64(3, 4, 12, 0, 1)) { ReadableFrom = EL2, Read = static cpu => cpu.Options.ResetVector, AArch64Only = true },
        new("CurrentEL", A64(3, 0, 4, 2, 2)) { ReadableFrom = EL1, Read = static cpu => (ulong)cpu.CurrentEl << 2, AArch64Only = true },
    ];

    // The whole block op1 = 0, CRn = 0, CRm = 1-7 is readable; what the architecture had not allocated by v8.0 reads as zero.
    private static IEnumerable<SystemRegister> Features
    {
        get
        {
            for (int crm = 1; crm < 8; crm++)
            {
                for (int op2 = 0; op2 < 8; op2++)
                {
                    (string name, Func<VirtualCpu, ulong> read) = FeatureRegister(crm, op2);
                    yield return new SystemRegister(name, A64(3, 0, 0, crm, op2))
                    {
                        ReadableFrom = EL1,
                        Read = read,
                        Traps = [Trap.Hcr(Hcr.Tid3)],
                        AArch32 = crm < 3 ? [Cp15(name.Replace("_EL1", "", StringComparison.Ordinal), 0, 0, crm, op2)] : [],
                        AArch64Only = crm >= 3,
                    };
                }
            }
        }
    }

    private static (string Name, Func<VirtualCpu, ulong> Read) FeatureRegister(int crm, int op2) => (crm, op2) switch
    {
        (1, 0) => ("ID_PFR0_EL1", static cpu => cpu.Model.IdPfr0),
        (1, 1) => ("ID_PFR1_EL1", static cpu => CpuModel.IdPfr1(cpu.Options)),
        (1, 2) => ("ID_DFR0_EL1", static cpu => cpu.Model.IdDfr0),
        (1, 3) => ("ID_AFR0_EL1", static _ => 0),
        (1, 4) => ("ID_MMFR0_EL1", static cpu => cpu.Model.IdMmfr0),
        (1, 5) => ("ID_MMFR1_EL1", static cpu => cpu.Model.IdMmfr1),
        (1, 6) => ("ID_MMFR2_EL1", static cpu => cpu.Model.IdMmfr2),
        (1, 7) => ("ID_MMFR3_EL1", static cpu => cpu.Model.IdMmfr3),
        (2, < 6) => ($"ID_ISAR{op2}_EL1", cpu => cpu.Model.IdIsar[op2]),
        (2, 6) => ("ID_MMFR4_EL1", static _ => 0),
        (2, 7) => ("ID_ISAR6_EL1", static _ => 0),
        (3, < 3) => ($"MVFR{op2}_EL1", cpu => cpu.Model.Mvfr[op2]),
        (4, 0) => ("ID_AA64PFR0_EL1", static cpu => CpuModel.IdAa64Pfr0(cpu.Options)),
        (4, 1) => ("ID_AA64PFR1_EL1", static _ => 0),
        (5, 0) => ("ID_AA64DFR0_EL1", static cpu => cpu.Model.IdAa64Dfr0),
        (5, 1) => ("ID_AA64DFR1_EL1", static _ => 0),
        (5, 4) => ("ID_AA64AFR0_EL1", static _ => 0),
        (5, 5) => ("ID_AA64AFR1_EL1", static _ => 0),
        (6, 0) => ("ID_AA64ISAR0_EL1", static cpu => cpu.Model.IdAa64Isar0),
        (6, 1) => ("ID_AA64ISAR1_EL1", static _ => 0),
        (7, 0) => ("ID_AA64MMFR0_EL1", static cpu => cpu.Model.IdAa64Mmfr0),
        (7, 1) => ("ID_AA64MMFR1_EL1", static _ => 0),
        _ => ($"ID_RESERVED_0_{crm}_{op2}", static _ => 0),
    };

    private static SystemRegister[] Caches =>
    [
        new("CTR_EL0", A64(3, 3, 0, 0, 1))
        {
            Storage = Slot.CtrEl0, ReadableFrom = EL0, ResetFrom = static cpu => cpu.Model.Ctr, UnlessHcr = Hcr.Tid2, UnlessEl0Without = Sctlr.Uct,
            Traps = [Trap.El0Unless(Slot.SctlrEl1, Sctlr.Uct), Trap.Hcr(Hcr.Tid2)],
            AArch32 = [Cp15("CTR", 0, 0, 0, 1) with { From = EL1 }],
        },
        new("DCZID_EL0", A64(3, 3, 0, 0, 7))
        {
            Storage = Slot.DczidEl0, ReadableFrom = EL0, ResetFrom = static cpu => cpu.Model.Dczid, Read = ZeroBlockSize, UnlessHcr = Hcr.Tdz,
            UnlessEl0Without = Sctlr.Dze, AArch64Only = true,
        },
        new("CLIDR_EL1", A64(3, 1, 0, 0, 1))
        {
            ReadableFrom = EL1, Read = static cpu => cpu.Model.Clidr, Traps = [Trap.Hcr(Hcr.Tid2)], AArch32 = [Cp15("CLIDR", 1, 0, 0, 1)],
        },
        new("CCSIDR_EL1", A64(3, 1, 0, 0, 0))
        {
            ReadableFrom = EL1, Read = SelectedCacheSize, Traps = [Trap.Hcr(Hcr.Tid2)], AArch32 = [Cp15("CCSIDR", 1, 0, 0, 0)],
        },
        new("CSSELR_EL1", A64(3, 2, 0, 0, 0))
        {
            Storage = Slot.CsselrEl1, AccessibleFrom = EL1, WriteMask = 0xF, EndsBlock = false, Traps = [Trap.Hcr(Hcr.Tid2)],
            AArch32 = [Cp15("CSSELR", 2, 0, 0, 0)],
        },
    ];

    // Auxiliary control of the Cortex-A5x/A72: they read as QEMU's models do and ignore writes, but HCR_EL2.TIDCP governs them.
    private static SystemRegister[] ImplementationDefined =>
    [
        Auxiliary("L2CTLR_EL1", 11, 0, 2, static cpu => ((ulong)(Math.Min(cpu.Options.CpuCount, 4) - 1) << 24) | cpu.Model.L2Control, Cp15("L2CTLR", 1, 9, 0, 2)),
        Auxiliary("L2ECTLR_EL1", 11, 0, 3, static _ => 0, Cp15("L2ECTLR", 1, 9, 0, 3)),
        Auxiliary("L2ACTLR_EL1", 15, 0, 0, static _ => 0),
        Auxiliary("CPUACTLR_EL1", 15, 2, 0, static _ => 0),
        Auxiliary("CPUECTLR_EL1", 15, 2, 1, static _ => 0),
        Auxiliary("CPUMERRSR_EL1", 15, 2, 2, static _ => 0),
        Auxiliary("L2MERRSR_EL1", 15, 2, 3, static _ => 0),
        new("CBAR_EL1", A64(3, 1, 15, 3, 0))
        {
            ReadableFrom = EL1, Read = static cpu => cpu.Model.PeripheralBase, Traps = [Trap.Hcr(Hcr.Tidcp)], AArch64Only = true,
        },
    ];

    private static SystemRegister Auxiliary(string name, int crn, int crm, int op2, Func<VirtualCpu, ulong> read, params AArch32Window[] windows) =>
        new(name, A64(3, 1, crn, crm, op2))
        {
            AccessibleFrom = EL1,
            Read = read,
            Write = static (_, _) => { },
            Traps = [Trap.Hcr(Hcr.Tidcp)],
            AArch32 = windows,
            AArch64Only = windows.Length == 0,
            EndsBlock = false,
        };

    private static bool Virtualized(VirtualCpu cpu) => cpu.CurrentEl == EL1 && cpu.Options.HasEl2;

    // DCZID_EL0.DZP tells software not to use DC ZVA where it would trap.
    private static ulong ZeroBlockSize(VirtualCpu cpu)
    {
        const ulong prohibited = 1 << 4;
        bool traps = (cpu.CurrentEl == EL0 && !cpu.Sys(Slot.SctlrEl1).Has(Sctlr.Dze))
            || (cpu.CurrentEl < EL2 && cpu.Sys(Slot.HcrEl2).Has(Hcr.Tdz));
        return cpu.Model.Dczid | (traps ? prohibited : 0);
    }

    private static ulong SelectedCacheSize(VirtualCpu cpu)
    {
        int selected = (int)cpu.Sys(Slot.CsselrEl1);
        return selected < cpu.Model.CacheSizes.Count ? cpu.Model.CacheSizes[selected] : 0;
    }
}
