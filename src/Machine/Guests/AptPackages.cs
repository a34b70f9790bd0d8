using System.ComponentModel;
using System.Diagnostics;

namespace Hyp.Jit;

/// <summary>
/// Debian packages through the host's own tools and package sources. Nothing is installed; where the host's package lists do not know a
/// package they are brought up to date in a folder of ours, which needs no privileges.
/// </summary>
internal sealed class AptPackages(string stateFolder)
{
    private const int SilenceLimitSeconds = 600;

    public static bool Present => OnPath("apt-get") && OnPath("apt-cache") && OnPath("dpkg-deb");

    private string ListsFolder => Path.Combine(stateFolder, "lists");

    /// <summary>Whether the host's lists, or ours, know the package.</summary>
    public bool Knows(string package) => KnownTo(package, []) || (Directory.Exists(ListsFolder) && KnownTo(package, OwnLists));

    /// <summary>Downloads a package into a folder; returns the path of the .deb file.</summary>
    public string Download(string package, string folder, Action<string>? progress, CancellationToken cancellation)
    {
        string[] options = [];
        if (!KnownTo(package, options))
        {
            options = OwnLists;
            progress?.Invoke("reading the package lists of this host's sources");
            Directory.CreateDirectory(Path.Combine(ListsFolder, "partial"));
            Directory.CreateDirectory(Path.Combine(stateFolder, "archives", "partial"));
            _ = Run("apt-get", [.. options, "update"], folder, null, cancellation);
            if (!KnownTo(package, options))
            {
                throw new GuestImageException($"package {package} is not in this host's package sources, or there is no network");
            }
        }
        progress?.Invoke($"downloading {package}");
        (int exit, string lastLine) = Run("apt-get", [.. options, "download", package], folder, progress, cancellation);
        string[] found = Directory.GetFiles(folder, "*.deb");
        return exit == 0 && found.Length == 1
            ? found[0]
            : throw new GuestImageException($"package {package} cannot be downloaded: {(lastLine.Length > 0 ? lastLine : $"apt-get ended with {exit}")}");
    }

    public static void Unpack(string package, string folder, CancellationToken cancellation)
    {
        (int exit, string lastLine) = Run("dpkg-deb", ["-x", package, folder], Path.GetDirectoryName(package)!, null, cancellation);
        if (exit != 0)
        {
            throw new GuestImageException($"{Path.GetFileName(package)} cannot be unpacked: {lastLine}");
        }
    }

    private string[] OwnLists =>
        ["-o", $"Dir::State::lists={ListsFolder}", "-o", $"Dir::Cache={stateFolder}", "-o", "Debug::NoLocking=1"];

    private static bool KnownTo(string package, string[] options)
    {
        (int exit, string lastLine) = Run("apt-cache", [.. options, "madison", package], Path.GetTempPath(), null, default);
        return exit == 0 && lastLine.Contains(package, StringComparison.Ordinal);
    }

    private static bool OnPath(string program)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length > 0 && File.Exists(Path.Combine(folder, program)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Runs a tool and hands on its lines; returns its exit code and the last line it printed, errors first.</summary>
    private static (int Exit, string LastLine) Run(string program, string[] arguments, string folder, Action<string>? progress, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        string lastOutput = "", lastError = "";
        try
        {
            using Process process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => Note(line.Data, ref lastOutput, progress);
            process.ErrorDataReceived += (_, line) => Note(line.Data, ref lastError, null);
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using (cancellation.Register(() => Kill(process)))
            {
                if (!process.WaitForExit(TimeSpan.FromSeconds(SilenceLimitSeconds)))
                {
                    Kill(process);
                    return (-1, $"{program} did not end within {SilenceLimitSeconds} s");
                }
                process.WaitForExit(); // Once more without a limit: drains the output.
            }
            cancellation.ThrowIfCancellationRequested();
            return (process.ExitCode, process.ExitCode != 0 && lastError.Length > 0 ? lastError : lastOutput);
        }
        catch (Win32Exception e)
        {
            return (-1, $"{program} cannot be started: {e.Message}");
        }
    }

    private static void Note(string? line, ref string last, Action<string>? progress)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            last = line.Trim();
            progress?.Invoke(last);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
