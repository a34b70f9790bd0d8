namespace Hyp.Jit;

/// <summary>Why a machine stopped running.</summary>
public enum StopReason
{
    /// <summary>The instructions asked for have been executed, exactly.</summary>
    InstructionLimit,

    /// <summary>The given time has passed.</summary>
    Timeout,

    /// <summary><see cref="Machine.Stop"/> was called.</summary>
    Stopped,

    /// <summary>A hook asked to stop.</summary>
    Hook,

    /// <summary>The predicate of <see cref="Machine.RunUntil"/> holds.</summary>
    Condition,

    /// <summary>The guest powered the machine off (PSCI SYSTEM_OFF).</summary>
    PoweredOff,

    /// <summary>The guest asked for a reset (PSCI SYSTEM_RESET); <see cref="Machine.Reset"/> carries it out.</summary>
    ResetRequested,

    /// <summary>The guest ended itself by a semihosting call; <see cref="RunResult.ExitCode"/> tells how.</summary>
    SemihostingExit,

    /// <summary>
    /// Every PE is off, or, in deterministic mode, waits with nothing set that could wake it. (With the host's clock, console input may come.)
    /// </summary>
    Idle,

    /// <summary>A PE takes exception after exception and executes nothing: its vectors cannot be fetched.</summary>
    ExceptionLoop,
}

/// <summary>What a run did.</summary>
/// <param name="Executed">Instructions that retired, on all PEs together.</param>
/// <param name="Reason">Why the run ended.</param>
/// <param name="ExitCode">The guest's own exit code after <see cref="StopReason.SemihostingExit"/>, else 0.</param>
public readonly record struct RunResult(long Executed, StopReason Reason, int ExitCode = 0);
