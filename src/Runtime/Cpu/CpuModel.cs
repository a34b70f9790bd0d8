namespace Hyp.Jit.Runtime;

/// <summary>
/// An Arm core as software can tell it: the values of its identification registers. They agree with the cores' reference manuals and with
/// QEMU 7.2's models of the same names, read there with MRS. Immutable.
/// </summary>
/// <remarks>
/// Two fields are not the core's but the machine's: EL2 (<see cref="CpuOptions.HasEl2"/>) and the GIC interface. EL3 is never implemented. The
/// Armv8 models have AArch32 at EL1 and EL0; their EL2 is always AArch64.
/// </remarks>
public sealed record CpuModel
{
    private CpuModel(string name) => Name = name;

    /// <summary>The name on command lines and in device trees, for example "cortex-a57".</summary>
    public string Name { get; private init; }

    public static CpuModel CortexA53 { get; } = new("cortex-a53")
    {
        Midr = 0x410F_D034,
        Ctr = 0x8444_8004,
        IdAa64Mmfr0 = 0x1122,
        IdMmfr0 = 0x1010_1105,
        PhysicalAddressBits = 40,
        PmuIdentification = 0x03,
        CacheSizes = [0x700F_E01A, 0x201F_E00A, 0x707F_E07A],
    };

    public static CpuModel CortexA57 { get; } = new("cortex-a57")
    {
        Midr = 0x411F_D070,
        Ctr = 0x8444_C004,
        IdAa64Mmfr0 = 0x1124,
        IdMmfr0 = 0x1010_1105,
        PhysicalAddressBits = 44,
        PmuIdentification = 0x01,
        CacheSizes = [0x701F_E00A, 0x201F_E012, 0x70FF_E07A],
    };

    public static CpuModel CortexA72 { get; } = new("cortex-a72")
    {
        Midr = 0x410F_D083,
        Ctr = 0x8444_C004,
        IdAa64Mmfr0 = 0x1124,
        IdMmfr0 = 0x1020_1105,
        PhysicalAddressBits = 44,
        PmuIdentification = 0x02,
        CacheSizes = [0x701F_E00A, 0x201F_E012, 0x707F_E07A],
    };

    /// <summary>An Armv7 core with LPAE, the virtualization extensions (HYP mode), VFPv4 and NEON.</summary>
    public static CpuModel CortexA15 { get; } = new("cortex-a15")
    {
        AArch64 = false,
        Midr = 0x414F_C0F0,
        Revidr = 0x414F_C0F0,
        Ctr = 0x8444_C004,
        IdAa64Mmfr0 = 0x1102,
        PhysicalAddressBits = 40,
        PmuIdentification = 0x0F,
        CacheSizes = [0x701F_E00A, 0x201F_E00A, 0x711F_E07A],
        IdPfr0 = 0x1131,
        IdDfr0 = 0x0201_0505,
        IdMmfr0 = 0x1020_1105,
        IdMmfr1 = 0x2000_0000,
        IdMmfr2 = 0x0124_0000,
        IdMmfr3 = 0x0210_2211,
        IdIsar = [0x0210_1110, 0x1311_2111, 0x2123_2041, 0x1111_2131, 0x1001_1142, 0],
        Mvfr = [0x1011_0222, 0x1111_1111, 0],
        Fpsid = 0x4104_30F0,
        L2Control = 1 << 23,
        DebugIdentification = 0x3515_F021,
        DebugDevice = 0x0111_0F13,
    };

    /// <summary>The Cortex-A15's smaller companion.</summary>
    public static CpuModel CortexA7 { get; } = CortexA15 with
    {
        Name = "cortex-a7",
        Midr = 0x410F_C075,
        Revidr = 0x410F_C075,
        Ctr = 0x8444_8003,
        PmuIdentification = 0x07,
        EventCounters = 4,
        IdMmfr0 = 0x1010_1105,
        IdMmfr1 = 0x4000_0000,
        Fpsid = 0x4102_3075,
        DebugIdentification = 0x3515_F005,
        DebugDevice1 = 1,
    };

    /// <summary>Every model, the default one first.</summary>
    public static IReadOnlyList<CpuModel> All { get; } = [CortexA57, CortexA53, CortexA72, CortexA15, CortexA7];

    /// <summary>Finds a model by name; null when there is none.</summary>
    public static CpuModel? Find(string name) => All.FirstOrDefault(model => model.Name == name);

