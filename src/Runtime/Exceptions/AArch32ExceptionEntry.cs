namespace Hyp.Jit.Runtime;

/// <summary>Offsets in the vector tables of AArch32 (ARMv7 ARM B1.8.1).</summary>
internal enum AArch32Vector : byte
{
    Undefined = 0x04,
    SupervisorCall = 0x08,
    PrefetchAbort = 0x0C,
    DataAbort = 0x10,
    /// <summary>HYP's own: whatever comes from below it, but for interrupts.</summary>
    HypTrap = 0x14,
    Irq = 0x18,
    Fiq = 0x1C,
}

/// <summary>
/// AArch32.EnterMode and AArch32.EnterHypMode. The current state is AArch32, since an exception is never taken to a level of less width. Syndromes and fault
/// addresses are the caller's to set before.
/// </summary>
internal static unsafe class AArch32ExceptionEntry
{
    private const uint HighVectors = 0xFFFF_0000;

    /// <summary>Enters the mode of <paramref name="vector"/> at EL1, or HYP.</summary>
    public static void Enter(VirtualCpu cpu, ExceptionLevel target, AArch32Vector vector, ulong preferredReturn)
    {
        cpu.ExceptionEntries++;
        if (target == ExceptionLevel.EL2)
        {
            EnterHyp(cpu, vector, preferredReturn);
        }
        else
        {
            EnterMode(cpu, vector, preferredReturn);
        }
        CpuState* state = cpu.State;
        state->Il = 0;
        state->Ss = 0;
        state->ItState = 0;
        state->ExclusiveSize = 0;
        cpu.UpdateInterrupts();
    }

    /// <summary>Where a synchronous exception of this class goes at EL1, and in HYP when it comes from HYP.</summary>
    public static AArch32Vector VectorOf(ExceptionClass ec) => ec switch
    {
        ExceptionClass.Svc32 or ExceptionClass.Hvc32 => AArch32Vector.SupervisorCall,
        ExceptionClass.InstructionAbort or ExceptionClass.InstructionAbortSameLevel => AArch32Vector.PrefetchAbort,
        ExceptionClass.DataAbort or ExceptionClass.DataAbortSameLevel => AArch32Vector.DataAbort,
        _ => AArch32Vector.Undefined,
    };

    private static void EnterHyp(VirtualCpu cpu, AArch32Vector vector, ulong preferredReturn)
    {
        CpuState* state = cpu.State;
        bool ownVector = cpu.CurrentEl == ExceptionLevel.EL2 || vector is AArch32Vector.Irq or AArch32Vector.Fiq;
        ulong hsctlr = cpu.Sys(Slot.SctlrEl2);
        cpu.Sys(Slot.SpsrEl2) = Saved(state);
        cpu.Sys(Slot.ElrEl2) = (uint)preferredReturn;
        cpu.ChangeMode(ProcessorMode.Hyp, DataOrder(hsctlr));
        state->Daif |= Daif.A | Daif.I | Daif.F;
        state->Thumb = InstructionSet(hsctlr);
        state->Pc = ((uint)cpu.Sys(Slot.VbarEl2) & ~0x1Fu) + (uint)(ownVector ? vector : AArch32Vector.HypTrap);
    }

    private static void EnterMode(VirtualCpu cpu, AArch32Vector vector, ulong preferredReturn)
    {
        CpuState* state = cpu.State;
        // What handlers subtract from LR: Arm's pipeline as it once was.
        (byte mode, uint lrOffset, byte masks) = vector switch
        {
            AArch32Vector.SupervisorCall => (ProcessorMode.Svc, 0u, Daif.I),
            AArch32Vector.PrefetchAbort => (ProcessorMode.Abt, 4u, (byte)(Daif.A | Daif.I)),
            AArch32Vector.DataAbort => (ProcessorMode.Abt, 8u, (byte)(Daif.A | Daif.I)),
            AArch32Vector.Irq => (ProcessorMode.Irq, 4u, (byte)(Daif.A | Daif.I)),
            AArch32Vector.Fiq => (ProcessorMode.Fiq, 4u, (byte)(Daif.A | Daif.I | Daif.F)),
            _ => (ProcessorMode.Und, state->Thumb != 0 ? 2u : 4u, Daif.I),
        };
        ulong sctlr = cpu.Sys(Slot.SctlrEl1);
        ulong saved = Saved(state);
        cpu.ChangeMode(mode, DataOrder(sctlr));
        cpu.Sys(BankedRegisters.SavedStatus(mode)) = saved;
        state->X[14] = (uint)preferredReturn + lrOffset;
        state->Daif |= masks;
        state->Thumb = InstructionSet(sctlr);
        uint table = sctlr.Has(Sctlr32.V) ? HighVectors : (uint)cpu.Sys(Slot.VbarEl1) & ~0x1Fu;
        state->Pc = table + (uint)vector;
    }

    // SPSR.SS is only for exceptions taken to AArch64.
    private static ulong Saved(CpuState* state) => Pstate.ToSpsr(*state) & ~Spsr.Ss;

    private static byte DataOrder(ulong sctlr) => sctlr.Has(Sctlr32.Ee) ? (byte)1 : (byte)0;

    private static byte InstructionSet(ulong sctlr) => sctlr.Has(Sctlr32.Te) ? (byte)1 : (byte)0;
}
