using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hyp.Jit.Cli;

/// <summary>Runs a machine with its console on the terminal until it ends, and says how it ended.</summary>
internal sealed class BootRunner : IDisposable
{
    private readonly BootRequest request;
    private readonly Machine machine;
    private readonly TextWatcher? watcher;
    private readonly FileStream? serialFile;
    private readonly TraceLog? trace;
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly long started = Stopwatch.GetTimestamp();
    private volatile int interruptedBy;
    private volatile bool left;
    private bool outputLost;

    private BootRunner(BootRequest request)
    {
        this.request = request;
        watcher = request.Until is { Length: > 0 } text ? new TextWatcher(text) : null;
        serialFile = request.Serial == SerialKind.File ? OpenForWriting(request.SerialPath!) : null;
        machine = request.Builder.Build();
        machine.Console.Output += Show;
        trace = request.Trace is { } options ? new TraceLog(options, machine) : null;
        if (request.ReportUnimplemented)
        {
            machine.UnimplementedAccess += StandardError.WriteLine;
        }
    }

    public static int Run(BootRequest request)
    {
        using var runner = new BootRunner(request);
        return runner.Run();
    }

    public void Dispose()
    {
        Terminal.Restore();
        foreach (PosixSignalRegistration signal in signals)
        {
            signal.Dispose();
        }
        trace?.Dispose();
        serialFile?.Dispose();
        machine.Dispose();
    }

    internal static FileStream OpenForWriting(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{path}: cannot be written: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private int Run()
    {
        HandleSignals();
        if (request.Serial == SerialKind.Terminal)
        {
            bool raw = Terminal.EnterRaw();
            new Keyboard(machine, raw, Leave).Start();
        }
        RunResult result = machine.Run(Remaining());
        while (result.Reason == StopReason.ResetRequested && request.Reboot && !Finished)
        {
            machine.Reset();
            result = machine.Run(Remaining());
        }
        Terminal.Restore();
        int exit = Conclude(result);
        if (request.Statistics)
        {
            StandardError.WriteText(StatisticsReport.Write(machine.Statistics, Stopwatch.GetElapsedTime(started), request.StatisticsAsJson));
        }
        return exit;
    }

    private bool Finished => left || outputLost || interruptedBy != 0 || watcher is { Seen: true };

    private TimeSpan Remaining()
    {
        TimeSpan left = request.Timeout - Stopwatch.GetElapsedTime(started);
        return request.Timeout == Timeout.InfiniteTimeSpan ? request.Timeout : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private int Conclude(RunResult result)
    {
        if (watcher is { Seen: true })
        {
            return ExitCode.Success;
        }
        switch (result.Reason)
        {
            case StopReason.PoweredOff:
                return Missed("the guest powered off");
            case StopReason.ResetRequested:
                return request.ResetIsSuccess ? ExitCode.Success : Failed("the guest reset the machine");
            case StopReason.SemihostingExit:
                return result.ExitCode == 0 ? Missed("the guest ended") : result.ExitCode;
            case StopReason.Timeout:
                StandardError.WriteText(StateDump.Describe(machine, $"no end within {request.Timeout.TotalSeconds} s"));
                return ExitCode.Timeout;
            case StopReason.Idle:
                return Failed("every CPU is off or waits for ever");
            case StopReason.ExceptionLoop:
                StandardError.WriteText(StateDump.Describe(machine, "a CPU takes exceptions without end"));
                return ExitCode.GuestFailed;
            default:
                return outputLost ? Failed("nobody reads the console any more")
                    : interruptedBy != 0 ? 128 + interruptedBy
                    : Missed("left by Ctrl-A x");
        }
    }

    /// <summary>An end that is a good one, unless a text was waited for.</summary>
    private int Missed(string how) => watcher is null ? ExitCode.Success : Failed($"{how} before \"{request.Until}\" was seen");

    private static int Failed(string how)
    {
        StandardError.WriteLine(how);
        return ExitCode.GuestFailed;
    }

    private void Show(ReadOnlySpan<byte> bytes)
    {
        bool written = true;
        if (request.Serial == SerialKind.Terminal)
        {
            written = StandardOutput.Write(bytes);
        }
        else
        {
            serialFile?.Write(bytes);
        }
        watcher?.Watch(bytes);
        if (!written || watcher is { Seen: true })
        {
            outputLost = !written;
            machine.Stop();
        }
    }

    private void Leave()
    {
        left = true;
        machine.Stop();
    }

    /// <summary>Signals end the run in order, so that the terminal is restored and traces are whole.</summary>
    private void HandleSignals()
    {
        foreach ((PosixSignal signal, int number) in (ReadOnlySpan<(PosixSignal, int)>)
            [(PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15), (PosixSignal.SIGHUP, 1), (PosixSignal.SIGQUIT, 3)])
        {
            signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Terminal.Restore();
                interruptedBy = number;
                machine.Stop();
            }));
        }
    }
}
