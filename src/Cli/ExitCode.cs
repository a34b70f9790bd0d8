namespace Hyp.Jit.Cli;

/// <summary>What the command's exit says.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int GuestFailed = 1;
    public const int BadUsage = 2;
    public const int Timeout = 124;
    public const int Interrupted = 130;
}

/// <summary>A command line that asks for what cannot be; the message is one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
