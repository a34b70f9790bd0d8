using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>ERET in AArch64 (AArch64.ExceptionReturn).</summary>
internal static unsafe class ExceptionReturn
{
    /// <summary>Returns from the current level, EL1 or EL2, by its SPSR and ELR.</summary>
    public static void Execute(VirtualCpu cpu)
    {
        CpuState* state = cpu.State;
        bool fromEl2 = cpu.CurrentEl == EL2;
        ulong spsr = cpu.Sys(fromEl2 ? Slot.SpsrEl2 : Slot.SpsrEl1);
        ulong target = cpu.Sys(fromEl2 ? Slot.ElrEl2 : Slot.ElrEl1);

        bool debugged = SelfHostedDebug.IsEnabled(cpu);
        if (IsIllegal(cpu, spsr))
        {
            // Level, stack pointer and width stay; the next instruction takes the Illegal Execution state exception.
            state->Il = 1;
        }
        else if (spsr.Has(Spsr.AArch32))
        {
            cpu.EnterAArch32((byte)(spsr & Spsr.M), (byte)spsr.Field(Psr.EShift, 1));
            state->Il = (byte)spsr.Field(20, 1);
        }
        else
        {
            cpu.EnterLevel((ExceptionLevel)spsr.Field(2, 2), spSel: (byte)(spsr & 1));
            state->Il = (byte)spsr.Field(20, 1);
        }
        state->Ss = SelfHostedDebug.StepAfterReturn(cpu, spsr, debugged, cpu.CurrentEl);
        if (cpu.IsAArch32)
        {
            Cpsr.RestoreCommon(cpu, (uint)spsr);
            state->Pc = (uint)target & (state->Thumb != 0 ? ~1u : ~3u);
        }
        else
        {
            state->Nzcv = (uint)(spsr & Spsr.Nzcv);
            state->Daif = (byte)spsr.Field(Spsr.DaifShift, 4);
            state->Pc = Pstate.BranchAddress(cpu, target, cpu.CurrentEl);
        }
        state->ExclusiveSize = 0;
        cpu.EventRegister = true;
        cpu.UpdateInterrupts();
    }

    /// <summary>
    /// IllegalExceptionReturn: a mode that does not exist, a higher level, a width that the level does not have, EL1 while HCR_EL2.TGE is set.
    /// </summary>
    public static bool IsIllegal(VirtualCpu cpu, ulong spsr)
    {
        if (LevelOf(cpu, spsr) is not { } target || target > cpu.CurrentEl)
        {
            return true;
        }
        bool toAArch32 = spsr.Has(Spsr.AArch32);
        ulong hcr = cpu.Options.HasEl2 ? cpu.Sys(Slot.HcrEl2) : Hcr.Rw;
        // The level that returns runs AArch64; so EL2's width is known, and EL1's when it is EL1 that returns.
        bool el1IsAArch32 = cpu.CurrentEl == EL2 && !hcr.Has(Hcr.Rw);
        return target switch
        {
            EL2 => toAArch32,
            EL1 => toAArch32 != el1IsAArch32 || hcr.Has(Hcr.Tge),
            // Under an AArch32 EL1 there is no AArch64.
            _ => el1IsAArch32 && !toAArch32,
        };
    }

    // ELFromSPSR; null where it is not valid.
    private static ExceptionLevel? LevelOf(VirtualCpu cpu, ulong spsr)
    {
        if (spsr.Has(Spsr.AArch32))
        {
            return ProcessorMode.LevelOf((byte)(spsr & Spsr.M), cpu.Options.HasEl2);
        }
        var level = (ExceptionLevel)spsr.Field(2, 2);
        bool exists = !spsr.Has(1 << 1) && level <= EL2 && !(level == EL0 && spsr.Has(1)) && (level != EL2 || cpu.Options.HasEl2);
        return exists ? level : null;
    }
}
