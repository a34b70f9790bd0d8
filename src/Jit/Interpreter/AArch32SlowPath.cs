using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Loads and stores of AArch32 off the fast path. Addresses wrap at 32 bits. Everything is read, or probed, before the first register or byte changes, so a
/// fault leaves the base and the list as they were (the base restored abort model).
/// </summary>
internal static unsafe class AArch32SlowPath
{
    public static bool Run(VirtualCpu cpu, CpuState* s, OpCode code, Op* op)
    {
        switch (code)
        {
            case OpCode.LoadPc:
                {
                    if (!GuestMemory.Load(cpu, (uint)(s->X[op->N] + (ulong)op->Disp), 4, out ulong target, out _)) return false;
                    s->X[op->A] = s->X[op->M];
                    BranchExchange(s, (uint)target);
                    return false;
                }
            case OpCode.LoadUpdate:
            case OpCode.StoreUpdate:
                {
                    var m = new MemoryOp((MemoryKind)op->S, AddressMode.Offset);
                    if (!SlowPath.Single(cpu, s, m, op, (uint)(s->X[op->N] + (ulong)op->Imm), MemoryFlags.None, 0)) return false;
                    s->X[op->A] = s->X[op->M];
                    return true;
                }
            case OpCode.LoadDual:
                {
                    uint* words = stackalloc uint[2];
                    if (!Read(cpu, (uint)(s->X[op->N] + (ulong)op->Disp), words, 2)) return false;
                    uint updated = (uint)(s->X[op->C] + (ulong)(op->Imm >> 32));
                    s->X[op->D] = words[0];
                    s->X[op->A] = words[1];
                    s->X[op->M] = updated;
                    return true;
                }
            case OpCode.StoreDual:
                {
                    uint* words = stackalloc uint[2];
                    words[0] = (uint)s->X[op->D];
                    words[1] = (uint)s->X[op->A];
                    if (!Write(cpu, (uint)(s->X[op->N] + (ulong)op->Disp), words, 2)) return false;
                    s->X[op->M] = (uint)(s->X[op->C] + (ulong)(op->Imm >> 32));
                    return true;
                }
            case OpCode.TableBranch:
                {
                    if (!GuestMemory.Load(cpu, s->X[op->N], 1 << op->S, out ulong entry, out _)) return false;
                    BranchExchange(s, ((uint)s->Pc + 4 + ((uint)entry * 2)) | 1);
                    return false;
                }
            case OpCode.LoadMultiple:
                return LoadMultiple(cpu, s, op, out _);
            case OpCode.LoadMultiplePc:
                {
                    if (LoadMultiple(cpu, s, op, out uint target)) BranchExchange(s, target);
                    return false;
                }
            case OpCode.StoreMultiple:
                return StoreMultiple(cpu, s, op);
        }
        throw new InvalidOperationException($"tier 0 has no body for {OpTable.NameOf((int)code)}");
    }

    /// <summary>BXWritePC: bit 0 selects T32.</summary>
    public static void BranchExchange(CpuState* s, uint target)
    {
        s->Thumb = (byte)(target & 1);
        s->ItState = 0;
        s->Pc = target & ~1u;
    }

    /// <summary>Reads words that must be aligned; a fault is that of the first word it concerns.</summary>
    public static bool Read(VirtualCpu cpu, uint address, uint* words, int count)
    {
        if (!CheckAlignment(cpu, address, AccessType.Read)) return false;
        for (int i = 0; i < count; i++)
        {
            if (!GuestMemory.Load(cpu, address + ((uint)i * 4), 4, out ulong word, out _)) return false;
            words[i] = (uint)word;
        }
        return true;
    }

    /// <summary>Writes words that must be aligned, once all of them are known to be permitted.</summary>
    public static bool Write(VirtualCpu cpu, uint address, uint* words, int count)
    {
        if (!CheckAlignment(cpu, address, AccessType.Write)) return false;
        int first = Math.Min(count, (int)(PhysicalMemory.PageSize - (address & PhysicalMemory.PageMask)) / 4);
        if (!GuestMemory.ProbeStore(cpu, address, first * 4, MemoryFlags.Element4)) return false;
        if (first < count && !GuestMemory.ProbeStore(cpu, address + ((uint)first * 4), (count - first) * 4, MemoryFlags.Element4)) return false;
        for (int i = 0; i < count; i++)
        {
            if (!GuestMemory.Store(cpu, address + ((uint)i * 4), 4, words[i], 0)) return false;
        }
        return true;
    }

    /// <summary>LDM, but for the branch. The base is read before any register changes: it may be among them.</summary>
    public static bool LoadMultiple(VirtualCpu cpu, CpuState* s, Op* op, out uint pc)
    {
        var list = new RegisterList(*op);
        uint address = (uint)s->X[op->N];
        uint* words = stackalloc uint[16];
        pc = 0;
        if (!Read(cpu, address + (uint)list.Offset, words, op->C)) return false;
        pc = words[op->C - 1];
        RegisterList.Load(s->X, words, list.Mask & 0x7FFF);
        s->X[op->D] = address + (uint)list.Delta;
        return true;
    }

    private static bool StoreMultiple(VirtualCpu cpu, CpuState* s, Op* op)
    {
        var list = new RegisterList(*op);
        uint* words = stackalloc uint[16];
        RegisterList.Store(s->X, words, list.Mask, op->A);
        uint address = (uint)s->X[op->N];
        if (!Write(cpu, address + (uint)list.Offset, words, op->C)) return false;
        s->X[op->D] = address + (uint)list.Delta;
        return true;
    }

    private static bool CheckAlignment(VirtualCpu cpu, uint address, AccessType access)
    {
        if ((address & 3) == 0) return true;
        cpu.TakeMmuFault(new MmuFault(FaultKind.Alignment, access, address) { Stage = 1 }, 0);
        return false;
    }
}
