using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>MRC, MCR, MRRC and MCRR through the table: rights, traps, effects. The op's Imm is the index of the AArch32 name and, in its high half, the ISS of a trap.</summary>
internal static unsafe class CoprocessorAccess
{
    private const int FlagsTarget = 15;

    /// <summary>MRC: D = Rt; R15 means the flags.</summary>
    public static readonly ushort Read = OpTable.Effect("mrc", &ReadRegister);

    /// <summary>MCR: N = Rt.</summary>
    public static readonly ushort Write = OpTable.Effect("mcr", &WriteRegister);

    /// <summary>MRRC: D = Rt, A = Rt2.</summary>
    public static readonly ushort ReadWide = OpTable.Effect("mrrc", &ReadWideRegister);

    /// <summary>MCRR: N = Rt, M = Rt2.</summary>
    public static readonly ushort WriteWide = OpTable.Effect("mcrr", &WriteWideRegister);

    /// <summary>An encoding without a row: Imm is its key and, in the high half, the ISS.</summary>
    public static readonly ushort Unallocated = OpTable.Effect("mcr.unallocated", &RaiseUnallocated);

    private static bool ReadRegister(VirtualCpu cpu, Op* op)
    {
        if (AArch32Access.Read(cpu, Register(op), Iss(op), out ulong value) != AccessOutcome.Done) return false;
        if (op->D == FlagsTarget) cpu.State->Nzcv = (uint)value & 0xF000_0000;
        else cpu.State->X[op->D] = (uint)value;
        return true;
    }

    private static bool ReadWideRegister(VirtualCpu cpu, Op* op)
    {
        if (AArch32Access.Read(cpu, Register(op), Iss(op), out ulong value) != AccessOutcome.Done) return false;
        cpu.State->X[op->D] = (uint)value;
        cpu.State->X[op->A] = value >> 32;
        return true;
    }

    private static bool WriteRegister(VirtualCpu cpu, Op* op) => Perform(cpu, op, cpu.State->X[op->N]);

    private static bool WriteWideRegister(VirtualCpu cpu, Op* op) => Perform(cpu, op, cpu.State->X[op->N] | (cpu.State->X[op->M] << 32));

    private static bool Perform(VirtualCpu cpu, Op* op, ulong value)
    {
        AArch32Register register = Register(op);
        if (AArch32Access.Write(cpu, register, Iss(op), value) != AccessOutcome.Done) return false;
        if (!register.Row.EndsBlock) return true;
        cpu.SkipInstruction();
        return false;
    }

    private static bool RaiseUnallocated(VirtualCpu cpu, Op* op)
    {
        int key = op->Disp;
        var encoding = new AArch32Window("", (byte)((key >> 15) & 15), (byte)((key >> 11) & 15), (byte)((key >> 7) & 15), (byte)((key >> 3) & 15), (byte)(key & 7),
            key >> 20 != 0 ? RegisterHalf.Whole : RegisterHalf.Low);
        AArch32Access.RaiseUnallocated(cpu, encoding, Iss(op));
        return false;
    }

    private static AArch32Register Register(Op* op) => SystemRegisterTable.AArch32ByIndex[op->Disp];

    private static uint Iss(Op* op) => (uint)op->Heat;
}
