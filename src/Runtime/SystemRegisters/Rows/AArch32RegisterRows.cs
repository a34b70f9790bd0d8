using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>Registers that only AArch32 has: identification, FCSE, ThumbEE, Jazelle, debug identification and the Armv7 cores' own.</summary>
internal static class AArch32RegisterRows
{
    public static IEnumerable<SystemRegister> All => [.. Identification, .. Reserved, .. Environments, .. Debug, .. ImplementationDefined];

    // Any c15 register of an Armv7 core that has no row of its own: the cores fill that space with test and RAM access registers, which hold nothing here.
    private const string OtherC15 = "c15";

    private static SystemRegister[] Identification =>
    [
        new("TCMTR") { ReadableFrom = EL1, Read = static _ => 0, Traps = [Trap.Hcr(Hcr.Tid1)], AArch32 = [Cp15("TCMTR", 0, 0, 0, 2)] },
        new("TLBTR") { ReadableFrom = EL1, Read = static _ => 0, Traps = [Trap.Hcr(Hcr.Tid1)], AArch32 = [Cp15("TLBTR", 0, 0, 0, 3)] },
        // The fast context switch extension is not implemented.
        new("FCSEIDR") { AccessibleFrom = EL1, Read = static _ => 0, Write = static (_, _) => { }, EndsBlock = false, AArch32 = [Cp15("FCSEIDR", 0, 13, 0, 0)] },
    ];

    // The rest of the identification space reads as zero.
    private static IEnumerable<SystemRegister> Reserved
    {
        get
        {
            for (int crm = 3; crm < 8; crm++)
            {
                for (int op2 = 0; op2 < 8; op2++)
                {
                    yield return new SystemRegister($"ID_RESERVED32_{crm}_{op2}")
                    {
                        ReadableFrom = EL1,
                        Read = static _ => 0,
                        Traps = [Trap.Hcr(Hcr.Tid3)],
                        AArch32 = [Cp15($"ID_c0_c{crm}_{op2}", 0, 0, crm, op2)],
                    };
                }
            }
        }
    }

    // ThumbEE state cannot be entered, but kernels keep its registers. Jazelle is the trivial implementation.
    private static SystemRegister[] Environments =>
    [
        new("TEECR")
        {
            Storage = Slot.Teecr, Requires = Feature.Armv7, AccessibleFrom = EL1, WriteMask = 1, EndsBlock = false,
            Traps = [Trap.ToEl2(Slot.HstrEl2, Hstr.Ttee)], AArch32 = [Cp14("TEECR", 6, 0, 0, 0)],
        },
        new("TEEHBR")
        {
            Storage = Slot.Teehbr, Requires = Feature.Armv7, AccessibleFrom = EL0, WriteMask = 0xFFFF_FFFC, EndsBlock = false,
            Traps = [Trap.El0When(Slot.Teecr, 1), Trap.ToEl2(Slot.HstrEl2, Hstr.Ttee)], AArch32 = [Cp14("TEEHBR", 6, 1, 0, 0)],
        },
        Jazelle("JIDR", EL0, 0, [Trap.Hcr(Hcr.Tid0), Trap.ToEl2(Slot.HstrEl2, Hstr.Tjdbx)]),
        Jazelle("JOSCR", EL1, 1, [Trap.ToEl2(Slot.HstrEl2, Hstr.Tjdbx)]),
        Jazelle("JMCR", EL0, 2, [Trap.ToEl2(Slot.HstrEl2, Hstr.Tjdbx)]),
    ];

    private static SystemRegister[] Debug =>
    [
        Device("DBGDIDR", static cpu => cpu.Model.DebugIdentification, EL0, Mdcr.Tda, Cp14("DBGDIDR", 0, 0, 0, 0)),
        Device("DBGDSAR", static _ => 0, EL0, Mdcr.Tdra, Cp14("DBGDSAR", 0, 2, 0, 0), Cp14Wide("DBGDSAR", 0, 2)),
        Device("DBGWFAR", static _ => 0, EL1, Mdcr.Tda, Cp14("DBGWFAR", 0, 0, 6, 0)),
        // The debug logic is powered.
        Device("DBGPRSR", static _ => 1, EL1, Mdcr.Tdosa, Cp14("DBGPRSR", 0, 1, 5, 4)),
        Device("DBGDEVID2", static _ => 0, EL1, Mdcr.Tda, Cp14("DBGDEVID2", 0, 7, 0, 7)),
        Device("DBGDEVID1", static cpu => cpu.Model.DebugDevice1, EL1, Mdcr.Tda, Cp14("DBGDEVID1", 0, 7, 1, 7)),
        Device("DBGDEVID", static cpu => cpu.Model.DebugDevice, EL1, Mdcr.Tda, Cp14("DBGDEVID", 0, 7, 2, 7)),
    ];

    // The Cortex-A7's and A15's own. CBAR reads as QEMU's models do.
    private static SystemRegister[] ImplementationDefined =>
    [
        new("CBAR") { Requires = Feature.Armv7, ReadableFrom = EL1, Read = static cpu => cpu.Model.PeripheralBase, AArch32 = [Cp15("CBAR", 4, 15, 0, 0)] },
        Own("L2ACTLR", Cp15("L2ACTLR", 1, 15, 0, 0)),
        Own("CPUMERRSR", Cp15Wide("CPUMERRSR", 0, 15)),
        Own("L2MERRSR", Cp15Wide("L2MERRSR", 1, 15)),
        Own(OtherC15, Cp15(OtherC15, 0, 15, 15, 7)),
    ];

    /// <summary>The window that stands for every c15 encoding without a row of its own.</summary>
    public static int OtherC15Key => KeyOf(false, 15, 0, 15, 15, 7);

    private static SystemRegister Own(string name, AArch32Window window) => new(name)
    {
        Requires = Feature.Armv7,
        AccessibleFrom = EL1,
        Read = static _ => 0,
        Write = static (_, _) => { },
        EndsBlock = false,
        AArch32 = [window],
    };

    private static SystemRegister Jazelle(string name, ExceptionLevel from, int crn, Trap[] traps) => new(name)
    {
        AccessibleFrom = from,
        Read = static _ => 0,
        Write = static (_, _) => { },
        Traps = traps,
        EndsBlock = false,
        AArch32 = [Cp14(name, 7, crn, 0, 0)],
    };

    // DBGDSCR.UDCCdis closes what EL0 may read; HDCR's traps are as for the other debug registers.
    private static SystemRegister Device(string name, Func<VirtualCpu, ulong> read, ExceptionLevel from, ulong trap, params AArch32Window[] windows) => new(name)
    {
        ReadableFrom = from,
        Read = read,
        Traps = [Trap.El0When(Slot.MdscrEl1, Mdscr.Tdcc), Trap.ToEl2(Slot.MdcrEl2, trap | Mdcr.Tde)],
        AArch32 = windows,
    };
}
