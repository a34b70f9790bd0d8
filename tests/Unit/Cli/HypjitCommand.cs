using System.Diagnostics;

namespace Hyp.Jit.Tests.Unit.Cli;

/// <summary>Runs the built command as a process.</summary>
internal static class HypjitCommand
{
    public sealed record Outcome(int ExitCode, string Output, string Errors);

    public static Outcome Run(params string[] arguments)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "hypjit.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", command, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill();
            throw new TimeoutException($"hypjit {string.Join(' ', arguments)} does not end");
        }
        return new Outcome(process.ExitCode, output, errors.Result);
    }
}
