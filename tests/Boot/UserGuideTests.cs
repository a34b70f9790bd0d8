using System.Text;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>The snippets of docs/users.md and docs/developers.md, as they stand there, with what they promise.</summary>
[Category("Boot")]
public class UserGuideTests
{
    [Test]
    public void BuildAndRun_DefaultGuest_PowersOff()
    {
        using Machine machine = new MachineBuilder().Cpus(2).Memory(256).Gic(3).DefaultGuest().Build();
        var text = new StringBuilder();
        machine.Console.Output += bytes => text.Append(Encoding.ASCII.GetString(bytes));
        RunResult result = machine.Run(TimeSpan.FromSeconds(60));

        Assert.That(result.Reason, Is.EqualTo(StopReason.PoweredOff), text.ToString());
        Assert.That(text.ToString(), Does.Contain("cpu1 pass 1: entered at EL2"));
    }

    [Test]
    public void LookAndChange_AfterAThousandInstructions_StateIsThere()
    {
        using Machine machine = new MachineBuilder().Memory(64).Deterministic().DefaultGuest().Build();
        machine.Run(1000);
        Cpu cpu = machine.Cpus[0];
        ulong pc = cpu.Pc, x0 = cpu.ReadX(0), vectors = cpu.ReadSystemRegister("VBAR_EL2");
        byte[] code = new byte[16];
        bool mapped = cpu.TryReadMemory(pc, code);
        bool present = machine.TryReadMemory(0x4000_0000, code);
        cpu.WriteSystemRegister("TPIDR_EL2", 42);

        Assert.That((mapped, present), Is.EqualTo((true, true)), $"PC {pc:x}, X0 {x0:x}, VBAR_EL2 {vectors:x}");
        Assert.That(cpu.ReadSystemRegister("TPIDR_EL2"), Is.EqualTo(42));
    }

    [Test]
    public void Hooks_DefaultGuest_TellOfCallsAndExceptions()
    {
        using Machine machine = new MachineBuilder().Memory(64).DefaultGuest().Build();
        var calls = new List<string>();
        machine.Hooks.OnHypercall = call =>
        {
            calls.Add($"{(call.IsSmc ? "smc" : "hvc")} {call.Cpu.ExceptionLevel} {call.Cpu.ReadX(0):x}");
            return HookAction.Continue;
        };
        machine.Hooks.OnException = taken => calls.Add($"{taken.Description} to {taken.Target}");
        machine.Run(TimeSpan.FromSeconds(60));

        Assert.That(calls, Does.Contain("Hvc64 to EL2"));
        Assert.That(calls, Has.Some.EndsWith(" 84000008"), "PSCI SYSTEM_OFF");
    }

    [Test]
    public void SaveAndRestore_BothGoOnAlike()
    {
        using Machine first = new MachineBuilder().Memory(64).Deterministic().DefaultGuest().Build();
        first.Run(5000);
        using var saved = new MemoryStream();
        first.Save(saved);
        saved.Position = 0;
        using Machine second = new MachineBuilder().Memory(64).Deterministic().DefaultGuest().Build();
        second.Restore(saved);
        first.Run(5000);
        second.Run(5000);
        bool alike = first.StateHash() == second.StateHash();

        Assert.That(alike);
    }

    [Test]
    public void LockStep_OfTheTiers_NeverParts()
    {
        static MachineBuilder builder() => new MachineBuilder().Memory(64).Deterministic().DefaultGuest();
        using Machine a = builder().Tier(ExecutionTier.Interpreter).Build(), b = builder().Tier(ExecutionTier.Jit).Build();
        while (a.Run(10_000).Reason == StopReason.InstructionLimit)
        {
            b.Run(10_000);
            if (a.ProcessorStateHash() != b.ProcessorStateHash())
            {
                break;
            }
        }

        Assert.That(b.Run(10_000).Reason, Is.EqualTo(StopReason.PoweredOff));
        Assert.That(b.ProcessorStateHash(), Is.EqualTo(a.ProcessorStateHash()));
    }
}
