using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Runs guest code of all PEs of one machine: finds or decodes the page at PC, runs tier 0 on it, which enters regions, and deals with everything that
/// makes either stop. One engine serves all PEs, which take turns on one thread.
/// </summary>
internal sealed unsafe partial class ExecutionEngine : IExecutionEngine, IDisposable
{
    /// <summary>RunLimit that makes every poll leave, yet differs from the 0 of a request.</summary>
    private const long PollAlways = long.MinValue;

    private readonly IBlockTranslator translator;
    private readonly IAArch32Translator aarch32;
    private readonly CodeCache cache = new();
    // Set with the first page; before that there is nothing it could be asked.
    private InnerShareableDomain domain = null!;

    public ExecutionEngine(IBlockTranslator translator, IAArch32Translator aarch32, TierMode tier)
    {
        this.translator = translator;
        this.aarch32 = aarch32;
        Tier = tier;
        PromotionMask = tier switch { TierMode.Interpreter => -1, TierMode.Jit => 0, _ => 1023 };
        if (tier != TierMode.Interpreter) regions = new RegionManager(this);
    }

    public TierMode Tier { get; }

    /// <summary>A slot that regions leave to is compiled whenever it has been reached so from this many times, less one, which is a mask.</summary>
    public const int ArrivalMask = 63;

    /// <summary>A branch's target is compiled whenever its heat has these bits clear: every 1024th time it is taken, say.</summary>
    public int PromotionMask { get; set; }

    public EngineStatistics Statistics { get; } = new();

    public CodeCache Cache => cache;

    public bool Exact { get; set; } = true;

    public EngineExit Run(VirtualCpu cpu, long budget)
    {
        long before = cpu.State->Retired;
        EngineExit exit = RunUntilExit(cpu, budget);
        Statistics.Retired += cpu.State->Retired - before;
        return exit;
    }

    private EngineExit RunUntilExit(VirtualCpu cpu, long budget)
    {
        CpuState* s = cpu.State;
        bool blocks = blockHook != null, exact = Exact;
        long end = s->Retired + budget;
        bool useRegions = Tier != TierMode.Interpreter && !blocks;
        // Whether PC was reached by a branch, for all the engine knows.
        bool arrived = true;
        for (; ; )
        {
            if (regions is { HasFinished: true }) regions.Publish();
            if (HasRetired) RecycleRetired();
            if (s->PendingInterrupt != 0) cpu.TakeInterrupt();
            if (blocks && arrived && BlockHookStops(cpu)) return EngineExit.Hook;
            if (cpu.IsHalted) return EngineExit.Halted;
            if (cpu.IsPoweredOff) return EngineExit.PoweredOff;
            if (cpu.LeaveRequested)
            {
                cpu.LeaveRequested = false;
                return EngineExit.Requested;
            }
            long left = end - s->Retired;
            if (left <= 0) return EngineExit.BudgetUsed;
            bool debugged = SelfHostedDebug.IsArmed(cpu);
            if (debugged && cpu.TakePendingStep()) continue;
            CodeKey key = KeyOf(cpu);
            CodePage? page = PageAt(cpu, s, key);
            if (page == null || (debugged && cpu.TakeBreakpoint())) continue;
            if (s->Il != 0)
            {
                s->Retired++;
                cpu.IllegalState();
                continue;
            }
            int slot = page.SlotOf(s->Pc);
            ulong tag = (ulong)key.Index << 2;
            s->FetchTag = tag;
            s->RegionEntries = regions == null ? null : regions.Entries;
            if (Tier == TierMode.Jit && useRegions && !debugged && !IsUncached(s, page, slot)) regions!.Request(page, slot);
            InterpreterExit exit;
            long limit;
            arrived = true;
            if (debugged)
            {
                limit = PollAlways;
                s->RunLimit = limit;
                exit = RunDebugged(cpu, s, page, slot, tag);
            }
            else if (IsUncached(s, page, slot))
            {
                limit = PollAlways;
                s->RunLimit = limit;
                exit = RunUncached(cpu, s, page, slot, tag);
                arrived = exit != InterpreterExit.Stop;
            }
            else if (exact && left <= PollReach(page))
            {
                limit = PollAlways;
                s->RunLimit = limit;
                exit = RunBounded(cpu, s, page, slot, tag, (int)left);
            }
            else
            {
                limit = blocks ? PollAlways : exact ? end - PollReach(page) : end;
                s->RunLimit = limit;
                exit = RunTier0(cpu, s, page, slot, tag, useRegions);
            }
            if (exit == InterpreterExit.Hook) return EngineExit.Hook;
            if (exit == InterpreterExit.Uncached) arrived = false;
            if (exit == InterpreterExit.Promote) PromoteAt(cpu, s);
            // Somebody cleared it: a line that rose, a timer that was set, a request to stop.
            if (s->RunLimit == limit) continue;
            cpu.UpdateInterrupts();
            if (s->PendingInterrupt == 0) return EngineExit.Requested;
        }
    }

