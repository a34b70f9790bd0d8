namespace Hyp.Jit.Runtime;

/// <summary>TLBI, AT, and cache maintenance by address.</summary>
internal sealed unsafe partial class Mmu
{
    private const ulong HcrFb = 1 << 9;
    private const ulong CacheLine = 64;

    public void TlbInvalidate(TlbiKind kind, ulong operand, bool innerShareable)
    {
        // HCR_EL2.FB broadcasts what EL1 meant for itself.
        if (_state->NRw != 0)
        {
            operand = AArch32Operand(kind, (uint)operand);
        }

        bool forced = _state->El == (byte)ExceptionLevel.EL1 && _features.HasEl2 && (_cpu.Sys(Slot.HcrEl2) & HcrFb) != 0;
        var vmid = (ushort)(_features.HasEl2 ? _cpu.Sys(Slot.VttbrEl2) >> 48 & 0xFF : 0);
        if (innerShareable || forced)
        {
            _domain.Shootdown(kind, operand, vmid);
        }
        else
        {
            Invalidate(kind, operand, vmid);
        }
    }

    /// <summary>The AArch64 form of TLBIMVA's MVA[31:12] and ASID[7:0], TLBIASID's ASID, TLBIIPAS2's IPA[39:12].</summary>
    private static ulong AArch32Operand(TlbiKind kind, uint operand)
    {
        ulong asid = (ulong)(operand & 0xFF) << 48;
        return kind switch
        {
            TlbiKind.VaE1 or TlbiKind.ValE1 => (operand >> PhysicalMemory.PageBits) | asid,
            TlbiKind.VaaE1 or TlbiKind.VaalE1 or TlbiKind.VaE2 or TlbiKind.ValE2 => operand >> PhysicalMemory.PageBits,
            TlbiKind.AsidE1 => asid,
            TlbiKind.Ipas2E1 or TlbiKind.Ipas2lE1 => operand & 0x0FFF_FFFF,
            _ => 0,
        };
    }

    /// <summary>Carries out a TLBI on this PE. Entries combine both stages, so a stage 2 invalidation takes all of its VMID's.</summary>
    public void Invalidate(TlbiKind kind, ulong operand, ushort vmid)
    {
        bool el2 = kind is TlbiKind.AllE2 or TlbiKind.VaE2 or TlbiKind.ValE2;
        foreach (TranslationContext context in _pool.Contexts)
        {
            ContextKey key = context.Key;
            if ((key.El == ExceptionLevel.EL2) != el2 || (!el2 && kind != TlbiKind.AllE1 && key.Vmid != vmid))
            {
                continue;
            }

            bool asidMatches = AsidMatches(key, operand);
            switch (kind)
            {
                case TlbiKind.VaE1 or TlbiKind.ValE1:
                    context.DropPage(operand, globalOnly: !asidMatches);
                    break;
                case TlbiKind.VaaE1 or TlbiKind.VaalE1 or TlbiKind.VaE2 or TlbiKind.ValE2:
                    context.DropPage(operand, globalOnly: false);
                    break;
                case TlbiKind.AsidE1 when !asidMatches:
                case TlbiKind.Ipas2E1 or TlbiKind.Ipas2lE1 when !key.Stage2:
                    break;
                default:
                    context.Clear();
                    break;
            }
        }
    }

