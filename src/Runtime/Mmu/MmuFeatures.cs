namespace Hyp.Jit.Runtime;

/// <summary>What ID_AA64MMFR0_EL1, or ID_MMFR0 of an ARMv7 core, says of this PE's translation system.</summary>
internal readonly record struct MmuFeatures(int PhysicalAddressBits, int AsidBits, bool Granule4K, bool Granule16K, bool Granule64K, bool HasEl2)
{
    /// <summary>An ARMv7 core: every level is AArch32, EL2 is HYP.</summary>
    public bool AArch32Only { get; private init; }

    /// <summary>ID_MMFR0.VMSA: short descriptors have PXN.</summary>
    public bool PrivilegedExecuteNever { get; private init; } = true;

    /// <summary>ID_MMFR0.VMSA: TTBCR.EAE can be set.</summary>
    public bool LongDescriptors { get; private init; } = true;

    public static MmuFeatures Of(CpuModel model, bool hasEl2) =>
        model.AArch64 ? FromId(model.IdAa64Mmfr0, hasEl2) : FromArmv7(model.IdMmfr0, hasEl2);

    /// <summary>The features of an ARMv7 core by its ID_MMFR0.</summary>
    public static MmuFeatures FromArmv7(ulong idMmfr0, bool hasEl2)
    {
        int vmsa = (int)idMmfr0 & 15;
        return new MmuFeatures(PhysicalAddressBits: 40, AsidBits: 8, Granule4K: true, Granule16K: false, Granule64K: false, hasEl2)
        {
            AArch32Only = true,
            PrivilegedExecuteNever = vmsa >= 4,
            LongDescriptors = vmsa >= 5,
        };
    }

    public static MmuFeatures FromId(ulong idAa64mmfr0, bool hasEl2) => new(
        AddressBits((int)idAa64mmfr0 & 15),
        (idAa64mmfr0 >> 4 & 15) == 2 ? 16 : 8,
        (idAa64mmfr0 >> 28 & 15) != 15,
        (idAa64mmfr0 >> 20 & 15) != 0,
        (idAa64mmfr0 >> 24 & 15) != 15,
        hasEl2);

    /// <summary>Meaning of PARange, TCR.IPS and VTCR.PS (Arm ARM, ID_AA64MMFR0_EL1): reserved values count as 48 bits, the most there is in Armv8.0.</summary>
    public static int AddressBits(int field) => field switch { 0 => 32, 1 => 36, 2 => 40, 3 => 42, 4 => 44, _ => 48 };

    /// <summary>log2 of the granule to use when <paramref name="bits"/> was asked for: an absent size is replaced by the first present one.</summary>
    public int EffectiveGranule(int bits)
    {
        bool present = bits switch { 12 => Granule4K, 14 => Granule16K, 16 => Granule64K, _ => false };
        return present ? bits : Granule4K ? 12 : Granule16K ? 14 : 16;
    }
}
