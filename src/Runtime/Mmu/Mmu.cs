namespace Hyp.Jit.Runtime;

/// <summary>
/// Translation and memory access of one PE. Guest code reads the SoftTlb of the current context itself; everything that misses there comes here,
/// and so do system instructions that concern translation.
/// </summary>
internal sealed unsafe partial class Mmu : IMmuMaintenance, IDisposable
{
    private readonly VirtualCpu _cpu;
    private readonly CpuState* _state;
    private readonly Bus _bus;
    private readonly PhysicalMemory _memory;
    private readonly InnerShareableDomain _domain;
    private readonly MmuFeatures _features;
    private readonly Stage1Walker _walker;
    private readonly ContextPool _pool;
    // The context last used for each exception level's view; valid while its key still matches the registers.
    private readonly TranslationContext[] _views;
    private TranslationContext _current;
    private readonly HostBlock _emptyTable = HostMemory.Reserve(SoftTlb.TableBytes, huge: false);

    public Mmu(VirtualCpu cpu, InnerShareableDomain domain, in MmuFeatures features, int contexts = ContextPool.DefaultCapacity)
    {
        _cpu = cpu;
        _state = cpu.State;
        _bus = domain.Bus;
        _memory = domain.Bus.Memory;
        SoftTlb.EmptyAll((SoftTlbEntry*)_emptyTable.Start, SoftTlb.Entries);
        _domain = domain;
        _features = features;
        var stage2 = new Stage2Walker(_memory);
        _walker = new Stage1Walker(new DescriptorReader(_memory, stage2), stage2);
        _pool = new ContextPool(features, contexts);
        _current = _pool.Acquire(ContextKey.Of(_state, ExceptionLevel.EL2, features));
        _views = [_current, _current, _current];
        SelectContext();
        domain.Join(this);
    }

    /// <summary>Contexts that hold or may come to hold entries.</summary>
    public IReadOnlyList<TranslationContext> Contexts => _pool.Contexts;

    /// <summary>The context that State's table pointers show.</summary>
    public TranslationContext Current => _current;

    public InnerShareableDomain Domain => _domain;

    /// <summary>Loads and stores that guest code could not do by itself.</summary>
    public long SlowAccesses { get; private set; }

    /// <summary>Table walks done.</summary>
    public long Walks { get; private set; }

    /// <summary>Points State at the tables of the regime that the registers describe now. Flushes nothing.</summary>
    public void SelectContext()
    {
        TranslationContext context = ContextOf((ExceptionLevel)_state->El);
        _current = context;
        _pool.Touch(context);
        _state->ReadTlb = context.Read;
        _state->WriteTlb = context.Write;
        _state->FetchTlb = context.Fetch;
        ForgetUserTables();
    }

    private void ForgetUserTables()
    {
        _state->UserReadTlb = _emptyTable.Start;
        _state->UserWriteTlb = _emptyTable.Start;
    }

    /// <summary>From now on, until the context changes, guest code reaches EL0's pages by LDTR and STTR without asking.</summary>
    private void OfferUserTables(TranslationContext user)
    {
        _state->UserReadTlb = user.Read;
        _state->UserWriteTlb = user.Write;
    }

    /// <summary>Forgets all translations: for reset, and after State was restored from a snapshot.</summary>
    public void Reset()
    {
        _pool.ClearAll();
        SelectContext();
    }

    /// <summary>Walks the tables as they are, past all caches.</summary>
    /// <param name="effectiveEl">Whose permissions apply: EL0 for LDTR and STTR at EL1.</param>
    /// <param name="refusedByDevice">The access is not aligned, or is DC ZVA: it faults on Device memory.</param>
    public bool Translate(
        ulong va, AccessType access, ExceptionLevel effectiveEl, out TranslationResult result, out MmuFault fault, bool refusedByDevice = false)
    {
        WalkRequest request = Request(ContextOf(effectiveEl).Regime, va, access) with { RefusedByDevice = refusedByDevice };
        return _walker.TryTranslate(request, out result, out fault);
    }

    public void Dispose()
    {
        _pool.Dispose();
        HostMemory.Release(_emptyTable);
    }

    private TranslationContext ContextOf(ExceptionLevel el)
    {
        ContextKey key = ContextKey.Of(_state, el, _features);
        ref TranslationContext view = ref _views[(int)el];
        if (view.Key != key)
        {
            // The current context must not be the one that gets recycled: guest code holds its tables.
            _pool.Touch(_current);
            view = _pool.Acquire(key);
            // What was recycled may have been EL0's.
            ForgetUserTables();
        }

        return view;
    }

    private WalkRequest Request(TranslationRegime regime, ulong va, AccessType access) => new(regime, regime.Key.AArch32 ? (uint)va : va, access)
    {
        Ttbr0 = _cpu.Sys(regime.IsEl2 ? Slot.Ttbr0El2 : Slot.Ttbr0El1),
        Ttbr1 = _cpu.Sys(Slot.Ttbr1El1),
        Vttbr = _cpu.Sys(Slot.VttbrEl2),
    };

    /// <summary>Physical address of <paramref name="va"/>, from the context's memory of walks or from a walk.</summary>
    private bool TryResolve(TranslationContext context, ulong va, AccessType access, bool refusedByDevice, out ulong pa, out bool device, out MmuFault fault)
    {
        if (context.TryRecall(va, PermissionRules.Needed(access), out pa, out device) && !(device && refusedByDevice))
        {
            fault = default;
            return true;
        }

        Walks++;
        WalkRequest request = Request(context.Regime, va, access) with { RefusedByDevice = refusedByDevice };
        if (!_walker.TryTranslate(request, out TranslationResult result, out fault))
        {
            return false;
        }

        pa = result.PhysicalAddress;
        device = result.Attributes.IsDevice;
        if (access == AccessType.Fetch && !context.Key.Stage1)
        {
            // With stage 1 off, fetches and data accesses see different memory types; what is remembered is for data.
            context.Note(va, result);
        }
        else
        {
            context.Remember(va, result);
        }

        return true;
    }

    /// <summary>The first and last page of AArch32's addresses: what runs over their ends must come here to be cut to 32 bits.</summary>
    private static bool WrapsAround(TranslationContext context, ulong va) => context.Key.AArch32 && (uint)(va + PhysicalMemory.PageSize) < 2 * PhysicalMemory.PageSize;

    /// <summary>An address as the PE's state makes it: AArch32 has 32 bits.</summary>
    private ulong Cut(ulong va) => _state->NRw != 0 ? (uint)va : va;

    /// <summary>Lets guest code reach the page by itself from now on, if nothing about it needs a look at each access.</summary>
    private void Fill(TranslationContext context, ulong va, ulong pa, byte* host, AccessType access, bool device)
    {
        if (device || context.Key.AlignmentChecked || context.Key.BigEndianData || context.Key.WatchesData || WrapsAround(context, va))
        {
            return;
        }

        PageFlags flags = _memory.Flags(pa);
        if ((flags & PageFlags.Watched) != 0)
        {
            return;
        }

        if (access == AccessType.Read)
        {
            context.FillRead(va, host);
        }
        else if ((flags & (PageFlags.Code | PageFlags.ReadOnly)) == 0)
        {
            _memory.SetFlags(pa, PageFlags.WriteEntries | PageFlags.Touched | PageFlags.Dirty);
            context.FillWrite(va, host);
        }
    }
}
