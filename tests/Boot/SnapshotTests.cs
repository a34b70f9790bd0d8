using System.Globalization;
using Hyp.Jit.Tests.Unit.Cli;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>A machine saved in the middle of a boot and restored in another process ends in the same state as one that was never interrupted.</summary>
[Category("Boot")]
public class SnapshotTests
{
    private const long AfterTheDefaultGuest = 1_000_000_000;
    private const long DebianSavedAt = 100_000_000;
    private const long DebianGoesOnFor = 30_000_000;

    [Test]
    public void DefaultGuest_RestoredElsewhere_EndsAlike([Values(2, 3)] int gic, [Values(1, 2)] int cpus, [Values] ExecutionTier tier)
    {
        MachineBuilder builder = new MachineBuilder().DefaultGuest().Memory(128).Gic(gic).Cpus(cpus).Deterministic().Tier(tier);
        long length;
        using (Machine machine = builder.Build())
        {
            length = machine.Run(AfterTheDefaultGuest).Executed;
        }

        Check(builder, length / 3, AfterTheDefaultGuest, StopReason.PoweredOff);
    }

    [Test]
    public void DebianBoot_RestoredElsewhere_GoesOnAlike([Values(1, 2)] int cpus) =>
        Check(DebianGuest.Builder().Cpus(cpus).Deterministic(), DebianSavedAt, DebianGoesOnFor, StopReason.InstructionLimit);

    private static void Check(MachineBuilder builder, long savedAt, long goesOnFor, StopReason end)
    {
        string file = Path.GetTempFileName();
        try
        {
            using (Machine machine = builder.Build())
            {
                machine.Run(savedAt);
                using FileStream stream = File.Create(file);
                machine.Save(stream);
            }

            string restored = RunElsewhere(file, builder.Options, goesOnFor);
            using Machine uninterrupted = builder.Build();
            RunResult result = uninterrupted.Run(savedAt + goesOnFor);
            Assert.That(result.Reason, Is.EqualTo(end));
            Assert.That(restored, Is.EqualTo(string.Create(
                CultureInfo.InvariantCulture, $"{result.Reason} {result.Executed - savedAt} {uninterrupted.StateHash():x16}")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string RunElsewhere(string file, MachineOptions options, long instructions)
    {
        object[] arguments = [file, options.GicVersion, options.CpuCount, options.MemoryMiB, options.Tier, instructions];
        string[] words = [.. arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!)];
        HypjitCommand.Outcome outcome = HypjitCommand.ToEnd(HypjitCommand.StartProgram("Hyp.Jit.SnapshotHost.dll", words), "the restoring process");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Errors);
        return outcome.Output;
    }
}
