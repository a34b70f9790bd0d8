using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>PSCI as ARMv7 cores call it.</summary>
public sealed unsafe class PsciAArch32Tests
{
    private VirtualCpu[] cpus = null!;
    private Psci psci = null!;

    [SetUp]
    public void SetUp()
    {
        CpuOptions options = new(CpuModel.CortexA15) { GicVersion = 2 };
        cpus = [new VirtualCpu(0, options), new VirtualCpu(1, options)];
        psci = new Psci(cpus);
    }

    [TestCase(0x8400_0000u, 0u, 0x1_0001u, TestName = "AArch32: PSCI_VERSION")]
    [TestCase(0x8400_0005u, 0u, uint.MaxValue, TestName = "AArch32: NOT_SUPPORTED has 32 bits")]
    [TestCase(0x8400_0004u, 1u, 1u, TestName = "AArch32: AFFINITY_INFO")]
    [TestCase(0xC400_0004u, 1u, uint.MaxValue, TestName = "AArch32: functions with 64-bit arguments are not supported")]
    public void Call_Answers(uint function, uint argument, uint answer) => Assert.That(Call(function, argument), Is.EqualTo(answer));

    [TestCase(0x4000_1000u, 0, 0x4000_1000u)]
    [TestCase(0x4000_1003u, 1, 0x4000_1002u)]
    public void CpuOn_StartsInHypWithItsContext(uint entry, int thumb, uint pc)
    {
        Assert.That(Call(0x8400_0003, 1, entry, 0xC0FFEE), Is.Zero);
        CpuState* state = cpus[1].State;
        Assert.That((state->Mode, (int)state->Thumb, state->Pc, state->X[0], state->Daif), Is.EqualTo((ProcessorMode.Hyp, thumb, (ulong)pc, 0xC0FFEEUL, (byte)7)));
    }

    [Test]
    public void CpuOn_AtAnUnalignedEntry_IsRefused() => Assert.That(Call(0x8400_0003, 1, 0x4000_1002), Is.EqualTo(uint.MaxValue - 1));

    private ulong Call(uint function, uint first = 0, uint second = 0, uint third = 0)
    {
        CpuState* state = cpus[0].State;
        (state->X[0], state->X[1], state->X[2], state->X[3]) = (function, first, second, third);
        Assert.That(psci.TryCall(cpus[0], smc: true), Is.True);
        return state->X[0];
    }
}
