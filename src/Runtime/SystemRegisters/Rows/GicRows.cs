using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;
using static Hyp.Jit.Runtime.RegisterHalf;
using static Hyp.Jit.Runtime.SystemRegisterTable;

namespace Hyp.Jit.Runtime;

/// <summary>The GICv3 CPU interface and its virtualization control: ICC_* and ICH_*. The rows hold rights and traps, the interface the rest.</summary>
internal static class GicRows
{
    public static SystemRegister[] All => [.. Common, .. Groups, .. ActivePriorities, .. Enables, .. Hypervisor, .. ListRegisters];

    private static Trap[] CommonTraps => [Trap.IchHcr(IchHcr.Tc)];

    // An SGI a guest sends is the hypervisor's to deliver as soon as either kind of interrupt is virtual.
    private static Trap[] GenerationTraps => [Trap.IchHcr(IchHcr.Tc), Trap.Hcr(Hcr.Fmo | Hcr.Imo)];

    private static SystemRegister[] Common =>
    [
        Icc("ICC_PMR_EL1", 4, 6, 0, GicRegister.IccPmr, On.Both, CommonTraps),
        Icc("ICC_CTLR_EL1", 12, 12, 4, GicRegister.IccCtlr, On.Both, CommonTraps),
        Icc("ICC_RPR_EL1", 12, 11, 3, GicRegister.IccRpr, On.Read, CommonTraps),
        Icc("ICC_DIR_EL1", 12, 11, 1, GicRegister.IccDir, On.Write, [Trap.IchHcr(IchHcr.Tc | IchHcr.Tdir)]),
        Sgi("ICC_SGI1R_EL1", 5, GicRegister.IccSgi1r, Cp15Wide("ICC_SGI1R", 0, 12)),
        Sgi("ICC_ASGI1R_EL1", 6, GicRegister.IccAsgi1r, Cp15Wide("ICC_ASGI1R", 1, 12)),
        Sgi("ICC_SGI0R_EL1", 7, GicRegister.IccSgi0r, Cp15Wide("ICC_SGI0R", 2, 12)),
    ];

    private static SystemRegister[] Groups =>
    [
        Icc("ICC_IAR0_EL1", 12, 8, 0, GicRegister.IccIar0, On.Read, GroupTraps(0)),
        Icc("ICC_EOIR0_EL1", 12, 8, 1, GicRegister.IccEoir0, On.Write, GroupTraps(0)),
        Icc("ICC_HPPIR0_EL1", 12, 8, 2, GicRegister.IccHppir0, On.Read, GroupTraps(0)),
        Icc("ICC_BPR0_EL1", 12, 8, 3, GicRegister.IccBpr0, On.Both, GroupTraps(0)),
        Icc("ICC_IAR1_EL1", 12, 12, 0, GicRegister.IccIar1, On.Read, GroupTraps(1)),
        Icc("ICC_EOIR1_EL1", 12, 12, 1, GicRegister.IccEoir1, On.Write, GroupTraps(1)),
        Icc("ICC_HPPIR1_EL1", 12, 12, 2, GicRegister.IccHppir1, On.Read, GroupTraps(1)),
        Icc("ICC_BPR1_EL1", 12, 12, 3, GicRegister.IccBpr1, On.Both, GroupTraps(1)),
        Icc("ICC_IGRPEN0_EL1", 12, 12, 6, GicRegister.IccIgrpen0, On.Both, GroupTraps(0)),
        Icc("ICC_IGRPEN1_EL1", 12, 12, 7, GicRegister.IccIgrpen1, On.Both, GroupTraps(1)),
    ];

    private static IEnumerable<SystemRegister> ActivePriorities
    {
        get
        {
            for (int n = 0; n < 4; n++)
            {
                yield return Numbered($"ICC_AP0R{n}_EL1", n, EL1, A64(3, 0, 12, 8, 4 + n), GicRegister.IccAp0r0 + n, GroupTraps(0), Cp15($"ICC_AP0R{n}", 0, 12, 8, 4 + n));
                yield return Numbered($"ICC_AP1R{n}_EL1", n, EL1, A64(3, 0, 12, 9, n), GicRegister.IccAp1r0 + n, GroupTraps(1), Cp15($"ICC_AP1R{n}", 0, 12, 9, n));
                yield return Numbered($"ICH_AP0R{n}_EL2", n, EL2, A64(3, 4, 12, 8, n), GicRegister.IchAp0r0 + n, [], Cp15($"ICH_AP0R{n}", 4, 12, 8, n));
                yield return Numbered($"ICH_AP1R{n}_EL2", n, EL2, A64(3, 4, 12, 9, n), GicRegister.IchAp1r0 + n, [], Cp15($"ICH_AP1R{n}", 4, 12, 9, n));
            }
        }
    }

