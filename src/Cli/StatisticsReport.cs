using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hyp.Jit.Cli;

/// <summary>--stats: what the run cost, as lines for people or as JSON. Written by hand: a serializer would cost more than it tells.</summary>
internal static class StatisticsReport
{
    public static string Write(MachineStatistics statistics, TimeSpan wall, bool json)
    {
        using var process = Process.GetCurrentProcess();
        double seconds = statistics.RunTime.TotalSeconds;
        List<(string Name, object Value)> values =
        [
            ("wall_seconds", wall.TotalSeconds),
            ("cpu_seconds", process.TotalProcessorTime.TotalSeconds),
            ("run_seconds", seconds),
            ("instructions", statistics.Instructions),
            ("instructions_interpreted", statistics.Instructions - statistics.CompiledInstructions),
            ("instructions_compiled", statistics.CompiledInstructions),
            ("mips", seconds > 0 ? statistics.Instructions / seconds / 1e6 : 0),
            ("regions_compiled", statistics.RegionsCompiled),
            ("compile_seconds", statistics.CompileTime.TotalSeconds),
            ("instructions_decoded", statistics.DecodedInstructions),
            ("region_entries", statistics.RegionEntries),
            ("side_exits", statistics.SideExits),
            ("tlb_misses", statistics.TlbMisses),
            ("table_walks", statistics.TableWalks),
            ("exceptions", statistics.Exceptions),
            ("guest_memory_touched", statistics.TouchedMemory),
            ("peak_memory", process.PeakWorkingSet64),
            ("collector_pause_seconds", statistics.CollectorPauses.TotalSeconds),
        ];
        var text = new StringBuilder(json ? "{" : "\n");
        foreach ((string name, object value) in values)
        {
            if (json)
            {
                text.Append(text.Length > 1 ? ", " : "").Append(CultureInfo.InvariantCulture, $"\"{name}\": {Number(value)}");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{name.Replace('_', ' '),-26}{Plain(value)}\n");
            }
        }
        return text.Append(json ? "}\n" : "").ToString();
    }

    private static string Number(object value) => value switch
    {
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, long> counts => "{" + string.Join(", ", counts.Select(c => $"\"{c.Key}\": {c.Value}")) + "}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Plain(object value) => value switch
    {
        double number => number.ToString("0.###", CultureInfo.InvariantCulture),
        long number => number.ToString("#,0", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, long> counts => string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}")),
        _ => value.ToString()!,
    };
}
