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
    /// <summary>Slots of the page; the arrays may be longer.</summary>
    public int SlotCount { get; private set; }
    /// <summary>The page's ops, without Guarded, entries and fused pairs where they are included.</summary>
    public Op[] Ops { get; private set; } = new Op[CodePage.WordSlots];
    public bool[] Included { get; private set; } = new bool[CodePage.WordSlots];
    public bool[] Leader { get; private set; } = new bool[CodePage.WordSlots];
    private SlotInfo[]? infos;
    private readonly List<Op> prefixes = [];
    private int[]? prefixStart;
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

    /// <summary>Condition of an included instruction, 14 when it always executes.</summary>
    public int ConditionOf(int slot) => infos == null || !Page.Key.IsAArch32 ? 14 : infos[slot].Condition;

    /// <summary>Slots that an included instruction covers.</summary>
    public int LengthOf(int slot) => infos == null || Page.Key.Isa != Isa.T32 ? 1 : infos[slot].Length;

    /// <summary>Prefix ops of an included instruction.</summary>
    public ReadOnlySpan<Op> PrefixOf(int slot) => infos == null || !Page.Key.IsAArch32 || infos[slot].PrefixCount == 0
        ? []
        : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(prefixes).Slice(prefixStart![slot], infos[slot].PrefixCount);

    /// <summary>Gives the form to whoever needs one next. From any thread.</summary>
    public void Return() => Pool.Return(this);

    private void Start(CodePage page, int head)
    {
        Page = page;
        Version = page.Version;
        Head = head;
        Count = 0;
        SlotCount = page.SlotCount;
        if (Ops.Length < SlotCount)
        {
            Ops = new Op[SlotCount];
            Included = new bool[SlotCount];
            Leader = new bool[SlotCount];
        }
        if (page.Key.IsAArch32 && (infos == null || infos.Length < SlotCount))
        {
            infos = new SlotInfo[SlotCount];
            prefixStart = new int[SlotCount];
        }
        Array.Clear(Included, 0, SlotCount);
        Array.Clear(Leader, 0, SlotCount);
        Entries.Clear();
        ReturnPoints.Clear();
        prefixes.Clear();
        work.Clear();
        fixed (Op* copy = Ops) Buffer.MemoryCopy(page.Ops, copy, SlotCount * sizeof(Op), SlotCount * sizeof(Op));
    }

    private void Grow(Func<Op[], int, ushort> originalCode, Action<int>? decode)
    {
        const int Coldest = 16;
        int shift = Page.SlotShift;
        work.Enqueue(Head);
        AddEntry(Head);
        while (work.TryDequeue(out int i))
        {
            if (i >= 0 && i < SlotCount) Leader[i] = true;
            while (i >= 0 && i < SlotCount && !Included[i] && Count < MaxInstructions)
            {
                if (Ops[i].Code == (ushort)OpCode.Undecoded && decode != null)
                {
                    decode(i);
                    for (int k = i; k < SlotCount && Ops[k].Code == (ushort)OpCode.Undecoded; k++) Ops[k] = Page.Ops[k];
                }
                // Another region starts here: this one goes on into it.
                if (i != Head && Ops[i].Code == (ushort)OpCode.EnterRegion) break;
                ushort code = originalCode(Ops, i);
                OpFlow flow = FlowOf(Page, i, ref code);
                Ops[i].Code = code;
                int next = i + (Page.Infos == null ? 1 : Math.Max(1, (int)Page.Infos[i].Length));
                if (flow == OpFlow.Unsupported)
                {
                    // Tier 0 runs this one; behind it the region is entered again.
                    if (code != (ushort)OpCode.Undecoded && next < SlotCount && AddEntry(next)) work.Enqueue(next);
                    break;
                }
                if (Page.Infos != null && !TakeInfo(i)) break;
                Included[i] = true;
                Count++;
                int target = i + (Ops[i].Disp >> shift);
                // Heat counts how often tier 0 saw the branch taken: what it hardly ever saw is left out, and compiled when it becomes hot itself.
                bool worth = flow is (OpFlow.Jump or OpFlow.Call or OpFlow.Condition) && (decode != null || Ops[i].Heat >= Coldest);
                if (worth)
                {
                    work.Enqueue(target);
                    if (target <= i && target >= 0) AddEntry(target);
                }
                if (flow is OpFlow.Call or OpFlow.CallAway && next < SlotCount && AddEntry(next))
                {
                    ReturnPoints.Add(next);
                    work.Enqueue(next);
                }
                if (flow is OpFlow.Condition or OpFlow.ConditionAway) work.Enqueue(next);
                if (flow != OpFlow.Next) break;
                i = next;
            }
        }
        if (Page.Infos != null) new ReadOnlySpan<SlotInfo>(Page.Infos, SlotCount).CopyTo(infos);
        // A cold branch may lead to what another path brought in.
        for (int i = 0; i < SlotCount; i++)
        {
            int target = i + (Ops[i].Disp >> shift);
            if (Included[i] && FlowOf(Ops[i].Code) is (OpFlow.Jump or OpFlow.Call or OpFlow.Condition) && target >= 0 && target < SlotCount) Leader[target] = true;
        }
        // What the bound cut off cannot be entered or returned to.
        Entries.RemoveAll(e => !Included[e]);
        ReturnPoints.RemoveAll(r => !Included[r]);
    }

    /// <summary>Copies the prefix of an AArch32 instruction; false when it overlaps one that is included.</summary>
    private bool TakeInfo(int slot)
    {
        SlotInfo info = Page.Infos[slot];
        bool overlaps = (info.Length == 2 && slot + 1 < SlotCount && Included[slot + 1]) || (slot > 0 && Included[slot - 1] && Page.Infos[slot - 1].Length == 2);
        if (overlaps) return false;
        prefixStart![slot] = prefixes.Count;
        prefixes.AddRange(new ReadOnlySpan<Op>(info.Prefix, info.PrefixCount));
        return true;
    }

    private bool AddEntry(int slot)
    {
        if (Entries.Contains(slot)) return true;
        if (Entries.Count >= MaxEntries) return false;
        Entries.Add(slot);
        Leader[slot] = true;
        return true;
    }

    /// <summary>Whether regions know what to do with the instruction of a slot, whose op had this code before a region or a fused pair took its place.</summary>
    public static bool CanInclude(CodePage page, int slot, ushort code) => FlowOf(page, slot, ref code) != OpFlow.Unsupported;

    /// <summary>Flow of an instruction; its real code where the op only guards it.</summary>
    private static OpFlow FlowOf(CodePage page, int slot, ref ushort code)
    {
        if (page.Infos == null) return FlowOf(code);
        SlotInfo* info = page.Infos + slot;
        if (code == (ushort)OpCode.Guarded) code = info->Code;
        // Regions do not carry ITSTATE over the end of a page.
        if (page.Infos[page.SlotCount].It != 0 && (info->It != 0 || slot + info->Length >= page.SlotCount) && slot > page.SlotCount - 16) return OpFlow.Unsupported;
        OpFlow flow = FlowOf(code);
        if (info->Condition == 14) return flow;
        return flow switch
        {
            OpFlow.Jump => OpFlow.Condition,
            OpFlow.JumpAway => OpFlow.ConditionAway,
            OpFlow.Condition or OpFlow.ConditionAway => OpFlow.Unsupported,
            _ => flow,
        };
    }

    /// <summary>
    /// Whether an instruction outside of the region, as the page holds it, is one that no region can begin with. Within an IT block control never leaves for
    /// the engine, which would not know of the block.
    /// </summary>
    public bool NeedsTier0(int slot)
    {
        ushort code = Ops[slot].Code;
        if (Page.Key.IsAArch32)
        {
            if (infos![slot].It != 0) return true;
            if (code == (ushort)OpCode.Guarded) code = infos[slot].Code;
        }
        return code is not ((ushort)OpCode.EnterRegion or (ushort)OpCode.Undecoded) && FlowOf(Fusion.FirstOf(code) ?? code) == OpFlow.Unsupported;
    }

    private static OpFlow FlowOf(ushort code)
    {
        switch ((OpCode)code)
        {
            case OpCode.B: return OpFlow.Jump;
            case OpCode.Bl or OpCode.BranchLink32: return OpFlow.Call;
            case OpCode.BlFar or OpCode.Blr or OpCode.BranchLink32Far or OpCode.BranchLinkExchange32 or OpCode.BranchLinkExchangeRegister: return OpFlow.CallAway;
            case OpCode.BFar or OpCode.Br or OpCode.Ret or OpCode.BranchExchange or OpCode.LoadPc or OpCode.LoadMultiplePc or OpCode.TableBranch: return OpFlow.JumpAway;
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
