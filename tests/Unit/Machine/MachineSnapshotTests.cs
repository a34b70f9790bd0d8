using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

public class MachineSnapshotTests
{
    [Test]
    public void StateHash_OfTwinRuns_IsEqualAtEveryStep()
    {
        using Hyp.Jit.Machine a = BoardGuests.Builder(BoardGuests.Timer).Gic(2).Build();
        using Hyp.Jit.Machine b = BoardGuests.Builder(BoardGuests.Timer).Gic(2).Build();
        ulong last = 0;
        for (int i = 0; i < 20; i++)
        {
            Assert.That(a.StateHash(), Is.EqualTo(b.StateHash()).And.Not.EqualTo(last), $"step {i}");
            last = a.StateHash();
            a.Run(3);
            b.Run(3);
        }
    }

    [Test]
    public void StateHash_SeesMemoryAndRegisters()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Build();
        ulong before = machine.StateHash();
        machine.TryWriteMemory(0x4020_0000, [1]);
        ulong withByte = machine.StateHash();
        machine.TryWriteMemory(0x4020_0000, [0]);
        Assert.Multiple(() =>
        {
            Assert.That(withByte, Is.Not.EqualTo(before));
            Assert.That(machine.StateHash(), Is.EqualTo(before), "a page of zeros is as good as untouched");
        });
        machine.Cpus[0].WriteX(9, 1);
        Assert.That(machine.StateHash(), Is.Not.EqualTo(before));
    }

    [Test]
    public void Restore_IntoAnotherMachine_GoesOnAlike([Values(2, 3)] int gic)
    {
        using Hyp.Jit.Machine original = BoardGuests.Builder(BoardGuests.Timer).Gic(gic).Build();
        original.Run(11);
        using var stream = new MemoryStream();
        original.Save(stream);
        stream.Position = 0;
        using Hyp.Jit.Machine copy = new MachineBuilder(original.Options).Build();
        copy.Restore(stream);
        Assert.That(copy.StateHash(), Is.EqualTo(original.StateHash()));
        original.Run(5000);
        copy.Run(5000);
        Assert.That(copy.StateHash(), Is.EqualTo(original.StateHash()));
    }

    [Test]
    public void Restore_OfAnotherConfigurationOrDamage_LeavesTheMachineAlone()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Build();
        using Hyp.Jit.Machine other = BoardGuests.Builder(BoardGuests.Count).Memory(32).Build();
        machine.Run(100);
        using var stream = new MemoryStream();
        other.Save(stream);
        ulong before = machine.StateHash();
        stream.Position = 0;
        Assert.That(() => machine.Restore(stream), Throws.TypeOf<GuestImageException>().With.Message.Contains("memory=32"));
        Assert.That(() => machine.Restore(new MemoryStream(stream.ToArray()[..^1])), Throws.TypeOf<GuestImageException>());
        Assert.That(machine.StateHash(), Is.EqualTo(before));
    }

    [Test]
    public void Reset_BootsAnew()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Hello).Build();
        System.Text.StringBuilder console = BoardGuests.Capture(machine);
        machine.Run(1000);
        machine.Reset();
        Assert.That(machine.Run(1000).Reason, Is.EqualTo(StopReason.PoweredOff));
        Assert.That(console.ToString(), Is.EqualTo("Hi\nHi\n"));
    }
}
