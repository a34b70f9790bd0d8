using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Writes a region as one leaf method, <c>long R(CpuState* s, int entry)</c>, which returns the number of its exit. Guest registers live in locals, loaded at entry and stored at the one common
/// exit; anything awkward leaves at its instruction. Blocks are emitted in address order; backward edges poll RunLimit.
/// </summary>
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo NextRegion = Method(typeof(RegionChain), nameof(RegionChain.Next), typeof(CpuState*), typeof(ulong));
    private static readonly MethodInfo NextThumbRegion = Method(typeof(RegionChain), nameof(RegionChain.NextThumb), typeof(CpuState*), typeof(ulong));

    private readonly RegionForm form;
    private readonly ILGenerator il;
    private readonly LocalBuilder?[] x = new LocalBuilder?[64];
    private readonly LocalBuilder?[] v = new LocalBuilder?[36];
    private readonly bool[] xWritten = new bool[64];
    private readonly bool[] vWritten = new bool[36];
    private readonly Label[] labels;
    private readonly List<(Label Label, ExitPoint Point)> exits = [];
    private readonly Label commonExit;
    private readonly LocalBuilder retired, pcPage, exit, target, flagA, flagB, flagKind;
    private LocalBuilder? address, host, entry, readTlb, writeTlb, userReadTlb, userWriteTlb, value, value2;
    private readonly AccessGroup?[] groups;
    private readonly LocalBuilder?[] groupHosts = new LocalBuilder?[64];
    // Where LoadElement and StoreElement find the bytes of the present instruction.
    private LocalBuilder? elementBase;
    private int elementOffset;
    private FlagKind? known;
    // Instructions of the present block before the one at hand that the local has not counted yet.
    private int counted;

    private RegionEmitter(RegionForm form, ILGenerator il)
    {
        this.form = form;
        this.il = il;
        labels = new Label[form.SlotCount];
        groups = AccessGroups.Find(form);
        commonExit = il.DefineLabel();
        retired = il.DeclareLocal(typeof(long));
        pcPage = il.DeclareLocal(typeof(ulong));
        exit = il.DeclareLocal(typeof(long));
        target = il.DeclareLocal(typeof(ulong));
        flagA = il.DeclareLocal(typeof(ulong));
        flagB = il.DeclareLocal(typeof(ulong));
        flagKind = il.DeclareLocal(typeof(int));
    }

    /// <summary>Operations that regions contain; the others are left to tier 0.</summary>
    public static bool CanEmit(ushort code)
    {
        if (MemoryOp.Is(code)) return true;
        if ((OpCode)code is OpCode.Nop or OpCode.MovI or OpCode.Adr or OpCode.Adr32 or OpCode.LogicFlags or OpCode.ReadPlain or OpCode.WritePlain or OpCode.ReadUnlessTrapped or OpCode.ReadUnlessHstr or OpCode.Clrex
            or (>= OpCode.AddsI64 and <= OpCode.FpConditionalCompare) or (>= OpCode.ReadDaif and <= OpCode.ZeroBlock)
            or OpCode.LoadUnprivileged or OpCode.StoreUnprivileged or (>= OpCode.LoadPc and <= OpCode.StoreVectorList)
            or OpCode.LoadExclusive or OpCode.LoadExclusivePair or OpCode.StoreExclusive or OpCode.LoadAcquire or OpCode.StoreRelease) return true;
        return OpTable.Find(code) is { Shape: not OpShape.Special };
    }

    /// <summary>Writes the method; returns what its exits mean, by the number they return. The first is that of an indirect branch.</summary>
    public static ExitPoint[] Emit(RegionForm form, ILGenerator il)
    {
        var emitter = new RegionEmitter(form, il);
        emitter.EmitRegion();
        return [default, .. emitter.exits.Select(e => e.Point)];
    }

    private void EmitRegion()
    {
        var prologue = il.DefineLabel();
        var body = il.DefineLabel();
        // The registers used are only known once the body is written, so the prologue stands behind it.
        il.Emit(IL.Br, prologue);
        il.MarkLabel(body);
        var entryLabels = new Label[form.Entries.Count];
        for (int i = 0; i < form.SlotCount; i++)
        {
            if (form.Included[i] && form.Leader[i]) labels[i] = il.DefineLabel();
        }
        for (int i = 0; i < entryLabels.Length; i++) entryLabels[i] = labels[form.Entries[i]];
        il.Emit(IL.Ldarg_1);
        il.Emit(IL.Switch, entryLabels);
        il.Emit(IL.Br, entryLabels[0]);
        EmitBlocks();
        EmitExits();
        il.MarkLabel(prologue);
        EmitPrologue();
        il.Emit(IL.Br, body);
    }

    private void EmitBlocks()
    {
        bool open = false;
        int next = 0;
        for (int i = 0; i < form.SlotCount; i++)
        {
            if (!form.Included[i])
            {
                // The second half of an instruction.
                if (i < next) continue;
                if (open) LeaveTo(i);
                open = false;
                continue;
            }
            if (form.Leader[i])
            {
                if (open) AddRetired(counted);
                il.MarkLabel(labels[i]);
                counted = 0;
                known = null;
            }
            open = form.Page.Key.IsAArch32 ? EmitGuarded(i, form.Ops[i]) : EmitOp(i, form.Ops[i]);
            counted++;
            next = i + form.LengthOf(i);
        }
        if (open) LeaveTo(form.SlotCount);
    }

    /// <summary>Control falls out of what is included at <paramref name="slot"/>: to tier 0 where only that can go on, else as by a branch.</summary>
    private void LeaveTo(int slot)
    {
        if (slot < form.SlotCount && form.NeedsTier0(slot))
        {
            il.Emit(IL.Br, LeaveAt(slot, RegionExit.Slow));
            return;
        }
        AddRetired(counted);
        il.Emit(IL.Br, Exit(slot, 0, RegionExit.Branch));
    }

    /// <summary>A label that leaves the region at an instruction of which nothing has been done.</summary>
    private Label LeaveAt(int slot, RegionExit why) => Exit(slot, counted, why);

    private void AddRetired(int count)
    {
        if (count == 0) return;
        il.Emit(IL.Ldloc, retired);
        il.Emit(IL.Ldc_I8, (long)count);
        il.Emit(IL.Add);
        il.Emit(IL.Stloc, retired);
    }

    /// <summary>A label that leaves the region with PC at <paramref name="slot"/>, having retired so many more than the local says.</summary>
    private Label Exit(int slot, int more, RegionExit why)
    {
        var point = new ExitPoint { PcOffset = slot << form.Page.SlotShift, Retired = more, Reason = why };
        foreach ((Label known, ExitPoint existing) in exits)
        {
            if (existing.Equals(point)) return known;
        }
        Label label = il.DefineLabel();
        exits.Add((label, point));
        return label;
    }

    /// <summary>
    /// Each exit only names itself; what it means stands in the region's table, where it costs RyuJIT nothing. Exit 0 has set State.Pc. Branches go on into
    /// the next region, if there is one, by a tail call.
    /// </summary>
    private void EmitExits()
    {
        for (int i = 0; i < exits.Count; i++)
        {
            il.MarkLabel(exits[i].Label);
            il.Emit(IL.Ldc_I8, i + 1L);
            il.Emit(IL.Stloc, exit);
            ExitPoint point = exits[i].Point;
            if (point.Reason == RegionExit.Branch && point.Retired == 0)
            {
                il.Emit(IL.Ldloc, pcPage);
                il.Emit(IL.Ldc_I8, (long)point.PcOffset);
                il.Emit(IL.Add);
                if (form.Page.Key.IsAArch32) Truncate();
            }
            else
            {
                il.Emit(IL.Ldc_I8, (long)RegionChain.None);
            }
            il.Emit(IL.Stloc, target);
            il.Emit(IL.Br, commonExit);
        }
        il.MarkLabel(commonExit);
        for (int i = 0; i < x.Length; i++)
        {
            if (xWritten[i] && IsKept(i)) StoreState(StateOffset.X + (i * 8), IL.Stind_I8, () => il.Emit(IL.Ldloc, x[i]!));
        }
        for (int i = 0; i < v.Length; i++)
        {
            if (!vWritten[i]) continue;
            StateAddress(StateOffset.V + (i * 16));
            il.Emit(IL.Ldloc, v[i]!);
            il.Emit(IL.Stobj, typeof(Vector128<byte>));
        }
        StoreState(StateOffset.FlagA, IL.Stind_I8, () => il.Emit(IL.Ldloc, flagA));
        StoreState(StateOffset.FlagB, IL.Stind_I8, () => il.Emit(IL.Ldloc, flagB));
        StoreState(StateOffset.FlagKind, IL.Stind_I4, () => il.Emit(IL.Ldloc, flagKind));
        StoreState(StateOffset.Retired, IL.Stind_I8, () => il.Emit(IL.Ldloc, retired));
        Label leave = il.DefineLabel();
        il.Emit(IL.Ldloc, target);
        il.Emit(IL.Ldc_I8, (long)RegionChain.None);
        il.Emit(IL.Beq, leave);
        // nint next = RegionChain.Next(s, target); if (next != 0) return next(s, s->RegionNumber);
        LocalBuilder next = il.DeclareLocal(typeof(nint));
        il.Emit(IL.Ldarg_0);
        il.Emit(IL.Ldloc, target);
        il.Emit(IL.Call, form.Page.Key.Isa == Isa.T32 ? NextThumbRegion : NextRegion);
        il.Emit(IL.Stloc, next);
        il.Emit(IL.Ldloc, next);
        il.Emit(IL.Brfalse, leave);
        il.Emit(IL.Ldarg_0);
        StateAddress(StateOffset.RegionNumber);
        il.Emit(IL.Ldind_I4);
        il.Emit(IL.Ldloc, next);
        il.Emit(IL.Tailcall);
        il.EmitCalli(IL.Calli, CallingConventions.Standard, typeof(long), [typeof(CpuState*), typeof(int)], null);
        il.Emit(IL.Ret);
        il.MarkLabel(leave);
        il.Emit(IL.Ldloc, exit);
        il.Emit(IL.Ret);
    }

    /// <summary>The temporaries of AArch32 mean nothing between instructions.</summary>
    private bool IsKept(int slot) => slot < 34 || !form.Page.Key.IsAArch32;

    private void EmitPrologue()
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] != null && IsKept(i)) LoadState(StateOffset.X + (i * 8), IL.Ldind_I8, x[i]!);
        }
        for (int i = 0; i < v.Length; i++)
        {
            if (v[i] == null) continue;
            StateAddress(StateOffset.V + (i * 16));
            il.Emit(IL.Ldobj, typeof(Vector128<byte>));
            il.Emit(IL.Stloc, v[i]!);
        }
        LoadState(StateOffset.FlagA, IL.Ldind_I8, flagA);
        LoadState(StateOffset.FlagB, IL.Ldind_I8, flagB);
        LoadState(StateOffset.FlagKind, IL.Ldind_I4, flagKind);
        LoadState(StateOffset.Retired, IL.Ldind_I8, retired);
        LoadState(StateOffset.Pc, IL.Ldind_I8, pcPage);
        if (readTlb != null) LoadState(StateOffset.ReadTlb, IL.Ldind_I, readTlb);
        if (writeTlb != null) LoadState(StateOffset.WriteTlb, IL.Ldind_I, writeTlb);
        if (userReadTlb != null) LoadState(StateOffset.UserReadTlb, IL.Ldind_I, userReadTlb);
        if (userWriteTlb != null) LoadState(StateOffset.UserWriteTlb, IL.Ldind_I, userWriteTlb);
    }

    private void StateAddress(int offset)
    {
        il.Emit(IL.Ldarg_0);
        il.Emit(IL.Ldc_I4, offset);
        il.Emit(IL.Add);
    }

    private void LoadState(int offset, System.Reflection.Emit.OpCode load, LocalBuilder to)
    {
        StateAddress(offset);
        il.Emit(load);
        il.Emit(IL.Stloc, to);
    }

    private void StoreState(int offset, System.Reflection.Emit.OpCode store, Action load)
    {
        StateAddress(offset);
        load();
        il.Emit(store);
    }

    private void LoadX(int slot)
    {
        if (slot == 32)
        {
            il.Emit(IL.Ldc_I8, 0L);
            return;
        }
        il.Emit(IL.Ldloc, x[slot] ??= il.DeclareLocal(typeof(ulong)));
    }

    private void StoreX(int slot)
    {
        if (slot == 33)
        {
            il.Emit(IL.Pop);
            return;
        }
        xWritten[slot] = true;
        il.Emit(IL.Stloc, x[slot] ??= il.DeclareLocal(typeof(ulong)));
    }

    private void LoadV(int slot) => il.Emit(IL.Ldloc, v[slot] ??= il.DeclareLocal(typeof(Vector128<byte>)));

    private void StoreV(int slot)
    {
        vWritten[slot] = true;
        il.Emit(IL.Stloc, v[slot] ??= il.DeclareLocal(typeof(Vector128<byte>)));
    }

    /// <summary>A pure operation: sources by shape, Eval, result. RyuJIT inlines the call.</summary>
    private void EmitPure(Op op, OpInfo info)
    {
        string shape = info.Shape.ToString();
        ReadOnlySpan<char> sources = shape.AsSpan(2);
        bool accumulating = sources[0] == 'A' || sources.StartsWith("VVV");
        Span<byte> registers = accumulating ? [op.A, op.N, op.M] : [op.N, op.M, op.A];
        int next = 0;
        foreach (char c in sources)
        {
            switch (c)
            {
                case 'X': LoadX(registers[next++]); break;
                case 'V' or 'A': LoadV(registers[next++]); break;
                case 'I': il.Emit(IL.Ldc_I8, op.Imm); break;
                case 'S': il.Emit(IL.Ldarg_0); break;
                case 'C':
                    LoadCondition(2);
                    il.Emit(IL.Conv_U8);
                    break;
                default: StateAddress(StateOffset.Fpcr); break;
            }
        }
        il.Emit(IL.Call, info.Eval ?? throw new InvalidOperationException($"{info.Name} has no Eval"));
        switch (shape[0])
        {
            case 'X': StoreX(op.D); break;
            case 'V': StoreV(op.D); break;
            default:
                il.Emit(IL.Conv_U8);
                SetPackedFlags();
                break;
        }
    }

    private static MethodInfo Method(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, parameters)
        ?? throw new InvalidOperationException($"{type.Name}.{name} not found");
}
