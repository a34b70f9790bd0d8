using System.Buffers.Binary;

namespace Hyp.Jit.Runtime;

/// <summary>Stage 2 of the EL1&amp;0 regime: intermediate to physical addresses through VTTBR_EL2 (Arm ARM D4.2, VTCR_EL2; G5.5, VTCR).</summary>
internal sealed unsafe class Stage2Walker(PhysicalMemory memory)
{
    private const ulong Valid = 1, TableOrPage = 2, AccessFlag = 1 << 10;

    /// <summary>
    /// Translates <paramref name="ipa"/> for the access of <paramref name="request"/>, or for a descriptor read of its stage 1 walk; faults of the
    /// latter carry DuringStage1Walk and are checked as reads.
    /// </summary>
    public bool TryTranslate(in WalkRequest request, ulong ipa, bool forStage1Walk, out TranslationResult result, out MmuFault fault)
    {
        if (!TryWalk(request, ipa, out int level, out result, out FaultKind kind))
        {
            fault = Fault(request, kind, level, ipa, forStage1Walk);
            return false;
        }

        Permissions needed = forStage1Walk ? Permissions.Read : PermissionRules.Needed(request.Access);
        bool refused = request.RefusedByDevice && !forStage1Walk && request.Access != AccessType.Fetch;
        kind = result.Attributes.IsDevice && refused ? FaultKind.Alignment
            : (result.Permissions & needed) == 0 ? FaultKind.Permission
            // HCR_EL2.PTW: stage 1 tables must not lie in Device memory.
            : forStage1Walk && request.Regime.Key.ProtectedWalk && result.Attributes.IsDevice ? FaultKind.Permission
            : FaultKind.None;
        fault = kind == FaultKind.None ? default : Fault(request, kind, level, ipa, forStage1Walk);
        return kind == FaultKind.None;
    }

    private static MmuFault Fault(in WalkRequest request, FaultKind kind, int level, ulong ipa, bool forStage1Walk) =>
        request.Fault(kind, level, stage: 2) with { Ipa = ipa, DuringStage1Walk = forStage1Walk };

    private bool TryWalk(in WalkRequest request, ulong ipa, out int level, out TranslationResult result, out FaultKind kind)
    {
        TranslationRegime regime = request.Regime;
        InputRange range = regime.Stage2Input;
        result = default;
        level = regime.Stage2FirstLevel;
        if (!SetupIsLegal(regime) || ipa >> range.Bits != 0)
        {
            kind = FaultKind.Translation;
            return false;
        }

        int start = regime.Stage2StartLevel;
        int shift = range.GranuleBits + (range.Stride * (3 - start));
        // The first table may be up to 16 concatenated ones; it is aligned to the size of them all.
        ulong table = request.Vttbr & regime.DescriptorAddress & (ulong.MaxValue << (range.Bits - shift + 3));
        if (table >> regime.Stage2OutputBits != 0)
        {
            kind = FaultKind.AddressSize;
            return false;
        }

        level = start;
        for (ulong index = ipa >> shift; ; index = (ipa >> shift) & ((1UL << range.Stride) - 1))
        {
            byte* host = memory.HostPointer(table + (index << 3));
            if (host == null)
            {
                kind = FaultKind.ExternalOnWalk;
                return false;
            }

            ulong descriptor = Volatile.Read(ref *(ulong*)host);
            if (regime.Key.BigEndianStage2Tables)
            {
                descriptor = BinaryPrimitives.ReverseEndianness(descriptor);
            }

            bool leaf = level == 3 || (descriptor & TableOrPage) == 0;
            if ((descriptor & Valid) == 0 || (leaf && !Stage1Walker.LeafIsLegal(range.GranuleBits, level, descriptor)))
            {
                kind = FaultKind.Translation;
                return false;
            }

            ulong output = descriptor & regime.DescriptorAddress & (ulong.MaxValue << (leaf ? shift : range.GranuleBits));
            if (output >> regime.Stage2OutputBits != 0)
            {
                kind = FaultKind.AddressSize;
                return false;
            }

            if (leaf)
            {
                result = new TranslationResult(
                    output | (ipa & ((1UL << shift) - 1)), PermissionRules.Stage2(regime, descriptor), MemoryAttributes.Stage2(descriptor));
                kind = (descriptor & AccessFlag) == 0 ? FaultKind.AccessFlag : FaultKind.None;
                return kind == FaultKind.None;
            }

            table = output;
            level++;
            shift -= range.Stride;
        }
    }

    /// <summary>
    /// The start level must exist for the granule and physical address size, resolve at least one bit and concatenate at most 16 tables; an input
    /// size beyond the physical one is CONSTRAINED UNPREDICTABLE and faults here (Arm ARM, AArch64.TranslationTableWalk; S2 InvalidSL).
    /// </summary>
    private static bool SetupIsLegal(TranslationRegime regime)
    {
        InputRange range = regime.Stage2Input;
        int level = regime.Stage2StartLevel, physical = regime.PhysicalAddressBits;
        bool levelExists = regime.IsAArch32Stage2 ? level > 0 : range.GranuleBits switch
        {
            12 => level >= 0 && (level > 0 || physical > 42),
            14 => level > 0 && (level > 1 || physical > 40),
            _ => level > 0 && (level > 1 || physical > 42),
        };
        int firstTableBits = range.Bits - range.GranuleBits - (range.Stride * (3 - level));
        return levelExists && !range.SizeOutOfBounds && range.Bits <= regime.Stage2InputLimit && firstTableBits >= 1 && firstTableBits <= range.Stride + 4;
    }
}
