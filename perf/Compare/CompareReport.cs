using System.Globalization;
using System.Text.Json;

namespace Hyp.Jit.Perf.Compare;

/// <summary>The measures as a table for people and as JSON for programs.</summary>
internal static class CompareReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Print(IEnumerable<Measure> measures)
    {
        Console.WriteLine();
        Console.WriteLine("| workload | measure | unit | hypjit | QEMU | hypjit/QEMU | least | greatest |");
        Console.WriteLine("|---|---|---|--:|--:|--:|--:|--:|");
        foreach (Measure m in measures)
        {
            double[] ratios = [.. m.Ratios];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {m.Workload} | {m.Name} | {m.Unit} | {m.Show(Measure.Median(m.Hypjit))} | {m.Show(Measure.Median(m.Qemu))} | {Measure.Median(ratios):0.00} | {ratios.Min():0.00} | {ratios.Max():0.00} |"));
        }
        Console.WriteLine();
    }

    public static string Json(IEnumerable<Measure> measures, string caption) => JsonSerializer.Serialize(new
    {
        caption,
        measures = measures.Select(m => new { m.Workload, m.Name, m.Unit, m.Hypjit, m.Qemu, medianRatio = Measure.Median(m.Ratios) }),
    }, Indented);
}