    private InterpreterExit RunTier0(VirtualCpu cpu, CpuState* s, CodePage page, int slot, ulong tag, bool useRegions) => page.Key.Isa switch
    {
        Isa.A64 => InterpreterTier.Run<A64Isa>(this, cpu, s, page.Ops, page.Ops + slot, s->Pc & ~0xFFFUL, tag, useRegions),
        Isa.A32 => InterpreterTier.Run<A32Isa>(this, cpu, s, page.Ops, page.Ops + slot, s->Pc & ~0xFFFUL, tag, useRegions),
        _ => InterpreterTier.Run<T32Isa>(this, cpu, s, page.Ops, page.Ops + slot, s->Pc & ~0xFFFUL, tag, useRegions),
    };

    /// <summary>Instructions that can retire between two polls, in tier 0 (one page) or in a region.</summary>
    private static int PollReach(CodePage page) => page.SlotCount + 16;

    /// <summary>Runs at most <paramref name="count"/> instructions without regions: a Stop op stands behind the last one for this run.</summary>
    private InterpreterExit RunBounded(VirtualCpu cpu, CpuState* s, CodePage page, int slot, ulong tag, int count)
    {
        if (IsUncached(s, page, slot)) return RunUncached(cpu, s, page, slot, tag);
        int stop = page.Key.Isa == Isa.T32 ? StopSlot(page, slot, count) : slot + count;
        if (stop >= page.SlotCount) return RunTier0(cpu, s, page, slot, tag, useRegions: false);
        Op* op = page.Ops + stop;
        // A fused op right before would run over the Stop.
        if (stop > 0 && Fusion.FirstOf(op[-1].Code) is ushort first) op[-1].Code = first;
        ushort covered = op->Code;
        int version = page.Version;
        op->Code = (ushort)OpCode.Stop;
        bounded = page;
        InterpreterExit exit = RunTier0(cpu, s, page, slot, tag, useRegions: false);
        bounded = null;
        if (page.Version == version) op->Code = covered;
        else if (op->Code == (ushort)OpCode.Stop) op->Code = (ushort)OpCode.Undecoded;
        return exit;
    }

    public void Dispose()
    {
        regions?.Dispose();
        cache.Dispose();
    }

    private static CodeKey KeyOf(VirtualCpu cpu)
    {
        CpuState* s = cpu.State;
        bool aarch32 = s->NRw != 0;
        Isa isa = aarch32 ? s->Thumb != 0 ? Isa.T32 : Isa.A32 : Isa.A64;
        return new((ExceptionLevel)s->El, !cpu.FpEnabled(), cpu.DataIsBigEndian, !aarch32 && s->El != 0 && s->SpSel == 0, isa);
    }

    /// <summary>The decoded page at PC, through the fetch table; null when the fetch faulted and the exception has been taken.</summary>
    private CodePage? PageAt(VirtualCpu cpu, CpuState* s, CodeKey key)
    {
        ulong va = s->Pc, pageVa = va & ~0xFFFUL;
        var entry = (ulong*)(s->FetchTlb + ((va >> 8) & 0x1FF0));
        if (entry[0] == (pageVa | ((ulong)key.Index << 2) | (va & 3))) return cache.ById(CodePage.IdOf((Op*)entry[1]));
        Statistics.Lookups++;
        ulong untagged = key.IsAArch32 ? (uint)va : Pstate.BranchAddress(cpu, va, (ExceptionLevel)s->El);
        if (untagged != va)
        {
            s->Pc = untagged;
            return null;
        }
        if ((va & ((1UL << key.SlotShift) - 1)) != 0)
        {
            cpu.PcAlignment(va);
            return null;
        }
        if (!cpu.Mmu.TryFetchPage(va, out ulong pa, out byte* host, out MmuFault fault))
        {
            cpu.TakeMmuFault(fault, 0);
            return null;
        }
        ulong physical = pa & ~0xFFFUL;
        CodePage page = cache.Find(physical, key) ?? AddPage(cpu, physical, key, host);
        cpu.Mmu.FillFetch(pageVa | ((ulong)key.Index << 2), page.Ops);
        return page;
    }

    private CodePage AddPage(VirtualCpu cpu, ulong physical, CodeKey key, byte* host)
    {
        domain = cpu.Mmu.Domain;
        cpu.Mmu.RegisterCodePage(physical);
        CodePage page = cache.Add(physical, key, (byte*)((nuint)host & ~(nuint)0xFFF));
        PlaceHooks(page, 0, page.SlotCount);
        return page;
    }
}
