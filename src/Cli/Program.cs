namespace Hyp.Jit.Cli;

/// <summary>The hypjit command: parses, prints, never decides.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["boot" or "qemu-system-aarch64", ..]) MachineBuilder.WarmUp();
        try
        {
            // QEMU's options are not of the usual kind, and have a parser of their own.
            return arguments is ["qemu-system-aarch64", .. string[] rest]
                ? QemuCommand.Run(rest)
                : CommandLine.Run(arguments);
        }
        catch (Exception e) when (e is GuestImageException or ArgumentException or UsageException)
        {
            StandardError.WriteLine(e.Message);
            return ExitCode.BadUsage;
        }
        catch (OperationCanceledException)
        {
            StandardError.WriteLine("interrupted");
            return ExitCode.Interrupted;
        }
    }
}
