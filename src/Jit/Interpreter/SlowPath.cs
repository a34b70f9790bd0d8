using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// What tier 0 runs out of line: SoftTlb misses, faults, exclusives off the fast path, effects, undefined instructions. State.Pc is the instruction's
/// address. False means the exception has been taken, or the context may have changed: State.Pc says where to go on.
/// </summary>
internal static unsafe class SlowPath
{
    public static bool Run(ExecutionEngine engine, VirtualCpu cpu, CpuState* s, OpCode code, Op* op, Op* page)
    {
        if (MemoryOp.Is((int)code)) return Memory(engine, cpu, s, MemoryOp.Of((int)code), op, page);
        switch (code)
        {
            case OpCode.LoadExclusive:
            case OpCode.LoadExclusivePair:
                return LoadExclusive(cpu, s, op, pair: code == OpCode.LoadExclusivePair);
            case OpCode.StoreExclusive:
            case OpCode.StoreExclusivePair:
                return StoreExclusive(cpu, s, op, pair: code == OpCode.StoreExclusivePair);
            case OpCode.LoadAcquire:
                {
                    if (!CheckSp(cpu, s, op->N)) return false;
                    if (!GuestMemory.Load(cpu, s->X[op->N], 1 << op->S, MemoryFlags.Ordered, engine.Syndrome(page, op), out ulong value, out _)) return false;
                    s->X[op->D] = value;
                    return true;
                }
            case OpCode.StoreRelease:
                return CheckSp(cpu, s, op->N)
                    && GuestMemory.Store(cpu, s->X[op->N], 1 << op->S, MemoryFlags.Ordered, engine.Syndrome(page, op), s->X[op->D], 0);
            case OpCode.LoadUnprivileged:
            case OpCode.StoreUnprivileged:
                return Unprivileged(engine, cpu, s, op, page);
            case >= OpCode.LoadPc and <= OpCode.TableBranch:
                return AArch32SlowPath.Run(cpu, s, code, op);
            case OpCode.LoadVectorList:
                return VectorLists.Load(cpu, op);
            case OpCode.StoreVectorList:
                return VectorLists.Store(cpu, op);
            case OpCode.ReadDaif or OpCode.ReadUnlessTrapped or OpCode.WriteDaif or OpCode.DaifSet or OpCode.DaifClear or OpCode.ZeroBlock:
                return SystemAccess.Slow(cpu, s, code, op);
            case OpCode.ReadUnlessHstr:
                return OpTable.EffectBody(CoprocessorAccess.Read)(cpu, op);
            case OpCode.FpTrap:
                cpu.FpTrap();
                return false;
            case OpCode.Undefined:
                cpu.Undefined();
                return false;
        }
        if (OpTable.IsEffect((int)code)) return OpTable.EffectBody((int)code)(cpu, op);
        throw new InvalidOperationException($"tier 0 has no body for {OpTable.NameOf((int)code)}");
    }

    /// <summary>
    /// <see cref="Run"/> for T32: with State.ItState as of the instruction, and behind it where guest code is left. Returns the slots to go on by;
    /// <paramref name="goOn"/> is false when it is left.
    /// </summary>
    public static int RunThumb(ExecutionEngine engine, VirtualCpu cpu, CpuState* s, OpCode code, Op* op, Op* page, SlotInfo* info, out bool goOn)
    {
        int length = info->Length;
        byte it = info->It, next = info[length].It;
        ulong pc = s->Pc, behind = (uint)(pc + ((ulong)length << 1));
        long entries = cpu.ExceptionEntries;
        s->ItState = it;
        cpu.InstructionBytes = length << 1;
        goOn = Run(engine, cpu, s, code, op, page);
        cpu.InstructionBytes = 4;
        if (!goOn)
        {
            // An instruction that ends its block without an exception goes on in the IT block.
            if (it != 0 && s->Pc == behind && s->ItState == it && cpu.ExceptionEntries == entries) s->ItState = next;
            return length;
        }
        // A store of this instruction may have undecoded the rest of the IT block.
        goOn = s->PendingInterrupt == 0 && s->RunLimit != 0 && !engine.HasRetired && info[length].It == next;
        s->ItState = goOn ? (byte)0 : next;
        if (!goOn) s->Pc = behind;
        return length;
    }

