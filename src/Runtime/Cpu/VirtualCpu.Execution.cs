namespace Hyp.Jit.Runtime;

/// <summary>What the execution engine asks of a PE.</summary>
internal sealed unsafe partial class VirtualCpu
{
    private const ulong El1DataBigEndian = 1u << 25, El0DataBigEndian = 1u << 24;

    /// <summary>CPSR.E in AArch32; else SCTLR_ELx.EE, or SCTLR_EL1.E0E at EL0: loads and stores swap bytes.</summary>
    public bool DataIsBigEndian => State->NRw != 0 ? State->DataE != 0 : State->El switch
    {
        0 => (Sys(Slot.SctlrEl1) & El0DataBigEndian) != 0,
        1 => (Sys(Slot.SctlrEl1) & El1DataBigEndian) != 0,
        _ => (Sys(Slot.SctlrEl2) & El1DataBigEndian) != 0,
    };

    /// <summary>Bytes of the instruction at State.Pc, for which the engine calls: 2 for some of T32, else 4.</summary>
    public int InstructionBytes { get; set; } = 4;

    /// <summary>An instruction (WFE, a firmware call) gives the rest of the slice away: the engine returns after it.</summary>
    public bool LeaveRequested { get; set; }

    /// <summary>Sets the event register of every PE of the machine (SEV); set by the machine.</summary>
    public Action? EventBroadcast { get; set; }

    /// <summary>SEV.</summary>
    public void SendEvent()
    {
        EventRegister = true;
        EventBroadcast?.Invoke();
    }
}
