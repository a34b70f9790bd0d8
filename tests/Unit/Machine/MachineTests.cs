using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

public class MachineTests
{
    [Test]
    public void Run_UntilPoweredOff_ShowsItsConsole([Values(2, 3)] int gic, [Values] ExecutionTier tier)
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Hello).Gic(gic).Tier(tier).Build();
        System.Text.StringBuilder console = BoardGuests.Capture(machine);
        RunResult result = machine.Run(TimeSpan.FromSeconds(20));
        Assert.Multiple(() =>
        {
            Assert.That(result.Reason, Is.EqualTo(StopReason.PoweredOff));
            Assert.That(result.Executed, Is.EqualTo(BoardGuests.Hello.Length));
            Assert.That(console.ToString(), Is.EqualTo("Hi\n"));
            Assert.That(machine.Cpus[0].IsOn, Is.False);
        });
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(12_345)]
    [TestCase(1_000_000)]
    public void Run_Instructions_IsExact(long instructions)
    {
        foreach (bool deterministic in (bool[])[true, false])
        {
            using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Deterministic(deterministic).Build();
            ulong start = machine.Cpus[0].ReadX(0);
            RunResult result = machine.Run(instructions);
            Assert.Multiple(() =>
            {
                Assert.That(result, Is.EqualTo(new RunResult(instructions, StopReason.InstructionLimit)));
                Assert.That(machine.Cpus[0].ReadX(0) - start, Is.EqualTo((ulong)(instructions + 1) / 2));
                Assert.That(machine.Cpus[0].Pc, Is.EqualTo(BoardGuests.Entry + ((ulong)instructions % 2 * 4)));
            });
        }
    }

    [Test]
    public void Run_WithTimeout_EndsInTime()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Deterministic(false).Build();
        Assert.That(machine.Run(TimeSpan.FromMilliseconds(30)).Reason, Is.EqualTo(StopReason.Timeout));
    }

    [Test]
    public void Stop_FromAnotherThread_EndsTheRun()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Deterministic(false).Build();
        using var timer = new Timer(_ => machine.Stop(), null, 30, Timeout.Infinite);
        Assert.That(machine.Run(TimeSpan.FromSeconds(20)).Reason, Is.EqualTo(StopReason.Stopped));
    }

    [Test]
    public void RunUntil_AsksItsCondition()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Build();
        RunResult result = machine.RunUntil(m => m.Cpus[0].RetiredInstructions > 500_000, TimeSpan.FromSeconds(20));
        Assert.That(result.Reason, Is.EqualTo(StopReason.Condition));
    }

    [Test]
    public void Timer_WithTheInstructionClock_FiresAtTheSameInstruction()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Timer).Gic(2).Build();
        machine.Run(100);
        Hyp.Jit.Cpu cpu = machine.Cpus[0];
        Assert.Multiple(() =>
        {
            Assert.That(cpu.ReadX(5), Is.EqualTo(1000), "the ten instructions before the timer was set are less than a tick");
            Assert.That(cpu.ReadX(6), Is.EqualTo(30));
            Assert.That(cpu.Pc, Is.EqualTo(BoardGuests.Entry + 60));
        });
    }

    [Test]
    public void Timer_WithTheHostClock_WakesTheGuest()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Timer).Gic(2).Deterministic(false).Build();
        RunResult result = machine.RunUntil(m => m.Cpus[0].ReadX(6) == 30, TimeSpan.FromSeconds(20));
        Assert.That(result.Reason, Is.EqualTo(StopReason.Condition));
    }

    [Test]
    public void Run_WhereNothingCanWake_IsIdle()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder([0xD503_207F, 0x17FF_FFFF]).Build(); // wfi; b .-4
        Assert.That(machine.Run(1000).Reason, Is.EqualTo(StopReason.Idle));
    }

    [Test]
    public void Run_WithoutReachableVectors_IsAnExceptionLoop()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder([0xD61F_03E0]).Build(); // br xzr: into flash, which holds no code
        machine.Cpus[0].WriteSystemRegister("VBAR_EL2", 0x2000_0000);
        Assert.That(machine.Run(TimeSpan.FromSeconds(20)).Reason, Is.EqualTo(StopReason.ExceptionLoop));
    }

    [Test]
    public void Semihosting_WritesAndExits()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Semihosted).Semihosting().Build();
        System.Text.StringBuilder console = BoardGuests.Capture(machine);
        RunResult result = machine.Run(TimeSpan.FromSeconds(20));
        Assert.That((result.Reason, result.ExitCode, console.ToString()), Is.EqualTo((StopReason.SemihostingExit, 7, "semihosted\n")));
    }

    [Test]
    public void Registers_ReadBackWhatWasWritten()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Build();
        Hyp.Jit.Cpu cpu = machine.Cpus[0];
        cpu.WriteX(7, 0x1234);
        cpu.WriteX(31, 5);
        cpu.WriteV(3, System.Runtime.Intrinsics.Vector128.Create((byte)9));
        cpu.WriteSystemRegister("VBAR_EL1", 0x4000_0800);
        cpu.WriteSystemRegister("SP_EL0", 0x77);
        Assert.Multiple(() =>
        {
            Assert.That(cpu.ReadX(7), Is.EqualTo(0x1234));
            Assert.That(cpu.ReadX(31), Is.Zero);
            Assert.That(cpu.ReadV(3), Is.EqualTo(System.Runtime.Intrinsics.Vector128.Create((byte)9)));
            Assert.That(cpu.ReadSystemRegister("VBAR_EL1"), Is.EqualTo(0x4000_0800));
            Assert.That(cpu.ReadSystemRegister("SP_EL0"), Is.EqualTo(0x77));
            Assert.That(cpu.ExceptionLevel, Is.EqualTo(Runtime.ExceptionLevel.EL2));
            Assert.That(cpu.Pstate, Is.EqualTo(0x3C9));
            Assert.That(() => cpu.ReadSystemRegister("NO_SUCH_EL1"), Throws.ArgumentException);
            Assert.That(() => cpu.ReadX(32), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Memory_ByBothAddresses_ReadsBack()
    {
        using Hyp.Jit.Machine machine = BoardGuests.Builder(BoardGuests.Count).Build();
        byte[] bytes = new byte[8];
        Assert.Multiple(() =>
        {
            Assert.That(machine.TryWriteMemory(0x4000_0FFC, [1, 2, 3, 4, 5, 6, 7, 8]), Is.True);
            Assert.That(machine.Cpus[0].TryReadMemory(0x4000_0FFC, bytes), Is.True);
            Assert.That(bytes, Is.EqualTo(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }));
            Assert.That(machine.TryReadMemory(0x3000_0000, bytes), Is.False);
            Assert.That(machine.TryReadMemory(0x4000_0000 + (16UL << 20) - 4, bytes), Is.False);
        });
    }

    [Test]
    public void SecondCpu_StartsByPsciAndRunsInTurns()
    {
        uint[] words =
        [
            0xD280_0021, // mov x1, #1
            0x1000_0142, // adr x2, second
            0xD280_0543, // mov x3, #42
            0xD280_0060, // mov x0, #3
            0xF2B8_8000, // movk x0, #0xc400, lsl #16: CPU_ON
            0xD400_0003, // smc #0
            0x1400_0000, // b .
            0xD503_201F, 0xD503_201F, 0xD503_201F, 0xD503_201F, // nop
            0x9100_0400, // second: add x0, x0, #1
            0x1400_0000, // b .
        ];
        using Hyp.Jit.Machine machine = BoardGuests.Builder(words).Cpus(2).Build();
        Assert.That(machine.Cpus[1].IsOn, Is.False);
        machine.Run(200_000);
        Assert.That((machine.Cpus[0].ReadX(0), machine.Cpus[1].ReadX(0)), Is.EqualTo((0ul, 43ul)));
    }

    [TestCase("cortex-a9", 1, 64, 3, "unknown CPU \"cortex-a9\"")]
    [TestCase("cortex-a57", 0, 64, 3, "0 CPUs")]
    [TestCase("cortex-a57", 9, 64, 2, "9 CPUs")]
    [TestCase("cortex-a57", 17, 64, 3, "17 CPUs")]
    [TestCase("cortex-a57", 1, 0, 3, "0 MiB")]
    [TestCase("cortex-a57", 1, 64, 4, "GIC version 4")]
    public void Build_OfAnImpossibleMachine_SaysWhy(string cpu, int cpus, int memory, int gic, string message) =>
        Assert.That(() => new MachineBuilder().Cpu(cpu).Cpus(cpus).Memory(memory).Gic(gic).Build(), Throws.ArgumentException.With.Message.StartsWith(message));
}
