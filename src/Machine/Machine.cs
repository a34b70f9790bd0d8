using System.Diagnostics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// A virt board with everything on it, ready to run. A machine belongs to one thread at a time; only <see cref="Stop"/> and
/// <see cref="MachineConsole.Write"/> may be called from others while it runs.
/// </summary>
public sealed partial class Machine : IDisposable
{
    private readonly VirtBoard board;
    private readonly Scheduler scheduler;
    private readonly IExecutionEngine engine;
    private readonly BootSources sources;
    private readonly Semihosting? semihosting;
    private readonly CpuEventLog[] events;
    private readonly Cpu[] cpus;
    private TimeSpan runTime;

    internal Machine(MachineOptions options, BootSources sources)
    {
        Options = options;
        this.sources = sources;
        board = new VirtBoard(options, message => UnimplementedAccess?.Invoke(message));
        try
        {
            engine = EngineFactory.Create(options);
            board.Domain.Engine = engine;
            scheduler = new Scheduler(board, engine);
            Console = new MachineConsole(board.Uart.Input);
            Hooks = new MachineHooks(this);
            cpus = [.. board.Cpus.Select(c => new Cpu(this, c))];
            events = [.. board.Cpus.Select(_ => new CpuEventLog())];
            semihosting = options.Semihosting ? new Semihosting(board.Clock, Console, board.Uart, scheduler) : null;
            board.Uart.Output = Console.Emit;
            board.Psci.SystemStopping = reset => StopFor(reset ? StopReason.ResetRequested : StopReason.PoweredOff);
            board.Psci.Called = FirmwareCalled;
            foreach (VirtualCpu cpu in board.Cpus)
            {
                cpu.Firmware = board.Psci;
                cpu.Semihosting = semihosting;
                cpu.ExceptionTaken = ExceptionTaken;
                cpu.InterruptTaken = InterruptTaken;
            }
            Boot();
        }
        catch
        {
            board.Dispose();
            throw;
        }
    }

    /// <summary>Told, in one line, once of each kind of access to something that is not built; on the thread that runs the machine.</summary>
    public event Action<string>? UnimplementedAccess;

    /// <summary>What the machine is made of.</summary>
    public MachineOptions Options { get; }

    /// <summary>The processing elements.</summary>
    public IReadOnlyList<Cpu> Cpus => cpus;

    /// <summary>The serial console.</summary>
    public MachineConsole Console { get; }

    /// <summary>What an embedder is told of while the machine runs.</summary>
    public MachineHooks Hooks { get; }

    /// <summary>The system counter, in ticks of 62.5 MHz.</summary>
    public ulong CounterTicks => board.Clock.Ticks;

