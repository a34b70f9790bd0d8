namespace Hyp.Jit.Runtime;

// Named bits of the registers that decide something elsewhere. Names are the manual's; one class a register.

internal static class BitTests
{
    /// <summary>True when any of <paramref name="bits"/> is set.</summary>
    public static bool Has(this ulong value, ulong bits) => (value & bits) != 0;

    /// <summary>Bits [low + width - 1 : low], shifted down.</summary>
    public static ulong Field(this ulong value, int low, int width) => (value >> low) & ((1UL << width) - 1);
}

/// <summary>HCR_EL2.</summary>
internal static class Hcr
{
    public const ulong
        Vm = 1UL << 0, Swio = 1UL << 1, Ptw = 1UL << 2, Fmo = 1UL << 3, Imo = 1UL << 4, Amo = 1UL << 5, Vf = 1UL << 6, Vi = 1UL << 7,
        Vse = 1UL << 8, Fb = 1UL << 9, Bsu = 3UL << 10, Dc = 1UL << 12, Twi = 1UL << 13, Twe = 1UL << 14, Tid0 = 1UL << 15, Tid1 = 1UL << 16,
        Tid2 = 1UL << 17, Tid3 = 1UL << 18, Tsc = 1UL << 19, Tidcp = 1UL << 20, Tacr = 1UL << 21, Tsw = 1UL << 22, Tpc = 1UL << 23,
        Tpu = 1UL << 24, Ttlb = 1UL << 25, Tvm = 1UL << 26, Tge = 1UL << 27, Tdz = 1UL << 28, Hcd = 1UL << 29, Trvm = 1UL << 30,
        Rw = 1UL << 31, Cd = 1UL << 32, Id = 1UL << 33;
}

/// <summary>HSTR_EL2 beside its Tn bits.</summary>
internal static class Hstr
{
    public const ulong Ttee = 1UL << 16, Tjdbx = 1UL << 17;
}

/// <summary>SCTLR_EL1 and SCTLR_EL2 (which has fewer of these).</summary>
internal static class Sctlr
{
    public const ulong
        M = 1UL << 0, A = 1UL << 1, C = 1UL << 2, Sa = 1UL << 3, Sa0 = 1UL << 4, Cp15Ben = 1UL << 5, Itd = 1UL << 7, Sed = 1UL << 8,
        Uma = 1UL << 9, Sw = 1UL << 10, I = 1UL << 12, Dze = 1UL << 14, Uct = 1UL << 15, Ntwi = 1UL << 16, Ntwe = 1UL << 18, Wxn = 1UL << 19,
        E0e = 1UL << 24, Ee = 1UL << 25, Uci = 1UL << 26;
}

/// <summary>The bits of TCR_EL1 and TCR_EL2 that matter outside the translation regime.</summary>
internal static class Tcr
{
    public const ulong Tbi0El1 = 1UL << 37, Tbi1El1 = 1UL << 38, TbiEl2 = 1UL << 20;
}

/// <summary>CPTR_EL2.</summary>
internal static class Cptr
{
    public const ulong Tfp = 1UL << 10, Tta = 1UL << 20, Tcpac = 1UL << 31;
}

/// <summary>CPACR_EL1.</summary>
internal static class Cpacr
{
    public const int FpenShift = 20;
}

/// <summary>MDCR_EL2.</summary>
internal static class Mdcr
{
    public const ulong Hpmn = 0x1F, Tpmcr = 1UL << 5, Tpm = 1UL << 6, Hpme = 1UL << 7, Tde = 1UL << 8, Tda = 1UL << 9, Tdosa = 1UL << 10, Tdra = 1UL << 11;
}

/// <summary>MDSCR_EL1.</summary>
internal static class Mdscr
{
    public const ulong Ss = 1UL << 0, Tdcc = 1UL << 12, Kde = 1UL << 13, Mde = 1UL << 15;
}

/// <summary>CNTHCTL_EL2 without VHE: bits that, when clear, trap EL1 and EL0 to EL2.</summary>
internal static class Cnthctl
{
    public const ulong El1Pcten = 1UL << 0, El1Pcen = 1UL << 1;
}

/// <summary>CNTKCTL_EL1: bits that, when clear, trap EL0 to EL1.</summary>
internal static class Cntkctl
{
    public const ulong El0Pcten = 1UL << 0, El0Vcten = 1UL << 1, El0Vten = 1UL << 8, El0Pten = 1UL << 9;
}

/// <summary>PMUSERENR_EL0: what EL0 may do with the performance monitors.</summary>
internal static class Pmuserenr
{
    public const ulong En = 1UL << 0, Sw = 1UL << 1, Cr = 1UL << 2, Er = 1UL << 3;
}

/// <summary>PMCR_EL0.</summary>
internal static class Pmcr
{
    public const ulong E = 1UL << 0, P = 1UL << 1, C = 1UL << 2, D = 1UL << 3, X = 1UL << 4, Dp = 1UL << 5, Lc = 1UL << 6;
    public const int NShift = 11;

    /// <summary>What software can set: E, D, X, DP, LC; bit 7 (RES0 before PMUv3p5) is kept as plain storage, as QEMU's models do.</summary>
    public const ulong Writable = 0xF9;
}

/// <summary>ICH_HCR_EL2's traps of EL1 accesses to the CPU interface.</summary>
internal static class IchHcr
{
    public const ulong Tc = 1UL << 10, Tall0 = 1UL << 11, Tall1 = 1UL << 12, Tdir = 1UL << 14;
}

/// <summary>SPSR_ELx and PSTATE as one word.</summary>
internal static class Spsr
{
    public const ulong M = 0x1F, AArch32 = 1UL << 4, Il = 1UL << 20, Ss = 1UL << 21, Nzcv = 0xF000_0000;
    public const int DaifShift = 6;
}

/// <summary>CPSR and the SPSRs of AArch32, besides what they share with SPSR_ELx.</summary>
internal static class Psr
{
    public const uint Q = 1 << 27, J = 1 << 24, Ge = 15 << 16, E = 1 << 9, T = 1 << 5;
    public const int QShift = 27, GeShift = 16, EShift = 9, TShift = 5;

    /// <summary>IT[1:0], J, IT[7:2] and T: what MRS reads as zero and MSR leaves alone.</summary>
    public const uint ExecutionState = 0x0700_FC20;

    /// <summary>ITSTATE from its two places: IT[1:0] in bits 26:25, IT[7:2] in bits 15:10.</summary>
    public static byte ToIt(uint psr) => (byte)(((psr >> 25) & 3) | ((psr >> 8) & 0xFC));

    public static ulong FromIt(byte it) => ((ulong)(it & 3) << 25) | ((ulong)(it & 0xFC) << 8);
}

/// <summary>SCTLR and HSCTLR of AArch32, where they differ from SCTLR_ELx.</summary>
internal static class Sctlr32
{
    public const ulong V = 1UL << 13, Ee = 1UL << 25, Te = 1UL << 30;
}

/// <summary>FPEXC.</summary>
internal static class Fpexc
{
    public const ulong En = 1UL << 30;
}

/// <summary>TTBCR.</summary>
internal static class Ttbcr
{
    public const ulong Eae = 1UL << 31;
}

/// <summary>PSTATE.{D,A,I,F} as CpuState.Daif holds them.</summary>
internal static class Daif
{
    public const byte F = 1, I = 2, A = 4, D = 8, All = 15;
}