    /// <summary>CheckSPAlignment (Arm ARM): SP as a base must be 16-byte aligned where SCTLR_ELx.SA or SA0 says so.</summary>
    public static bool CheckSp(VirtualCpu cpu, CpuState* s, int register)
    {
        if (register != 31 || (s->X[31] & 15) == 0) return true;
        ulong control = s->El == 2 ? cpu.Sys(Slot.SctlrEl2) : cpu.Sys(Slot.SctlrEl1);
        if ((control & (s->El == 0 ? 1u << 4 : 1u << 3)) == 0) return true;
        cpu.SpAlignment();
        return false;
    }

    private static bool Memory(ExecutionEngine engine, VirtualCpu cpu, CpuState* s, MemoryOp m, Op* op, Op* page)
    {
        ulong address;
        if (m.Mode == AddressMode.Literal)
        {
            address = (s->Pc & ~0xFFFUL) + (ulong)op->Imm;
        }
        else
        {
            if (!CheckSp(cpu, s, op->N)) return false;
            address = s->X[op->N];
            if (m.Mode == AddressMode.Register) address += op->C == 3 ? s->X[op->M] << op->S : Operand.Extend(s->X[op->M], op->S | ((long)op->C << 8));
            else if (m.Mode != AddressMode.PostIndex) address += (ulong)op->Imm;
        }
        if (s->NRw != 0) address = (uint)address;
        uint syndrome = m.WritesBack || m.IsPair ? 0 : engine.Syndrome(page, op);
        MemoryFlags flags = m.IsVector && m.Mode is (AddressMode.Offset or AddressMode.PostIndex) ? (MemoryFlags)op->C : MemoryFlags.None;
        if (!Single(cpu, s, m, op, address, flags, syndrome)) return false;
        if (!m.WritesBack) return true;
        ulong updated = m.Mode == AddressMode.PreIndex ? address : address + (ulong)op->Imm;
        s->X[op->N] = s->NRw != 0 ? (uint)updated : updated;
        return true;
    }

    /// <summary>The access itself, at an address, from or to the op's registers.</summary>
    public static bool Single(VirtualCpu cpu, CpuState* s, MemoryOp m, Op* op, ulong address, MemoryFlags flags, uint syndrome) =>
        m.IsStore ? Store(cpu, s, m, op, address, flags, syndrome) : Load(cpu, s, m, op, address, flags, syndrome);

    private static bool Load(VirtualCpu cpu, CpuState* s, MemoryOp m, Op* op, ulong address, MemoryFlags flags, uint syndrome)
    {
        int size = m.ElementSize;
        if (!GuestMemory.Load(cpu, address, size, flags, syndrome, out ulong low, out ulong high)) return false;
        ulong low2 = 0, high2 = 0;
        if (m.IsPair && !GuestMemory.Load(cpu, address + (ulong)size, size, flags, 0, out low2, out high2)) return false;
        Set(s, m, op->D, low, high);
        if (m.IsPair) Set(s, m, op->A, low2, high2);
        return true;
    }

    private static bool Store(VirtualCpu cpu, CpuState* s, MemoryOp m, Op* op, ulong address, MemoryFlags flags, uint syndrome)
    {
        int size = m.ElementSize;
        Get(s, m, op->D, out ulong low, out ulong high);
        if (!m.IsPair) return GuestMemory.Store(cpu, address, size, flags, syndrome, low, high);
        Get(s, m, op->A, out ulong low2, out ulong high2);
        // Both halves are checked before the first is stored: a pair that faults has stored nothing.
        return GuestMemory.ProbeStore(cpu, address, size, flags)
            && GuestMemory.ProbeStore(cpu, address + (ulong)size, size, flags)
            && GuestMemory.Store(cpu, address, size, flags, 0, low, high)
            && GuestMemory.Store(cpu, address + (ulong)size, size, flags, 0, low2, high2);
    }