    /// <summary>Runs exactly so many instructions, all PEs together, unless something stops the machine before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public RunResult Run(long instructions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instructions);
        return Run(new RunLimits { Instructions = instructions });
    }

    /// <summary>
    /// Runs until something stops the machine, at most for the given time of the host's clock; <see cref="Timeout.InfiniteTimeSpan"/> sets no limit.
    /// </summary>
    public RunResult Run(TimeSpan timeout) => Run(RunLimits.For(timeout));

    /// <summary>
    /// Runs until <paramref name="condition"/> holds. It is asked whenever guest code is left, a few thousand times a second; for one exact
    /// place use <see cref="MachineHooks.OnAddress"/>.
    /// </summary>
    /// <param name="condition">Called on this thread, with the machine at rest.</param>
    /// <param name="timeout">Time of the host's clock to give up after; null sets no limit.</param>
    public RunResult RunUntil(Func<Machine, bool> condition, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Run(RunLimits.For(timeout ?? Timeout.InfiniteTimeSpan, () => condition(this)));
    }

    /// <summary>Ends the present run soon, or the next one at once. May be called from any thread, hook or console event.</summary>
    public void Stop() => scheduler.RequestStop();

    /// <summary>Presses the board's power button: a guest that listens shuts down.</summary>
    public void PressPowerButton()
    {
        board.Gpio.SetInput(BoardMap.PowerButtonLine, true);
        board.Gpio.SetInput(BoardMap.PowerButtonLine, false);
    }

    /// <summary>Power-on state again: memory is forgotten and the guest is booted anew from the same files.</summary>
    /// <exception cref="GuestImageException">The files have changed to something unusable.</exception>
    public void Reset()
    {
        board.Reset();
        engine.InvalidateAllCode();
        Boot();
    }

    /// <summary>Frees the guest's memory. The machine cannot be used any more.</summary>
    public void Dispose()
    {
        (engine as IDisposable)?.Dispose();
        scheduler.Dispose();
        board.Dispose();
    }

    internal PowerState PowerOf(VirtualCpu cpu) => board.Psci.PowerOf(cpu);

    internal IReadOnlyList<string> EventsOf(VirtualCpu cpu) => events[cpu.Index].Describe();

    internal Cpu FacadeOf(VirtualCpu cpu) => cpus[cpu.Index];

    internal void StopFor(StopReason reason) => scheduler.StopFor(reason);

    internal void WatchSystemRegisters(bool watch)
    {
        foreach (VirtualCpu cpu in board.Cpus)
        {
            cpu.SystemRegisterAccessed = watch ? (c, register, write, value) => Hooks.SystemRegister(c, register.Name, write, value) : null;
        }
    }

    internal void WatchBlocks(Func<VirtualCpu, ulong, bool>? hook) => engine.SetBlockHook(hook);

    internal void WatchAddress(ulong virtualAddress, Func<VirtualCpu, bool>? hook) => engine.SetAddressHook(virtualAddress, hook);

    private RunResult Run(RunLimits limits)
    {
        long before = scheduler.Executed;
        long started = Stopwatch.GetTimestamp();
        StopReason reason = scheduler.Run(limits);
        runTime += Stopwatch.GetElapsedTime(started);
        return new RunResult(scheduler.Executed - before, reason, reason == StopReason.SemihostingExit ? semihosting!.ExitCode : 0);
    }

    private unsafe void Boot()
    {
        (ulong entry, ulong deviceTree) = sources.Load(board, Options) ?? (0, 0);
        VirtualCpu cpu = board.Cpus[0];
        if (cpu.Model.AArch64)
        {
            cpu.Reset(entry, x0: deviceTree);
            return;
        }
        // Documentation/arch/arm/booting.rst: R0 is zero, R1 a machine type that none has, for the device tree in R2 says what this is.
        cpu.Reset(entry);
        cpu.State->X[1] = uint.MaxValue;
        cpu.State->X[2] = (uint)deviceTree;
    }

    private void FirmwareCalled(VirtualCpu cpu, bool smc)
    {
        if (Hooks.OnHypercall is not null)
        {
            Hooks.Hypercall(cpu, smc, ImmediateBeforePc(cpu));
        }
    }

    private void ExceptionTaken(VirtualCpu cpu, ExceptionClass exceptionClass, ulong syndrome, ExceptionLevel target)
    {
        if (events[cpu.Index].Exception(cpu, exceptionClass, syndrome, target))
        {
            StopFor(StopReason.ExceptionLoop);
        }
        if (exceptionClass is ExceptionClass.Hvc64 or ExceptionClass.Smc64)
        {
            Hooks.Hypercall(cpu, exceptionClass == ExceptionClass.Smc64, (ushort)syndrome);
        }
        Hooks.OnException?.Invoke(new ExceptionEvent(FacadeOf(cpu), exceptionClass.ToString(), syndrome, target));
    }

    private void InterruptTaken(VirtualCpu cpu, InterruptInput input, ExceptionLevel target)
    {
        events[cpu.Index].Interrupt(cpu, input, target);
        Hooks.OnException?.Invoke(new ExceptionEvent(FacadeOf(cpu), input.ToString(), 0, target));
    }

    /// <summary>imm16 of the HVC or SMC that has just executed, bits 20:5 of its encoding.</summary>
    private unsafe ushort ImmediateBeforePc(VirtualCpu cpu)
    {
        Span<byte> word = stackalloc byte[4];
        return FacadeOf(cpu).TryReadMemory(cpu.State->Pc - 4, word) ? (ushort)(BitConverter.ToUInt32(word) >> 5) : (ushort)0;
    }
}
