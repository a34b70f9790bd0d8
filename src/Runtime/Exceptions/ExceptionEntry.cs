namespace Hyp.Jit.Runtime;

/// <summary>The four kinds of exception, as offsets in their group of the vector table.</summary>
internal enum VectorKind : ushort
{
    Synchronous = 0x000,
    Irq = 0x080,
    Fiq = 0x100,
    SError = 0x180,
}

/// <summary>AArch64.TakeException, and the way to its AArch32 equals: saves state in the target level's registers and starts its handler.</summary>
internal static unsafe class ExceptionEntry
{
    private const ulong CurrentWithSpEl0 = 0x000, CurrentWithSpElx = 0x200, LowerAArch64 = 0x400, LowerAArch32 = 0x600;

    /// <summary>Enters <paramref name="target"/>, EL1 or EL2. ESR, FAR and HPFAR are the caller's to set before.</summary>
    public static void Enter(VirtualCpu cpu, ExceptionLevel target, VectorKind kind, ulong preferredReturn)
    {
        if (cpu.IsLevelAArch32(target))
        {
            AArch32ExceptionEntry.Enter(cpu, target, VectorOf(kind), preferredReturn);
            return;
        }
        CpuState* state = cpu.State;
        ulong group = (ExceptionLevel)state->El == target
            ? state->SpSel == 0 ? CurrentWithSpEl0 : CurrentWithSpElx
            : state->NRw == 0 ? LowerAArch64 : LowerAArch32;

        bool toEl2 = target == ExceptionLevel.EL2;
        cpu.Sys(toEl2 ? Slot.SpsrEl2 : Slot.SpsrEl1) = Pstate.ToSpsr(*state);
        cpu.Sys(toEl2 ? Slot.ElrEl2 : Slot.ElrEl1) = preferredReturn;

        cpu.ExceptionEntries++;
        cpu.EnterLevel(target, spSel: 1);
        state->Daif = Daif.All;
        state->Il = 0;
        state->Ss = 0;
        state->ExclusiveSize = 0;
        state->Pc = cpu.Sys(toEl2 ? Slot.VbarEl2 : Slot.VbarEl1) + group + (ulong)kind;
        cpu.UpdateInterrupts();
    }

    // Synchronous exceptions have four vectors in AArch32: their callers choose.
    private static AArch32Vector VectorOf(VectorKind kind) => kind switch
    {
        VectorKind.Irq => AArch32Vector.Irq,
        VectorKind.Fiq => AArch32Vector.Fiq,
        VectorKind.SError => AArch32Vector.DataAbort,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an interrupt"),
    };
}
