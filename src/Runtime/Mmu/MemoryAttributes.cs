namespace Hyp.Jit.Runtime;

/// <summary>Memory type as a MAIR byte, and shareability as the SH field. Software sees them in PAR_EL1 and in alignment faults.</summary>
internal readonly record struct MemoryAttributes(byte Mair, byte Shareability)
{
    private const byte OuterShareable = 2, InnerShareable = 3, NonCacheable = 4;

    /// <summary>Device-nGnRnE, the type of data accesses while stage 1 is off.</summary>
    public static MemoryAttributes DeviceNGnRnE => new(0, OuterShareable);

    /// <summary>Normal, Write-Back, non-shareable: the type under HCR_EL2.DC.</summary>
    public static MemoryAttributes WriteBack => new(0xFF, 0);

    /// <summary>Normal, Non-cacheable: the type of fetches while stage 1 is off.</summary>
    public static MemoryAttributes NormalNonCacheable => new(0x44, OuterShareable);

    public bool IsDevice => (Mair & 0xF0) == 0;

    /// <summary>Attributes of a stage 1 leaf: AttrIndx selects from MAIR_ELx.</summary>
    public static MemoryAttributes Stage1(ulong mair, ulong descriptor) =>
        new((byte)(mair >> (int)((descriptor >> 2 & 7) * 8)), (byte)(descriptor >> 8 & 3));

    /// <summary>Attributes of a stage 2 leaf: MemAttr[3:0] names type and policy, hints are write- and read-allocate.</summary>
    public static MemoryAttributes Stage2(ulong descriptor)
    {
        int outer = (int)(descriptor >> 4) & 3, inner = (int)(descriptor >> 2) & 3;
        int mair = outer == 0 ? inner << 2 : (Policy(outer) << 4) | Policy(inner);
        return new MemoryAttributes((byte)mair, (byte)(descriptor >> 8 & 3));
    }

    /// <summary>Both stages together: Device wins, then Non-cacheable, then Write-Through (Arm ARM D4.5, combining memory attributes).</summary>
    public static MemoryAttributes Combine(MemoryAttributes stage1, MemoryAttributes stage2)
    {
        if (stage1.IsDevice || stage2.IsDevice)
        {
            int device = stage1.IsDevice && stage2.IsDevice ? Math.Min(stage1.Mair, stage2.Mair) : stage1.IsDevice ? stage1.Mair : stage2.Mair;
            return new MemoryAttributes((byte)device, OuterShareable);
        }

        int mair = (Weaker(stage1.Mair >> 4, stage2.Mair >> 4) << 4) | Weaker(stage1.Mair & 15, stage2.Mair & 15);
        return new MemoryAttributes((byte)mair, Wider(stage1.Shareability, stage2.Shareability));
    }

    /// <summary>The ATTR and SH fields of PAR_EL1: Device and Non-cacheable memory report Outer Shareable.</summary>
    public ulong ToPar()
    {
        ulong shareability = IsDevice || Mair == 0x44 ? OuterShareable : Shareability;
        return ((ulong)Mair << 56) | (shareability << 7);
    }

    private static int Policy(int stage2) => stage2 == 1 ? NonCacheable : (stage2 << 2) | 3;

    private static int Weaker(int stage1, int stage2)
    {
        if (stage1 == NonCacheable || stage2 == NonCacheable)
        {
            return NonCacheable;
        }

        // Bits 3:2 of a cacheable nibble: 00 and 10 are Write-Through, 01 and 11 Write-Back; allocation hints are stage 1's.
        bool stage1Through = (stage1 & 4) == 0;
        bool stage2Through = (stage2 & 0xC) == 8;
        return !stage1Through && stage2Through ? 8 | (stage1 & 3) : stage1;
    }

    private static byte Wider(byte a, byte b) =>
        a == OuterShareable || b == OuterShareable ? OuterShareable : a == InnerShareable || b == InnerShareable ? InnerShareable : (byte)0;
}
