using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.Devices;

/// <summary>The interrupt inputs of a few PEs, as a GIC under test drives them.</summary>
internal sealed class InterruptBench
{
    private readonly HashSet<(int Cpu, InterruptInput Input)> raised = [];

    public InterruptBench(int cpus = 2) =>
        Outputs = [.. Enumerable.Range(0, cpus).Select(cpu => (Action<InterruptInput, bool>)((input, level) =>
        {
            if (level)
            {
                raised.Add((cpu, input));
            }
            else
            {
                raised.Remove((cpu, input));
            }
        }))];

    public Action<InterruptInput, bool>[] Outputs { get; }

    /// <summary>The inputs of a PE that are high, as "Irq", "Fiq VirtualIrq" or "".</summary>
    public string Raised(int cpu = 0) => string.Join(' ', raised.Where(r => r.Cpu == cpu).Select(r => r.Input).Order());
}
