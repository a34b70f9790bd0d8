using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>The performance monitors, PMUv3: a cycle counter and event counters. What counts and overflows is <see cref="PerformanceMonitor"/>'s.</summary>
internal static class PerformanceRows
{
    /// <summary>PMSELR_EL0.SEL naming the cycle counter.</summary>
    private const int CycleCounter = 31;

    public static SystemRegister[] All => [.. Control, .. Enables, .. Counters, .. Indexed];

    private static Trap Hypervisor => Trap.ToEl2(Slot.MdcrEl2, Mdcr.Tpm);

    private static SystemRegister[] Control =>
    [
        new("PMCR_EL0", A64(3, 3, 9, 12, 0))
        {
            AccessibleFrom = EL0, Traps = [User(0), Trap.ToEl2(Slot.MdcrEl2, Mdcr.Tpm | Mdcr.Tpmcr)],
            Read = static cpu => cpu.Pmu.Control, Write = static (cpu, value) => cpu.Pmu.WriteControl(value), AArch32 = [Cp15("PMCR", 0, 9, 12, 0)],
        },
        new("PMUSERENR_EL0", A64(3, 3, 9, 14, 0))
        {
            Storage = Slot.PmuserenrEl0, ReadableFrom = EL0, WritableFrom = EL1, WriteMask = 0xF, Traps = [Hypervisor], EndsBlock = false,
            AArch32 = [Cp15("PMUSERENR", 0, 9, 14, 0)],
        },
        new("PMSELR_EL0", A64(3, 3, 9, 12, 5))
        {
            Storage = Slot.PmselrEl0, AccessibleFrom = EL0, WriteMask = 0x1F, Traps = [User(Pmuserenr.Er), Hypervisor], EndsBlock = false,
            AArch32 = [Cp15("PMSELR", 0, 9, 12, 5)],
        },
        Identification("PMCEID0_EL0", 6, PerformanceMonitor.ImplementedEvents),
        Identification("PMCEID1_EL0", 7, 0),
        new("PMSWINC_EL0", A64(3, 3, 9, 12, 4))
        {
            WritableFrom = EL0, Traps = [User(Pmuserenr.Sw), Hypervisor], Write = static (cpu, value) => cpu.Pmu.SoftwareIncrement(value),
            AArch32 = [Cp15("PMSWINC", 0, 9, 12, 4)],
        },
    ];

    private static SystemRegister[] Enables =>
    [
        SetClear("PMCNTENSET_EL0", 3, 12, 1, Slot.PmcntensetEl0, set: true), SetClear("PMCNTENCLR_EL0", 3, 12, 2, Slot.PmcntensetEl0, set: false),
        SetClear("PMOVSSET_EL0", 3, 14, 3, Slot.PmovsEl0, set: true), SetClear("PMOVSCLR_EL0", 3, 12, 3, Slot.PmovsEl0, set: false),
        SetClear("PMINTENSET_EL1", 0, 14, 1, Slot.PmintenEl1, set: true), SetClear("PMINTENCLR_EL1", 0, 14, 2, Slot.PmintenEl1, set: false),
    ];

    private static SystemRegister[] Counters =>
    [
        new("PMCCNTR_EL0", A64(3, 3, 9, 13, 0))
        {
            AccessibleFrom = EL0, Traps = [User(Pmuserenr.Cr, On.Read), User(0, On.Write), Hypervisor],
            Read = static cpu => cpu.Pmu.ReadCycles(), Write = static (cpu, value) => cpu.Pmu.WriteCycles(value),
            AArch32 = [Cp15("PMCCNTR", 0, 9, 13, 0), Cp15Wide("PMCCNTR", 0, 9) with { IsArmv8 = true }],
        },
        new("PMXEVTYPER_EL0", A64(3, 3, 9, 13, 1))
        {
            AccessibleFrom = EL0, Traps = [User(0), Hypervisor],
            Read = static cpu => ReadType(cpu, Selected(cpu)), Write = static (cpu, value) => WriteType(cpu, Selected(cpu), value),
            AArch32 = [Cp15("PMXEVTYPER", 0, 9, 13, 1)],
        },
        new("PMXEVCNTR_EL0", A64(3, 3, 9, 13, 2))
        {
            AccessibleFrom = EL0, Traps = [User(Pmuserenr.Er, On.Read), User(0, On.Write), Hypervisor],
            Read = static cpu => Exists(cpu, Selected(cpu)) ? cpu.Pmu.ReadCounter(Selected(cpu)) : 0,
            Write = static (cpu, value) =>
            {
                if (Exists(cpu, Selected(cpu)))
                {
                    cpu.Pmu.WriteCounter(Selected(cpu), value);
                }
            },
            AArch32 = [Cp15("PMXEVCNTR", 0, 9, 13, 2)],
        },
        new("PMCCFILTR_EL0", A64(3, 3, 14, 15, 7))
        {
            AccessibleFrom = EL0, Traps = [User(0), Hypervisor],
            Read = static cpu => ReadType(cpu, CycleCounter), Write = static (cpu, value) => WriteType(cpu, CycleCounter, value),
            AArch32 = [Cp15("PMCCFILTR", 0, 14, 15, 7)],
        },
    ];

