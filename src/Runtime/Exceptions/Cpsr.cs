namespace Hyp.Jit.Runtime;

/// <summary>CPSR as instructions of AArch32 read, write and restore it (ARMv7 ARM B1.3.3, CPSRWriteByInstr and SPSRWriteByInstr).</summary>
internal static unsafe class Cpsr
{
    // Bytes of the mask of MSR.
    private const int Control = 1, Extension = 2, Status = 4, Flags = 8;

    /// <summary>MRS: the execution state bits read as zero.</summary>
    public static uint Read(CpuState* state) => (uint)Pstate.ToSpsr(*state) & ~(Psr.ExecutionState | (uint)(Spsr.Il | Spsr.Ss));

    /// <summary>
    /// MSR and CPS. False: level, data order or interrupts have changed so that the next instruction must be looked for anew.
    /// </summary>
    public static bool Write(VirtualCpu cpu, uint value, int byteMask)
    {
        CpuState* state = cpu.State;
        bool privileged = cpu.CurrentEl != ExceptionLevel.EL0;
        byte masks = 0, mode = state->Mode, dataE = state->DataE;
        if ((byteMask & Flags) != 0)
        {
            state->Nzcv = value & (uint)Spsr.Nzcv;
            state->Q = (value >> Psr.QShift) & 1;
        }
        if ((byteMask & Status) != 0)
        {
            state->Ge = (value >> Psr.GeShift) & 15;
        }
        if ((byteMask & Extension) != 0)
        {
            dataE = (byte)((value >> Psr.EShift) & 1);
            masks |= Daif.A;
        }
        if ((byteMask & Control) != 0 && privileged)
        {
            masks |= Daif.I | Daif.F;
            mode = (byte)(value & Spsr.M);
        }
        if (privileged)
        {
            byte daif = (byte)((value >> Spsr.DaifShift) & 15);
            state->Daif = (byte)((state->Daif & ~masks) | (daif & masks));
        }
        if (mode != state->Mode && !MayWriteMode(cpu, mode))
        {
            RefuseMode(cpu);
            mode = state->Mode;
        }
        ExceptionLevel el = cpu.CurrentEl;
        bool sameOrder = dataE == state->DataE;
        cpu.ChangeMode(mode, dataE);
        cpu.UpdateInterrupts();
        return cpu.CurrentEl == el && sameOrder && state->Il == 0 && state->PendingInterrupt == 0;
    }

    /// <summary>MSR SPSR: <paramref name="current"/> with the bytes of <paramref name="value"/> that the mask selects. Armv8 has IL in the third.</summary>
    public static uint MergeSaved(VirtualCpu cpu, uint current, uint value, int byteMask)
    {
        uint mask = ((byteMask & Flags) != 0 ? 0xFF00_0000 : 0) | ((byteMask & Extension) != 0 ? 0xFF00u : 0) | ((byteMask & Control) != 0 ? 0xFFu : 0);
        if ((byteMask & Status) != 0)
        {
            mask |= cpu.Model.AArch64 ? 0x001F_0000u : 0x000F_0000;
        }
        return (current & ~mask) | (value & mask);
    }

    /// <summary>
    /// An exception return within AArch32: CPSR from <paramref name="spsr"/>, PC from <paramref name="target"/> aligned for the instruction set
    /// (CPSRWriteByInstr with is_excpt_return, BranchWritePC). A mode that may not be returned to leaves the mode as it is.
    /// </summary>
    public static void Return(VirtualCpu cpu, uint spsr, uint target)
    {
        CpuState* state = cpu.State;
        byte mode = (byte)(spsr & Spsr.M);
        bool legal = MayReturnTo(cpu, mode);
        cpu.ChangeMode(legal ? mode : state->Mode, (byte)((spsr >> Psr.EShift) & 1));
        state->Il = cpu.Model.AArch64 && ((ulong)spsr).Has(Spsr.Il) ? (byte)1 : (byte)0;
        if (!legal)
        {
            RefuseMode(cpu);
        }
        state->Ss = 0;
        RestoreCommon(cpu, spsr);
        state->Pc = target & (state->Thumb != 0 ? ~1u : ~3u);
        state->ExclusiveSize = 0;
        cpu.EventRegister = true;
        cpu.UpdateInterrupts();
    }

    /// <summary>SetPSTATEFromPSR: what every return to AArch32 restores, whether from AArch32 or AArch64.</summary>
    public static void RestoreCommon(VirtualCpu cpu, uint spsr)
    {
        CpuState* state = cpu.State;
        state->Nzcv = spsr & (uint)Spsr.Nzcv;
        state->Q = (spsr >> Psr.QShift) & 1;
        state->Ge = (spsr >> Psr.GeShift) & 15;
        state->Daif = (byte)((spsr >> Spsr.DaifShift) & (Daif.A | Daif.I | Daif.F));
        state->Thumb = (byte)((spsr >> Psr.TShift) & 1);
        state->ItState = RestoredIt(spsr);
    }

    // RestoredITBits: reserved values, and any in A32, become 0.
    private static byte RestoredIt(uint spsr)
    {
        byte it = Psr.ToIt(spsr);
        return (spsr & Psr.T) == 0 || (it & 15) == 0 ? (byte)0 : it;
    }

    // MSR and CPS neither enter nor leave HYP mode (UNPREDICTABLE, in Armv8 illegal).
    private static bool MayWriteMode(VirtualCpu cpu, byte mode) =>
        ProcessorMode.LevelOf(mode, cpu.Options.HasEl2) is { } el && el != ExceptionLevel.EL2 && cpu.CurrentEl != ExceptionLevel.EL2;

    private static bool MayReturnTo(VirtualCpu cpu, byte mode) =>
        ProcessorMode.LevelOf(mode, cpu.Options.HasEl2) is { } el && el <= cpu.CurrentEl
        && !(el == ExceptionLevel.EL1 && cpu.CurrentEl == ExceptionLevel.EL2 && cpu.Sys(Slot.HcrEl2).Has(Hcr.Tge));

    // UNPREDICTABLE in ARMv7, where the mode stays; the Illegal Execution state is Armv8's.
    private static void RefuseMode(VirtualCpu cpu)
    {
        if (cpu.Model.AArch64)
        {
            cpu.State->Il = 1;
        }
    }
}
