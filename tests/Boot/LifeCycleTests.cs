using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Each era's life of EL2 (guests/hyp-flow-arm64, guests/hyp-flow-arm), and each life that breaks a rule (guests/hyp-rules), prints here what it prints under QEMU.</summary>
[Category("Boot")]
public class LifeCycleTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Test]
    public void Arm64_PrintsWhatQemuPrints(
        [Values("v3.9", "v4.7", "draft", "v4.12", "callfunc", "callfunc2")] string era,
        [Values(1, 2)] int cpus,
        [Values(ExecutionTier.Interpreter, ExecutionTier.Both)] ExecutionTier tier)
    {
        string image = RepositoryPath.Of("guests", "hyp-flow-arm64", era + ".elf");
        string[] facts = GuestRun.Facts("hyp-flow-arm64", $"{era}-smp{cpus}.txt");
        Assert.That(facts[^1], Does.EndWith(" 0 failed"));
        Assert.That(GuestRun.ToPowerOff(new MachineBuilder().Memory(128).Kernel(image).Cpus(cpus).Tier(tier), Timeout), Is.EqualTo(facts));
    }

    [Test]
    public void Arm_PrintsWhatQemuPrints(
        [Values("v3.9", "draft", "v4.12", "callfunc2")] string era,
        [Values(1, 2)] int cpus,
        [Values(ExecutionTier.Interpreter, ExecutionTier.Both)] ExecutionTier tier)
    {
        BuiltInGuest guest = BuiltInGuest.Find("hyp-flow-arm-" + era)!;
        string[] facts = GuestRun.Facts("hyp-flow-arm", $"{era}-smp{cpus}.txt");
        Assert.That(facts[^1], Does.EndWith(" 0 failed"));
        Assert.That(GuestRun.ToPowerOff(new MachineBuilder().Memory(128).BuiltIn(guest).Cpus(cpus).Tier(tier), Timeout), Is.EqualTo(facts));
    }

    [Test]
    public void BuiltInGuests_AreTheImagesOfTheRepository()
    {
        foreach (BuiltInGuest guest in BuiltInGuest.All.Where(g => g.Name != "hyp-flow"))
        {
            string[] parts = guest.Name.Split('-', 4);
            string file = RepositoryPath.Of("guests", $"hyp-flow-{parts[2]}", parts[3] + ".elf");
            using Stream resource = typeof(BuiltInGuest).Assembly.GetManifestResourceStream(guest.Name)!;
            Assert.That(resource.Length, Is.EqualTo(new FileInfo(file).Length), guest.Name);
        }
    }

    [TestCaseSource(nameof(Rules))]
    public void BrokenRule_PrintsWhatQemuPrints(string rule)
    {
        string image = RepositoryPath.Of("guests", "hyp-rules", rule + ".elf");
        Assert.That(GuestRun.ToPowerOff(new MachineBuilder().Memory(128).Kernel(image).Cpus(2), Timeout), Is.EqualTo(GuestRun.Facts("hyp-rules", rule + ".txt")));
    }

    private static IEnumerable<string> Rules() =>
        Directory.GetFiles(RepositoryPath.Of("guests", "hyp-rules"), "*.elf").Select(f => Path.GetFileNameWithoutExtension(f)!).Order();
}
