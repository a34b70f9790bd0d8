namespace Hyp.Jit.Runtime;

/// <summary>One half of a stage's input addresses: what TxSZ, TGx, EPDx and TBIx say of it.</summary>
internal readonly record struct InputRange(int Bits, int GranuleBits, bool WalksDisabled, bool SizeOutOfBounds, bool TopByteIgnored)
{
    /// <summary>Bits of the address that one table level resolves.</summary>
    public int Stride => GranuleBits - 3;

    /// <summary>Stage 1 starts at the level whose index is the topmost that the range needs (Arm ARM D4.2, initial lookup level).</summary>
    public int StartLevel => 4 - ((Bits - 4) / Stride);
}

/// <summary>The decoded form of a <see cref="ContextKey"/>: which tables apply, of what shape, and how far addresses reach.</summary>
internal sealed class TranslationRegime
{
    // Armv8.0 limits of TxSZ; beyond them a walk takes a level 0 translation fault (one of the two permitted behaviours).
    private const int MinimumTxSz = 16, MaximumTxSz = 39;

    // Output addresses of AArch32's long descriptors (Arm ARM G5.5).
    private const int LongDescriptorBits = 40;

    public TranslationRegime(in ContextKey key, in MmuFeatures features)
    {
        Key = key;
        PhysicalAddressBits = features.PhysicalAddressBits;
        // ARMv7 ignores bits 47:40 of tables and table bases; Armv8 compares them with the output size.
        DescriptorAddress = features.AArch32Only ? (1UL << LongDescriptorBits) - 1 : (1UL << 48) - 1;
        PrivilegedExecuteNever = features.PrivilegedExecuteNever;
        IsAArch32Stage1 = key.ShortDescriptors || key.LongDescriptors32;
        ulong tcr = key.Tcr;
        if (IsAArch32Stage1)
        {
            Lower = Range32(tcr & 7, (tcr >> 7 & 1) != 0);
            Upper = Range32(tcr >> 16 & 7, (tcr >> 23 & 1) != 0);
            OutputBits = LongDescriptorBits;
        }
        else if (key.El == ExceptionLevel.EL2)
        {
            Lower = Range(tcr & 0x3F, Tg0(tcr), disabled: false, topByteIgnored: (tcr >> 20 & 1) != 0, features);
            OutputBits = Limit(tcr >> 16, features);
        }
        else
        {
            Lower = Range(tcr & 0x3F, Tg0(tcr), (tcr >> 7 & 1) != 0, (tcr >> 37 & 1) != 0, features);
            Upper = Range(tcr >> 16 & 0x3F, Tg1(tcr), (tcr >> 23 & 1) != 0, (tcr >> 38 & 1) != 0, features);
            OutputBits = Limit(tcr >> 32, features);
        }

        if (key.Stage2 && features.AArch32Only)
        {
            IsAArch32Stage2 = true;
            // VTCR.T0SZ is a signed number of 4 bits: 25 to 40 bits of input.
            int size = (int)(key.Vtcr & 15) - (int)(key.Vtcr << 1 & 16);
            Stage2Input = new InputRange(32 - size, 12, WalksDisabled: false, SizeOutOfBounds: false, TopByteIgnored: false);
            Stage2OutputBits = LongDescriptorBits;
            Stage2StartLevel = 2 - (int)(key.Vtcr >> 6 & 3);
        }
        else if (key.Stage2)
        {
            Stage2Input = Range(key.Vtcr & 0x3F, Tg0(key.Vtcr), disabled: false, topByteIgnored: false, features);
            Stage2OutputBits = Limit(key.Vtcr >> 16, features);
            Stage2StartLevel = (Stage2Input.GranuleBits == 12 ? 2 : 3) - (int)(key.Vtcr >> 6 & 3);
        }
    }

    public ContextKey Key { get; }

    /// <summary>EL1 or EL2: permissions of privileged software apply.</summary>
    public bool Privileged => Key.El != ExceptionLevel.EL0;

    public bool IsEl2 => Key.El == ExceptionLevel.EL2;

    public int PhysicalAddressBits { get; }

    /// <summary>Stage 1 is on, with the tables and rights of an AArch32 regime.</summary>
    public bool IsAArch32Stage1 { get; }