    public bool TryAddressTranslate(AtKind kind, ulong va, out ulong par, out MmuFault fault)
    {
        bool write = kind is AtKind.S1E1W or AtKind.S1E0W or AtKind.S1E2W or AtKind.S12E1W or AtKind.S12E0W;
        ExceptionLevel el = kind switch
        {
            AtKind.S1E2R or AtKind.S1E2W => ExceptionLevel.EL2,
            AtKind.S1E0R or AtKind.S1E0W or AtKind.S12E0R or AtKind.S12E0W => ExceptionLevel.EL0,
            _ => ExceptionLevel.EL1,
        };
        bool bothStages = kind >= AtKind.S12E1R;
        WalkRequest request = Request(ContextOf(el).Regime, va, write ? AccessType.Write : AccessType.Read) with { Stage1Only = !bothStages };

        bool shortFormat = _state->NRw != 0 && !ReportsLong(el, bothStages);
        if (_walker.TryTranslate(request, out TranslationResult result, out fault))
        {
            par = shortFormat ? AddressReport.ShortSuccess(result) : AddressReport.Success(result);
            return true;
        }

        par = shortFormat ? AddressReport.ShortFailure(fault) : AddressReport.Failure(fault);
        bool takenToEl2 = fault.DuringStage1Walk && !bothStages && _state->El == (byte)ExceptionLevel.EL1;
        if (takenToEl2 || fault.Kind == FaultKind.ExternalOnWalk)
        {
            fault = AsMaintenance(fault);
            return false;
        }

        return true;
    }

    /// <summary>
    /// Caches hold nothing that memory does not, so only the checks of DC remain: IVAC needs write permission, EL0 needs read permission, and
    /// elsewhere permission is not asked (Arm ARM D4.4.8); AArch32 regimes never ask (AArch32.S1SDHasPermissionsFault). Stores tell the engine of changed code at once; IC IVAU repeats that for pages with code,
    /// and IC IALLU has nothing left to do.
    /// </summary>
    public bool TryCacheMaintenance(CacheOperation operation, ulong va, out MmuFault fault)
    {
        fault = default;
        if (operation == CacheOperation.InstructionInvalidateAll)
        {
            return true;
        }

        va = Cut(va);

        var el = (ExceptionLevel)_state->El;
        bool asks = !_current.Key.AArch32;
        bool needsWrite = asks && operation == CacheOperation.DataInvalidate && el != ExceptionLevel.EL0;
        if (!TryResolve(_current, va, needsWrite ? AccessType.Write : AccessType.Read, refusedByDevice: false, out ulong pa, out _, out fault))
        {
            bool permissionAsked = needsWrite || (asks && el == ExceptionLevel.EL0) || fault.DuringStage1Walk;
            if (fault.Kind is FaultKind.Permission or FaultKind.Domain && !permissionAsked)
            {
                fault = default;
                return true;
            }

            fault = AsMaintenance(fault);
            return false;
        }

        if (operation == CacheOperation.InstructionInvalidate && (_memory.Flags(pa) & PageFlags.Code) != 0)
        {
            _bus.CodeWritten?.Invoke(pa & ~(CacheLine - 1), CacheLine);
        }

        return true;
    }

    /// <summary>
    /// Whether PAR takes its 64-bit format in AArch32: for ATS1H and all that HYP executes on stage 1, with TTBCR.EAE, and for ATS12NSO while stage 2 is
    /// on (Arm ARM G5.13.3).
    /// </summary>
    private bool ReportsLong(ExceptionLevel el, bool bothStages)
    {
        const ulong TtbcrEae = 1UL << 31;
        if (el == ExceptionLevel.EL2 || (_features.LongDescriptors && (_cpu.Sys(Slot.TcrEl1) & TtbcrEae) != 0))
        {
            return true;
        }

        return bothStages
            ? _features.HasEl2 && (_cpu.Sys(Slot.HcrEl2) & (Hcr.Vm | Hcr.Dc)) != 0
            : _state->El == (byte)ExceptionLevel.EL2;
    }

    /// <summary>An operand's ASID[15:8] are ignored where the regime has 8-bit ASIDs.</summary>
    private bool AsidMatches(in ContextKey key, ulong operand)
    {
        const ulong TcrAs = 1UL << 36;
        bool wide = _features.AsidBits == 16 && !key.ShortDescriptors && !key.LongDescriptors32 && (key.Tcr & TcrAs) != 0;
        return (operand >> 48 & (wide ? 0xFFFFUL : 0xFF)) == key.Asid;
    }

    /// <summary>ISS.WnR is 1 and ISS.CM is set for faults of cache maintenance and AT.</summary>
    private static MmuFault AsMaintenance(in MmuFault fault) => fault with { Access = AccessType.Write, CacheMaintenance = true };
}
