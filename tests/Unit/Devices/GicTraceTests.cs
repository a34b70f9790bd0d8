using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public class GicTraceTests
{
    /// <summary>Recorded by Traces/record.sh: random accesses, so that rules meet which no one thought of testing together.</summary>
    [TestCase(2)]
    [TestCase(3)]
    public void RecordedTrace_IsReproduced(int version)
    {
        string[] lines = File.ReadAllLines(RepositoryPath.Of("tests", "Unit", "Devices", "Traces", $"gicv{version}.txt"));
        Assert.That(lines, Has.Length.GreaterThan(5000).And.ItemAt(lines.Length - 1).StartsWith("end"));
        Assert.That(new GicTrace(version, cpus: 2).Replay(lines), Is.Null);
    }
}
