using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Regions from promotion to retirement. The vCPU thread forms them, publishes what is finished and unlinks what changed; a background thread compiles.
/// A method is rooted by its Region as long as an entry may lead to it; entries go first.
/// </summary>
internal sealed unsafe class RegionManager : IDisposable
{
    private const int MaxQueued = 256;
    /// <summary>Room for entries; address space only until they are used. Regions that find none are not entered.</summary>
    private const int MaxEntries = 1 << 20;
    /// <summary>A page that has changed more often is compiled after every so many changes only.</summary>
    private const int PatientVersions = 256, RestlessInterval = 64;
    private static readonly MethodInfo Descriptor = typeof(DynamicMethod).GetMethod("GetMethodDescriptor", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly ExecutionEngine engine;
    private readonly List<Pending> queue = [];
    private readonly ConcurrentQueue<Region> finished = new();
    private readonly Dictionary<(int Page, int Slot), Pending> pending = [];
    private readonly Stack<int> freeEntries = new();
    private readonly HostBlock entryTable = HostMemory.Reserve(MaxEntries * (ulong)sizeof(RegionEntry), huge: false);
    private readonly RegionEntry* entries;
    private int entryCount;
    private Thread? thread;
    private bool disposed;
    private volatile Exception? failure;

    public RegionManager(ExecutionEngine engine)
    {
        this.engine = engine;
        entries = (RegionEntry*)entryTable.Start;
    }

    public bool HasFinished => !finished.IsEmpty || failure != null;

    /// <summary>The entry table. It never moves: guest code holds its address.</summary>
    public RegionEntry* Entries => entries;

    /// <summary>Forms a region at a slot and has it compiled: in the background, or at once in TierMode.Jit.</summary>
    public void Request(CodePage page, int slot)
    {
        bool now = engine.Tier == TierMode.Jit;
        // Asked at every arrival, it must not form again and again what cannot begin where control arrives.
        if (now && (slot = FirstCompilable(page, slot)) < 0) return;
        if (page.Ops[slot].Code == (ushort)OpCode.EnterRegion) return;
        // TierMode.Jit would otherwise compile a page that is rewritten all the time as often as that.
        if (now && page.Version > PatientVersions && page.Version % RestlessInterval != 0) return;
        if (!now && pending.TryGetValue((page.Id, slot), out Pending? waiting))
        {
            // Only this thread writes it.
            waiting.Weight = waiting.Weight + 1;
            return;
        }
        if (!now && pending.Count >= MaxQueued) return;
        RegionForm? form = RegionForm.Form(page, slot, (ops, i) => Original(page, ops, i), now ? i => engine.Decode(page.Ops, i) : null);
        if (form == null) return;
        if (now)
        {
            // Where tier 0 has to run the head, the region begins behind it, and may be there already.
            if (page.Ops[form.Entries[0]].Code == (ushort)OpCode.EnterRegion)
            {
                form.Return();
                return;
            }
            Publish(Compile(form, engine.Statistics));
            form.Return();
            return;
        }
        thread ??= StartThread();
        var request = new Pending(form);
        pending.Add((page.Id, slot), request);
        lock (queue)
        {
            queue.Add(request);
            Monitor.Pulse(queue);
        }
    }

    /// <summary>Puts entries in place for every finished region whose page has not changed since.</summary>
    public void Publish()
    {
        if (failure != null) throw new InvalidOperationException("a region could not be compiled", failure);
        while (finished.TryDequeue(out Region? region))
        {
            pending.Remove((region.Page.Id, region.Head));
            Publish(region);
        }
    }

    private void Publish(Region region)
    {
        CodePage page = region.Page;
        if (region.Version != page.Version)
        {
            NativeMemory.Free(region.Exits);
            return;
        }
        page.Regions.Add(region);
        for (int n = 0; n < region.Entries.Length; n++)
        {
            int slot = region.Entries[n];
            Op* op = page.Ops + slot;
            // An entry that another region already has stays with it, except the head: that one was asked for.
            if (entryCount == MaxEntries && freeEntries.Count == 0) return;
            if ((OpCode)op->Code is OpCode.Hook or OpCode.Stop or OpCode.Undecoded || (op->Code == (ushort)OpCode.EnterRegion && n != 0)) continue;
            ushort original = op->Code == (ushort)OpCode.EnterRegion ? entries[CodePage.EntryIndex(page.Ops, slot)].OriginalCode : op->Code;
            int index = op->Code == (ushort)OpCode.EnterRegion ? CodePage.EntryIndex(page.Ops, slot) : NewEntry();
            entries[index] = new RegionEntry { Method = region.NativeEntry, Exits = region.Exits, Number = n, OriginalCode = Fusion.FirstOf(original) ?? original };
            CodePage.EntryIndex(page.Ops, slot) = index;
            op->Code = (ushort)OpCode.EnterRegion;
        }
    }

    /// <summary>Takes a region's entries away. The method may still be on the stack of no one: all PEs run on the calling thread.</summary>
    public void Unlink(Region region)
    {
        CodePage page = region.Page;
        page.Regions.Remove(region);
        for (int slot = 0; slot < page.SlotCount; slot++)
        {
            Op* op = page.Ops + slot;
            if (op->Code != (ushort)OpCode.EnterRegion) continue;
            int index = CodePage.EntryIndex(page.Ops, slot);
            if (entries[index].Method != region.NativeEntry) continue;
            op->Code = entries[index].OriginalCode;
            freeEntries.Push(index);
        }
        NativeMemory.Free(region.Exits);
        engine.Statistics.RegionsDropped++;
    }

    /// <summary>Ends the compile thread after the region it is at.</summary>
    public void Dispose()
    {
        lock (queue)
        {
            disposed = true;
            Monitor.Pulse(queue);
        }
        HostMemory.Release(entryTable);
    }

    /// <summary>The first slot from here on that tier 0 need not run; -1 where none is before the path ends.</summary>
    private int FirstCompilable(CodePage page, int slot)
    {
        while (slot < page.SlotCount)
        {
            if (page.Ops[slot].Code == (ushort)OpCode.Undecoded) engine.Decode(page.Ops, slot);
            ushort code = page.Ops[slot].Code;
            // What stands under a hook may be an IT: what is behind it must not be decoded without it.
            if (code == (ushort)OpCode.Hook && page.Infos != null) engine.OriginalOfHook(page.Ops, slot);
            if (code == (ushort)OpCode.EnterRegion || RegionForm.CanInclude(page, slot, Fusion.FirstOf(code) ?? code)) return slot;
            if (code == (ushort)OpCode.Undefined) break;
            slot += page.Infos == null ? 1 : Math.Max(1, (int)page.Infos[slot].Length);
        }
        return -1;
    }

    private ushort Original(CodePage page, Op[] ops, int slot)
    {
        ushort code = ops[slot].Code;
        if (code == (ushort)OpCode.EnterRegion) code = entries[CodePage.EntryIndex(page.Ops, slot)].OriginalCode;
        if (code is (ushort)OpCode.Stop or (ushort)OpCode.Hook) return (ushort)OpCode.Undecoded;
        return Fusion.FirstOf(code) ?? code;
    }

    private int NewEntry()
    {
        if (freeEntries.TryPop(out int index)) return index;
        return entryCount++;
    }

    private Thread StartThread()
    {
        var t = new Thread(CompileLoop) { IsBackground = true, Name = "hypjit region compiler" };
        t.Start();
        return t;
    }

    private void CompileLoop()
    {
        try
        {
            while (TakeHottest() is { } request)
            {
                finished.Enqueue(Compile(request.Form, engine.Statistics));
                request.Form.Return();
            }
        }
        catch (Exception e)
        {
            // A fault of ours: it surfaces on the thread that runs the machine, not as the end of the process.
            failure = e;
        }
    }

    /// <summary>The request that was repeated most often; null at the end.</summary>
    private Pending? TakeHottest()
    {
        lock (queue)
        {
            while (queue.Count == 0 && !disposed) Monitor.Wait(queue);
            if (disposed) return null;
            int best = 0;
            for (int i = 1; i < queue.Count; i++)
            {
                if (queue[i].Weight > queue[best].Weight) best = i;
            }
            Pending request = queue[best];
            queue.RemoveAt(best);
            return request;
        }
    }

    /// <summary>A region waiting for the compile thread. The weight is written by the vCPU thread and read, however stale, by the other.</summary>
    private sealed class Pending(RegionForm form)
    {
        public RegionForm Form { get; } = form;
        public volatile int Weight;
    }

    /// <summary>IL, then native code. CreateDelegate does not compile; PrepareDelegate does, and only then is the entry the code itself.</summary>
    internal static Region Compile(RegionForm form, EngineStatistics statistics)
    {
        long started = Stopwatch.GetTimestamp();
        string name = $"{form.Page.Key.Isa} {form.Page.Key.El} {form.Page.PhysicalAddress + ((ulong)form.Head << form.Page.SlotShift):x}";
        var method = new DynamicMethod(name, typeof(long), [typeof(CpuState*), typeof(int)], typeof(RegionManager).Module, skipVisibility: true) { InitLocals = false };
        ILGenerator il = method.GetILGenerator(8192);
        ExitPoint[] points = RegionEmitter.Emit(form, il);
        var exits = (ExitPoint*)NativeMemory.Alloc((nuint)points.Length, (nuint)sizeof(ExitPoint));
        points.CopyTo(new Span<ExitPoint>(exits, points.Length));
        int ilBytes = il.ILOffset;
        Delegate code = method.CreateDelegate(typeof(RegionMethod));
        RuntimeHelpers.PrepareDelegate(code);
        var handle = (RuntimeMethodHandle)Descriptor.Invoke(method, null)!;
        int first = Array.IndexOf(form.Included, true, 0, form.SlotCount), last = Array.LastIndexOf(form.Included, true, form.SlotCount - 1);
        var region = new Region(form.Page, form.Version, form.Head, [.. form.Entries], [first, last], form.Count)
        {
            Method = code,
            NativeEntry = handle.GetFunctionPointer(),
            Exits = exits,
            IlBytes = ilBytes,
            CompileTime = Stopwatch.GetElapsedTime(started),
        };
        statistics.RegionsCompiled++;
        statistics.RegionInstructions += form.Count;
        statistics.RegionIlBytes += ilBytes;
        statistics.RegionCompileTime += region.CompileTime;
        return region;
    }

    private unsafe delegate long RegionMethod(CpuState* state, int entry);
}
