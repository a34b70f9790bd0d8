using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>MRS, MSR and SYS through the table: rights, traps, effects. The op's Imm is the row's index.</summary>
internal static unsafe class SystemAccess
{
    /// <summary>MRS: D = target.</summary>
    public static readonly ushort Read = OpTable.Effect("mrs", &ReadRow);

    /// <summary>MSR, SYS: N = source, C = Rt for the syndrome.</summary>
    public static readonly ushort Write = OpTable.Effect("msr", &WriteRow);

    /// <summary>MSR (immediate): S = operand.</summary>
    public static readonly ushort WriteImmediate = OpTable.Effect("msr.imm", &WriteImmediateRow);

    /// <summary>An encoding without a row: Imm = encoding, C = Rt, S = 1 for reads.</summary>
    public static readonly ushort Unallocated = OpTable.Effect("msr.unallocated", &RaiseUnallocated);

    /// <summary>Those PSTATE and DC ZVA accesses that the tiers inline, off their fast path.</summary>
    public static bool Slow(VirtualCpu cpu, CpuState* s, OpCode code, Op* op)
    {
        if (code is OpCode.ReadDaif or OpCode.ReadUnlessTrapped) return ReadRow(cpu, op);
        if (code is OpCode.DaifSet or OpCode.DaifClear) return WriteImmediateRow(cpu, op);
        return code == OpCode.WriteDaif ? WriteRow(cpu, op) : ZeroBlockSlow(cpu, s, op);
    }

    private static bool ReadRow(VirtualCpu cpu, Op* op)
    {
        SystemRegister row = SystemRegisterTable.ByIndex[(int)op->Imm];
        if (SystemRegisterAccess.Read(cpu, row, op->D == 33 ? 31 : op->D, out ulong value) != AccessOutcome.Done) return false;
        cpu.State->X[op->D] = value;
        return true;
    }

    private static bool WriteRow(VirtualCpu cpu, Op* op) => Perform(cpu, op, op->C, cpu.State->X[op->N]);

    private static bool WriteImmediateRow(VirtualCpu cpu, Op* op) => Perform(cpu, op, 31, op->S);

    private static bool Perform(VirtualCpu cpu, Op* op, int rt, ulong value)
    {
        SystemRegister row = SystemRegisterTable.ByIndex[(int)op->Imm];
        CpuState* s = cpu.State;
        if (row.IsZeroBlock) return ZeroBlockSlow(cpu, s, op);
        if (SystemRegisterAccess.Write(cpu, row, rt, value) != AccessOutcome.Done) return false;
        if (!row.EndsBlock) return true;
        cpu.SkipInstruction();
        return false;
    }

    private static bool ZeroBlockSlow(VirtualCpu cpu, CpuState* s, Op* op)
    {
        SystemRegister row = SystemRegisterTable.ByIndex[(int)op->Imm];
        ulong va = s->X[op->N];
        if (SystemRegisterAccess.Write(cpu, row, op->C, va) != AccessOutcome.Done) return false;
        if (!cpu.Mmu.ZeroBlock(va, out MmuFault fault))
        {
            cpu.TakeMmuFault(fault, 0);
            return false;
        }
        return true;
    }

    private static bool RaiseUnallocated(VirtualCpu cpu, Op* op)
    {
        SystemRegisterAccess.RaiseUnallocated(cpu, (uint)op->Imm, op->C, op->S != 0 ? AccessDirection.Read : AccessDirection.Write);
        return false;
    }
}
