namespace Hyp.Jit.Runtime;

/// <summary>What a machine plugs into a PE. All are optional, so that a PE can be tested alone.</summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>Model and options fixed at construction.</summary>
    public CpuOptions Options { get; }

    public CpuModel Model => Options.Model;

    /// <summary>The Mmu behind TLBI, AT, DC and IC, and whom a change of context is told.</summary>
    public IMmuMaintenance? MmuMaintenance { get; set; }

    /// <summary>The timer behind CNT* registers; without one they read as zero.</summary>
    public IGenericTimer? TimerRegisters { get; set; }

    /// <summary>The GICv3 CPU interface behind ICC_* and ICH_*; without one they are UNDEFINED.</summary>
    public IGicCpuInterface? GicRegisters { get; set; }

    /// <summary>PSCI, asked first on the conduit: SMC with EL2 present, HVC without.</summary>
    public IFirmware? Firmware { get; set; }

    /// <summary>Called after each system-register access that reached the table (inlined plain accesses do not).</summary>
    public Action<VirtualCpu, SystemRegister, bool, ulong>? SystemRegisterAccessed { get; set; }

    /// <summary>Called after an exception has been taken: its class, its syndrome (ESR) and the EL it was taken to.</summary>
    public Action<VirtualCpu, ExceptionClass, ulong, ExceptionLevel>? ExceptionTaken { get; set; }

    /// <summary>Called after an interrupt has been taken.</summary>
    public Action<VirtualCpu, InterruptInput, ExceptionLevel>? InterruptTaken { get; set; }

    private void SelectContext() => MmuMaintenance?.SelectContext();
}
