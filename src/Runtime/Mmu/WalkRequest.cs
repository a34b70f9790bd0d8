namespace Hyp.Jit.Runtime;

/// <summary>One translation to be done: for whom, through which tables, of what.</summary>
internal readonly record struct WalkRequest(TranslationRegime Regime, ulong Va, AccessType Access)
{
    /// <summary>TTBR0_EL1, or TTBR0_EL2 in the EL2 regime.</summary>
    public ulong Ttbr0 { get; init; }

    public ulong Ttbr1 { get; init; }

    public ulong Vttbr { get; init; }

    /// <summary>The access is not aligned, or is DC ZVA: Device memory refuses it.</summary>
    public bool RefusedByDevice { get; init; }

    /// <summary>Stop after stage 1: AT S1* report the intermediate address.</summary>
    public bool Stage1Only { get; init; }

    public MmuFault Fault(FaultKind kind, int level, int stage = 1) => new(kind, Access, Va) { Level = level, Stage = stage };
}
