using System.Globalization;
using System.Text;

namespace Hyp.Jit.Tests.Boot;

/// <summary>
/// Two deterministic machines that boot the same guest on different tiers and must be in the same state after every chunk. Where they are not,
/// both are run again with smaller chunks, down to the one instruction after which they differ.
/// </summary>
internal sealed class Lockstep(Func<MachineBuilder> guest, ExecutionTier reference, ExecutionTier subject)
{
    private static readonly long[] Chunks = [1_000_000, 10_000, 100, 1];

    /// <summary>Stops in agreement once the console of both has shown this.</summary>
    public string? Until { get; init; }

    /// <summary>Instructions that both executed, alike.</summary>
    public long Agreed { get; private set; }

    /// <summary>Part of the subject's instructions that ran in compiled regions.</summary>
    public double ShareInRegions { get; private set; }

    /// <summary>Why both stopped; InstructionLimit when all of <c>instructions</c> were executed.</summary>
    public StopReason Reason { get; private set; }

    public string ConsoleText { get; private set; } = "";

    /// <summary>Runs both for at most so many instructions. Null: they agreed; else where and how they first differ.</summary>
    public string? Run(long instructions)
    {
        long start = 0;
        string? difference = null;
        foreach (long chunk in Chunks)
        {
            long end = difference is null ? instructions : start + (chunk * Chunks[0]);
            if (Compare(start, end, chunk) is not { } found)
            {
                return difference is null ? null : $"{difference}\nnot seen again with chunks of {chunk}: it depends on where runs end";
            }

            (start, difference) = found;
        }

        return difference;
    }

    /// <summary>The first chunk behind <paramref name="start"/> after which the machines differ: where it begins, and how.</summary>
    private (long Begin, string Difference)? Compare(long start, long end, long chunk)
    {
        using Machine a = guest().Deterministic().Tier(reference).Build();
        using Machine b = guest().Deterministic().Tier(subject).Build();
        StringBuilder console = new();
        a.Console.Output += bytes => console.Append(Encoding.ASCII.GetString(bytes));
        _ = a.Run(start);
        _ = b.Run(start);
        for (Agreed = start; Agreed < end;)
        {
            ulong pc = a.Cpus[0].Pc;
            RunResult ranA = a.Run(Math.Min(chunk, end - Agreed)), ranB = b.Run(Math.Min(chunk, end - Agreed));
            if (ranA != ranB || a.StateHash() != b.StateHash())
            {
                return (Agreed, Describe(Agreed, pc, a, b, $"{reference}: {ranA}, {subject}: {ranB}"));
            }

            Agreed += ranA.Executed;
            Reason = ranA.Reason;
            if (Reason != StopReason.InstructionLimit || (Until is { } text && console.ToString().Contains(text, StringComparison.Ordinal)))
            {
                break;
            }
        }

        ShareInRegions = (double)b.Statistics.CompiledInstructions / Math.Max(1, b.Statistics.Instructions);
        ConsoleText = console.ToString();
        return null;
    }

    private string Describe(long at, ulong pc, Machine a, Machine b, string results)
    {
        StringBuilder text = new();
        Span<byte> word = stackalloc byte[4];
        string instruction = a.Cpus[0].TryReadMemory(pc, word) ? BitConverter.ToUInt32(word).ToString("x8", CultureInfo.InvariantCulture) : "unreadable";
        text.Append(CultureInfo.InvariantCulture, $"differ behind instruction {at}, which began at PC 0x{pc:x} with word {instruction}; {results}\n");
        for (int i = 0; i < a.Cpus.Count; i++)
        {
            Cpu x = a.Cpus[i], y = b.Cpus[i];
            Add($"cpu{i} PC", x.Pc, y.Pc);
            Add($"cpu{i} SP", x.Sp, y.Sp);
            Add($"cpu{i} PSTATE", x.Pstate, y.Pstate);
            Add($"cpu{i} retired", (ulong)x.RetiredInstructions, (ulong)y.RetiredInstructions);
            for (int r = 0; r < 31; r++)
            {
                Add($"cpu{i} X{r}", x.ReadX(r), y.ReadX(r));
            }

            for (int r = 0; r < 32; r++)
            {
                if (x.ReadV(r) != y.ReadV(r))
                {
                    text.Append(CultureInfo.InvariantCulture, $"  cpu{i} V{r}: {reference} {x.ReadV(r)}, {subject} {y.ReadV(r)}\n");
                }
            }
        }

        text.Append(a.ProcessorStateHash() == b.ProcessorStateHash() ? "  only memory differs\n" : "");
        return text.ToString();

        void Add(string what, ulong x, ulong y)
        {
            if (x != y)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {what}: {reference} 0x{x:x}, {subject} 0x{y:x}\n");
            }
        }
    }
}