    /// <summary>Stage 2 is on, as VTCR of an AArch32 EL2 describes it.</summary>
    public bool IsAArch32Stage2 { get; }

    /// <summary>Short descriptors have PXN.</summary>
    public bool PrivilegedExecuteNever { get; }

    /// <summary>The address bits of long descriptors and table bases.</summary>
    public ulong DescriptorAddress { get; }

    /// <summary>Level of faults that precede any table: AArch32 has no level 0.</summary>
    public int FirstLevel => IsAArch32Stage1 ? 1 : 0;

    /// <summary>As <see cref="FirstLevel"/>, for stage 2.</summary>
    public int Stage2FirstLevel => IsAArch32Stage2 ? 1 : 0;

    /// <summary>The largest stage 2 input; AArch32 stage 1 may put out 40 bits whatever the physical size.</summary>
    public int Stage2InputLimit => IsAArch32Stage1 ? Math.Max(PhysicalAddressBits, LongDescriptorBits) : PhysicalAddressBits;

    /// <summary>Input addresses of TTBR0: with bit 55 clear, in AArch32 with TTBCR.T0SZ bits clear.</summary>
    public InputRange Lower { get; }

    /// <summary>Input addresses of TTBR1: with bit 55 set, in AArch32 as TTBCR.T1SZ says; meaningless for EL2.</summary>
    public InputRange Upper { get; }

    /// <summary>Stage 1 output size: the smaller of TCR.(I)PS and PARange.</summary>
    public int OutputBits { get; }

    public InputRange Stage2Input { get; }

    public int Stage2OutputBits { get; }

    /// <summary>From VTCR_EL2.SL0; negative for its reserved value.</summary>
    public int Stage2StartLevel { get; }

    /// <summary>Whether the top byte of <paramref name="va"/> takes no part in translation.</summary>
    public bool IgnoresTopByte(ulong va) => !IsEl2 && (va >> 55 & 1) != 0 ? Upper.TopByteIgnored : Lower.TopByteIgnored;

    /// <summary>The range of long descriptors that holds <paramref name="va"/>. False: there is none, or its walks are disabled.</summary>
    public bool TrySelect(ulong va, out InputRange range, out bool upper)
    {
        if (IsAArch32Stage1)
        {
            return TrySelect32(va, out range, out upper);
        }

        upper = !IsEl2 && (va >> 55 & 1) != 0;
        range = upper ? Upper : Lower;
        // All bits above the range, save an ignored top byte, must equal the selecting bit.
        int unused = range.TopByteIgnored ? 8 : 0;
        long excess = (long)(va << unused) >> (range.Bits + unused);
        return excess == (upper ? -1 : 0) && !range.WalksDisabled && !range.SizeOutOfBounds;
    }

    // AArch32.TranslationTableWalkLD: TTBR1 has what T1SZ claims, or with T1SZ = 0 what TTBR0 leaves.
    private bool TrySelect32(ulong va, out InputRange range, out bool upper)
    {
        bool below = va >> Lower.Bits == 0;
        upper = !IsEl2 && (Upper.Bits == 32 ? !below : (uint)~va >> Upper.Bits == 0);
        range = upper ? Upper : Lower;
        return (below || upper) && !range.WalksDisabled;
    }

    private static InputRange Range32(ulong sizeField, bool disabled) => new(32 - (int)sizeField, 12, disabled, SizeOutOfBounds: false, TopByteIgnored: false);

    private static InputRange Range(ulong sizeField, int granuleBits, bool disabled, bool topByteIgnored, in MmuFeatures features)
    {
        var size = (int)sizeField;
        int bounded = Math.Clamp(size, MinimumTxSz, MaximumTxSz);
        return new InputRange(64 - bounded, features.EffectiveGranule(granuleBits), disabled, bounded != size, topByteIgnored);
    }

    private static int Limit(ulong sizeField, in MmuFeatures features) =>
        Math.Min(MmuFeatures.AddressBits((int)(sizeField & 7)), features.PhysicalAddressBits);

    private static int Tg0(ulong tcr) => (tcr >> 14 & 3) switch { 0 => 12, 1 => 16, 2 => 14, _ => 0 };

    private static int Tg1(ulong tcr) => (tcr >> 30 & 3) switch { 1 => 14, 2 => 12, 3 => 16, _ => 0 };
}
