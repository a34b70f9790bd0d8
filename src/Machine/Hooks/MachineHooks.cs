using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// What an embedder wants to be told of while a machine runs. Hooks are called on the thread that runs the machine, with the PE's state exact,
/// and may read and change it. A machine without hooks pays nothing for them. Set hooks while the machine does not run.
/// </summary>
public sealed class MachineHooks
{
    private readonly Machine machine;
    private Func<CodeEvent, HookAction>? onBlock;
    private Func<SystemRegisterEvent, HookAction>? onSystemRegister;

    internal MachineHooks(Machine machine) => this.machine = machine;

    /// <summary>Called for each exception and interrupt, after it has been taken.</summary>
    public Action<ExceptionEvent>? OnException { get; set; }

    /// <summary>Called for each HVC and SMC: those that firmware answers before they are answered, the others once they have been taken.</summary>
    public Func<HypercallEvent, HookAction>? OnHypercall { get; set; }

    /// <summary>
    /// Called after each access to a system register that could trap or have an effect at its level, system instructions (TLBI, AT, DC, IC) among
    /// them. What guest code does by itself is not seen: registers that are plain storage (TPIDR_EL1), DAIF, DC ZVA.
    /// </summary>
    public Func<SystemRegisterEvent, HookAction>? OnSystemRegister
    {
        get => onSystemRegister;
        set
        {
            onSystemRegister = value;
            machine.WatchSystemRegisters(value is not null);
        }
    }

    /// <summary>Called where a taken branch leads, before the instruction there. Everything is interpreted while this is set.</summary>
    public Func<CodeEvent, HookAction>? OnBlock
    {
        get => onBlock;
        set
        {
            onBlock = value;
            machine.WatchBlocks(value is null ? null : (cpu, address) => Continues(value, cpu, address));
        }
    }

    /// <summary>
    /// Calls <paramref name="hook"/> before the instruction at a virtual address (a multiple of 4), whatever context runs it; null removes the hook.
    /// One hook an address: a later one replaces it.
    /// </summary>
    public unsafe void OnAddress(ulong virtualAddress, Func<CodeEvent, HookAction>? hook) =>
        machine.WatchAddress(virtualAddress, hook is null ? null : cpu => Continues(hook, cpu, cpu.State->Pc));

    internal void Hypercall(VirtualCpu cpu, bool smc, ushort immediate)
    {
        if (OnHypercall is { } hook && hook(new HypercallEvent(machine.FacadeOf(cpu), smc, immediate)) == HookAction.Stop)
        {
            machine.StopFor(StopReason.Hook);
        }
    }

    internal void SystemRegister(VirtualCpu cpu, string register, bool write, ulong value)
    {
        if (onSystemRegister is { } hook && hook(new SystemRegisterEvent(machine.FacadeOf(cpu), register, write, value)) == HookAction.Stop)
        {
            machine.StopFor(StopReason.Hook);
        }
    }

    private bool Continues(Func<CodeEvent, HookAction> hook, VirtualCpu cpu, ulong address) =>
        hook(new CodeEvent(machine.FacadeOf(cpu), address)) == HookAction.Continue;
}
