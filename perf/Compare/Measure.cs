using System.Globalization;

namespace Hyp.Jit.Perf.Compare;

/// <summary>One quantity of one workload, from each pair of runs.</summary>
internal sealed record Measure(string Workload, string Name, string Unit)
{
    public List<double> Hypjit { get; } = [];
    public List<double> Qemu { get; } = [];

    /// <summary>hypjit's value over QEMU's of the same pair: below 1 hypjit needs less.</summary>
    public IEnumerable<double> Ratios => Hypjit.Zip(Qemu, (h, q) => q > 0 ? h / q : double.NaN);

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public string Show(double value) => Unit switch
    {
        "MB" => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
