using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Whole guests on two tiers: the same machine state, memory and devices included, every million instructions.</summary>
[Category("Boot")]
public class LockstepTests
{
    private const long FirstOfTheBoot = 150_000_000;
    /// <summary>Compiling everything at its first run takes its time.</summary>
    private const long FirstOfTheCompiledBoot = 40_000_000;
    private const long LongerThanTheBoot = 8_000_000_000;

    [Test]
    public void DefaultGuest_OnTwoTiers_Agrees([Values(2, 3)] int gic, [Values(1, 2)] int cpus, [Values(ExecutionTier.Both, ExecutionTier.Jit)] ExecutionTier tier)
    {
        Lockstep run = new(() => new MachineBuilder().DefaultGuest().Memory(128).Gic(gic).Cpus(cpus), ExecutionTier.Interpreter, tier);
        Assert.That(run.Run(LongerThanTheBoot), Is.Null);
        Assert.That(run.Reason, Is.EqualTo(StopReason.PoweredOff), run.ConsoleText);
    }

    [TestCase(ExecutionTier.Both, FirstOfTheBoot), TestCase(ExecutionTier.Jit, FirstOfTheCompiledBoot)]
    public void DebianBoot_ItsBeginningOnTwoTiers_Agrees(ExecutionTier tier, long instructions)
    {
        Lockstep run = new(DebianGuest.Builder, ExecutionTier.Interpreter, tier);
        Assert.That(run.Run(instructions), Is.Null);
        Assert.That(run.Agreed, Is.EqualTo(instructions));
        TestContext.Out.WriteLine($"{run.Agreed} instructions alike, {run.ShareInRegions:P1} of them in regions");
    }

    [Soak]
    [TestCase(2, 1, ExecutionTier.Both), TestCase(3, 1, ExecutionTier.Both), TestCase(3, 2, ExecutionTier.Both), TestCase(3, 1, ExecutionTier.Jit)]
    public void DebianBoot_ToInitOnTwoTiers_AgreesAndRunsInRegions(int gic, int cpus, ExecutionTier tier)
    {
        Lockstep run = new(() => DebianGuest.WithInitrd().Gic(gic).Cpus(cpus), ExecutionTier.Interpreter, tier) { Until = "Run /init" };
        Assert.That(run.Run(LongerThanTheBoot), Is.Null);
        Assert.That(run.ConsoleText, Does.Contain(run.Until));
        TestContext.Out.WriteLine($"{run.Agreed} instructions alike, {run.ShareInRegions:P1} of them in regions");
        Assert.That(run.ShareInRegions, Is.GreaterThan(0.9));
    }
}
