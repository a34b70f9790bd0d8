using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>One op to IL: pure operations by shape, the rest by code; branches.</summary>
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo CompareMethod = Method(typeof(FloatingPointConditional), nameof(FloatingPointConditional.Compare),
        typeof(Vector128<byte>), typeof(Vector128<byte>), typeof(bool), typeof(int), typeof(long), typeof(FpState*));
    private static readonly MethodInfo SelectMethod = Method(typeof(FloatingPointConditional), nameof(FloatingPointConditional.Select), typeof(Vector128<byte>), typeof(Vector128<byte>), typeof(bool), typeof(int));

    /// <summary>Emits the op of a slot; false when control never goes on behind it.</summary>
    private bool EmitOp(int slot, Op op)
    {
        var code = (OpCode)op.Code;
        if (MemoryOp.Is(op.Code))
        {
            EmitMemory(slot, op, MemoryOp.Of(op.Code));
            return true;
        }
        if (code is (>= OpCode.B and <= OpCode.TbnzFar) or (>= OpCode.BranchLink32 and <= OpCode.BranchLinkExchangeRegister)) return EmitBranch(slot, op, code);
        if (code is >= OpCode.LoadPc and <= OpCode.TableBranch) return EmitAArch32Memory(slot, op, code);
        if (code is OpCode.LoadVectorList or OpCode.StoreVectorList)
        {
            EmitVectorList(slot, op, store: code == OpCode.StoreVectorList);
            return true;
        }
        if (OpTable.Find(op.Code) is { Shape: not OpShape.Special } info)
        {
            if (info.Shape is OpShape.X_X or OpShape.X_XX or OpShape.X_XI or OpShape.X_XXX or OpShape.X_XXI or OpShape.X_VI && op.D == 33) return true;
            EmitPure(op, info);
            return true;
        }
        switch (code)
        {
            case OpCode.Nop: break;
            case OpCode.MovI:
                il.Emit(IL.Ldc_I8, op.Imm);
                StoreX(op.D);
                break;
            case OpCode.Adr:
                il.Emit(IL.Ldloc, pcPage);
                il.Emit(IL.Ldc_I8, op.Imm);
                il.Emit(IL.Add);
                StoreX(op.D);
                break;
            case OpCode.Adr32:
                EmitAdr32(op);
                break;
            case OpCode.LogicFlags:
                EmitLogicFlags(op);
                break;
            case OpCode.ReadPlain:
                StateAddress((int)op.Imm);
                il.Emit(IL.Ldind_I8);
                StoreX(op.D);
                break;
            case OpCode.WritePlain:
                StateAddress((int)op.Imm);
                LoadX(op.N);
                il.Emit(IL.Stind_I8);
                break;
            case OpCode.Clrex:
                StateAddress(StateOffset.ExclusiveSize);
                il.Emit(IL.Ldc_I4_0);
                il.Emit(IL.Stind_I4);
                break;
            case OpCode.FpConditionalSelect:
                LoadV(op.N);
                LoadV(op.M);
                LoadCondition(op.C);
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Call, SelectMethod);
                StoreV(op.D);
                break;
            case OpCode.FpConditionalCompare:
                LoadV(op.N);
                LoadV(op.M);
                LoadCondition(op.C);
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Ldc_I8, op.Imm);
                StateAddress(StateOffset.Fpcr);
                il.Emit(IL.Call, CompareMethod);
                SetPackedFlags();
                break;
            case OpCode.ReadDaif or OpCode.WriteDaif or OpCode.DaifSet or OpCode.DaifClear:
                EmitDaif(slot, op, code);
                break;
            case OpCode.ReadUnlessTrapped:
                EmitReadUnlessTrapped(slot, op);
                break;
            case OpCode.ReadUnlessHstr:
                EmitReadUnlessHstr(slot, op);
                break;
            case OpCode.LoadUnprivileged or OpCode.StoreUnprivileged:
                EmitUnprivileged(slot, op);
                break;
            case OpCode.ZeroBlock:
                EmitZeroBlock(slot, op);
                break;
            case OpCode.LoadExclusive or OpCode.LoadExclusivePair or OpCode.StoreExclusive or OpCode.LoadAcquire or OpCode.StoreRelease:
                EmitOrdered(slot, op, code);
                break;
            default:
                EmitFlagOp(op, code.ToString());
                break;
        }
        return true;
    }

    private void EmitReadUnlessTrapped(int slot, Op op)
    {
        SystemRegister row = SystemRegisterTable.ByIndex[(int)op.Imm];
        Label trapped = LeaveAt(slot, RegionExit.Slow);
        LoadSystemBits(Slot.HcrEl2, row.UnlessHcr);
        il.Emit(IL.Brtrue, trapped);
        if (form.Page.Key.El == ExceptionLevel.EL0)
        {
            LoadSystemBits(Slot.SctlrEl1, row.UnlessEl0Without);
            il.Emit(IL.Brfalse, trapped);
        }
        StateAddress(StateOffset.Sys + ((int)row.Storage * 8));
        il.Emit(IL.Ldind_I8);
        StoreX(op.D);
    }

    private void EmitReadUnlessHstr(int slot, Op op)
    {
        AArch32Register register = SystemRegisterTable.AArch32ByIndex[op.Disp];
        LoadSystemBits(Slot.HstrEl2, 1UL << register.Window.CRn);
        il.Emit(IL.Brtrue, LeaveAt(slot, RegionExit.Slow));
        StateAddress(StateOffset.Sys + ((int)register.Row.Storage * 8));
        il.Emit(IL.Ldind_U4);
        il.Emit(IL.Conv_U8);
        StoreX(op.D);
    }

    private void LoadSystemBits(Slot register, ulong bits)
    {
        StateAddress(StateOffset.Sys + ((int)register * 8));
        il.Emit(IL.Ldind_I8);
        il.Emit(IL.Ldc_I8, (long)bits);
        il.Emit(IL.And);
    }

    /// <summary>PSTATE.DAIF as a byte of the state. Unmasking while anything waits is left to tier 0, which then looks for an interrupt to take.</summary>
    private void EmitDaif(int slot, Op op, OpCode code)
    {
        if (code is OpCode.WriteDaif or OpCode.DaifClear)
        {
            StateAddress(StateOffset.InterruptsWaiting);
            il.Emit(IL.Ldind_I4);
            il.Emit(IL.Brtrue, LeaveAt(slot, RegionExit.Slow));
        }
        if (code != OpCode.ReadDaif) StateAddress(StateOffset.Daif);
        if (code == OpCode.WriteDaif)
        {
            LoadX(op.N);
            il.Emit(IL.Ldc_I4_6);
            il.Emit(IL.Shr_Un);
            il.Emit(IL.Ldc_I8, 15L);
            il.Emit(IL.And);
            il.Emit(IL.Conv_U1);
            il.Emit(IL.Stind_I1);
            return;
        }
        StateAddress(StateOffset.Daif);
        il.Emit(IL.Ldind_U1);
        switch (code)
        {
            case OpCode.ReadDaif:
                il.Emit(IL.Conv_U8);
                il.Emit(IL.Ldc_I4_6);
                il.Emit(IL.Shl);
                StoreX(op.D);
                return;
            case OpCode.DaifSet:
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Or);
                break;
            default:
                il.Emit(IL.Ldc_I4, ~op.S & 15);
                il.Emit(IL.And);
                break;
        }
        il.Emit(IL.Stind_I1);
    }

    /// <summary>The flag block of <see cref="OpCode"/>: names follow one scheme, operation + operand form + width.</summary>
    private void EmitFlagOp(Op op, string name)
    {
        bool wide = name.EndsWith("64", StringComparison.Ordinal);
        string stem = name[..^2];
        char form = stem.EndsWith("Shift", StringComparison.Ordinal) ? 'S' : stem.EndsWith("Extend", StringComparison.Ordinal) ? 'E' : stem[^1];
        switch (stem)
        {
            case "AddsI" or "AddsR" or "AddsShift" or "AddsExtend": EmitAddSub(op, form, subtract: false, wide); break;
            case "SubsI" or "SubsR" or "SubsShift" or "SubsExtend": EmitAddSub(op, form, subtract: true, wide); break;
            case "AndsI" or "AndsR" or "AndsShift": EmitLogic(op, form, invert: false, wide); break;
            case "BicsShift": EmitLogic(op, form, invert: true, wide); break;
            case "Adc": EmitCarry(op, subtract: false, setFlags: false, wide); break;
            case "Sbc": EmitCarry(op, subtract: true, setFlags: false, wide); break;
            case "Adcs": EmitCarry(op, subtract: false, setFlags: true, wide); break;
            case "Sbcs": EmitCarry(op, subtract: true, setFlags: true, wide); break;
            case "Csel": EmitSelect(op, 0, wide); break;
            case "Csinc": EmitSelect(op, 1, wide); break;
            case "Csinv": EmitSelect(op, 2, wide); break;
            case "Csneg": EmitSelect(op, 3, wide); break;
            case "CcmpI" or "CcmpR": EmitConditionalCompare(op, form, negative: false, wide); break;
            case "CcmnI" or "CcmnR": EmitConditionalCompare(op, form, negative: true, wide); break;
            default: throw new InvalidOperationException($"regions cannot contain {name}");
        }
    }

    private bool EmitBranch(int slot, Op op, OpCode code)
    {
        int here = counted + 1;
        switch (code)
        {
            case OpCode.B or OpCode.BFar:
                AddRetired(here);
                GoTo(slot, op.Disp, IL.Br);
                return false;
            case OpCode.Bl or OpCode.BlFar:
                Link(slot);
                AddRetired(here);
                GoTo(slot, op.Disp, IL.Br);
                return false;
            case >= OpCode.BranchLink32 and <= OpCode.BranchLinkExchangeRegister:
                EmitBranch32(slot, op, code);
                return false;
            case OpCode.Br or OpCode.Blr or OpCode.Ret:
                value ??= il.DeclareLocal(typeof(ulong));
                LoadX(op.N);
                il.Emit(IL.Stloc, value);
                if (code == OpCode.Blr) Link(slot);
                AddRetired(here);
                if (code == OpCode.Ret) ReturnInside(value);
                LeaveTo(value);
                return false;
        }
        AddRetired(here);
        switch (code)
        {
            case OpCode.BCond or OpCode.BCondFar:
                LoadCondition(op.C);
                GoTo(slot, op.Disp, IL.Brtrue);
                break;
            case OpCode.Cbz64 or OpCode.Cbz64Far or OpCode.Cbz32 or OpCode.Cbz32Far:
            case OpCode.Cbnz64 or OpCode.Cbnz64Far or OpCode.Cbnz32 or OpCode.Cbnz32Far:
                LoadX(op.N);
                if (code is OpCode.Cbz32 or OpCode.Cbz32Far or OpCode.Cbnz32 or OpCode.Cbnz32Far) il.Emit(IL.Conv_U4);
                GoTo(slot, op.Disp, code is OpCode.Cbz64 or OpCode.Cbz64Far or OpCode.Cbz32 or OpCode.Cbz32Far ? IL.Brfalse : IL.Brtrue);
                break;
            default:
                LoadX(op.N);
                il.Emit(IL.Ldc_I8, 1L << op.S);
                il.Emit(IL.And);
                GoTo(slot, op.Disp, code is OpCode.Tbz or OpCode.TbzFar ? IL.Brfalse : IL.Brtrue);
                break;
        }
        // Behind it a new count begins.
        counted = -1;
        return true;
    }

    /// <summary>Jumps (if what is on the stack says so) by disp bytes. Retired is up to date. Backward edges inside the region poll.</summary>
    private void GoTo(int slot, int displacement, System.Reflection.Emit.OpCode branch)
    {
        int target = slot + (displacement >> form.Page.SlotShift);
        if (target < 0 || target >= form.SlotCount || !form.Included[target])
        {
            il.Emit(branch, Exit(target, 0, RegionExit.Branch));
        }
        else if (target > slot)
        {
            il.Emit(branch, labels[target]);
        }
        else
        {
            Label past = il.DefineLabel();
            if (branch == IL.Brtrue) il.Emit(IL.Brfalse, past);
            else if (branch == IL.Brfalse) il.Emit(IL.Brtrue, past);
            Poll(Exit(target, 0, RegionExit.Poll));
            il.Emit(IL.Br, labels[target]);
            il.MarkLabel(past);
        }
    }

    private void Poll(Label leave)
    {
        il.Emit(IL.Ldloc, retired);
        StateAddress(StateOffset.RunLimit);
        il.Emit(IL.Ldind_I8);
        il.Emit(IL.Bge, leave);
    }

    private void Link(int slot)
    {
        il.Emit(IL.Ldloc, pcPage);
        il.Emit(IL.Ldc_I8, (slot + 1L) * 4);
        il.Emit(IL.Add);
        StoreX(30);
    }

    private void LeaveTo(LocalBuilder indirect)
    {
        StoreState(StateOffset.Pc, IL.Stind_I8, () => il.Emit(IL.Ldloc, indirect));
        il.Emit(IL.Ldloc, indirect);
        il.Emit(IL.Stloc, target);
        il.Emit(IL.Ldc_I8, 0L);
        il.Emit(IL.Stloc, exit);
        il.Emit(IL.Br, commonExit);
    }

    /// <summary>A RET whose target is behind a call inside this region stays inside.</summary>
    private void ReturnInside(LocalBuilder indirect)
    {
        if (form.ReturnPoints.Count == 0) return;
        Label outside = il.DefineLabel();
        Poll(outside);
        foreach (int point in form.ReturnPoints.Take(6))
        {
            il.Emit(IL.Ldloc, indirect);
            il.Emit(IL.Ldloc, pcPage);
            il.Emit(IL.Sub);
            il.Emit(IL.Ldc_I8, (long)point << form.Page.SlotShift);
            il.Emit(IL.Beq, labels[point]);
        }
        il.MarkLabel(outside);
    }
}
