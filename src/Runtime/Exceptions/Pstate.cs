namespace Hyp.Jit.Runtime;

/// <summary>PSTATE as SPSR_ELx saves it (Arm ARM C5.2.18), AArch64 states only.</summary>
internal static unsafe class Pstate
{
    /// <summary>GetPSRFromPSTATE.</summary>
    public static ulong ToSpsr(in CpuState state) =>
        state.Nzcv | ((ulong)state.Ss << 21) | ((ulong)state.Il << 20) | ((ulong)state.Daif << Spsr.DaifShift)
        | ((ulong)state.NRw << 4) | ((ulong)state.El << 2) | state.SpSel;

    /// <summary>
    /// BranchAddr: with a top byte that translation ignores, PC takes bit 55 (EL1&amp;0) or zeros (EL2) there.
    /// </summary>
    public static ulong BranchAddress(VirtualCpu cpu, ulong target, ExceptionLevel el)
    {
        if (el == ExceptionLevel.EL2)
        {
            return cpu.Sys(Slot.TcrEl2).Has(Tcr.TbiEl2) ? target & 0x00FF_FFFF_FFFF_FFFF : target;
        }
        bool upper = target.Has(1UL << 55);
        bool ignored = cpu.Sys(Slot.TcrEl1).Has(upper ? Tcr.Tbi1El1 : Tcr.Tbi0El1);
        return ignored ? (ulong)((long)(target << 8) >> 8) : target;
    }
}
