namespace Hyp.Jit.Runtime;

/// <summary>The regimes of AArch32: PL1&amp;0 with either descriptor format, and HYP. Their registers lie in the slots of the AArch64 ones.</summary>
internal readonly unsafe partial record struct ContextKey
{
    private const ulong SctlrUwxn = 1 << 20, SctlrTre = 1 << 28, SctlrAfe = 1 << 29;
    // TTBCR: N, PD0, PD1 with short descriptors; TxSZ, EPDx, A1 with long ones. HTCR: T0SZ.
    private const ulong TtbcrEae = 1UL << 31, ShortTtbcrMask = 0x37, LongTtbcrMask = 0xC7_0087, HtcrMask = 7;
    private const int DacrShift = 32;

    /// <summary>Accesses come from AArch32: addresses have 32 bits.</summary>
    public bool AArch32 => Has(KeyBits.AArch32);

    /// <summary>Stage 1 is on and walks short descriptors.</summary>
    public bool ShortDescriptors => Has(KeyBits.ShortDescriptors);

    /// <summary>Stage 1 is on and walks long descriptors as TTBCR or HTCR describe them.</summary>
    public bool LongDescriptors32 => Has(KeyBits.LongDescriptors32);

    /// <summary>SCTLR.AFE: AP[0] of short descriptors is the access flag.</summary>
    public bool AccessFlagEnabled => Has(KeyBits.AccessFlagEnabled);

    /// <summary>SCTLR.TRE: <see cref="Mair"/> holds PRRR below NMRR.</summary>
    public bool TexRemap => Has(KeyBits.TexRemap);

    /// <summary>SCTLR.UWXN: PL1 does not execute what PL0 can write.</summary>
    public bool UserWriteExecuteNever => Has(KeyBits.UserWriteExecuteNever);

    /// <summary>DACR, while <see cref="ShortDescriptors"/>.</summary>
    public uint Dacr => (uint)(Tcr >> DacrShift);

    /// <summary>
    /// EL1's state as HCR_EL2.RW gives it to EL2. Below EL2 the PE's own state tells: AArch64 EL0 has an AArch64 EL1, AArch32 EL0 may have either.
    /// </summary>
    private static bool El1IsAArch32(CpuState* state, in MmuFeatures features)
    {
        if (features.AArch32Only)
        {
            return true;
        }

        bool chosenByEl2 = features.HasEl2 && (state->Sys[(int)Slot.HcrEl2] & Hcr.Rw) == 0;
        return state->El == (byte)ExceptionLevel.EL2 ? chosenByEl2 : state->NRw != 0 && (state->El == (byte)ExceptionLevel.EL1 || chosenByEl2);
    }

    private static ContextKey OfHyp(CpuState* state)
    {
        ulong hsctlr = state->Sys[(int)Slot.SctlrEl2];
        KeyBits mode = Common32(state, hsctlr) | (KeyBits)ExceptionLevel.EL2;
        if ((hsctlr & SctlrM) == 0)
        {
            return new ContextKey((ulong)mode, 0, 0, 0);
        }

        mode |= KeyBits.Stage1 | KeyBits.LongDescriptors32;
        return new ContextKey((ulong)mode, state->Sys[(int)Slot.TcrEl2] & HtcrMask, state->Sys[(int)Slot.MairEl2], 0);
    }

    private static ContextKey OfPl10(CpuState* state, ExceptionLevel el, in MmuFeatures features)
    {
        ulong sctlr = state->Sys[(int)Slot.SctlrEl1];
        ulong hcr = features.HasEl2 ? state->Sys[(int)Slot.HcrEl2] : 0;
        KeyBits mode = Common32(state, sctlr) | (KeyBits)el;
        ulong tcr = 0, mair = 0, asid = 0;
        if ((sctlr & SctlrM) != 0 && (hcr & (HcrTge | HcrDc)) == 0)
        {
            ulong ttbcr = state->Sys[(int)Slot.TcrEl1];
            mode |= KeyBits.Stage1 | ((sctlr & SctlrUwxn) != 0 ? KeyBits.UserWriteExecuteNever : 0);
            if ((ttbcr & TtbcrEae) != 0 && features.LongDescriptors)
            {
                mode |= KeyBits.LongDescriptors32;
                tcr = ttbcr & LongTtbcrMask;
                mair = state->Sys[(int)Slot.MairEl1];
                asid = state->Sys[(int)((ttbcr & TcrA1) != 0 ? Slot.Ttbr1El1 : Slot.Ttbr0El1)] >> 48 & 0xFF;
            }
            else
            {
                mode |= KeyBits.ShortDescriptors | ((sctlr & SctlrAfe) != 0 ? KeyBits.AccessFlagEnabled : 0);
                tcr = (ttbcr & ShortTtbcrMask) | (state->Sys[(int)Slot.Dacr32El2] << DacrShift);
                asid = state->Sys[(int)Slot.ContextidrEl1] & 0xFF;
                if ((sctlr & SctlrTre) != 0)
                {
                    mode |= KeyBits.TexRemap;
                    mair = state->Sys[(int)Slot.MairEl1];
                }
            }
        }

        return WithStage2(state, mode, hcr, tcr, mair, asid, features);
    }

    // Byte order of data is CPSR.E's affair, that of tables is SCTLR.EE's or HSCTLR.EE's.
    private static KeyBits Common32(CpuState* state, ulong sctlr) =>
        Common(state, sctlr) | KeyBits.AArch32 | (state->DataE != 0 ? KeyBits.BigEndianData : 0) | ((sctlr & SctlrEe) != 0 ? KeyBits.BigEndianTables : 0);
}
