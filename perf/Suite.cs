using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Hyp.Jit.Perf;

/// <summary>Runs the micro benchmarks: BenchmarkDotNet's own options, and --quick for rough figures within two minutes.</summary>
internal static class Suite
{
    public static int Run(string[] arguments)
    {
        bool quick = arguments.Contains("--quick");
        string[] rest = [.. arguments.Where(a => a != "--quick")];
        IConfig? config = quick ? Quick() : null;
        // The switcher would ask which; everything is the answer.
        if (!rest.Any(a => a is "--filter" or "-f" or "--list" or "--help")) rest = [.. rest, "--filter", "*"];
        return BenchmarkSwitcher.FromAssembly(typeof(Suite).Assembly).Run(rest, config).Any(s => s.HasCriticalValidationErrors) ? 1 : 0;
    }

    /// <summary>In this process, which saves a build for each, and with few short iterations.</summary>
    private static ManualConfig Quick() => ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithWarmupCount(1)
            .WithIterationCount(3));
}
