using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Debian's installer kernel, from EL2 through the hyp-stub to KVM, its initrd and the installer's first question.</summary>
[Category("Boot")]
public class DebianBootTests
{
    private const string StartedAtEl2 = "CPU: All CPU(s) started at EL2";
    private const string HypMode = "Hyp mode initialized successfully";
    private const string Init = "Run /init as init process";

    /// <summary>Far beyond what any of these takes: only a guest that hangs meets it.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);

    [Test]
    public void Boot_AtEl2_InitializesKvm([Values(2, 3)] int gic, [Values(ExecutionTier.Interpreter, ExecutionTier.Both)] ExecutionTier tier) =>
        Assert.That(Boot(DebianGuest.Builder().Gic(gic).Tier(tier), HypMode), Does.Contain(StartedAtEl2).And.Contain("kvm [1]: " + HypMode));

    [Test]
    public void Boot_WithoutEl2_StartsAtEl1() =>
        Assert.That(Boot(DebianGuest.Builder().El2(false), "kvm [1]: HYP mode not available"), Does.Contain("CPU: All CPU(s) started at EL1"));

    [Test]
    public void Boot_TwoCpus_BothStartAtEl2() =>
        Assert.That(Boot(DebianGuest.Builder().Cpus(2), HypMode), Does.Contain("SMP: Total of 2 processors activated").And.Contain(StartedAtEl2));

    [Test]
    public void Boot_WithInitrd_RunsInit() => Assert.That(Boot(DebianGuest.WithInitrd(), Init), Does.Contain(StartedAtEl2).And.Contain(HypMode));

    [Test, Soak]
    public void Boot_EveryMachine_RunsInit([Values(2, 3)] int gic, [Values(1, 2)] int cpus, [Values] bool el2, [Values] ExecutionTier tier)
    {
        string console = Boot(DebianGuest.WithInitrd().Gic(gic).Cpus(cpus).El2(el2).Tier(tier), Init);
        Assert.That(console, Does.Contain($"CPU: All CPU(s) started at EL{(el2 ? 2 : 1)}").And.Contain($"Brought up 1 node, {cpus} CPU"));
    }

    [Test, Soak]
    public void Installer_ReachesItsFirstMenu([Values(2, 3)] int gic, [Values(ExecutionTier.Interpreter, ExecutionTier.Both)] ExecutionTier tier) =>
        Assert.That(Boot(DebianGuest.WithInitrd().Gic(gic).Tier(tier), "Select a language"), Does.Contain(Init));

    private static string Boot(MachineBuilder builder, string until) => GuestRun.ToText(builder, until, Timeout);
}
