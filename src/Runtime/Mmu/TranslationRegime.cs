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

    public TranslationRegime(in ContextKey key, in MmuFeatures features)
    {
        Key = key;
        PhysicalAddressBits = features.PhysicalAddressBits;
        ulong tcr = key.Tcr;
        if (key.El == ExceptionLevel.EL2)
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

        if (key.Stage2)
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

    /// <summary>Input addresses with bit 55 clear (TTBR0).</summary>
    public InputRange Lower { get; }

    /// <summary>Input addresses with bit 55 set (TTBR1); meaningless for EL2.</summary>
    public InputRange Upper { get; }

    /// <summary>Stage 1 output size: the smaller of TCR.(I)PS and PARange.</summary>
    public int OutputBits { get; }

    public InputRange Stage2Input { get; }

    public int Stage2OutputBits { get; }

    /// <summary>From VTCR_EL2.SL0; negative for its reserved value.</summary>
    public int Stage2StartLevel { get; }

    /// <summary>Whether the top byte of <paramref name="va"/> takes no part in translation.</summary>
    public bool IgnoresTopByte(ulong va) => !IsEl2 && (va >> 55 & 1) != 0 ? Upper.TopByteIgnored : Lower.TopByteIgnored;

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
