namespace Hyp.Jit.Perf.Compare;

/// <summary>Something that both emulators run: a kernel and the text that ends it; none means that it powers off.</summary>
internal sealed record Workload(string Name, string Description, string Kernel, string? Initrd, string? CommandLine, string? Until)
{
    /// <summary>The guest prints "compute NAME CHECKSUM ticks COUNT" lines, each of which is a measure, too.</summary>
    public bool HasKernels { get; init; }

    public IEnumerable<string> ForQemu()
    {
        yield return "-M";
        yield return "virt,virtualization=on,gic-version=3";
        foreach (string word in (string[])["-cpu", "cortex-a57", "-m", "1024", "-smp", "1", "-nographic", "-nic", "none", "-kernel", Kernel]) yield return word;
        foreach (string word in Option("-initrd", Initrd).Concat(Option("-append", CommandLine))) yield return word;
    }

    public IEnumerable<string> ForHypjit()
    {
        foreach (string word in (string[])["boot", Kernel, "--cpu", "cortex-a57", "--memory", "1024", "--smp", "1", "--gic", "3"]) yield return word;
        foreach (string word in Option("--initrd", Initrd).Concat(Option("--append", CommandLine))) yield return word;
    }

    private static IEnumerable<string> Option(string name, string? value) => value == null ? [] : [name, value];
}
