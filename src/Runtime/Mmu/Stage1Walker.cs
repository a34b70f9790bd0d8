namespace Hyp.Jit.Runtime;

/// <summary>
/// Stage 1 of the EL1&amp;0 and EL2 regimes by long descriptors, VMSAv8-64 and VMSAv8-32 (Arm ARM D4.2, G5.5), and the flat mapping while it is off.
/// </summary>
internal sealed class Stage1Walker(DescriptorReader tables, Stage2Walker stage2)
{
    private const ulong Valid = 1, TableOrPage = 2, AccessFlag = 1 << 10, NotGlobal = 1 << 11;
    private const ulong TableAttributes = 0x78UL << 56;

    private readonly ShortDescriptorWalker _short = new(tables);

    /// <summary>Translates through both stages. False: <paramref name="fault"/> says why not.</summary>
    public bool TryTranslate(in WalkRequest request, out TranslationResult result, out MmuFault fault)
    {
        bool stage1 = !request.Regime.Key.Stage1 ? TryFlat(request, out result, out fault)
            : request.Regime.Key.ShortDescriptors ? _short.TryWalk(request, out result, out fault)
            : TryWalk(request, out result, out fault);
        if (!stage1)
        {
            return false;
        }

        if (request.RefusedByDevice && result.Attributes.IsDevice && request.Access != AccessType.Fetch)
        {
            fault = request.Fault(FaultKind.Alignment, 0);
            return false;
        }

        if ((result.Permissions & PermissionRules.Needed(request.Access)) == 0)
        {
            fault = request.Regime.Key.ShortDescriptors ? ShortDescriptorWalker.Refusal(request, result)
                : request.Fault(FaultKind.Permission, LevelOf(request, result));
            return false;
        }

        if (!request.Regime.Key.Stage2 || request.Stage1Only)
        {
            return true;
        }

        if (!stage2.TryTranslate(request, result.PhysicalAddress, forStage1Walk: false, out TranslationResult second, out fault))
        {
            return false;
        }

        result = result with
        {
            PhysicalAddress = second.PhysicalAddress,
            Permissions = result.Permissions & second.Permissions,
            Attributes = MemoryAttributes.Combine(result.Attributes, DataAttributes(request, second.Attributes)),
        };
        return true;
    }

    // HCR_EL2.CD makes stage 2's Normal memory Non-cacheable for data.
    private static MemoryAttributes DataAttributes(in WalkRequest request, MemoryAttributes stage2) =>
        request.Regime.Key.Stage2NonCacheable && !stage2.IsDevice && request.Access != AccessType.Fetch ? MemoryAttributes.NormalNonCacheable : stage2;

    // AArch64.TranslateAddressS1Off: VA = output address, which must fit the physical address size.
    private static bool TryFlat(in WalkRequest request, out TranslationResult result, out MmuFault fault)
    {
        TranslationRegime regime = request.Regime;
        ulong address = regime.IgnoresTopByte(request.Va) ? request.Va & (ulong.MaxValue >> 8) : request.Va;
        if (address >> regime.PhysicalAddressBits != 0)
        {
            result = default;
            fault = request.Fault(FaultKind.AddressSize, 0);
            return false;
        }

        MemoryAttributes attributes = regime.Key.DefaultCacheable ? MemoryAttributes.WriteBack
            : request.Access == AccessType.Fetch ? MemoryAttributes.NormalNonCacheable
            : MemoryAttributes.DeviceNGnRnE;
        result = new TranslationResult(address, Permissions.All, attributes) { Stage1PageBits = PhysicalMemory.PageBits, Global = true };
        fault = default;
        return true;
    }

    private bool TryWalk(in WalkRequest request, out TranslationResult result, out MmuFault fault)
    {
        TranslationRegime regime = request.Regime;
        ulong va = request.Va;
        result = default;
        if (!regime.TrySelect(va, out InputRange range, out bool upper))
        {
            fault = request.Fault(FaultKind.Translation, regime.FirstLevel);
            return false;
        }

        int level = range.StartLevel;
        int shift = range.GranuleBits + (range.Stride * (3 - level));
        // A table that resolves fewer bits than a full one is aligned to its own, smaller size.
        int tableBits = Math.Max(range.Bits - shift, 0) + 3;
        ulong table = (upper ? request.Ttbr1 : request.Ttbr0) & regime.DescriptorAddress & (ulong.MaxValue << tableBits);
        if (table >> regime.OutputBits != 0)
        {
            fault = request.Fault(FaultKind.AddressSize, 0);
            return false;
        }

        ulong inputMask = (1UL << range.Bits) - 1;
        ulong inherited = 0;
        for (ulong index = (va & inputMask) >> shift; ; index = (va >> shift) & ((1UL << range.Stride) - 1))
        {
            if (!tables.TryRead(request, table + (index << 3), level, out ulong descriptor, out fault))
            {
                return false;
            }

            bool leaf = level == 3 || (descriptor & TableOrPage) == 0;
            if ((descriptor & Valid) == 0 || (leaf && !LeafIsLegal(range.GranuleBits, level, descriptor)))
            {
                fault = request.Fault(FaultKind.Translation, level);
                return false;
            }

            ulong output = descriptor & regime.DescriptorAddress & (ulong.MaxValue << (leaf ? shift : range.GranuleBits));
            if (output >> regime.OutputBits != 0)
            {
                fault = request.Fault(FaultKind.AddressSize, level);
                return false;
            }

            if (leaf)
            {
                return TryLeaf(request, PermissionRules.ApplyTable(descriptor, inherited), output, level, shift, out result, out fault);
            }

            inherited |= descriptor & TableAttributes;
            table = output;
            level++;
            shift -= range.Stride;
        }
    }

    private static bool TryLeaf(in WalkRequest request, ulong descriptor, ulong output, int level, int shift, out TranslationResult result, out MmuFault fault)
    {
        TranslationRegime regime = request.Regime;
        if ((descriptor & AccessFlag) == 0)
        {
            result = default;
            fault = request.Fault(FaultKind.AccessFlag, level);
            return false;
        }

        result = new TranslationResult(
            output | (request.Va & ((1UL << shift) - 1)),
            PermissionRules.Stage1(regime, descriptor),
            MemoryAttributes.Stage1(regime.Key.Mair, descriptor))
        {
            Stage1PageBits = shift,
            Global = regime.IsEl2 || (descriptor & NotGlobal) == 0,
        };
        fault = default;
        return true;
    }

    /// <summary>Level 3 knows pages only; blocks exist at levels 1 and 2 with 4K, at level 2 with 16K and 64K.</summary>
    internal static bool LeafIsLegal(int granuleBits, int level, ulong descriptor) =>
        level == 3 ? (descriptor & TableOrPage) != 0 : level == 2 || (level == 1 && granuleBits == 12);

    private static int LevelOf(in WalkRequest request, in TranslationResult result)
    {
        InputRange range = !request.Regime.IsEl2 && (request.Va >> 55 & 1) != 0 ? request.Regime.Upper : request.Regime.Lower;
        return 3 - ((result.Stage1PageBits - range.GranuleBits) / range.Stride);
    }
}
