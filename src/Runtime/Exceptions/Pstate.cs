namespace Hyp.Jit.Runtime;

/// <summary>PSTATE as SPSR_ELx and the SPSRs of AArch32 save it (Arm ARM C5.2.18 and G8.2.125).</summary>
internal static unsafe class Pstate
{
    /// <summary>GetPSRFromPSTATE: in the format of the current state.</summary>
    public static ulong ToSpsr(in CpuState state) =>
        state.Nzcv | ((ulong)state.Ss << 21) | ((ulong)state.Il << 20) | (state.NRw == 0 ? AArch64Bits(state) : AArch32Bits(state));

    /// <summary>
    /// BranchAddr: with a top byte that translation ignores, PC takes bit 55 (EL1&amp;0) or zeros (EL2) there. AArch32 addresses have 32 bits.
    /// </summary>
    public static ulong BranchAddress(VirtualCpu cpu, ulong target, ExceptionLevel el)
    {
        if (cpu.IsAArch32)
        {
            return (uint)target;
        }
        if (el == ExceptionLevel.EL2)
        {
            return cpu.Sys(Slot.TcrEl2).Has(Tcr.TbiEl2) ? target & 0x00FF_FFFF_FFFF_FFFF : target;
        }
        bool upper = target.Has(1UL << 55);
        bool ignored = cpu.Sys(Slot.TcrEl1).Has(upper ? Tcr.Tbi1El1 : Tcr.Tbi0El1);
        return ignored ? (ulong)((long)(target << 8) >> 8) : target;
    }

    private static ulong AArch64Bits(in CpuState state) => ((ulong)state.Daif << Spsr.DaifShift) | ((ulong)state.El << 2) | state.SpSel;

    private static ulong AArch32Bits(in CpuState state) =>
        ((ulong)state.Q << Psr.QShift) | ((ulong)state.Ge << Psr.GeShift) | Psr.FromIt(state.ItState) | ((ulong)state.DataE << Psr.EShift)
        | ((ulong)(state.Daif & (Daif.A | Daif.I | Daif.F)) << Spsr.DaifShift) | ((ulong)state.Thumb << Psr.TShift) | state.Mode;
}