    // SRE, DFB, DIB and (EL2) Enable are RAO/WI: the memory-mapped CPU interface of GICv2 does not exist beside this one.
    private static SystemRegister[] Enables =>
    [
        new("ICC_SRE_EL1", A64(3, 0, 12, 12, 5))
        {
            Requires = Feature.GicSystemRegisters, AccessibleFrom = EL1, Read = static _ => 7, Write = static (_, _) => { }, EndsBlock = false,
            AArch32 = [Cp15("ICC_SRE", 0, 12, 12, 5)],
        },
        new("ICC_SRE_EL2", A64(3, 4, 12, 9, 5))
        {
            Requires = Feature.GicSystemRegisters, AccessibleFrom = EL2, Read = static _ => 0xF, Write = static (_, _) => { }, EndsBlock = false,
            AArch32 = [Cp15("ICC_HSRE", 4, 12, 9, 5)],
        },
    ];

    private static SystemRegister[] Hypervisor =>
    [
        Ich("ICH_HCR_EL2", 11, 0, GicRegister.IchHcr, On.Both),
        Ich("ICH_VTR_EL2", 11, 1, GicRegister.IchVtr, On.Read),
        Ich("ICH_MISR_EL2", 11, 2, GicRegister.IchMisr, On.Read),
        Ich("ICH_EISR_EL2", 11, 3, GicRegister.IchEisr, On.Read),
        Ich("ICH_ELRSR_EL2", 11, 5, GicRegister.IchElrsr, On.Read),
        Ich("ICH_VMCR_EL2", 11, 7, GicRegister.IchVmcr, On.Both),
    ];

    private static SystemRegister[] ListRegisters
    {
        get
        {
            var rows = new SystemRegister[16];
            for (int n = 0; n < rows.Length; n++)
            {
                rows[n] = ListRegister(n);
            }
            return rows;
        }
    }

    private static SystemRegister ListRegister(int n) => new($"ICH_LR{n}_EL2", A64(3, 4, 12, 12 + (n / 8), n % 8))
    {
        Requires = Feature.GicSystemRegisters,
        AccessibleFrom = EL2,
        UndefinedWhen = cpu => n >= cpu.GicRegisters!.ListRegisterCount,
        Read = cpu => cpu.GicRegisters!.Read(GicRegister.IchLr0 + n),
        Write = (cpu, value) => cpu.GicRegisters!.Write(GicRegister.IchLr0 + n, value),
        AArch32 = [Cp15($"ICH_LR{n}", 4, 12, 12 + (n / 8), n % 8), Cp15($"ICH_LRC{n}", 4, 12, 14 + (n / 8), n % 8, High)],
    };

    private static Trap[] GroupTraps(int group) => [Trap.IchHcr(group == 0 ? IchHcr.Tall0 : IchHcr.Tall1)];

    private static SystemRegister Icc(string name, int crn, int crm, int op2, GicRegister register, On on, Trap[] traps) =>
        Row(name, A64(3, 0, crn, crm, op2), EL1, register, on, traps, Cp15(name.Replace("_EL1", "", StringComparison.Ordinal), 0, crn, crm, op2));

    private static SystemRegister Sgi(string name, int op2, GicRegister register, AArch32Window window) =>
        Row(name, A64(3, 0, 12, 11, op2), EL1, register, On.Write, GenerationTraps, window);

    private static SystemRegister Ich(string name, int crm, int op2, GicRegister register, On on) =>
        Row(name, A64(3, 4, 12, crm, op2), EL2, register, on, [], Cp15(name.Replace("_EL2", "", StringComparison.Ordinal), 4, 12, crm, op2));

    private static SystemRegister Row(string name, ushort encoding, ExceptionLevel from, GicRegister register, On on, Trap[] traps, AArch32Window window) => new(name, encoding)
    {
        Requires = Feature.GicSystemRegisters,
        ReadableFrom = on.HasFlag(On.Read) ? from : null,
        WritableFrom = on.HasFlag(On.Write) ? from : null,
        Traps = traps,
        Read = cpu => cpu.GicRegisters!.Read(register),
        Write = (cpu, value) => cpu.GicRegisters!.Write(register, value),
        AArch32 = [window],
    };

    private static SystemRegister Numbered(string name, int n, ExceptionLevel from, ushort encoding, GicRegister register, Trap[] traps, AArch32Window window) => new(name, encoding)
    {
        Requires = Feature.GicSystemRegisters,
        AccessibleFrom = from,
        UndefinedWhen = cpu => n >= cpu.GicRegisters!.ActivePriorityRegisterCount,
        Traps = traps,
        Read = cpu => cpu.GicRegisters!.Read(register),
        Write = (cpu, value) => cpu.GicRegisters!.Write(register, value),
        AArch32 = [window],
    };
}
