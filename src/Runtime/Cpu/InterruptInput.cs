namespace Hyp.Jit.Runtime;

/// <summary>The interrupt inputs of a PE, as the GIC and the board drive them.</summary>
internal enum InterruptInput
{
    Irq,
    Fiq,
    VirtualIrq,
    VirtualFiq,
    SError,
}
