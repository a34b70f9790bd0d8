using System.Runtime.InteropServices;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>Every SIMD, CRC32 and crypto instruction, decoded and evaluated, against recorded outcomes.</summary>
public sealed unsafe class SimdVectorTests
{
    private static IEnumerable<TestCaseData> ByMnemonic() =>
        SimdVectors.Instance.Registers.GroupBy(v => v.Text.Split(' ')[0]).Select(g => new TestCaseData(g.Key).SetName($"Registers_{g.Key}"));

    [TestCaseSource(nameof(ByMnemonic))]
    public void Instruction_RecordedStates_GivesRecordedOutcome(string mnemonic)
    {
        var cpu = SimdMachine.CreateCpu();
        foreach (SimdVector vector in SimdVectors.Instance.Registers.Where(v => v.Text.Split(' ')[0] == mnemonic))
        {
            for (int i = 0; i < vector.Outcomes.Length; i++) Check(cpu, vector, i);
        }
    }

    private static void Check(VirtualCpu cpu, SimdVector vector, int index)
    {
        byte[] before = SimdVectors.Instance.States[index], outcome = vector.Outcomes[index];
        SimdMachine.Load(cpu.State, before);
        SimdMachine.Execute(cpu, vector.Word);

        byte[] expected = (byte[])before.Clone();
        outcome.AsSpan(0, 16).CopyTo(expected);
        outcome.AsSpan(16, 8).CopyTo(expected.AsSpan(SimdVectors.RegisterBytes));
        string where = $"{vector.Text} ({vector.Word:X8}), state {index}";
        Assert.Multiple(() =>
        {
            Assert.That(Convert.ToHexString(SimdMachine.Registers(cpu.State)), Is.EqualTo(Convert.ToHexString(expected)), where);
            Assert.That(cpu.State->Fpsr, Is.EqualTo((uint)outcome[24] << 27), $"FPSR of {where}");
        });
    }
}