    /// <summary>False for an Armv7 core: every level of it is AArch32, and its EL2 is HYP mode.</summary>
    public bool AArch64 { get; init; } = true;

    /// <summary>MIDR_EL1: implementer, variant, part and revision.</summary>
    public ulong Midr { get; private init; }

    /// <summary>CTR_EL0: cache line lengths and policies.</summary>
    public ulong Ctr { get; private init; }

    /// <summary>Width of a physical address; ID_AA64MMFR0_EL1.PARange says the same.</summary>
    public int PhysicalAddressBits { get; private init; }

    /// <summary>DCZID_EL0.BS: log2 of the words that DC ZVA clears, 64 bytes.</summary>
    internal ulong Dczid { get; private init; } = 4;

    internal ulong Clidr { get; private init; } = 0x0A20_0023;

    /// <summary>CCSIDR_EL1 for CSSELR_EL1 = 0 (L1 data), 1 (L1 instruction), 2 (L2 unified).</summary>
    internal IReadOnlyList<ulong> CacheSizes { get; private init; } = [];

    /// <summary>PMCR_EL0.IDCODE; the implementer byte is Arm's.</summary>
    internal ulong PmuIdentification { get; private init; }

    /// <summary>PMCR_EL0.N.</summary>
    internal int EventCounters { get; private init; } = 6;

    internal int Breakpoints => (int)IdAa64Dfr0.Field(12, 4) + 1;

    internal int ContextBreakpoints => (int)IdAa64Dfr0.Field(28, 4) + 1;

    internal int Watchpoints => (int)IdAa64Dfr0.Field(20, 4) + 1;

    internal ulong IdAa64Dfr0 { get; private init; } = 0x1030_5106;

    /// <summary>AES with PMULL, SHA1, SHA2, CRC32.</summary>
    internal ulong IdAa64Isar0 { get; private init; } = 0x0001_1120;

    internal ulong IdAa64Mmfr0 { get; private init; }

    internal ulong IdDfr0 { get; private init; } = 0x0301_0006;

    internal ulong IdMmfr0 { get; private init; }

    internal ulong IdMmfr1 { get; private init; } = 0x4000_0000;

    internal ulong IdMmfr2 { get; private init; } = 0x0126_0000;

    internal ulong IdMmfr3 { get; private init; } = 0x0210_2211;

    internal ulong IdPfr0 { get; private init; } = 0x131;

    /// <summary>ID_ISAR0_EL1 to ID_ISAR5_EL1.</summary>
    internal IReadOnlyList<ulong> IdIsar { get; private init; } = [0x0210_1110, 0x1311_2111, 0x2123_2042, 0x0111_2131, 0x0001_1142, 0x0001_1121];

    /// <summary>MVFR0_EL1 to MVFR2_EL1.</summary>
    internal IReadOnlyList<ulong> Mvfr { get; private init; } = [0x1011_0222, 0x1211_1111, 0x0000_0043];

    /// <summary>REVIDR. The Armv7 cores have none, and the encoding is another name of MIDR.</summary>
    internal ulong Revidr { get; private init; }

    /// <summary>FPSID, which only AArch32 can read.</summary>
    internal uint Fpsid { get; private init; }

    /// <summary>L2CTLR beside its number of cores.</summary>
    internal ulong L2Control { get; private init; }

    /// <summary>DBGDIDR.</summary>
    internal uint DebugIdentification { get; private init; }

    /// <summary>DBGDEVID.</summary>
    internal uint DebugDevice { get; private init; }

    /// <summary>DBGDEVID1.</summary>
    internal uint DebugDevice1 { get; private init; }

    /// <summary>CBAR_EL1: where the core's private peripherals (the GIC) stand on the virt board.</summary>
    internal ulong PeripheralBase { get; private init; } = 0x0800_0000;

    /// <summary>ID_AA64PFR0_EL1: EL1 and EL0 as the core has them, EL2 and the GIC as the machine has them.</summary>
    internal static ulong IdAa64Pfr0(CpuOptions options) =>
        0x22UL | (options.HasEl2 ? 0x200UL : 0) | (options.HasGicSystemRegisters ? 1UL << 24 : 0);

    /// <summary>ID_PFR1_EL1: programmers' model and generic timer, virtualization and GIC as the machine has them.</summary>
    internal static ulong IdPfr1(CpuOptions options) =>
        0x0001_0001UL | (options.HasEl2 ? 0x1000UL : 0) | (options.HasGicSystemRegisters ? 1UL << 28 : 0);
}
