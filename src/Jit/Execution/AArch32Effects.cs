using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Instructions of AArch32 that read or change CPSR, SPSR and the mode. One that may change how the
/// next instruction is to be found says itself where it is.
/// </summary>
internal static unsafe class AArch32Effects
{
    private const MemoryFlags Aligned = MemoryFlags.Aligned;

    /// <summary>
    /// Exception return by data processing (SUBS PC, LR, #imm; MOVS PC, LR): N = slot that holds the new PC. LDM with PC and ^ ends in
    /// <see cref="VirtualCpu.ReturnTo"/>, too.
    /// </summary>
    public static readonly ushort ReturnFromException = OpTable.Effect("return-from-exception", &RunReturnFromException);

    /// <summary>MRS Rd, CPSR: D = target.</summary>
    public static readonly ushort ReadCpsr = OpTable.Effect("mrs.cpsr", &RunReadCpsr);

    /// <summary>MRS Rd, SPSR: D = target.</summary>
    public static readonly ushort ReadSpsr = OpTable.Effect("mrs.spsr", &RunReadSpsr);

    /// <summary>MSR CPSR_fsxc: N = source, S = mask.</summary>
    public static readonly ushort WriteCpsr = OpTable.Effect("msr.cpsr", &RunWriteCpsr);

    /// <summary>MSR SPSR_fsxc: N = source, S = mask.</summary>
    public static readonly ushort WriteSpsr = OpTable.Effect("msr.spsr", &RunWriteSpsr);

    /// <summary>MRS (banked register): D = target, S = SYSm with R on top.</summary>
    public static readonly ushort ReadBanked = OpTable.Effect("mrs.banked", &RunReadBanked);

    /// <summary>MSR (banked register): N = source, S = SYSm with R on top.</summary>
    public static readonly ushort WriteBanked = OpTable.Effect("msr.banked", &RunWriteBanked);

    /// <summary>CPS: S = A, I and F (bits 2:0) to clear, A = those to set, Imm = mode or 0.</summary>
    public static readonly ushort ChangeState = OpTable.Effect("cps", &RunChangeState);

    /// <summary>SETEND: S = E.</summary>
    public static readonly ushort SetEndianness = OpTable.Effect("setend", &RunSetEndianness);

    /// <summary>ERET.</summary>
    public static readonly ushort Eret = OpTable.Effect("eret.aarch32", &RunEret);

    /// <summary>RFE: N = base, Imm = offset of the new PC, S = 1 with write-back, A = signed byte that it adds.</summary>
    public static readonly ushort ReturnFromMemory = OpTable.Effect("rfe", &RunReturnFromMemory);

    /// <summary>SRS: C = mode whose R13 is the base, Imm = offset of LR, S = 1 with write-back, A = signed byte that it adds.</summary>
    public static readonly ushort StoreReturnState = OpTable.Effect("srs", &RunStoreReturnState);

    private static bool RunReturnFromException(VirtualCpu cpu, Op* op)
    {
        cpu.ReturnTo((uint)cpu.State->X[op->N]);
        return false;
    }

    private static bool RunReadCpsr(VirtualCpu cpu, Op* op)
    {
        cpu.State->X[op->D] = Cpsr.Read(cpu.State);
        return true;
    }

    private static bool RunReadSpsr(VirtualCpu cpu, Op* op)
    {
        Slot slot = cpu.CurrentSavedStatus;
        if (slot == Slot.None) return Undefined(cpu);
        cpu.State->X[op->D] = (uint)cpu.Sys(slot);
        return true;
    }

    private static bool RunWriteCpsr(VirtualCpu cpu, Op* op) => GoOn(cpu, Cpsr.Write(cpu, (uint)cpu.State->X[op->N], op->S));

    private static bool RunWriteSpsr(VirtualCpu cpu, Op* op)
    {
        Slot slot = cpu.CurrentSavedStatus;
        if (slot == Slot.None) return Undefined(cpu);
        cpu.Sys(slot) = Cpsr.MergeSaved(cpu, (uint)cpu.Sys(slot), (uint)cpu.State->X[op->N], op->S);
        return true;
    }