    private static void Set(CpuState* s, MemoryOp m, int register, ulong low, ulong high)
    {
        if (m.IsVector)
        {
            s->V[register * 2] = low;
            s->V[(register * 2) + 1] = high;
            return;
        }
        if (m.IsSigned)
        {
            int unused = 64 - (m.ElementSize * 8);
            low = (ulong)((long)(low << unused) >> unused);
            if (m.SignExtendsTo32) low = (uint)low;
        }
        s->X[register] = low;
    }

    private static void Get(CpuState* s, MemoryOp m, int register, out ulong low, out ulong high)
    {
        low = m.IsVector ? s->V[register * 2] : s->X[register];
        high = m.IsVector ? s->V[(register * 2) + 1] : 0;
    }

    private static bool LoadExclusive(VirtualCpu cpu, CpuState* s, Op* op, bool pair)
    {
        int size = 1 << op->S, total = pair ? size * 2 : size;
        ulong va = s->X[op->N];
        if (!CheckSp(cpu, s, op->N)) return false;
        if (!GuestMemory.Load(cpu, va, total, MemoryFlags.Exclusive | ElementOf(op, pair), 0, out ulong low, out ulong high)) return false;
        s->ExclusiveAddress = va;
        s->ExclusiveLow = low;
        s->ExclusiveHigh = high;
        s->ExclusiveSize = total;
        if (pair && size == 4)
        {
            s->X[op->D] = (uint)low;
            s->X[op->A] = low >> 32;
        }
        else
        {
            s->X[op->D] = low;
            if (pair) s->X[op->A] = high;
        }
        return true;
    }

    private static bool StoreExclusive(VirtualCpu cpu, CpuState* s, Op* op, bool pair)
    {
        int size = 1 << op->S, total = pair ? size * 2 : size;
        ulong va = s->X[op->N];
        if (!CheckSp(cpu, s, op->N)) return false;
        ulong low = s->X[op->M], high = 0;
        if (pair && size == 4) low = (uint)low | (s->X[op->A] << 32);
        else if (pair) high = s->X[op->A];
        bool armed = s->ExclusiveSize == total && s->ExclusiveAddress == va;
        // The address is translated and checked even when the monitor is open: a fault comes first.
        if (!cpu.Mmu.StoreExclusive(va, total, armed, s->ExclusiveLow, s->ExclusiveHigh, low, high, out bool stored, out MmuFault fault, ElementOf(op, pair)))
        {
            cpu.TakeMmuFault(fault, 0);
            return false;
        }
        s->ExclusiveSize = 0;
        s->X[op->D] = stored ? 0UL : 1UL;
        return true;
    }

    /// <summary>The registers of a pair keep their order in memory, whatever that of their bytes.</summary>
    private static MemoryFlags ElementOf(Op* op, bool pair) => pair ? (MemoryFlags)((int)MemoryFlags.Element1 + op->S) : MemoryFlags.None;

    private static bool Unprivileged(ExecutionEngine engine, VirtualCpu cpu, CpuState* s, Op* op, Op* page)
    {
        var m = new MemoryOp((MemoryKind)op->S, AddressMode.Offset);
        if (!CheckSp(cpu, s, op->N)) return false;
        ulong address = s->X[op->N] + (ulong)op->Imm;
        if (s->NRw != 0) address = (uint)address;
        if (!Single(cpu, s, m, op, address, MemoryFlags.Unprivileged, engine.Syndrome(page, op))) return false;
        s->X[op->A] = s->X[op->M];
        return true;
    }
}
