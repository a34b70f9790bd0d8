namespace Hyp.Jit.Runtime;

/// <summary>Scope of a TLBI instruction, without its shareability (Arm ARM D4.7, TLB maintenance instructions).</summary>
internal enum TlbiKind : byte
{
    /// <summary>VMALLE1: stage 1 (and combined) entries of EL1&amp;0 for the current VMID.</summary>
    VmallE1,
    /// <summary>VAE1: operand holds VA[55:12] in bits 43:0 and the ASID in bits 63:48.</summary>
    VaE1,
    /// <summary>ASIDE1: operand bits 63:48 are the ASID.</summary>
    AsidE1,
    /// <summary>VAAE1: a VA in every ASID.</summary>
    VaaE1,
    /// <summary>VALE1: as VAE1, last level only.</summary>
    ValE1,
    /// <summary>VAALE1: as VAAE1, last level only.</summary>
    VaalE1,
    /// <summary>IPAS2E1: operand holds IPA[47:12] in bits 35:0; stage 2 entries of the current VMID.</summary>
    Ipas2E1,
    /// <summary>IPAS2LE1: as IPAS2E1, last level only.</summary>
    Ipas2lE1,
    /// <summary>VMALLS12E1: stages 1 and 2 of EL1&amp;0 for the current VMID.</summary>
    Vmalls12E1,
    /// <summary>ALLE1: everything of EL1&amp;0, every VMID.</summary>
    AllE1,
    /// <summary>ALLE2: everything of EL2.</summary>
    AllE2,
    /// <summary>VAE2: operand holds VA[55:12]; no ASID.</summary>
    VaE2,
    /// <summary>VALE2: as VAE2, last level only.</summary>
    ValE2,
}

/// <summary>An address translation instruction (Arm ARM C5.4).</summary>
internal enum AtKind : byte
{
    S1E1R, S1E1W, S1E0R, S1E0W, S1E2R, S1E2W, S12E1R, S12E1W, S12E0R, S12E0W,
}

/// <summary>A cache maintenance instruction that names an address, or the whole instruction cache. Set/way operations have nothing to do here.</summary>
internal enum CacheOperation : byte
{
    /// <summary>DC IVAC: needs write permission at EL1 and above.</summary>
    DataInvalidate,
    /// <summary>DC CVAC.</summary>
    DataClean,
    /// <summary>DC CVAU.</summary>
    DataCleanToUnification,
    /// <summary>DC CIVAC.</summary>
    DataCleanInvalidate,
    /// <summary>IC IVAU.</summary>
    InstructionInvalidate,
    /// <summary>IC IALLU and IC IALLUIS; the address is meaningless.</summary>
    InstructionInvalidateAll,
}

/// <summary>
/// What system instructions ask of one PE's Mmu. Operands are Xt or Rt as written: in AArch32 (State.NRw) the Mmu reads them as that state's forms,
/// so one row serves both. The AArch32 names stand at their AArch64 equals: TLBIMVA is VaE1, ATS1CUR is S1E0R, TLBIALLNSNH is AllE1.
/// </summary>
internal interface IMmuMaintenance
{
    /// <summary>The regime may have changed (EL, SCTLR, TCR, TTBR, HCR, VTTBR, ASID ...): point State at the tables of the current context.</summary>
    void SelectContext();

    /// <summary>
    /// Executes a TLBI. <paramref name="operand"/> is Xt as written (0 where the instruction has none), in AArch32 Rt: the MVA with the ASID below it, the
    /// ASID, or IPA[39:12]. HCR_EL2.FB is the Mmu's to apply.
    /// </summary>
    void TlbInvalidate(TlbiKind kind, ulong operand, bool innerShareable);

    /// <summary>
    /// Executes an AT. True: <paramref name="par"/> is the value for PAR_EL1, be it an address or a fault report. False: the instruction itself
    /// takes <paramref name="fault"/> (a stage 2 fault on a stage 1 walk of AT S1E0/S1E1 at EL1, or an external abort on a walk), PAR_EL1 stays.
    /// In AArch32 it is the whole PAR, in the 32-bit or 64-bit format as TTBCR.EAE, the mode and HCR.VM ask.
    /// </summary>
    bool TryAddressTranslate(AtKind kind, ulong va, out ulong par, out MmuFault fault);

    /// <summary>Executes a cache operation at the current EL. False: it takes <paramref name="fault"/>, whose CacheMaintenance is set.</summary>
    bool TryCacheMaintenance(CacheOperation operation, ulong va, out MmuFault fault);
}
