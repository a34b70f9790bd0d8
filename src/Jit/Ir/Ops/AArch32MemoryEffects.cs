using System.Numerics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Loads and stores of AArch32 that need the runtime.</summary>
internal static unsafe class AArch32MemoryEffects
{
    /// <summary>SWP, SWPB: X[D] = the 1 &lt;&lt; S bytes at X[N], which become X[M].</summary>
    public static readonly ushort Swap = OpTable.Effect("a32.swp", &RunSwap);

    /// <summary>LDM and STM with ^: the registers are those of User mode, the base is the current mode's. Operands as of LoadMultiple.</summary>
    public static readonly ushort LoadMultipleUser = OpTable.Effect("a32.ldm.user", &RunLoadMultipleUser);
    public static readonly ushort StoreMultipleUser = OpTable.Effect("a32.stm.user", &RunStoreMultipleUser);

    /// <summary>LDM with ^ and R15 in the list: an exception return, to what was loaded.</summary>
    public static readonly ushort LoadMultipleReturn = OpTable.Effect("a32.ldm.return", &RunLoadMultipleReturn);

    private static bool RunLoadMultipleUser(VirtualCpu cpu, Op* op)
    {
        var list = new RegisterList(*op);
        uint* words = stackalloc uint[16];
        if (!CheckMode(cpu) || !AArch32SlowPath.Read(cpu, (uint)cpu.State->X[op->N] + (uint)list.Offset, words, op->C)) return false;
        for (int rest = list.Mask; rest != 0; rest &= rest - 1) BankedRegisters.Write(cpu.State, ProcessorMode.Usr, BitOperations.TrailingZeroCount(rest), *words++);
        return true;
    }

    private static bool RunStoreMultipleUser(VirtualCpu cpu, Op* op)
    {
        var list = new RegisterList(*op);
        uint* words = stackalloc uint[16];
        int count = 0;
        for (int rest = list.Mask & 0x7FFF; rest != 0; rest &= rest - 1) words[count++] = BankedRegisters.Read(cpu.State, ProcessorMode.Usr, BitOperations.TrailingZeroCount(rest));
        if (list.Mask >> 15 != 0) words[count++] = (uint)cpu.State->X[op->A];
        return CheckMode(cpu) && AArch32SlowPath.Write(cpu, (uint)cpu.State->X[op->N] + (uint)list.Offset, words, count);
    }

    private static bool RunLoadMultipleReturn(VirtualCpu cpu, Op* op)
    {
        if (CheckMode(cpu) && AArch32SlowPath.LoadMultiple(cpu, cpu.State, op, out uint target)) Cpsr.Return(cpu, (uint)cpu.Sys(cpu.CurrentSavedStatus), target);
        return false;
    }

    /// <summary>User and System mode have no registers but their own, and no SPSR: UNPREDICTABLE.</summary>
    private static bool CheckMode(VirtualCpu cpu)
    {
        if (cpu.CurrentSavedStatus != Slot.None) return true;
        cpu.Undefined();
        return false;
    }

    /// <summary>UNDEFINED unless SCTLR.SW; Hyp mode has no such bit. A load that is permitted and a store that is not faults as a store.</summary>
    private static bool RunSwap(VirtualCpu cpu, Op* op)
    {
        CpuState* s = cpu.State;
        if (s->El == 2 || !cpu.Sys(Slot.SctlrEl1).Has(Sctlr.Sw))
        {
            cpu.Undefined();
            return false;
        }
        int size = 1 << op->S;
        ulong address = s->X[op->N];
        if (!GuestMemory.Load(cpu, address, size, MemoryFlags.Exclusive, 0, out ulong value, out _)) return false;
        if (!GuestMemory.Store(cpu, address, size, MemoryFlags.Exclusive, 0, s->X[op->M], 0)) return false;
        s->X[op->D] = value;
        return true;
    }
}
