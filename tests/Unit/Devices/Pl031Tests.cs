using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class Pl031Tests
{
    private const ulong Data = 0x00, Match = 0x04, Load = 0x08, Mask = 0x10, Raw = 0x14, Clear = 0x1C;
    private readonly FakeClock clock = new();
    private readonly FakeLine line = new();

    [Test]
    public void Data_CountsSecondsFromTheEpoch()
    {
        var rtc = new Pl031(clock, line, 1_000_000);
        clock.Advance(5);
        Assert.That(rtc.Read(Data, 4, 0), Is.EqualTo(1_000_005));
        rtc.Write(Load, 4, 42, 0);
        clock.Advance(1);
        Assert.That(rtc.Read(Data, 4, 0), Is.EqualTo(43));
    }

    [Test]
    public void Match_Reached_RaisesTheInterrupt()
    {
        var rtc = new Pl031(clock, line, 100);
        rtc.Write(Mask, 4, 1, 0);
        rtc.Write(Match, 4, 103, 0);
        Assert.That(rtc.NextDeadline, Is.EqualTo(3UL * clock.Frequency));
        clock.Advance(2);
        rtc.Poll();
        Assert.That(line.Level, Is.False);
        clock.Advance(2);
        rtc.Poll();
        Assert.Multiple(() =>
        {
            Assert.That(line.Level, Is.True);
            Assert.That(rtc.Read(Raw, 4, 0), Is.EqualTo(1));
            Assert.That(rtc.NextDeadline, Is.EqualTo(ulong.MaxValue));
        });
        rtc.Write(Clear, 4, 1, 0);
        Assert.That(line.Level, Is.False);
    }

    [Test]
    public void Restore_KeepsTimeAndAlarm()
    {
        var rtc = new Pl031(clock, line, 100);
        rtc.Write(Load, 4, 5000, 0);
        rtc.Write(Match, 4, 5010, 0);
        var copy = new Pl031(clock, new FakeLine(), 7);
        SnapshotCopy.Copy(rtc, copy);
        Assert.That(copy.Read(Data, 4, 0), Is.EqualTo(5000));
        Assert.That(copy.NextDeadline, Is.EqualTo(rtc.NextDeadline));
    }
}
