namespace Hyp.Jit.Runtime;

/// <summary>
/// Everything that decides what a cached translation means, except the table bases: hardware, too, keeps entries over a TTBR write until a
/// TLBI. Two equal keys may share a SoftTlb; a register write that changes the key selects another one and flushes nothing.
/// </summary>
internal readonly unsafe partial record struct ContextKey(ulong Mode, ulong Tcr, ulong Mair, ulong Vtcr)
{
    private const ulong SctlrM = 1 << 0, SctlrA = 1 << 1, SctlrWxn = 1 << 19, SctlrE0E = 1 << 24, SctlrEe = 1 << 25;
    private const ulong HcrVm = 1 << 0, HcrPtw = 1 << 2, HcrDc = 1 << 12, HcrTge = 1 << 27, HcrCd = 1UL << 32;
    private const ulong TcrA1 = 1 << 22, TcrAs = 1UL << 36;
    // TTBR and VTTBR fields are not the key's; these TCR bits alter what a walk finds: TxSZ, EPDx, A1, TGx, IPS or PS, AS, TBIx.
    private const ulong TcrMask = 0x77_C0FF_C0BF, VtcrMask = 0x7_C0FF;
    private const int AsidShift = 32, VmidShift = 48;

    /// <summary>Whose accesses these are: EL0 and EL1 share a regime but not permissions.</summary>
    public ExceptionLevel El => (ExceptionLevel)(Mode & 3);

    public bool Stage1 => Has(KeyBits.Stage1);

    public bool Stage2 => Has(KeyBits.Stage2);

    public bool DefaultCacheable => Has(KeyBits.DefaultCacheable);

    public bool ProtectedWalk => Has(KeyBits.ProtectedWalk);

    public bool WriteExecuteNever => Has(KeyBits.WriteExecuteNever);

    public bool AlignmentChecked => Has(KeyBits.AlignmentChecked);

    /// <summary>Watchpoints are on: each access needs a look, so nothing enters the SoftTlb.</summary>
    public bool WatchesData => Has(KeyBits.WatchesData);

    /// <summary>HCR_EL2.CD: what stage 2 calls Normal is Non-cacheable for data.</summary>
    public bool Stage2NonCacheable => Has(KeyBits.Stage2NonCacheable);

    public bool BigEndianData => Has(KeyBits.BigEndianData);

    public bool BigEndianTables => Has(KeyBits.BigEndianTables);

    public bool BigEndianStage2Tables => Has(KeyBits.BigEndianStage2Tables);

    /// <summary>Zero where stage 1 is off or has no ASIDs.</summary>
    public ushort Asid => (ushort)(Mode >> AsidShift);

    /// <summary>Zero for EL2 and on a PE without EL2.</summary>
    public ushort Vmid => (ushort)(Mode >> VmidShift);

    /// <summary>The key for accesses from <paramref name="el"/> as the registers stand.</summary>
    public static ContextKey Of(CpuState* state, ExceptionLevel el, in MmuFeatures features) =>
        el == ExceptionLevel.EL2 ? features.AArch32Only ? OfHyp(state) : OfEl2(state)
        : El1IsAArch32(state, features) ? OfPl10(state, el, features)
        : OfEl10(state, el, features);

    private static ContextKey OfEl2(CpuState* state)
    {
        ulong sctlr = state->Sys[(int)Slot.SctlrEl2];
        KeyBits mode = Common(state, sctlr) | (KeyBits)ExceptionLevel.EL2;
        if ((sctlr & SctlrEe) != 0)
        {
            mode |= KeyBits.BigEndianData | KeyBits.BigEndianTables;
        }

        ulong tcr = state->Sys[(int)Slot.TcrEl2] & TcrMask;
        ulong mair = 0;
        if ((sctlr & SctlrM) != 0)
        {
            mode |= KeyBits.Stage1;
            mair = state->Sys[(int)Slot.MairEl2];
        }

        return new ContextKey((ulong)mode, tcr, mair, 0);
    }

    private static ContextKey OfEl10(CpuState* state, ExceptionLevel el, in MmuFeatures features)
    {
        ulong sctlr = state->Sys[(int)Slot.SctlrEl1];
        ulong hcr = features.HasEl2 ? state->Sys[(int)Slot.HcrEl2] : 0;
        ulong tcr = state->Sys[(int)Slot.TcrEl1] & TcrMask;
        KeyBits mode = Common(state, sctlr) | (KeyBits)el;
        if (state->NRw != 0 && el == ExceptionLevel.EL0)
        {
            mode |= KeyBits.AArch32 | (state->DataE != 0 ? KeyBits.BigEndianData : 0);
        }
        else if ((sctlr & (el == ExceptionLevel.EL0 ? SctlrE0E : SctlrEe)) != 0)
        {
            mode |= KeyBits.BigEndianData;
        }

        if ((sctlr & SctlrEe) != 0)
        {
            mode |= KeyBits.BigEndianTables;
        }

        ulong mair = 0, asid = 0;
        // HCR_EL2.TGE and .DC both make SCTLR_EL1.M read as 0 for translation (Arm ARM, HCR_EL2).
        if ((sctlr & SctlrM) != 0 && (hcr & (HcrTge | HcrDc)) == 0)
        {
            mode |= KeyBits.Stage1;
            mair = state->Sys[(int)Slot.MairEl1];
            asid = state->Sys[(int)((tcr & TcrA1) != 0 ? Slot.Ttbr1El1 : Slot.Ttbr0El1)] >> 48;
            if (features.AsidBits == 8 || (tcr & TcrAs) == 0)
            {
                asid &= 0xFF;
            }
        }

        return WithStage2(state, mode, hcr, tcr, mair, asid, features);
    }

    private static ContextKey WithStage2(CpuState* state, KeyBits mode, ulong hcr, ulong tcr, ulong mair, ulong asid, in MmuFeatures features)
    {
        ulong vtcr = 0, vmid = features.HasEl2 ? state->Sys[(int)Slot.VttbrEl2] >> 48 & 0xFF : 0;
        // DC also turns stage 2 on, whatever VM says.
        if ((hcr & (HcrVm | HcrDc)) != 0)
        {
            mode |= KeyBits.Stage2;
            mode |= (hcr & HcrDc) != 0 ? KeyBits.DefaultCacheable : 0;
            mode |= (hcr & HcrCd) != 0 ? KeyBits.Stage2NonCacheable : 0;
            mode |= (hcr & HcrPtw) != 0 ? KeyBits.ProtectedWalk : 0;
            mode |= (state->Sys[(int)Slot.SctlrEl2] & SctlrEe) != 0 ? KeyBits.BigEndianStage2Tables : 0;
            vtcr = state->Sys[(int)Slot.VtcrEl2] & VtcrMask;
        }

        return new ContextKey((ulong)mode | (asid << AsidShift) | (vmid << VmidShift), tcr, mair, vtcr);
    }

    private static KeyBits Common(CpuState* state, ulong sctlr) =>
        (SelfHostedDebug.WatchesData(state) ? KeyBits.WatchesData : 0) | ((sctlr & SctlrA) != 0 ? KeyBits.AlignmentChecked : 0) | ((sctlr & SctlrWxn) != 0 ? KeyBits.WriteExecuteNever : 0);

    private bool Has(KeyBits bit) => (Mode & (ulong)bit) != 0;

    // Bits 1:0 are the exception level.
    [Flags]
    private enum KeyBits : ulong
    {
        Stage1 = 1 << 2,
        Stage2 = 1 << 3,
        DefaultCacheable = 1 << 4,
        ProtectedWalk = 1 << 5,
        WriteExecuteNever = 1 << 6,
        AlignmentChecked = 1 << 7,
        BigEndianData = 1 << 8,
        BigEndianTables = 1 << 9,
        BigEndianStage2Tables = 1 << 10,
        WatchesData = 1 << 11,
        Stage2NonCacheable = 1 << 12,
        AArch32 = 1 << 13,
        ShortDescriptors = 1 << 14,
        LongDescriptors32 = 1 << 15,
        AccessFlagEnabled = 1 << 16,
        TexRemap = 1 << 17,
        UserWriteExecuteNever = 1 << 18,
    }
}
