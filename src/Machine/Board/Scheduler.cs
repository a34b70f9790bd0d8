using System.Diagnostics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// Runs the PEs by turns on the calling thread. Between slices it delivers console input and timers; when every PE waits it sleeps, or, with
/// the instruction clock, jumps, to the next deadline.
/// </summary>
internal sealed unsafe class Scheduler : ISnapshotPart, IDisposable
{
    /// <summary>A slice is short enough that timers, console and stop requests are looked at every fraction of a millisecond.</summary>
    private const long HostSlice = 200_000;
    /// <summary>PEs that wait for each other spin: turns are shorter when there are several.</summary>
    private const long SharedSlice = 20_000;
    /// <summary>Waits shorter than this are spun through: the host's sleep is no finer than a millisecond.</summary>
    private const double SpinMilliseconds = 0.2;
    private const int LongestSleepMilliseconds = 100;

    private readonly VirtBoard board;
    private readonly IExecutionEngine engine;
    private readonly VirtualCpu[] cpus;
    private readonly InstructionClock? instructionClock;
    private readonly ManualResetEventSlim wake = new(false, spinCount: 0);
    private int next;
    /// <summary>What is left of the turn that the end of a run cut short: the next run goes on with it, so that where runs end changes nothing.</summary>
    private long turnLeft;
    private ulong sliceDeadline = ulong.MaxValue;
    private volatile bool stopRequested;
    private StopReason? guestStop;
    private volatile VirtualCpu? running;

    public Scheduler(VirtBoard board, IExecutionEngine engine)
    {
        this.board = board;
        this.engine = engine;
        cpus = board.Cpus;
        instructionClock = board.Clock as InstructionClock;
        board.Uart.Input.Arrived = Wake;
        foreach (VirtualCpu cpu in cpus)
        {
            if (cpu.Timer is { } timer)
            {
                cpu.TimerRegisters = new DeadlineWatch(this, cpu, timer);
            }
        }
    }

    public string SnapshotName => "scheduler";

    public int SnapshotVersion => 2;

    /// <summary>Instructions that retired on all PEs together since the machine was made.</summary>
    public long Executed { get; private set; }

    /// <summary>May be called from any thread: ends the present run, or the next one at once.</summary>
    public void RequestStop()
    {
        stopRequested = true;
        Wake();
        Kick();
    }

    /// <summary>Called while guest code runs, by what the guest does: ends the run with this reason.</summary>
    public void StopFor(StopReason reason)
    {
        guestStop ??= reason;
        Kick();
    }

    public StopReason Run(RunLimits limits)
    {
        guestStop = null;
        engine.Exact = instructionClock is not null || limits.Instructions != long.MaxValue;
        long end = limits.Instructions > long.MaxValue - Executed ? long.MaxValue : Executed + limits.Instructions;
        while (true)
        {
            Attend();
            if (StopBetweenSlices(limits, end) is { } reason)
            {
                return reason;
            }
            if (NextRunnable() is { } cpu)
            {
                EngineExit exit = RunSlice(cpu, end - Executed);
                board.Uart.FlushOutput();
                if (guestStop is { } stop)
                {
                    return stop;
                }
                if (exit == EngineExit.Hook)
                {
                    return StopReason.Hook;
                }
            }
            else if (!AwaitEvent(limits))
            {
                return StopReason.Idle;
            }
        }
    }

    /// <summary>After a restore: everything that follows from time and lines is brought up to date.</summary>
    public void Refresh()
    {
        board.Gic.RefreshLines();
        Attend();
    }

    public void Dispose() => wake.Dispose();

    public void Save(BinaryWriter writer)
    {
        writer.Write(next);
        writer.Write(Executed);
        writer.Write(turnLeft);
        writer.Write(turnLeft > 0 ? sliceDeadline : 0);
    }

    public void Restore(BinaryReader reader)
    {
        next = reader.ReadInt32();
        Executed = reader.ReadInt64();
        turnLeft = reader.ReadInt64();
        sliceDeadline = reader.ReadUInt64();
        if (next < 0 || next >= cpus.Length)
        {
            throw new InvalidDataException($"PE {next} is next");
        }
    }

    private StopReason? StopBetweenSlices(RunLimits limits, long end)
    {
        if (stopRequested)
        {
            stopRequested = false;
            return StopReason.Stopped;
        }
        if (Executed >= end)
        {
            return StopReason.InstructionLimit;
        }
        if (limits.Deadline != long.MaxValue && Stopwatch.GetTimestamp() >= limits.Deadline)
        {
            return StopReason.Timeout;
        }
        return limits.Condition is { } condition && condition() ? StopReason.Condition : null;
    }

