using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hyp.Jit.Perf.Compare;

/// <summary>What one process cost: wall and CPU time in seconds, peak resident bytes, and what it printed.</summary>
internal sealed record RunCost(double Wall, double Cpu, long PeakResident, string Output);

/// <summary>Runs a process until it prints a text or ends, and says what it cost. One at a time: CPU time is what children of this process used meanwhile.</summary>
internal static class TimedProcess
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Wall time ends when <paramref name="until"/> is seen (the process is killed then), or at the process's end when it is null.
    /// </summary>
    /// <exception cref="ComparisonException">It ended without the text, or ended badly, or took too long.</exception>
    public static RunCost Run(string program, IEnumerable<string> arguments, string? until, TimeSpan timeout)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        double cpuBefore = ChildrenCpuSeconds();
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new ComparisonException($"{program} does not start");
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        long peak = 0;
        bool seen = false;
        var buffer = new byte[4096];
        Stream stdout = process.StandardOutput.BaseStream;
        Task<int> reading = stdout.ReadAsync(buffer).AsTask();
        for (; ; )
        {
            bool arrived = reading.Wait(PollInterval);
            peak = Math.Max(peak, PeakResident(process.Id));
            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                process.Kill();
                throw new ComparisonException($"{program}: not done after {timeout.TotalSeconds} s; its last output: {Tail(output)}");
            }
            if (!arrived) continue;
            int count = reading.Result;
            if (count == 0) break;
            int from = Math.Max(0, output.Length - 256);
            output.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (until != null && output.ToString(from, output.Length - from).Contains(until, StringComparison.Ordinal))
            {
                seen = true;
                break;
            }
            reading = stdout.ReadAsync(buffer).AsTask();
        }
        double wall = 0;
        if (seen)
        {
            wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
            peak = Math.Max(peak, PeakResident(process.Id));
            process.Kill();
        }
        process.WaitForExit();
        if (!seen)
        {
            wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (until != null || process.ExitCode != 0)
            {
                throw new ComparisonException($"{program} ended with {process.ExitCode}{(until == null ? "" : $" before \"{until}\"")}: {errors.Result.Trim()} {Tail(output)}");
            }
        }
        return new RunCost(wall, ChildrenCpuSeconds() - cpuBefore, peak, output.ToString());
    }

    private static string Tail(StringBuilder output) => output.ToString(Math.Max(0, output.Length - 200), Math.Min(200, output.Length)).ReplaceLineEndings(" | ");

    /// <summary>The kernel's high-water mark. ru_maxrss would not do: it begins with the parent's.</summary>
    private static long PeakResident(int id)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{id}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal)) return 1024 * long.Parse(line.AsSpan(6, line.Length - 8), CultureInfo.InvariantCulture);
            }
        }
        catch (IOException)
        {
            // It has ended.
        }
        return 0;
    }

    private static double ChildrenCpuSeconds()
    {
        const int RusageChildren = -1;
        return GetResourceUsage(RusageChildren, out ResourceUsage usage) == 0
            ? usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) * 1e-6)
            : throw new ComparisonException("getrusage fails");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, out ResourceUsage usage);

    /// <summary>struct rusage of 64-bit Linux, which is 144 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private readonly struct ResourceUsage
    {
        public readonly long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
    }
}

/// <summary>The comparison cannot go on; the message is for the user.</summary>
internal sealed class ComparisonException(string message) : Exception(message);