    private static IEnumerable<SystemRegister> Indexed
    {
        get
        {
            for (int i = 0; i < PerformanceMonitor.MaximumCounters; i++)
            {
                int n = i;
                yield return new SystemRegister($"PMEVCNTR{n}_EL0", A64(3, 3, 14, 8 + (n / 8), n % 8))
                {
                    AccessibleFrom = EL0,
                    Traps = [User(Pmuserenr.Er, On.Read), User(0, On.Write), Hypervisor],
                    Read = cpu => cpu.Pmu.ReadCounter(n),
                    Write = (cpu, value) => cpu.Pmu.WriteCounter(n, value),
                    AArch32 = [Cp15($"PMEVCNTR{n}", 0, 14, 8 + (n / 8), n % 8)],
                };
                yield return new SystemRegister($"PMEVTYPER{n}_EL0", A64(3, 3, 14, 12 + (n / 8), n % 8))
                {
                    AccessibleFrom = EL0,
                    Traps = [User(0), Hypervisor],
                    Read = cpu => ReadType(cpu, n),
                    Write = (cpu, value) => WriteType(cpu, n, value),
                    AArch32 = [Cp15($"PMEVTYPER{n}", 0, 14, 12 + (n / 8), n % 8)],
                };
            }
        }
    }

    /// <summary>EL0 needs PMUSERENR_EL0.EN, or the finer enable where there is one.</summary>
    private static Trap User(ulong finer, On on = On.Both) => Trap.El0Unless(Slot.PmuserenrEl0, Pmuserenr.En | finer, on);

    private static SystemRegister Identification(string name, int op2, ulong events) => new(name, A64(3, 3, 9, 12, op2))
    {
        ReadableFrom = EL0,
        Traps = [User(0), Hypervisor],
        Read = _ => events,
        AArch32 = [Cp15(name.Replace("_EL0", "", StringComparison.Ordinal), 0, 9, 12, op2)],
    };

    // Each ...SET/...CLR pair shows one set of bits: a counter's each, bit 31 the cycle counter's.
    private static SystemRegister SetClear(string name, int op1, int crm, int op2, Slot storage, bool set) => new(name, A64(3, op1, 9, crm, op2))
    {
        AccessibleFrom = op1 == 0 ? EL1 : EL0,
        Traps = op1 == 0 ? [Hypervisor] : [User(0), Hypervisor],
        Read = cpu => cpu.Pmu.ReadFlags(storage),
        Write = (cpu, value) => cpu.Pmu.ChangeFlags(storage, value, set),
        AArch32 = [Cp15(name[..^4], 0, 9, crm, op2)],
    };

    private static int Selected(VirtualCpu cpu) => (int)cpu.Sys(Slot.PmselrEl0);

    private static bool Exists(VirtualCpu cpu, int counter) => counter < cpu.Model.EventCounters;

    private static ulong ReadType(VirtualCpu cpu, int counter) =>
        counter == CycleCounter ? cpu.Sys(Slot.PmccfiltrEl0) : Exists(cpu, counter) ? cpu.Sys(Slot.Pmxevtyper0 + (ushort)counter) : 0;

    private static void WriteType(VirtualCpu cpu, int counter, ulong value)
    {
        if (counter == CycleCounter)
        {
            cpu.Pmu.WriteFilter(Slot.PmccfiltrEl0, value & 0xFC00_0000);
        }
        else if (Exists(cpu, counter))
        {
            cpu.Pmu.WriteFilter(Slot.Pmxevtyper0 + (ushort)counter, value & 0xFE00_FFFF);
        }
    }
}
