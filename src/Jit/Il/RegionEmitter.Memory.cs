using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Loads and stores in regions: the SoftTlb hit path as IL, the one copy of <see cref="SoftTlb.TryHit"/> that earns its place. A miss, a page crossing, a
/// misaligned SP leaves the region with nothing done.
/// </summary>
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo LoadExclusiveMethod = Method(typeof(ExclusiveAccess), nameof(ExclusiveAccess.Load), typeof(byte*), typeof(int));
    private static readonly MethodInfo StoreExclusiveMethod =
        Method(typeof(ExclusiveAccess), nameof(ExclusiveAccess.Store), typeof(CpuState*), typeof(byte*), typeof(ulong), typeof(int), typeof(ulong));
    private static readonly MethodInfo UntrappedMethod = Method(typeof(ZeroBlock), nameof(ZeroBlock.IsUntrapped), typeof(CpuState*));
    private static readonly MethodInfo ZeroBlockMethod = Method(typeof(ZeroBlock), nameof(ZeroBlock.Clear), typeof(byte*));
    private static readonly MethodInfo LoadPairMethod =
        Method(typeof(ExclusiveAccess), nameof(ExclusiveAccess.LoadPair), typeof(CpuState*), typeof(byte*), typeof(ulong), typeof(int));
    private static readonly MethodInfo StoreReleaseMethod = Method(typeof(ExclusiveAccess), nameof(ExclusiveAccess.StoreRelease), typeof(byte*), typeof(int), typeof(ulong));

    private void EmitMemory(int slot, Op op, MemoryOp m)
    {
        bool write = groups[slot]?.Writes ?? m.IsStore;
        Label miss = LeaveAt(slot, write ? RegionExit.StoreMiss : RegionExit.LoadMiss);
        if (groups[slot] is { } group) EmitGrouped(slot, op, group);
        else
        {
            LoadAddress(op, m, miss);
            HostAddress(m.IsStore, m.Size, miss);
            (elementBase, elementOffset) = (host!, 0);
        }
        int size = m.ElementSize;
        if (m.IsStore)
        {
            StoreElement(m, op.D, size, 0);
            if (m.IsPair) StoreElement(m, op.A, size, size);
        }
        else if (m.IsPair)
        {
            // Both are read before either is written, should one of them be the base.
            LoadElement(m, size, 0);
            LoadElement(m, size, size);
            SetElement(m, op.A);
            SetElement(m, op.D);
        }
        else
        {
            LoadElement(m, size, 0);
            SetElement(m, op.D);
        }
        if (!m.WritesBack) return;
        il.Emit(IL.Ldloc, address!);
        if (m.Mode == AddressMode.PostIndex)
        {
            il.Emit(IL.Ldc_I8, op.Imm);
            il.Emit(IL.Add);
        }
        StoreX(op.N);
    }

    /// <summary>At the first access of a group: one check for all, and the host address of the base for those that follow.</summary>
    private void EmitGrouped(int slot, Op op, AccessGroup group)
    {
        if (slot == group.First)
        {
            Label miss = LeaveAt(slot, group.Writes ? RegionExit.StoreMiss : RegionExit.LoadMiss);
            address ??= il.DeclareLocal(typeof(ulong));
            CheckStackPointer(group.Base, miss);
            LoadX(group.Base);
            il.Emit(IL.Ldc_I8, group.Low);
            il.Emit(IL.Add);
            il.Emit(IL.Stloc, address);
            HostAddress(group.Writes, (int)(group.High - group.Low), miss);
            group.Host = groupHosts[group.Base] ??= il.DeclareLocal(typeof(nint));
            il.Emit(IL.Ldloc, host!);
            il.Emit(IL.Ldc_I4, (int)group.Low);
            il.Emit(IL.Conv_I);
            il.Emit(IL.Sub);
            il.Emit(IL.Stloc, group.Host);
        }
        (elementBase, elementOffset) = (group.Host!, (int)op.Imm);
    }

    /// <summary>address = ...; if (SP is the base and misaligned) goto miss.</summary>
    private void LoadAddress(Op op, MemoryOp m, Label miss)
    {
        address ??= il.DeclareLocal(typeof(ulong));
        if (m.Mode == AddressMode.Literal)
        {
            il.Emit(IL.Ldloc, pcPage);
            il.Emit(IL.Ldc_I8, op.Imm);
            il.Emit(IL.Add);
            il.Emit(IL.Stloc, address);
            return;
        }
        CheckStackPointer(op.N, miss);
        LoadX(op.N);
        if (m.Mode == AddressMode.Register)
        {
            LoadX(op.M);
            if (op.C != 3)
            {
                il.Emit(IL.Ldc_I8, op.S | ((long)op.C << 8));
                il.Emit(IL.Call, ExtendMethod);
            }
            else if (op.S != 0)
            {
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Shl);
            }
            il.Emit(IL.Add);
        }
        else if (m.Mode != AddressMode.PostIndex && op.Imm != 0)
        {
            il.Emit(IL.Ldc_I8, op.Imm);
            il.Emit(IL.Add);
        }
        il.Emit(IL.Stloc, address);
    }

    private void CheckStackPointer(int register, Label miss)
    {
        if (register != 31) return;
        LoadX(31);
        il.Emit(IL.Ldc_I8, 15L);
        il.Emit(IL.And);
        il.Emit(IL.Brtrue, miss);
    }

    /// <summary>e = table + (address >> 8 &amp; 0x3FF0); if (address - e.Tag > 0x1000 - size) goto miss; host = address + e.Addend.</summary>
    private void HostAddress(bool write, int size, Label miss)
    {
        Host(write ? writeTlb ??= il.DeclareLocal(typeof(nint)) : readTlb ??= il.DeclareLocal(typeof(nint)), size, miss);
    }

    private void Host(LocalBuilder table, int size, Label miss)
    {
        entry ??= il.DeclareLocal(typeof(nint));
        host ??= il.DeclareLocal(typeof(nint));
        il.Emit(IL.Ldloc, table);
        il.Emit(IL.Ldloc, address!);
        il.Emit(IL.Ldc_I4_8);
        il.Emit(IL.Shr_Un);
        il.Emit(IL.Ldc_I8, 0x3FF0L);
        il.Emit(IL.And);
        il.Emit(IL.Conv_I);
        il.Emit(IL.Add);
        il.Emit(IL.Stloc, entry);
        il.Emit(IL.Ldloc, address!);
        il.Emit(IL.Ldloc, entry);
        il.Emit(IL.Ldind_I8);
        il.Emit(IL.Sub);
        il.Emit(IL.Ldc_I8, 0x1000L - size);
        il.Emit(IL.Bgt_Un, miss);
        il.Emit(IL.Ldloc, address!);
        il.Emit(IL.Ldloc, entry);
        il.Emit(IL.Ldc_I4_8);
        il.Emit(IL.Add);
        il.Emit(IL.Ldind_I8);
        il.Emit(IL.Add);
        il.Emit(IL.Conv_I);
        il.Emit(IL.Stloc, host);
    }

    private void HostElement(int offset)
    {
        offset += elementOffset;
        il.Emit(IL.Ldloc, elementBase!);
        if (offset == 0) return;
        il.Emit(IL.Ldc_I4, offset);
        il.Emit(IL.Conv_I);
        il.Emit(IL.Add);
    }

    private void LoadElement(MemoryOp m, int size, int offset)
    {
        HostElement(offset);
        il.Emit(IL.Unaligned, (byte)1);
        if (size == 16)
        {
            il.Emit(IL.Ldobj, typeof(Vector128<byte>));
            return;
        }
        if (m.IsSigned)
        {
            il.Emit(size switch { 1 => IL.Ldind_I1, 2 => IL.Ldind_I2, _ => IL.Ldind_I4 });
            if (m.SignExtendsTo32) il.Emit(IL.Conv_U8);
            else il.Emit(IL.Conv_I8);
        }
        else
        {
            il.Emit(size switch { 1 => IL.Ldind_U1, 2 => IL.Ldind_U2, 4 => IL.Ldind_U4, _ => IL.Ldind_I8 });
            if (size < 8) il.Emit(IL.Conv_U8);
        }
        if (m.IsVector) il.Emit(IL.Call, Method(typeof(RegionEmitter), nameof(ToVector), typeof(ulong)));
    }

    private void SetElement(MemoryOp m, int register)
    {
        if (m.IsVector) StoreV(register);
        else StoreX(register);
    }

    private void StoreElement(MemoryOp m, int register, int size, int offset)
    {
        HostElement(offset);
        if (m.IsVector) LoadV(register);
        else LoadX(register);
        if (m.IsVector && size < 16) il.Emit(IL.Call, Method(typeof(RegionEmitter), nameof(LowHalf), typeof(Vector128<byte>)));
        il.Emit(IL.Unaligned, (byte)1);
        if (size == 16) il.Emit(IL.Stobj, typeof(Vector128<byte>));
        else il.Emit(size switch { 1 => IL.Stind_I1, 2 => IL.Stind_I2, 4 => IL.Stind_I4, _ => IL.Stind_I8 });
    }

    internal static Vector128<byte> ToVector(ulong low) => Vector128.CreateScalar(low).AsByte();

    internal static ulong LowHalf(Vector128<byte> v) => v.AsUInt64().ToScalar();

    /// <summary>LDTR, STTR, LDRT, STRT at EL1: the same path over EL0's tables.</summary>
    private void EmitUnprivileged(int slot, Op op)
    {
        var m = new MemoryOp((MemoryKind)op.S, AddressMode.Offset);
        Label miss = LeaveAt(slot, m.IsStore ? RegionExit.StoreMiss : RegionExit.LoadMiss);
        LoadAddress(op, m, miss);
        LocalBuilder table = m.IsStore ? userWriteTlb ??= il.DeclareLocal(typeof(nint)) : userReadTlb ??= il.DeclareLocal(typeof(nint));
        Host(table, m.Size, miss);
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

    /// <summary>DC ZVA, unless it may trap.</summary>
    private void EmitZeroBlock(int slot, Op op)
    {
        Label miss = LeaveAt(slot, RegionExit.StoreMiss);
        address ??= il.DeclareLocal(typeof(ulong));
        il.Emit(IL.Ldarg_0);
        il.Emit(IL.Call, UntrappedMethod);
        il.Emit(IL.Brfalse, miss);
        LoadX(op.N);
        il.Emit(IL.Ldc_I8, -(long)ZeroBlock.Size);
        il.Emit(IL.And);
        il.Emit(IL.Stloc, address);
        HostAddress(write: true, ZeroBlock.Size, miss);
        il.Emit(IL.Ldloc, host!);
        il.Emit(IL.Call, ZeroBlockMethod);
    }

    /// <summary>LDXR, STXR, LDAR, STLR: aligned and hitting, else tier 0.</summary>
    private void EmitOrdered(int slot, Op op, OpCode code)
    {
        bool store = code is OpCode.StoreExclusive or OpCode.StoreRelease;
        Label miss = LeaveAt(slot, RegionExit.Exclusive);
        bool pair = code == OpCode.LoadExclusivePair;
        int size = pair ? 2 << op.S : 1 << op.S;
        address ??= il.DeclareLocal(typeof(ulong));
        CheckStackPointer(op.N, miss);
        LoadX(op.N);
        il.Emit(IL.Stloc, address);
        if (size > 1)
        {
            il.Emit(IL.Ldloc, address);
            il.Emit(IL.Ldc_I8, size - 1L);
            il.Emit(IL.And);
            il.Emit(IL.Brtrue, miss);
        }
        HostAddress(store, size, miss);
        switch (code)
        {
            case OpCode.LoadExclusive:
                value ??= il.DeclareLocal(typeof(ulong));
                il.Emit(IL.Ldloc, host!);
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Call, LoadExclusiveMethod);
                il.Emit(IL.Stloc, value);
                StoreState(StateOffset.ExclusiveAddress, IL.Stind_I8, () => il.Emit(IL.Ldloc, address));
                StoreState(StateOffset.ExclusiveLow, IL.Stind_I8, () => il.Emit(IL.Ldloc, value));
                StoreState(StateOffset.ExclusiveSize, IL.Stind_I4, () => il.Emit(IL.Ldc_I4, size));
                il.Emit(IL.Ldloc, value);
                StoreX(op.D);
                break;
            case OpCode.LoadExclusivePair:
                il.Emit(IL.Ldarg_0);
                il.Emit(IL.Ldloc, host!);
                il.Emit(IL.Ldloc, address);
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Call, LoadPairMethod);
                StateAddress(StateOffset.ExclusiveLow);
                il.Emit(op.S == 2 ? IL.Ldind_U4 : IL.Ldind_I8);
                if (op.S == 2) il.Emit(IL.Conv_U8);
                StoreX(op.D);
                StateAddress(op.S == 2 ? StateOffset.ExclusiveLow + 4 : StateOffset.ExclusiveHigh);
                il.Emit(op.S == 2 ? IL.Ldind_U4 : IL.Ldind_I8);
                if (op.S == 2) il.Emit(IL.Conv_U8);
                StoreX(op.A);
                break;
            case OpCode.StoreExclusive:
                il.Emit(IL.Ldarg_0);
                il.Emit(IL.Ldloc, host!);
                il.Emit(IL.Ldloc, address);
                il.Emit(IL.Ldc_I4, (int)op.S);
                LoadX(op.M);
                il.Emit(IL.Call, StoreExclusiveMethod);
                StoreX(op.D);
                break;
            case OpCode.LoadAcquire:
                il.Emit(IL.Ldloc, host!);
                il.Emit(IL.Ldc_I4, (int)op.S);
                il.Emit(IL.Call, LoadExclusiveMethod);
                StoreX(op.D);
                break;
            default:
                il.Emit(IL.Ldloc, host!);
                il.Emit(IL.Ldc_I4, (int)op.S);
                LoadX(op.D);
                il.Emit(IL.Call, StoreReleaseMethod);
                break;
        }
    }
}
