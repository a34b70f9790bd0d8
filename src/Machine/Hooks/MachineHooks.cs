using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// What an embedder wants to be told of while a machine runs. Hooks are called on the thread that runs the machine, with the PE's state exact,
/// and may read and change it. A machine without hooks pays nothing for them. Set hooks while the machine does not run.
/// </summary>
public sealed class MachineHooks : ICodeHooks
{
    private readonly Machine machine;
    private readonly Dictionary<ulong, Func<CodeEvent, HookAction>> addresses = [];
    private Func<CodeEvent, HookAction>? onBlock;
    private Func<HypercallEvent, HookAction>? onHypercall;
    private Func<SystemRegisterEvent, HookAction>? onSystemRegister;
    /// <summary>Where a hook has stopped the machine: going on from there must not report the same arrival again.</summary>
    private (int Cpu, long Retired, ulong Address)? stoppedAt;

    internal MachineHooks(Machine machine) => this.machine = machine;

    /// <summary>Called for each exception and interrupt, after it has been taken.</summary>
    public Action<ExceptionEvent>? OnException { get; set; }

    /// <summary>Called for each HVC and SMC: those that firmware answers before they are answered, the others once they have been taken.</summary>
    public Func<HypercallEvent, HookAction>? OnHypercall
    {
        get => onHypercall;
        set => onHypercall = value;
    }

    /// <summary>Called after each access to a system register that is more than plain storage.</summary>
    public Func<SystemRegisterEvent, HookAction>? OnSystemRegister
    {
        get => onSystemRegister;
        set
        {
            onSystemRegister = value;
            machine.WatchSystemRegisters(value is not null);
        }
    }

    /// <summary>Called at the begin of each basic block.</summary>
    public Func<CodeEvent, HookAction>? OnBlock
    {
        get => onBlock;
        set
        {
            onBlock = value;
            machine.CodeHooksChanged(value is not null || addresses.Count > 0);
        }
    }

    bool ICodeHooks.WantsBlocks => onBlock is not null;

    /// <summary>Calls <paramref name="hook"/> before the instruction at a virtual address, whatever context runs it; null removes the hook.</summary>
    public void OnAddress(ulong virtualAddress, Func<CodeEvent, HookAction>? hook)
    {
        if (hook is null)
        {
            addresses.Remove(virtualAddress);
        }
        else
        {
            addresses[virtualAddress] = hook;
        }
        machine.CodeHooksChanged(onBlock is not null || addresses.Count > 0);
    }

    IReadOnlyCollection<ulong> ICodeHooks.HookedAddresses => addresses.Keys;

    bool ICodeHooks.EnterBlock(VirtualCpu cpu) => onBlock is { } hook && Call(cpu, hook);

    unsafe bool ICodeHooks.Reach(VirtualCpu cpu) => addresses.TryGetValue(cpu.State->Pc, out Func<CodeEvent, HookAction>? hook) && Call(cpu, hook);

    internal void Hypercall(VirtualCpu cpu, bool smc, ushort immediate)
    {
        if (onHypercall is { } hook && hook(new HypercallEvent(machine.FacadeOf(cpu), smc, immediate)) == HookAction.Stop)
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

    private unsafe bool Call(VirtualCpu cpu, Func<CodeEvent, HookAction> hook)
    {
        (int, long, ulong) here = (cpu.Index, cpu.State->Retired, cpu.State->Pc);
        if (stoppedAt == here)
        {
            return false;
        }
        bool stop = hook(new CodeEvent(machine.FacadeOf(cpu), cpu.State->Pc)) == HookAction.Stop;
        stoppedAt = stop ? here : null;
        return stop;
    }
}
