namespace Hyp.Jit.Runtime;

/// <summary>Values of PAR_EL1 and PAR: the 64-bit format, and AArch32's 32-bit one.</summary>
internal static class AddressReport
{
    private const ulong Failed = 1, NonSecure = 1 << 9;
    // 64 bits: bit 11 is RES1 (LPAE in AArch32), and a failure has S (stage 2) in bit 9 and PTW in bit 8.
    private const ulong LongFormat = 1 << 11, Stage2 = 1 << 9, Stage1Walk = 1 << 8, AddressMask = 0xFFFF_FFFF_F000;
    // 32 bits.
    private const ulong Supersection = 1 << 1, Shareable = 1 << 7, NotOuterShareable = 1 << 10, ShortAddressMask = 0xFFFF_F000;
    private const int OuterShift = 2, InnerShift = 4, SupersectionBits = 24;

    public static ulong Success(in TranslationResult result) =>
        LongFormat | NonSecure | result.Attributes.ToPar() | (result.PhysicalAddress & AddressMask);

    public static ulong Failure(in MmuFault fault) =>
        Failed | LongFormat | ((ulong)fault.StatusCode << 1) | (fault.Stage == 2 ? Stage2 : 0) | (fault.DuringStage1Walk ? Stage1Walk : 0);

    public static ulong ShortSuccess(in TranslationResult result)
    {
        ulong address = result.PhysicalAddress;
        // A supersection reports PA[39:32] in bits 23:16.
        ulong reported = result.Stage1PageBits == SupersectionBits
            ? (address & 0xFF00_0000) | (address >> 16 & 0xFF_0000) | Supersection
            : address & ShortAddressMask;
        return NonSecure | reported | ShortAttributes(result.Attributes);
    }

    /// <summary>FS[4:0] in bits 5:1; FS[5], DFSR.ExT, is 0 here.</summary>
    public static ulong ShortFailure(in MmuFault fault) => Failed | ((ulong)fault.ShortStatusCode << 1);

    private static ulong ShortAttributes(MemoryAttributes attributes)
    {
        int inner = attributes.IsDevice ? attributes.Mair == 0 ? 1 : 3 : Cacheability(attributes.Mair & 15) is var policy and not 0 ? policy | 4 : 0;
        int outer = attributes.IsDevice ? 0 : Cacheability(attributes.Mair >> 4);
        return ((ulong)inner << InnerShift) | ((ulong)outer << OuterShift)
            | (attributes.Shareability != 0 ? Shareable : 0)
            | (attributes.Shareability == 3 ? NotOuterShareable : 0);
    }

    /// <summary>A nibble of MAIR as PAR.Outer: Non-cacheable, Write-Back Write-Allocate, Write-Through, Write-Back.</summary>
    private static int Cacheability(int nibble) => nibble switch
    {
        4 => 0,
        _ when (nibble & 4) == 0 => 2,
        _ => (nibble & 1) != 0 ? 1 : 3,
    };
}