    private EngineExit RunSlice(VirtualCpu cpu, long budget)
    {
        if (turnLeft <= 0)
        {
            BeginTurn();
        }
        instructionClock?.Enter(cpu);
        long before = cpu.State->Retired;
        running = cpu;
        EngineExit exit = engine.Run(cpu, Math.Min(budget, turnLeft));
        running = null;
        long executed = cpu.State->Retired - before;
        Executed += executed;
        turnLeft = exit == EngineExit.BudgetUsed ? Math.Max(0, turnLeft - executed) : 0;
        instructionClock?.Leave();
        return exit;
    }

    private void BeginTurn()
    {
        turnLeft = cpus.Length == 1 ? HostSlice : SharedSlice;
        sliceDeadline = NextDeadline();
        if (instructionClock is not null)
        {
            // A deadline ends the turn exactly, so that its interrupt arrives at the same instruction whatever tier runs.
            turnLeft = Math.Min(turnLeft, Math.Max(1, instructionClock.InstructionsUntil(sliceDeadline)));
        }
    }

    /// <summary>Devices and timers catch up with the clock and with the outside.</summary>
    private void Attend()
    {
        if (board.Uart.Input.Any)
        {
            board.Uart.PumpInput();
        }
        board.Rtc.Poll();
        foreach (VirtualCpu cpu in cpus)
        {
            cpu.Timer?.Update();
        }
    }

    private VirtualCpu? NextRunnable()
    {
        if (turnLeft > 0)
        {
            VirtualCpu last = cpus[(next + cpus.Length - 1) % cpus.Length];
            if (board.Psci.PowerOf(last) == PowerState.On && !last.IsHalted)
            {
                return last;
            }
            turnLeft = 0;
        }
        for (int i = 0; i < cpus.Length; i++)
        {
            VirtualCpu cpu = cpus[next];
            next = next + 1 == cpus.Length ? 0 : next + 1;
            if (board.Psci.PowerOf(cpu) == PowerState.On && !cpu.IsHalted)
            {
                return cpu;
            }
        }
        return null;
    }

    private ulong NextDeadline()
    {
        ulong deadline = board.Rtc.NextDeadline;
        foreach (VirtualCpu cpu in cpus)
        {
            deadline = Math.Min(deadline, cpu.Timer?.NextDeadline ?? ulong.MaxValue);
        }
        return deadline;
    }

    /// <summary>False: nothing that is set can ever happen.</summary>
    private bool AwaitEvent(RunLimits limits)
    {
        if (Array.TrueForAll(cpus, c => board.Psci.PowerOf(c) == PowerState.Off))
        {
            return false;
        }
        ulong deadline = NextDeadline();
        if (instructionClock is not null)
        {
            if (deadline == ulong.MaxValue)
            {
                return board.Uart.Input.Any;
            }
            instructionClock.JumpTo(deadline);
            return true;
        }
        wake.Reset();
        if (stopRequested || board.Uart.Input.Any)
        {
            return true;
        }
        double milliseconds = MillisecondsUntil(deadline);
        if (limits.Deadline != long.MaxValue)
        {
            milliseconds = Math.Min(milliseconds, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), limits.Deadline).TotalMilliseconds);
        }
        if (milliseconds > SpinMilliseconds)
        {
            wake.Wait(Math.Clamp((int)milliseconds, 1, LongestSleepMilliseconds));
        }
        else
        {
            Thread.SpinWait(20);
        }
        return true;
    }

    private double MillisecondsUntil(ulong deadline)
    {
        ulong now = board.Clock.Ticks;
        return deadline <= now ? 0 : (deadline - now) * 1000.0 / board.Clock.Frequency;
    }

    private void Wake() => wake.Set();

    /// <summary>Ends the present slice.</summary>
    private void Kick()
    {
        if (running is { } cpu)
        {
            Leave(cpu);
        }
    }

    private static void Leave(VirtualCpu cpu)
    {
        cpu.LeaveRequested = true;
        Volatile.Write(ref cpu.State->RunLimit, 0);
    }

    /// <summary>Ends the slice when a guest sets a timer that is due before the slice ends.</summary>
    private sealed class DeadlineWatch(Scheduler scheduler, VirtualCpu cpu, GenericTimer timer) : IGenericTimer
    {
        public ulong Read(TimerRegister register) => timer.Read(register);

        public void Write(TimerRegister register, ulong value)
        {
            timer.Write(register, value);
            if (scheduler.instructionClock is not null && timer.NextDeadline < scheduler.sliceDeadline)
            {
                Leave(cpu);
            }
        }
    }
}
