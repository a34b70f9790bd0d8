using System.Globalization;

namespace Hyp.Jit.Perf.Compare;

/// <summary>The comparison's own options. Each has a value.</summary>
internal sealed class CompareOptions
{
    public const string Usage = """
        usage: perf/compare [OPTION VALUE]...
          --pairs N          pairs of runs, hypjit and QEMU alternately [5]
          --only NAMES       some of: hyp,init,default,compute [all]
          --kernel FILE      arm64 kernel for hyp and init [hypjit's guest debian-arm64]
          --initrd FILE      initrd for init [the installer's]
          --repeat N         rounds of each compute kernel [5]
          --hypjit PROGRAM   [./hypjit]
          --qemu PROGRAM     [qemu-system-aarch64]
          --timeout S        bound on one run [300]
          --out FOLDER       where compare.svg and compare.json go [perf/results]
        """;

    public int Pairs { get; private set; } = 5;
    public IReadOnlyList<string> Only { get; private set; } = ["hyp", "init", "default", "compute"];
    public string? Kernel { get; private set; }
    public string? Initrd { get; private set; }
    public int Repeat { get; private set; } = 5;
    public string Hypjit { get; private set; }
    public string Qemu { get; private set; } = "qemu-system-aarch64";
    public TimeSpan Timeout { get; private set; } = TimeSpan.FromSeconds(300);
    public string Out { get; private set; }
    public string Root { get; }

    private CompareOptions(string root)
    {
        Root = root;
        Hypjit = Path.Combine(root, "hypjit");
        Out = Path.Combine(root, "perf", "results");
    }

    /// <exception cref="ComparisonException">An option or its value is not one.</exception>
    public static CompareOptions Parse(string root, ReadOnlySpan<string> arguments)
    {
        var options = new CompareOptions(root);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string name = arguments[i];
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ComparisonException($"{name} takes a value");
            switch (name)
            {
                case "--pairs": options.Pairs = Positive(name, value); break;
                case "--only": options.Only = Names(options.Only, value); break;
                case "--kernel": options.Kernel = Existing(value); break;
                case "--initrd": options.Initrd = Existing(value); break;
                case "--repeat": options.Repeat = Positive(name, value); break;
                case "--hypjit": options.Hypjit = value; break;
                case "--qemu": options.Qemu = value; break;
                case "--timeout": options.Timeout = TimeSpan.FromSeconds(Positive(name, value)); break;
                case "--out": options.Out = value; break;
                default: throw new ComparisonException($"unknown option {name}");
            }
        }
        return options;
    }

    private static string Existing(string path) => File.Exists(path) ? path : throw new ComparisonException($"{path}: no such file");

    private static int Positive(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ComparisonException($"{name} takes a number from 1 on, not \"{value}\"");

    private static string[] Names(IReadOnlyList<string> known, string value)
    {
        string[] names = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (string name in names)
        {
            if (!known.Contains(name)) throw new ComparisonException($"--only takes some of {string.Join(", ", known)}, not \"{name}\"");
        }
        return names;
    }
}
