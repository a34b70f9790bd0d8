using System.Diagnostics;

namespace Hyp.Jit.Tests.Unit.Cli;

/// <summary>Runs the built command as a process.</summary>
internal static class HypjitCommand
{
    public sealed record Outcome(int ExitCode, string Output, string Errors);

    public static Outcome Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        return ToEnd(process, $"hypjit {string.Join(' ', arguments)}");
    }

    /// <summary>Waits for the end of a program that wants no input.</summary>
    public static Outcome ToEnd(Process process, string name)
    {
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill();
            throw new TimeoutException($"{name} does not end");
        }
        return new Outcome(process.ExitCode, output, errors.Result);
    }

    /// <summary>The command, running, with all its streams for the caller.</summary>
    public static Process Start(params string[] arguments) => StartProgram("hypjit.dll", arguments);

    /// <summary>A program that lies beside the tests.</summary>
    public static Process StartProgram(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
}
