using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Our own guests print here what they print under QEMU.</summary>
[Category("Boot")]
public class GuestTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Test]
    public void HypFlow_OneCpu([Values(2, 3)] int gic, [Values] ExecutionTier tier) =>
        Assert.That(GuestRun.ToPowerOff(GuestRun.Builder("hyp-flow").Gic(gic).Tier(tier), Timeout), Is.EqualTo(GuestRun.Facts("hyp-flow", "expected.txt")));

    [Test]
    public void HypFlow_TwoCpus([Values(2, 3)] int gic, [Values] ExecutionTier tier) =>
        Assert.That(GuestRun.ToPowerOff(GuestRun.Builder("hyp-flow").Cpus(2).Gic(gic).Tier(tier), Timeout), Is.EqualTo(GuestRun.Facts("hyp-flow", "expected-smp2.txt")));

    [Test]
    public void HypFlow_WithoutEl2_SaysSo([Values(2, 3)] int gic, [Values] ExecutionTier tier) =>
        Assert.That(GuestRun.ToPowerOff(GuestRun.Builder("hyp-flow").El2(false).Gic(gic).Tier(tier), Timeout), Is.EqualTo(GuestRun.Facts("hyp-flow", "expected-el1.txt")));

    [Test]
    public void SmallGuest_AtEl2AndEl1([Values("smc", "wfi", "compute")] string guest, [Values] bool el2, [Values] ExecutionTier tier) =>
        Assert.That(GuestRun.ToPowerOff(GuestRun.Builder(guest).El2(el2).Tier(tier), Timeout), Is.EqualTo(GuestRun.Facts(guest, "expected.txt")));

    [Test]
    public void Wfi_WithGicV2_Deterministic([Values] bool deterministic) =>
        Assert.That(GuestRun.ToPowerOff(GuestRun.Builder("wfi").Gic(2).Deterministic(deterministic), Timeout), Is.EqualTo(GuestRun.Facts("wfi", "expected.txt")));
}
