using Microsoft.Extensions.ObjectPool;

namespace Hyp.Jit.Compiler;

/// <summary>
/// The shape of a region before it is compiled: a copy of its page's ops, the slots it includes, its entries and block leaders. Formed on the vCPU
/// thread, then handed to the compile thread, which touches nothing else.
/// </summary>
internal sealed unsafe class RegionForm
{
    /// <summary>Bound on included instructions: beyond ~300 RyuJIT's cost per instruction climbs.</summary>
    public const int MaxInstructions = 240;
    private const int MaxEntries = 24;

    private static readonly ObjectPool<RegionForm> Pool = new DefaultObjectPool<RegionForm>(new DefaultPooledObjectPolicy<RegionForm>(), maximumRetained: 64);

    private readonly Queue<int> work = new();

    public CodePage Page { get; private set; } = null!;
    public int Version { get; private set; }
    public int Head { get; private set; }
    public Op[] Ops { get; } = new Op[CodePage.WordSlots];
    public bool[] Included { get; } = new bool[CodePage.WordSlots];
    public bool[] Leader { get; } = new bool[CodePage.WordSlots];
    public List<int> Entries { get; } = [];
    /// <summary>Slots behind calls: where a RET inside the region may go.</summary>
    public List<int> ReturnPoints { get; } = [];
    public int Count { get; private set; }

    /// <summary>Forms the region that starts at <paramref name="head"/>; null when nothing there can be compiled. It goes back by <see cref="Return"/>.</summary>
    public static RegionForm? Form(CodePage page, int head, Func<Op[], int, ushort> originalCode, Action<int>? decode)
    {
        RegionForm form = Pool.Get();
        form.Start(page, head);
        form.Grow(originalCode, decode);
        if (form.Entries.Count != 0) return form;
        form.Return();
        return null;
    }

    /// <summary>Gives the form to whoever needs one next. From any thread.</summary>
    public void Return() => Pool.Return(this);

    private void Start(CodePage page, int head)
    {
        Page = page;
        Version = page.Version;
        Head = head;
        Count = 0;
        Array.Clear(Included);
        Array.Clear(Leader);
        Entries.Clear();
        ReturnPoints.Clear();
        work.Clear();
        fixed (Op* copy = Ops) Buffer.MemoryCopy(page.Ops, copy, CodePage.WordSlots * sizeof(Op), CodePage.WordSlots * sizeof(Op));
    }

    private void Grow(Func<Op[], int, ushort> originalCode, Action<int>? decode)
    {
        const int Coldest = 16;
        work.Enqueue(Head);
        AddEntry(Head);
        while (work.TryDequeue(out int i))
        {
            if (i is >= 0 and < CodePage.WordSlots) Leader[i] = true;
            while (i is >= 0 and < CodePage.WordSlots && !Included[i] && Count < MaxInstructions)
            {
                if (Ops[i].Code == (ushort)OpCode.Undecoded && decode != null)
                {
                    decode(i);
                    for (int k = i; k < CodePage.WordSlots && Ops[k].Code == (ushort)OpCode.Undecoded; k++) Ops[k] = Page.Ops[k];
                }
                // Another region starts here: this one goes on into it.
                if (i != Head && Ops[i].Code == (ushort)OpCode.EnterRegion) break;
                ushort code = originalCode(Ops, i);
                Ops[i].Code = code;
                OpFlow flow = FlowOf(code);
                if (flow == OpFlow.Unsupported)
                {
                    // Tier 0 runs this one; behind it the region is entered again.
                    if (code != (ushort)OpCode.Undecoded && i + 1 < CodePage.WordSlots && AddEntry(i + 1)) work.Enqueue(i + 1);
                    break;
                }
                Included[i] = true;
                Count++;
                int target = i + (Ops[i].Disp >> 2);
                // Heat counts how often tier 0 saw the branch taken: what it hardly ever saw is left out, and compiled when it becomes hot itself.
                bool worth = flow is (OpFlow.Jump or OpFlow.Call or OpFlow.Condition) && (decode != null || Ops[i].Heat >= Coldest);
                if (worth)
                {
                    work.Enqueue(target);
                    if (target <= i && target >= 0) AddEntry(target);
                }
                if (flow is OpFlow.Call or OpFlow.CallAway && i + 1 < CodePage.WordSlots && AddEntry(i + 1))
                {
                    ReturnPoints.Add(i + 1);
                    work.Enqueue(i + 1);
                }
                if (flow is OpFlow.Condition or OpFlow.ConditionAway) work.Enqueue(i + 1);
                if (flow != OpFlow.Next) break;
                i++;
            }
        }
        // A cold branch may lead to what another path brought in.
        for (int i = 0; i < CodePage.WordSlots; i++)
        {
            int target = i + (Ops[i].Disp >> 2);
            if (Included[i] && FlowOf(Ops[i].Code) is (OpFlow.Jump or OpFlow.Call or OpFlow.Condition) && target is >= 0 and < CodePage.WordSlots) Leader[target] = true;
        }
        // What the bound cut off cannot be entered or returned to.
        Entries.RemoveAll(e => !Included[e]);
        ReturnPoints.RemoveAll(r => !Included[r]);
    }

    private bool AddEntry(int slot)
    {
        if (Entries.Contains(slot)) return true;
        if (Entries.Count >= MaxEntries) return false;
        Entries.Add(slot);
        Leader[slot] = true;
        return true;
    }

    /// <summary>Whether regions know what to do with an op.</summary>
    public static bool CanInclude(ushort code) => FlowOf(code) != OpFlow.Unsupported;

    /// <summary>Whether an op outside of a region, as the page holds it, is one that no region can begin with.</summary>
    public static bool NeedsTier0(ushort code) =>
        code is not ((ushort)OpCode.EnterRegion or (ushort)OpCode.Undecoded) && !CanInclude(Fusion.FirstOf(code) ?? code);

    private static OpFlow FlowOf(ushort code)
    {
        switch ((OpCode)code)
        {
            case OpCode.B: return OpFlow.Jump;
            case OpCode.Bl: return OpFlow.Call;
            case OpCode.BlFar or OpCode.Blr: return OpFlow.CallAway;
            case OpCode.BFar or OpCode.Br or OpCode.Ret: return OpFlow.JumpAway;
            case OpCode.BCond or OpCode.Cbz64 or OpCode.Cbnz64 or OpCode.Cbz32 or OpCode.Cbnz32 or OpCode.Tbz or OpCode.Tbnz: return OpFlow.Condition;
            case OpCode.BCondFar or OpCode.Cbz64Far or OpCode.Cbnz64Far or OpCode.Cbz32Far or OpCode.Cbnz32Far or OpCode.TbzFar or OpCode.TbnzFar:
                return OpFlow.ConditionAway;
        }
        return RegionEmitter.CanEmit(code) ? OpFlow.Next : OpFlow.Unsupported;
    }
}

/// <summary>How control leaves an op, as regions see it.</summary>
internal enum OpFlow
{
    Next, Jump, JumpAway, Call, CallAway, Condition, ConditionAway, Unsupported,
}
