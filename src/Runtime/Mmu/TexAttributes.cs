namespace Hyp.Jit.Runtime;

/// <summary>Memory types of short descriptors: TEX, C, B and S, remapped by PRRR and NMRR or not (AArch32.DefaultTEXDecode, AArch32.RemappedTEXDecode).</summary>
internal static class TexAttributes
{
    private const byte StronglyOrdered = 0x00, Device = 0x04, OuterShareable = 2, InnerShareable = 3;
    private const byte WriteBackAllocate = 0xF, WriteThrough = 0xA, WriteBack = 0xE, NonCacheable = 4, AllNonCacheable = 0x44;
    // PRRR: NS0, and NOSn from bit 24.
    private const int Ns0Shift = 18, NosShift = 24;

    public static MemoryAttributes Of(in ContextKey key, int tex, int cacheBits, bool shareable) =>
        key.TexRemap ? Remapped(key.Mair, ((tex & 1) << 2) | cacheBits, shareable) : Plain(tex, cacheBits, shareable);

    private static MemoryAttributes Remapped(ulong prrrNmrr, int region, bool shareable)
    {
        var prrr = (uint)prrrNmrr;
        var nmrr = (uint)(prrrNmrr >> 32);
        switch (prrr >> (2 * region) & 3)
        {
            case 0: return new MemoryAttributes(StronglyOrdered, OuterShareable);
            case 1: return new MemoryAttributes(Device, OuterShareable);
            default:
                int inner = Policy((int)(nmrr >> (2 * region))), outer = Policy((int)(nmrr >> ((2 * region) + 16)));
                bool shared = (prrr >> (Ns0Shift + (shareable ? 1 : 0)) & 1) != 0;
                bool innerOnly = (prrr >> (NosShift + region) & 1) != 0;
                return Normal((outer << 4) | inner, !shared ? (byte)0 : innerOnly ? InnerShareable : OuterShareable);
        }
    }

    private static MemoryAttributes Plain(int tex, int cacheBits, bool shareable)
    {
        byte sharing = shareable ? OuterShareable : (byte)0;
        return (tex, cacheBits) switch
        {
            (0, 0) => new MemoryAttributes(StronglyOrdered, OuterShareable),
            (0, 1) or (2, 0) => new MemoryAttributes(Device, OuterShareable),
            (0, 2) => Normal((WriteThrough << 4) | WriteThrough, sharing),
            (0, 3) => Normal((WriteBack << 4) | WriteBack, sharing),
            (1, 3) => Normal((WriteBackAllocate << 4) | WriteBackAllocate, sharing),
            ( >= 4, _) => Normal((Policy(tex) << 4) | Policy(cacheBits), sharing),
            // Non-cacheable, and what is reserved or IMPLEMENTATION DEFINED.
            _ => Normal(AllNonCacheable, sharing),
        };
    }

    // What no cache keeps, all share.
    private static MemoryAttributes Normal(int mair, byte shareability) => new((byte)mair, mair == AllNonCacheable ? OuterShareable : shareability);

    private static int Policy(int field) => (field & 3) switch { 0 => NonCacheable, 1 => WriteBackAllocate, 2 => WriteThrough, _ => WriteBack };
}