    private static bool RunReadBanked(VirtualCpu cpu, Op* op)
    {
        if (!BankedAccess.TryFind(op->S, cpu.State->Mode, out Slot slot)) return Undefined(cpu);
        cpu.State->X[op->D] = (uint)cpu.Sys(slot);
        return true;
    }

    private static bool RunWriteBanked(VirtualCpu cpu, Op* op)
    {
        if (!BankedAccess.TryFind(op->S, cpu.State->Mode, out Slot slot)) return Undefined(cpu);
        cpu.Sys(slot) = (uint)cpu.State->X[op->N];
        return true;
    }

    private static bool RunChangeState(VirtualCpu cpu, Op* op)
    {
        uint value = (uint)Pstate.ToSpsr(*cpu.State);
        value = (value & ~((uint)op->S << Spsr.DaifShift)) | ((uint)op->A << Spsr.DaifShift);
        if (op->Imm != 0) value = (value & ~(uint)Spsr.M) | (uint)op->Imm;
        return GoOn(cpu, Cpsr.Write(cpu, value, byteMask: 3));
    }

    private static bool RunSetEndianness(VirtualCpu cpu, Op* op)
    {
        // Armv8 may have switched it off.
        if (cpu.Model.AArch64 && cpu.Sys(Slot.SctlrEl1).Has(Sctlr.Sed)) return Undefined(cpu);
        bool same = cpu.State->DataE == op->S;
        cpu.ChangeMode(cpu.State->Mode, op->S);
        return GoOn(cpu, same);
    }

    private static bool RunEret(VirtualCpu cpu, Op* op)
    {
        cpu.EretFrom();
        return false;
    }

    private static bool RunReturnFromMemory(VirtualCpu cpu, Op* op)
    {
        CpuState* s = cpu.State;
        if (s->Mode == ProcessorMode.Hyp) return Undefined(cpu);
        uint start = (uint)s->X[op->N], address = start + (uint)op->Imm;
        if (!LoadWord(cpu, address, out uint target) || !LoadWord(cpu, address + 4, out uint psr)) return false;
        if (op->S != 0) s->X[op->N] = start + (uint)(sbyte)op->A;
        Cpsr.Return(cpu, psr, target);
        return false;
    }

    private static bool RunStoreReturnState(VirtualCpu cpu, Op* op)
    {
        CpuState* s = cpu.State;
        Slot saved = cpu.CurrentSavedStatus;
        bool usable = ProcessorMode.LevelOf(op->C, cpu.Options.HasEl2) == ExceptionLevel.EL1;
        if (saved == Slot.None || s->Mode == ProcessorMode.Hyp || !usable) return Undefined(cpu);
        uint start = BankedRegisters.Read(s, op->C, 13), address = start + (uint)op->Imm;
        // Both words are checked before the first is stored.
        if (!GuestMemory.ProbeStore(cpu, address, 4, Aligned) || !GuestMemory.ProbeStore(cpu, address + 4, 4, Aligned)
            || !GuestMemory.Store(cpu, address, 4, Aligned, 0, (uint)s->X[14], 0)
            || !GuestMemory.Store(cpu, address + 4, 4, Aligned, 0, (uint)cpu.Sys(saved), 0))
        {
            return false;
        }
        if (op->S != 0) BankedRegisters.Write(s, op->C, 13, start + (uint)(sbyte)op->A);
        return true;
    }

    private static bool LoadWord(VirtualCpu cpu, uint address, out uint value)
    {
        bool loaded = GuestMemory.Load(cpu, address, 4, Aligned, 0, out ulong low, out _);
        value = (uint)low;
        return loaded;
    }

    private static bool Undefined(VirtualCpu cpu)
    {
        cpu.Undefined();
        return false;
    }

    private static bool GoOn(VirtualCpu cpu, bool sameContext)
    {
        if (sameContext) return true;
        cpu.SkipInstruction();
        return false;
    }
}
