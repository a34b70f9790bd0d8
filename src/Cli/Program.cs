namespace Hyp.Jit.Cli;

/// <summary>The hypjit command: parses, prints, never decides.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["boot" or QemuCommand.Program64 or QemuCommand.Program32, ..]) MachineBuilder.WarmUp();
        try
        {
            // QEMU's options are not of the usual kind, and have a parser of their own.
            return arguments is [(QemuCommand.Program64 or QemuCommand.Program32) and var program, .. string[] rest]
                ? QemuCommand.Run(program, rest)
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
