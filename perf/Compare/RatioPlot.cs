using System.Globalization;
using System.Net;
using System.Text;

namespace Hyp.Jit.Perf.Compare;

/// <summary>The ratios as bars on a logarithmic axis around 1, as SVG: to the left hypjit needs less than QEMU.</summary>
internal static class RatioPlot
{
    private const int Left = 190, Width = 560, Row = 22, Top = 58, Right = 110;

    public static string Draw(IReadOnlyList<Measure> measures, string caption)
    {
        double reach = measures.SelectMany(m => m.Ratios).Select(r => Math.Abs(Math.Log2(r))).Append(1).Max();
        int octaves = (int)Math.Ceiling(reach);
        double X(double ratio) => Left + (Width / 2.0) + (Math.Log2(ratio) / octaves * Width / 2);
        int bottom = Top + (measures.Count * Row);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Left + Width + Right}" height="{bottom + 44}" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            <text x="12" y="22" font-size="15" font-weight="bold">hypjit / QEMU: median of pairs, whiskers least and greatest</text>
            <text x="12" y="40" fill="#555">{WebUtility.HtmlEncode(caption)}</text>

            """);
        for (int octave = -octaves; octave <= octaves; octave++)
        {
            double ratio = Math.Pow(2, octave), x = X(ratio);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{x:0.0}" y1="{Top - 4}" x2="{x:0.0}" y2="{bottom}" stroke="{(octave == 0 ? "#333" : "#ddd")}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x:0.0}" y="{bottom + 16}" text-anchor="middle">{ratio:0.####}</text>""");
        }
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{X(1):0}" y="{bottom + 34}" text-anchor="middle" fill="#555">less than QEMU ◂  ratio  ▸ more than QEMU</text>""");
        int y = Top;
        foreach (Measure measure in measures)
        {
            double[] ratios = [.. measure.Ratios];
            double median = Measure.Median(ratios), from = Math.Min(X(1), X(median)), length = Math.Abs(X(median) - X(1));
            int middle = y + (Row / 2);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left - 10}" y="{middle + 4}" text-anchor="end">{WebUtility.HtmlEncode($"{measure.Workload} {measure.Name}")}</text>""");
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<rect x="{from:0.0}" y="{y + 4}" width="{length:0.0}" height="{Row - 8}" fill="{(median <= 1 ? "#2a9d6f" : "#d9793b")}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<path d="M{X(ratios.Min()):0.0} {middle}H{X(ratios.Max()):0.0}M{X(ratios.Min()):0.0} {middle - 4}v8M{X(ratios.Max()):0.0} {middle - 4}v8" stroke="#222"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left + Width + 14}" y="{middle + 4}">{median:0.00}</text>""");
            y += Row;
        }
        return svg.Append("</svg>\n").ToString();
    }
}
