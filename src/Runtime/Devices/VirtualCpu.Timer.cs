namespace Hyp.Jit.Runtime;

internal sealed unsafe partial class VirtualCpu
{
    /// <summary>The PE's generic timer; null until a machine connects one.</summary>
    public GenericTimer? Timer { get; private set; }

    /// <summary>Builds the PE's timer over the machine's counter and wires its three interrupts.</summary>
    public GenericTimer ConnectTimer(IVirtualClock clock, IInterruptLine physical, IInterruptLine virtualLine, IInterruptLine hyp) =>
        Timer = new GenericTimer(State, clock, physical, virtualLine, hyp);
}
