using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>Answers checked against QEMU 7.2's, called from a bare-metal guest.</summary>
public sealed unsafe class PsciTests
{
    private const ulong NotSupported = ulong.MaxValue, InvalidParameters = ulong.MaxValue - 1, AlreadyOn = ulong.MaxValue - 3;
    private VirtualCpu[] cpus = null!;
    private Psci psci = null!;
    private bool? stopped;

    [SetUp]
    public void SetUp()
    {
        cpus = [new VirtualCpu(0), new VirtualCpu(1)];
        stopped = null;
        psci = new Psci(cpus) { SystemStopping = reset => stopped = reset };
    }

    [TestCase(0x8400_0000ul, 0ul, 0x1_0001ul, TestName = "PSCI_VERSION is 1.1")]
    [TestCase(0x8400_0006ul, 0ul, 2ul, TestName = "MIGRATE_INFO_TYPE: no migration")]
    [TestCase(0x8400_0005ul, 0ul, NotSupported, TestName = "MIGRATE is not supported")]
    [TestCase(0x8000_0000ul, 0ul, NotSupported, TestName = "SMCCC_VERSION is not supported")]
    [TestCase(0x8400_000Aul, 0x8400_0000ul, 0ul, TestName = "FEATURES of PSCI_VERSION")]
    [TestCase(0x8400_000Aul, 0xC400_0003ul, 0ul, TestName = "FEATURES of CPU_ON")]
    [TestCase(0x8400_000Aul, 0x8000_0000ul, NotSupported, TestName = "FEATURES of SMCCC_VERSION")]
    [TestCase(0x8400_000Aul, 0x8400_0012ul, NotSupported, TestName = "FEATURES of SYSTEM_RESET2")]
    [TestCase(0xC400_0004ul, 0ul, 0ul, TestName = "AFFINITY_INFO of a CPU that is on")]
    [TestCase(0xC400_0004ul, 1ul, 1ul, TestName = "AFFINITY_INFO of a CPU that is off")]
    [TestCase(0xC400_0004ul, 2ul, InvalidParameters, TestName = "AFFINITY_INFO of no CPU")]
    [TestCase(0xC400_0003ul, 0ul, AlreadyOn, TestName = "CPU_ON of a CPU that is on")]
    [TestCase(0xC400_0003ul, 7ul, InvalidParameters, TestName = "CPU_ON of no CPU")]
    [TestCase(0xC400_0001ul, 0x1_0000ul, 0ul, TestName = "CPU_SUSPEND to power-down is taken for standby")]
    [TestCase(0xC400_0001ul, 0x2_0000ul, InvalidParameters, TestName = "CPU_SUSPEND with reserved bits")]
    [TestCase(0x1_8400_0000ul, 0ul, NotSupported, TestName = "a function number with upper bits is none")]
    public void Call_Answers(ulong function, ulong argument, ulong answer)
    {
        Call(function, argument);
        Assert.That(cpus[0].State->X[0], Is.EqualTo(answer));
    }

    [Test]
    public void CpuOn_StartsAtTheHighestLevelWithItsContext()
    {
        Call(0xC400_0003, 1, 0x4000_1000, 0xC0FFEE);
        CpuState* state = cpus[1].State;
        Assert.Multiple(() =>
        {
            Assert.That(cpus[0].State->X[0], Is.Zero);
            Assert.That(psci.PowerOf(cpus[1]), Is.EqualTo(PowerState.On));
            Assert.That(cpus[1].IsPoweredOff, Is.False);
            Assert.That((state->Pc, state->X[0], state->El, state->Daif), Is.EqualTo((0x4000_1000ul, 0xC0FFEEul, (byte)2, (byte)15)));
        });
    }

    [Test]
    public void CpuOn_AtAnUnalignedEntry_IsRefused()
    {
        Call(0xC400_0003, 1, 0x4000_1002, 0);
        Assert.That(cpus[0].State->X[0], Is.EqualTo(InvalidParameters));
        Assert.That(psci.PowerOf(cpus[1]), Is.EqualTo(PowerState.Off));
    }

    [Test]
    public void CpuOff_StopsTheCaller()
    {
        Call(0x8400_0002);
        Assert.That((psci.PowerOf(cpus[0]), cpus[0].IsPoweredOff), Is.EqualTo((PowerState.Off, true)));
    }

    [TestCase(0x8400_0008ul, false)]
    [TestCase(0x8400_0009ul, true)]
    public void SystemOffAndReset_EndTheRun(ulong function, bool reset)
    {
        Call(function);
        Assert.That(stopped, Is.EqualTo(reset));
    }

    private void Call(ulong function, ulong first = 0, ulong second = 0, ulong third = 0)
    {
        CpuState* state = cpus[0].State;
        (state->X[0], state->X[1], state->X[2], state->X[3]) = (function, first, second, third);
        Assert.That(psci.TryCall(cpus[0], smc: true), Is.True);
    }
}
