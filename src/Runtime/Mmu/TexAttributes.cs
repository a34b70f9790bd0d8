namespace Hyp.Jit.Runtime;

/// <summary>Memory types of short descriptors: TEX, C, B and S, remapped by PRRR and NMRR or not (ARMv7 ARM B3.8.2, B3.8.3).</summary>
internal static class TexAttributes
{
    private const byte StronglyOrdered = 0x00, Device = 0x04, OuterShareable = 2, InnerShareable = 3;
    private const byte WriteBackAllocate = 0xF, WriteThrough = 0xA, WriteBack = 0xE, NonCacheable = 4;
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
                return new MemoryAttributes((byte)((outer << 4) | inner), !shared ? (byte)0 : innerOnly ? InnerShareable : OuterShareable);
        }
    }

    private static MemoryAttributes Plain(int tex, int cacheBits, bool shareable)
    {
        int mair = (tex, cacheBits) switch
        {
            (0, 0) => StronglyOrdered,
            (0, 1) or (2, 0) => Device,
            (0, 2) => (WriteThrough << 4) | WriteThrough,
            (0, 3) => (WriteBack << 4) | WriteBack,
            (1, 0) => (NonCacheable << 4) | NonCacheable,
            (1, 3) => (WriteBackAllocate << 4) | WriteBackAllocate,
            ( >= 4, _) => (Policy(tex) << 4) | Policy(cacheBits),
            // Reserved or IMPLEMENTATION DEFINED.
            _ => (NonCacheable << 4) | NonCacheable,
        };
        bool device = mair is StronglyOrdered or Device;
        return new MemoryAttributes((byte)mair, device || shareable ? OuterShareable : (byte)0);
    }

    private static int Policy(int field) => (field & 3) switch { 0 => NonCacheable, 1 => WriteBackAllocate, 2 => WriteThrough, _ => WriteBack };
}
