using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

public class MachineHooksTests
{
    [Test]
    public void OnAddress_StopsBeforeTheInstructionAndGoesOn()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Hello).Build();
        machine.Hooks.OnAddress(BoardGuests.Entry + 16, _ => HookAction.Stop);
        RunResult first = machine.Run(1000);
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo(new RunResult(4, StopReason.Hook)));
            Assert.That(machine.Cpus[0].Pc, Is.EqualTo(BoardGuests.Entry + 16));
            Assert.That(machine.Run(1000).Reason, Is.EqualTo(StopReason.PoweredOff));
        });
    }

    [Test]
    public void OnHypercall_SeesFirmwareCalls()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Hello).Build();
        var seen = new List<(bool Smc, ushort Immediate, ulong Function)>();
        machine.Hooks.OnHypercall = call =>
        {
            seen.Add((call.IsSmc, call.Immediate, call.Cpu.ReadX(0)));
            return HookAction.Continue;
        };
        machine.Run(1000);
        Assert.That(seen, Is.EqualTo(new[] { (true, (ushort)0, 0x8400_0008ul) }));
    }

    [Test]
    public void OnSystemRegister_SeesAccessesOfTheTable()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Timer).Gic(2).Build();
        var seen = new List<string>();
        machine.Hooks.OnSystemRegister = access =>
        {
            seen.Add($"{(access.IsWrite ? "w" : "r")} {access.Register} {access.Value}");
            return HookAction.Continue;
        };
        machine.Run(100);
        Assert.That(seen, Is.EqualTo(new[] { "w CNTP_TVAL_EL0 1000", "w CNTP_CTL_EL0 1", "r CNTPCT_EL0 1000" }));
    }

    [Test]
    public void OnBlock_SeesTakenBranches()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Build();
        int rounds = 0;
        machine.Hooks.OnBlock = block =>
        {
            rounds += block.Address == BoardGuests.Entry ? 1 : 0;
            return rounds == 10 ? HookAction.Stop : HookAction.Continue;
        };
        Assert.That(machine.Run(1000).Reason, Is.EqualTo(StopReason.Hook));
        Assert.That(rounds, Is.EqualTo(10));
    }

    [Test]
    public void OnException_SeesWhatWasTaken()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder([0xD400_0001]).Build(); // svc #0
        machine.Cpus[0].WriteSystemRegister("VBAR_EL2", 0x4020_0000);
        var seen = new List<string>();
        machine.Hooks.OnException = taken => seen.Add($"{taken.Description} {taken.Syndrome:x} {taken.Target} {taken.Cpu.Pc:x}");
        machine.Run(1);
        Assert.That(seen, Has.Count.GreaterThanOrEqualTo(1));
        Assert.That(seen[0], Is.EqualTo("Svc64 56000000 EL2 40200200"));
        Assert.That(machine.Cpus[0].RecentEvents, Is.Not.Empty);
    }
}
