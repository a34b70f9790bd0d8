namespace Hyp.Jit.Runtime;

/// <summary>Stage 1 of PL1&amp;0 by short descriptors (AArch32.TranslationTableWalkSD; ARMv7 ARM B3.5).</summary>
internal sealed class ShortDescriptorWalker(DescriptorReader tables)
{
    private const int SectionBits = 20, SupersectionBits = 24, LargePageBits = 16, SmallPageBits = 12, IndexBits = 8;
    private const uint Supersection = 1 << 18;
    private const ulong Pd0 = 1 << 4, Pd1 = 1 << 5;

    /// <summary>Translates; rights are for <see cref="Refusal"/> to explain. False: <paramref name="fault"/> says why there is no leaf.</summary>
    public bool TryWalk(in WalkRequest request, out TranslationResult result, out MmuFault fault)
    {
        ulong ttbcr = request.Regime.Key.Tcr;
        var va = (uint)request.Va;
        int n = (int)ttbcr & 7;
        bool upper = n != 0 && va >> (32 - n) != 0;
        result = default;
        if ((ttbcr & (upper ? Pd1 : Pd0)) != 0)
        {
            fault = request.Fault(FaultKind.Translation, 1);
            return false;
        }

        // TTBR1's table is always a whole one.
        uint table = (uint)(upper ? request.Ttbr1 : request.Ttbr0) & (uint.MaxValue << (upper ? 14 : 14 - n));
        if (!tables.TryReadShort(request, table | (va >> SectionBits << 2), 1, out uint first, out fault))
        {
            return false;
        }

        bool present = (first & 3) switch { 0 => false, 3 => request.Regime.PrivilegedExecuteNever, _ => true };
        if (!present)
        {
            fault = request.Fault(FaultKind.Translation, 1);
            return false;
        }

        return (first & 3) == 1 ? TryPage(request, first, out result, out fault) : TrySection(request, first, out result, out fault);
    }

    /// <summary>The fault of an access whose right <paramref name="result"/> lacks: the domain is asked before the permissions.</summary>
    public static MmuFault Refusal(in WalkRequest request, in TranslationResult result)
    {
        FaultKind kind = AArch32PermissionRules.IsDomainFault(request.Regime, result.Domain) ? FaultKind.Domain : FaultKind.Permission;
        return request.Fault(kind, result.Stage1PageBits >= SectionBits ? 1 : 2) with { Domain = result.Domain };
    }

    private static bool TrySection(in WalkRequest request, uint first, out TranslationResult result, out MmuFault fault)
    {
        bool super = (first & Supersection) != 0;
        var leaf = new Leaf
        {
            // A supersection has PA[39:36] where a section has its domain, and PA[35:32] in bits 23:20.
            Output = super ? (first & 0xFF00_0000) | ((ulong)(first >> 20 & 15) << 32) | ((ulong)(first >> 5 & 15) << 36) : first & 0xFFF0_0000,
            Bits = super ? SupersectionBits : SectionBits,
            Domain = super ? 0 : (int)(first >> 5) & 15,
            Level = 1,
            Ap = ((int)(first >> 13) & 4) | ((int)(first >> 10) & 3),
            Tex = (int)(first >> 12) & 7,
            CacheBits = (int)(first >> 2) & 3,
            Shareable = (first & (1 << 16)) != 0,
            NotGlobal = (first & (1 << 17)) != 0,
            Xn = (first & (1 << 4)) != 0,
            Pxn = (first & 1) != 0,
        };
        return TryLeaf(request, leaf, out result, out fault);
    }

    private bool TryPage(in WalkRequest request, uint first, out TranslationResult result, out MmuFault fault)
    {
        int domain = (int)(first >> 5) & 15;
        uint index = (uint)request.Va >> SmallPageBits & ((1 << IndexBits) - 1);
        result = default;
        if (!tables.TryReadShort(request, (first & 0xFFFF_FC00) | (index << 2), 2, out uint second, out fault))
        {
            fault = fault with { Domain = (byte)domain };
            return false;
        }

        if ((second & 3) == 0)
        {
            fault = request.Fault(FaultKind.Translation, 2) with { Domain = (byte)domain };
            return false;
        }

        bool large = (second & 2) == 0;
        var leaf = new Leaf
        {
            Output = second & (large ? 0xFFFF_0000 : 0xFFFF_F000),
            Bits = large ? LargePageBits : SmallPageBits,
            Domain = domain,
            Level = 2,
            Ap = ((int)(second >> 7) & 4) | ((int)(second >> 4) & 3),
            Tex = (int)(second >> (large ? 12 : 6)) & 7,
            CacheBits = (int)(second >> 2) & 3,
            Shareable = (second & (1 << 10)) != 0,
            NotGlobal = (second & (1 << 11)) != 0,
            Xn = (second & (large ? 1 << 15 : 1)) != 0,
            Pxn = (first & 4) != 0,
        };
        return TryLeaf(request, leaf, out result, out fault);
    }

    private static bool TryLeaf(in WalkRequest request, in Leaf leaf, out TranslationResult result, out MmuFault fault)
    {
        TranslationRegime regime = request.Regime;
        if (regime.Key.AccessFlagEnabled && (leaf.Ap & 1) == 0)
        {
            result = default;
            fault = request.Fault(FaultKind.AccessFlag, leaf.Level) with { Domain = (byte)leaf.Domain };
            return false;
        }

        bool pxn = leaf.Pxn && regime.PrivilegedExecuteNever;
        result = new TranslationResult(
            leaf.Output | (request.Va & ((1UL << leaf.Bits) - 1)),
            AArch32PermissionRules.Short(regime, leaf.Domain, leaf.Ap, leaf.Xn, pxn),
            TexAttributes.Of(regime.Key, leaf.Tex, leaf.CacheBits, leaf.Shareable))
        {
            Stage1PageBits = leaf.Bits,
            Global = !leaf.NotGlobal,
            Domain = (byte)leaf.Domain,
        };
        fault = default;
        return true;
    }

    /// <summary>What the four kinds of leaf have in common, from their different places.</summary>
    private readonly struct Leaf
    {
        public ulong Output { get; init; }

        public int Bits { get; init; }

        public int Domain { get; init; }

        public int Level { get; init; }

        /// <summary>AP[2:0].</summary>
        public int Ap { get; init; }

        public int Tex { get; init; }

        /// <summary>C and B.</summary>
        public int CacheBits { get; init; }

        public bool Shareable { get; init; }

        public bool NotGlobal { get; init; }

        public bool Xn { get; init; }

        public bool Pxn { get; init; }
    }
}
