using System.Reflection;
using System.Reflection.Emit;
using Hyp.Jit.Runtime;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>What only A32 and T32 have: conditions, prefix ops, flags of logical instructions, branches between the instruction sets.</summary>
internal sealed unsafe partial class RegionEmitter
{
    private const int LinkRegister = 14;
    private static readonly MethodInfo KeptMethod = Method(typeof(ConditionFlags), nameof(ConditionFlags.Kept), typeof(FlagKind), typeof(ulong), typeof(ulong));

    private bool IsThumb => form.Page.Key.Isa == Isa.T32;

    /// <summary>An instruction with its condition, as a branch around it, and its prefix. False when control never goes on behind it.</summary>
    private bool EmitGuarded(int slot, Op op)
    {
        int condition = form.ConditionOf(slot);
        bool conditional = condition != 14;
        FlagKind? before = known;
        Label past = default;
        if (conditional)
        {
            past = il.DefineLabel();
            LoadCondition(condition);
            il.Emit(IL.Brfalse, past);
        }
        foreach (Op prefix in form.PrefixOf(slot)) EmitOp(slot, prefix);
        bool open = EmitOp(slot, op);
        if (!conditional) return open;
        il.MarkLabel(past);
        if (known != before) known = null;
        return true;
    }

    private void EmitAdr32(Op op)
    {
        il.Emit(IL.Ldloc, pcPage);
        il.Emit(IL.Ldc_I8, op.Imm);
        il.Emit(IL.Add);
        Truncate();
        StoreX(op.D);
    }

    /// <summary>N and Z of a result, V as it was, C as it was or from a shifter.</summary>
    private void EmitLogicFlags(Op op)
    {
        if (op.S != 0 || known != FlagKind.LogicKeep32)
        {
            LoadKept();
            if (op.S != 0)
            {
                il.Emit(IL.Ldc_I8, (long)ConditionFlags.V);
                il.Emit(IL.And);
                LoadX(op.M);
                il.Emit(IL.Ldc_I8, 1L);
                il.Emit(IL.And);
                il.Emit(IL.Ldc_I4, 29);
                il.Emit(IL.Shl);
                il.Emit(IL.Or);
            }
            il.Emit(IL.Stloc, flagB);
        }
        LoadX(op.N);
        il.Emit(IL.Stloc, flagA);
        SetKind(FlagKind.LogicKeep32);
    }

    /// <summary>Pushes C and V in their places, as 64 bits.</summary>
    private void LoadKept()
    {
        if (known == FlagKind.LogicKeep32)
        {
            il.Emit(IL.Ldloc, flagB);
            return;
        }
        if (known is FlagKind kind) il.Emit(IL.Ldc_I4, (int)kind);
        else il.Emit(IL.Ldloc, flagKind);
        il.Emit(IL.Ldloc, flagA);
        il.Emit(IL.Ldloc, flagB);
        il.Emit(IL.Call, KeptMethod);
        il.Emit(IL.Conv_U8);
    }

    private void EmitBranch32(int slot, Op op, OpCode code)
    {
        switch (code)
        {
            case OpCode.BranchLink32 or OpCode.BranchLink32Far:
                Link32(slot);
                AddRetired(counted + 1);
                GoTo(slot, op.Disp, IL.Br);
                return;
            case OpCode.BranchLinkExchange32:
                Link32(slot);
                value ??= il.DeclareLocal(typeof(ulong));
                il.Emit(IL.Ldloc, pcPage);
                il.Emit(IL.Ldc_I8, ((long)slot << form.Page.SlotShift) + op.Disp);
                il.Emit(IL.Add);
                Truncate();
                il.Emit(IL.Stloc, value);
                AddRetired(counted + 1);
                LeaveToOther(value, thumb: !IsThumb);
                return;
            default:
                value ??= il.DeclareLocal(typeof(ulong));
                LoadX(op.N);
                il.Emit(IL.Stloc, value);
                if (code == OpCode.BranchLinkExchangeRegister) Link32(slot);
                Exchange(value, isReturn: code == OpCode.BranchExchange && op.N == LinkRegister);
                return;
        }
    }

    /// <summary>
    /// The end of an instruction that goes to a 32-bit address whose bit 0 selects the instruction set. <paramref name="indirect"/> is not
    /// <see cref="address"/>; a return may stay in the region.
    /// </summary>
    private void Exchange(LocalBuilder indirect, bool isReturn)
    {
        AddRetired(counted + 1);
        Label other = il.DefineLabel();
        il.Emit(IL.Ldloc, indirect);
        il.Emit(IL.Ldc_I8, 1L);
        il.Emit(IL.And);
        il.Emit(IsThumb ? IL.Brfalse : IL.Brtrue, other);
        if (IsThumb) ClearBit0(indirect);
        if (isReturn) ReturnInside(indirect);
        LeaveTo(indirect);
        il.MarkLabel(other);
        if (!IsThumb) ClearBit0(indirect);
        LeaveToOther(indirect, thumb: !IsThumb);
    }

    private void ClearBit0(LocalBuilder indirect)
    {
        il.Emit(IL.Ldloc, indirect);
        il.Emit(IL.Ldc_I8, ~1L);
        il.Emit(IL.And);
        il.Emit(IL.Stloc, indirect);
    }

    /// <summary>Into the other instruction set: back to tier 0, which sees it by State.Thumb.</summary>
    private void LeaveToOther(LocalBuilder indirect, bool thumb)
    {
        StoreState(StateOffset.Thumb, IL.Stind_I1, () => il.Emit(thumb ? IL.Ldc_I4_1 : IL.Ldc_I4_0));
        StoreState(StateOffset.Pc, IL.Stind_I8, () => il.Emit(IL.Ldloc, indirect));
        il.Emit(IL.Ldc_I8, (long)RegionChain.None);
        il.Emit(IL.Stloc, target);
        il.Emit(IL.Ldc_I8, 0L);
        il.Emit(IL.Stloc, exit);
        il.Emit(IL.Br, commonExit);
    }

    private void Link32(int slot)
    {
        il.Emit(IL.Ldloc, pcPage);
        il.Emit(IL.Ldc_I8, (long)(slot + form.LengthOf(slot)) << form.Page.SlotShift);
        il.Emit(IL.Add);
        if (IsThumb)
        {
            il.Emit(IL.Ldc_I8, 1L);
            il.Emit(IL.Or);
        }
        Truncate();
        StoreX(LinkRegister);
    }
}
