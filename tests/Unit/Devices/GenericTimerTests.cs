using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public class GenericTimerTests
{
    private const ulong Enable = 1, IMask = 2, IStatus = 4;

    private readonly Line physical = new(), virtualLine = new(), hyp = new();
    private readonly Clock clock = new();
    private VirtualCpu cpu = null!;
    private GenericTimer timer = null!;

    [SetUp]
    public void PowerOn()
    {
        clock.Ticks = 1000;
        cpu = new VirtualCpu(0);
        timer = cpu.ConnectTimer(clock, physical, virtualLine, hyp);
        timer.Update();
    }

    [Test]
    public void Counters_DifferByTheOffset()
    {
        SetOffset(300);
        Assert.That(timer.Read(TimerRegister.PhysicalCount), Is.EqualTo(1000));
        Assert.That(timer.Read(TimerRegister.VirtualCount), Is.EqualTo(700));
    }

    [Test]
    public void Line_RisesAtTheDeadline()
    {
        timer.Write(TimerRegister.PhysicalCval, 1500);
        Assert.That(timer.NextDeadline, Is.Null, "not enabled");
        timer.Write(TimerRegister.PhysicalCtl, Enable);
        Assert.That(timer.NextDeadline, Is.EqualTo(1500));
        clock.Ticks = 1499;
        timer.Update();
        Assert.That(physical.Level, Is.False);
        clock.Ticks = 1500;
        timer.Update();
        Assert.That(physical.Level, Is.True);
        Assert.That(timer.Read(TimerRegister.PhysicalCtl), Is.EqualTo(Enable | IStatus));
        Assert.That(timer.NextDeadline, Is.Null, "it has fired");
        timer.Write(TimerRegister.PhysicalCval, 2000);
        Assert.That(physical.Level, Is.False);
        Assert.That(timer.NextDeadline, Is.EqualTo(2000));
    }

    [Test]
    public void ReadingIstatus_RaisesTheLine()
    {
        timer.Write(TimerRegister.VirtualCval, 1500);
        timer.Write(TimerRegister.VirtualCtl, Enable);
        clock.Ticks = 1500;
        Assert.That(timer.Read(TimerRegister.VirtualCtl), Is.EqualTo(Enable | IStatus));
        Assert.That(virtualLine.Level, Is.True);
    }

    [Test]
    public void EachTimer_HasItsOwnLine()
    {
        timer.Write(TimerRegister.HypCtl, Enable);
        Assert.That((physical.Level, virtualLine.Level, hyp.Level), Is.EqualTo((false, false, true)));
        timer.Write(TimerRegister.HypCtl, 0);
        timer.Write(TimerRegister.VirtualCtl, Enable);
        Assert.That((physical.Level, virtualLine.Level, hyp.Level), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void CompareValueInThePast_FiresAtOnce()
    {
        timer.Write(TimerRegister.VirtualCval, 5);
        timer.Write(TimerRegister.VirtualCtl, Enable);
        Assert.That(virtualLine.Level, Is.True);
    }

    [Test]
    public void IMask_HoldsTheLine_NotTheStatus()
    {
        timer.Write(TimerRegister.PhysicalCtl, Enable | IMask);
        Assert.That(physical.Level, Is.False);
        Assert.That(timer.Read(TimerRegister.PhysicalCtl), Is.EqualTo(Enable | IMask | IStatus));
        timer.Write(TimerRegister.PhysicalCval, 2000);
        Assert.That(timer.NextDeadline, Is.Null);
        timer.Write(TimerRegister.PhysicalCtl, Enable);
        Assert.That(timer.NextDeadline, Is.EqualTo(2000));
    }

    [Test]
    public void Disabled_HasNoStatus()
    {
        timer.Write(TimerRegister.PhysicalCtl, IMask);
        Assert.That(timer.Read(TimerRegister.PhysicalCtl), Is.EqualTo(IMask));
        timer.Write(TimerRegister.PhysicalCtl, ulong.MaxValue);
        Assert.That(timer.Read(TimerRegister.PhysicalCtl), Is.EqualTo(Enable | IMask | IStatus), "ISTATUS and RES0 cannot be written");
    }

    [Test]
    public void TimerValue_IsSignedWhenWritten_AndThirtyTwoBitsWhenRead()
    {
        timer.Write(TimerRegister.PhysicalTval, 0xFFFF_FFFF); // -1
        Assert.That(timer.Read(TimerRegister.PhysicalCval), Is.EqualTo(999));
        Assert.That(timer.Read(TimerRegister.PhysicalTval), Is.EqualTo(0xFFFF_FFFF));
        timer.Write(TimerRegister.PhysicalTval, 0xFFFF_FFFF_0000_0064); // only 32 bits count
        Assert.That(timer.Read(TimerRegister.PhysicalCval), Is.EqualTo(1100));
        clock.Ticks = 1040;
        Assert.That(timer.Read(TimerRegister.PhysicalTval), Is.EqualTo(60));
    }

    [Test]
    public void VirtualTimer_ComparesWithItsOwnCount()
    {
        SetOffset(400);
        timer.Write(TimerRegister.VirtualTval, 50);
        Assert.That(timer.Read(TimerRegister.VirtualCval), Is.EqualTo(650));
        timer.Write(TimerRegister.VirtualCtl, Enable);
        Assert.That(timer.NextDeadline, Is.EqualTo(1050), "in ticks of the system counter");
        SetOffset(300);
        Assert.That(virtualLine.Level, Is.True, "moving the offset moves the comparison");
    }

    [Test]
    public void OffsetBeyondTheCounter_Wraps()
    {
        SetOffset(1001);
        Assert.That(timer.Read(TimerRegister.VirtualCount), Is.EqualTo(ulong.MaxValue));
        timer.Write(TimerRegister.VirtualCval, ulong.MaxValue);
        timer.Write(TimerRegister.VirtualCtl, Enable);
        Assert.That(virtualLine.Level, Is.True);
    }

    [Test]
    public void NextDeadline_IsTheNearest_AndNeverWraps()
    {
        timer.Write(TimerRegister.PhysicalCval, ulong.MaxValue);
        timer.Write(TimerRegister.PhysicalCtl, Enable);
        timer.Write(TimerRegister.HypCval, 3000);
        timer.Write(TimerRegister.HypCtl, Enable);
        Assert.That(timer.NextDeadline, Is.EqualTo(3000));
        timer.Write(TimerRegister.HypCtl, 0);
        SetOffset(2000);
        timer.Write(TimerRegister.VirtualCval, ulong.MaxValue - 5);
        timer.Write(TimerRegister.VirtualCtl, Enable);
        Assert.That(timer.NextDeadline, Is.GreaterThan(1000).Or.Null);
    }

    private void SetOffset(ulong offset)
    {
        cpu.Sys(Slot.CntvoffEl2) = offset;
        timer.Write(TimerRegister.VirtualOffset, offset);
    }

    private sealed class Clock : IVirtualClock
    {
        public uint Frequency => 62_500_000;

        public ulong Ticks { get; set; }
    }

    private sealed class Line : IInterruptLine
    {
        public bool Level { get; private set; }

        public void Set(bool level) => Level = level;
    }
}
