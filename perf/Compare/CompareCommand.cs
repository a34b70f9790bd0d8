using System.Globalization;
using System.Text.RegularExpressions;

namespace Hyp.Jit.Perf.Compare;

/// <summary>Times hypjit and QEMU alternately on the same workloads and shows the ratios.</summary>
internal static partial class CompareCommand
{
    private const double CounterFrequency = 62.5e6;

    public static int Run(string root, ReadOnlySpan<string> arguments)
    {
        if (arguments is ["--help" or "-h", ..])
        {
            Console.WriteLine(CompareOptions.Usage);
            return 0;
        }
        try
        {
            Run(CompareOptions.Parse(root, arguments));
            return 0;
        }
        catch (ComparisonException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static void Run(CompareOptions options)
    {
        string version = QemuVersion(options.Qemu);
        List<Workload> workloads = Workloads(options);
        Console.Error.WriteLine($"Compares hypjit with {version}: {options.Pairs} pairs of runs, alternately.");
        foreach (Workload workload in workloads) Console.Error.WriteLine($"  {workload.Name,-8} {workload.Description}");
        var measures = new List<Measure>();
        for (int pair = 1; pair <= options.Pairs; pair++)
        {
            foreach (Workload workload in workloads)
            {
                RunCost ours = Timed(options, workload, hypjit: true, pair);
                RunCost theirs = Timed(options, workload, hypjit: false, pair);
                Record(measures, workload, ours, theirs);
            }
        }
        string caption = $"{version}, {options.Pairs} pairs, {Environment.ProcessorCount} CPUs, load {LoadAverage()}, {DateTime.UtcNow:yyyy-MM-dd}";
        Console.WriteLine(caption);
        CompareReport.Print(measures);
        Directory.CreateDirectory(options.Out);
        string plot = Path.Combine(options.Out, "compare.svg"), data = Path.Combine(options.Out, "compare.json");
        File.WriteAllText(plot, RatioPlot.Draw(measures, caption));
        File.WriteAllText(data, CompareReport.Json(measures, caption));
        Console.Error.WriteLine($"written: {plot}, {data}");
    }

    private static RunCost Timed(CompareOptions options, Workload workload, bool hypjit, int pair)
    {
        Console.Error.Write($"pair {pair}/{options.Pairs} {workload.Name,-8} {(hypjit ? "hypjit" : "QEMU"),-6} ");
        RunCost cost = TimedProcess.Run(hypjit ? options.Hypjit : options.Qemu, hypjit ? workload.ForHypjit() : workload.ForQemu(), workload.Until, options.Timeout);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost.Wall:0.000} s, CPU {cost.Cpu:0.000} s, {cost.PeakResident >> 20} MB"));
        return cost;
    }

    private static List<Workload> Workloads(CompareOptions options)
    {
        string guests = Path.Combine(options.Root, "guests");
        var workloads = new List<Workload>();
        if (options.Only.Contains("hyp") || options.Only.Contains("init"))
        {
            (string kernel, string initrd) = options.Kernel != null && options.Initrd != null ? (options.Kernel, options.Initrd) : DebianFiles(options);
            kernel = options.Kernel ?? kernel;
            initrd = options.Initrd ?? initrd;
            if (options.Only.Contains("hyp"))
            {
                workloads.Add(new("hyp", "cold process to \"Hyp mode initialized\", no initrd", kernel, null, "console=ttyAMA0", "Hyp mode initialized"));
            }
            if (options.Only.Contains("init"))
            {
                workloads.Add(new("init", "cold process to \"Run /init\" with the installer's initrd", kernel, initrd, "console=ttyAMA0", "Run /init"));
            }
        }
        if (options.Only.Contains("default"))
        {
            workloads.Add(new("default", "the default guest, start to power-off", Path.Combine(guests, "hyp-flow", "hyp-flow.elf"), null, null, null));
        }
        if (options.Only.Contains("compute"))
        {
            string arguments = $"ticks repeat={options.Repeat}";
            workloads.Add(new("compute", $"C kernels, {options.Repeat} rounds each", Path.Combine(guests, "compute", "compute.img"), null, arguments, null) { HasKernels = true });
        }
        return workloads;
    }

    private static (string Kernel, string Initrd) DebianFiles(CompareOptions options)
    {
        RunCost cost = TimedProcess.Run(options.Hypjit, ["guests", "path", "debian-arm64"], null, options.Timeout);
        return cost.Output.Split('\n') is [string kernel, string initrd, ..] && File.Exists(kernel) && File.Exists(initrd)
            ? (kernel, initrd)
            : throw new ComparisonException("no Debian kernel: fetch it with ./hypjit guests fetch debian-arm64, or name files with --kernel and --initrd");
    }

    private static void Record(List<Measure> measures, Workload workload, RunCost ours, RunCost theirs)
    {
        Add(measures, workload, "wall", "s", ours.Wall, theirs.Wall);
        Add(measures, workload, "CPU", "s", ours.Cpu, theirs.Cpu);
        Add(measures, workload, "peak RSS", "MB", ours.PeakResident / 1048576.0, theirs.PeakResident / 1048576.0);
        if (!workload.HasKernels) return;
        List<KernelLine> mine = Kernels(ours.Output), other = Kernels(theirs.Output);
        if (!mine.Select(k => (k.Name, k.Checksum)).SequenceEqual(other.Select(k => (k.Name, k.Checksum))))
        {
            throw new ComparisonException("the compute kernels' checksums differ between hypjit and QEMU: the figures would mean nothing");
        }
        foreach ((KernelLine h, KernelLine q) in mine.Zip(other)) Add(measures, workload, h.Name, "s", h.Seconds, q.Seconds);
    }

    private static void Add(List<Measure> measures, Workload workload, string name, string unit, double ours, double theirs)
    {
        Measure? measure = measures.Find(m => m.Workload == workload.Name && m.Name == name);
        if (measure == null) measures.Add(measure = new Measure(workload.Name, name, unit));
        measure.Hypjit.Add(ours);
        measure.Qemu.Add(theirs);
    }

    private static List<KernelLine> Kernels(string output) =>
    [
        .. KernelPattern().Matches(output).Select(m =>
            new KernelLine(m.Groups[1].Value, m.Groups[2].Value, long.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture) / CounterFrequency)),
    ];

    private static string QemuVersion(string program)
    {
        try
        {
            RunCost cost = TimedProcess.Run(program, ["--version"], null, TimeSpan.FromSeconds(60));
            return cost.Output.Split('\n')[0].Replace("emulator version ", "", StringComparison.Ordinal).Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ComparisonException($"{program} is not there to compare with: install Debian's package qemu-system-arm, or name one with --qemu");
        }
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private sealed record KernelLine(string Name, string Checksum, double Seconds);

    [GeneratedRegex(@"^compute (\S+) ([0-9a-f]+) ticks (\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex KernelPattern();
}
