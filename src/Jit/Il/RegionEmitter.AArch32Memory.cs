using System.Numerics;
using System.Reflection.Emit;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Loads and stores of AArch32 that A64 does not have: write-back from a temporary, LDRD and LDM unrolled behind one check of alignment and page. What misses leaves the
/// region with nothing done.
/// </summary>
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MemoryOp LoadWord = new(MemoryKind.LdrW, AddressMode.Offset), StoreWord = new(MemoryKind.StrW, AddressMode.Offset);

    /// <summary>LoadPc to TableBranch; false when control never goes on behind it.</summary>
    private bool EmitAArch32Memory(int slot, Op op, OpCode code)
    {
        bool store = code is OpCode.StoreUpdate or OpCode.StoreDual or OpCode.StoreMultiple;
        Label miss = LeaveAt(slot, store ? RegionExit.StoreMiss : RegionExit.LoadMiss);
        switch (code)
        {
            case OpCode.LoadUpdate or OpCode.StoreUpdate:
                EmitUpdate(op, new MemoryOp((MemoryKind)op.S, AddressMode.Offset), miss);
                return true;
            case OpCode.LoadDual or OpCode.StoreDual:
                EmitDual(op, store, miss);
                return true;
            case OpCode.LoadPc:
                value ??= il.DeclareLocal(typeof(ulong));
                HostOfWords(op.N, op.Disp, 1, store: false, aligned: false, miss);
                LoadElement(LoadWord, 4, 0);
                il.Emit(IL.Stloc, value);
                Update(op.A, op.M);
                Exchange(value, isReturn: false);
                return false;
            case OpCode.TableBranch:
                EmitTableBranch(slot, op, miss);
                return false;
            default:
                EmitMultiple(op, store, miss);
                if (code != OpCode.LoadMultiplePc) return true;
                Exchange(value!, isReturn: true);
                return false;
        }
    }

    private void EmitUpdate(Op op, MemoryOp m, Label miss)
    {
        LoadAddress(op, m, miss);
        HostAddress(m.IsStore, m.Size, miss);
        (elementBase, elementOffset) = (host!, 0);
        if (m.IsStore)
        {
            StoreElement(m, op.D, m.Size, 0);
        }
        else
        {
            LoadElement(m, m.Size, 0);
            SetElement(m, op.D);
        }
        Update(op.A, op.M);
    }

    private void EmitDual(Op op, bool store, Label miss)
    {
        HostOfWords(op.N, op.Disp, 2, store, aligned: true, miss);
        if (store)
        {
            StoreElement(StoreWord, op.D, 4, 0);
            StoreElement(StoreWord, op.A, 4, 4);
        }
        else
        {
            // Both before either, should one be the base.
            LoadElement(LoadWord, 4, 0);
            LoadElement(LoadWord, 4, 4);
            StoreX(op.A);
            StoreX(op.D);
        }
        Update(op.M, op.C, op.Imm >> 32);
    }

    /// <summary>The word for R15, if any, goes to <c>value</c>.</summary>
    private void EmitMultiple(Op op, bool store, Label miss)
    {
        var list = new RegisterList(op);
        HostOfWords(op.N, list.Offset, op.C, store, aligned: true, miss);
        int offset = 0;
        for (int rest = list.Mask & 0x7FFF; rest != 0; rest &= rest - 1, offset += 4)
        {
            int register = BitOperations.TrailingZeroCount(rest);
            if (store)
            {
                StoreElement(StoreWord, register, 4, offset);
                continue;
            }
            LoadElement(LoadWord, 4, offset);
            StoreX(register);
        }
        if (list.Mask >> 15 != 0 && store) StoreElement(StoreWord, op.A, 4, offset);
        else if (list.Mask >> 15 != 0)
        {
            value ??= il.DeclareLocal(typeof(ulong));
            LoadElement(LoadWord, 4, offset);
            il.Emit(IL.Stloc, value);
        }
        // A load with its base in the list does not write back.
        Update(op.D, op.N, list.Delta);
    }

    private void EmitTableBranch(int slot, Op op, Label miss)
    {
        var m = new MemoryOp(op.S == 0 ? MemoryKind.LdrB : MemoryKind.LdrH, AddressMode.Offset);
        LoadAddress(op, m, miss);
        HostAddress(write: false, m.Size, miss);
        (elementBase, elementOffset) = (host!, 0);
        value ??= il.DeclareLocal(typeof(ulong));
        il.Emit(IL.Ldloc, pcPage);
        il.Emit(IL.Ldc_I8, ((long)slot << form.Page.SlotShift) + 4);
        il.Emit(IL.Add);
        LoadElement(m, m.Size, 0);
        il.Emit(IL.Ldc_I4_1);
        il.Emit(IL.Shl);
        il.Emit(IL.Add);
        Truncate();
        il.Emit(IL.Stloc, value);
        AddRetired(counted + 1);
        LeaveTo(value);
    }

    /// <summary>address = X[n] + offset; if (address &amp; 3) goto miss; host = ...</summary>
    private void HostOfWords(int n, int offset, int count, bool store, bool aligned, Label miss)
    {
        address ??= il.DeclareLocal(typeof(ulong));
        LoadX(n);
        il.Emit(IL.Ldc_I8, (long)offset);
        il.Emit(IL.Add);
        il.Emit(IL.Stloc, address);
        if (aligned)
        {
            il.Emit(IL.Ldloc, address);
            il.Emit(IL.Ldc_I8, 3L);
            il.Emit(IL.And);
            il.Emit(IL.Brtrue, miss);
        }
        HostAddress(store, count * 4, miss);
        (elementBase, elementOffset) = (host!, 0);
    }

    /// <summary>Write-back. What hit the SoftTlb lies so far from both ends of memory that no sum wraps.</summary>
    private void Update(int register, int source, long delta = 0)
    {
        if (register == 33) return;
        LoadX(source);
        if (delta != 0)
        {
            il.Emit(IL.Ldc_I8, delta);
            il.Emit(IL.Add);
        }
        StoreX(register);
    }
}
