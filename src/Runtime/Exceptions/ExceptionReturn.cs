using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>ERET (AArch64.ExceptionReturn).</summary>
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
        else
        {
            cpu.EnterLevel((ExceptionLevel)spsr.Field(2, 2), spSel: (byte)(spsr & 1));
            state->Il = spsr.Has(Spsr.Il) ? (byte)1 : (byte)0;
        }
        state->Ss = SelfHostedDebug.StepAfterReturn(cpu, spsr, debugged, cpu.CurrentEl);
        state->Nzcv = (uint)(spsr & Spsr.Nzcv);
        state->Daif = (byte)spsr.Field(Spsr.DaifShift, 4);
        state->Pc = Pstate.BranchAddress(cpu, target, cpu.CurrentEl);
        state->ExclusiveSize = 0;
        cpu.EventRegister = true;
        cpu.UpdateInterrupts();
    }

    /// <summary>
    /// IllegalExceptionReturn: a mode that does not exist, a higher level, a level that HCR_EL2.TGE or RW forbids. AArch32 states count as not
    /// implemented.
    /// </summary>
    public static bool IsIllegal(VirtualCpu cpu, ulong spsr)
    {
        if (spsr.Has(Spsr.AArch32) || spsr.Has(1 << 1))
        {
            return true;
        }
        ExceptionLevel target = (ExceptionLevel)spsr.Field(2, 2);
        if (target > cpu.CurrentEl || (target == EL0 && spsr.Has(1)))
        {
            return true;
        }
        if (!cpu.Options.HasEl2 || target == EL2)
        {
            return false;
        }
        ulong hcr = cpu.Sys(Slot.HcrEl2);
        // With RW clear EL1 is AArch32 and so is EL0 under it.
        return (target == EL1 && hcr.Has(Hcr.Tge)) || (cpu.CurrentEl == EL2 && !hcr.Has(Hcr.Rw));
    }
}
