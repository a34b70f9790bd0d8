using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>Every SIMD, CRC32 and crypto instruction, decoded and evaluated, against recorded outcomes.</summary>
public sealed unsafe class SimdVectorTests
{
    private static IEnumerable<TestCaseData> RegisterMnemonics() => Mnemonics(SimdVectors.Instance.Registers);

    private static IEnumerable<TestCaseData> StructureMnemonics() => Mnemonics(SimdVectors.Instance.Structures);

    [TestCaseSource(nameof(RegisterMnemonics))]
    public void Instruction_RecordedStates_GivesRecordedOutcome(string mnemonic)
    {
        using var machine = new SimdMachine();
        foreach (SimdVector vector in Of(SimdVectors.Instance.Registers, mnemonic))
        {
            for (int i = 0; i < vector.Outcomes.Length; i++)
            {
                byte[] before = SimdVectors.Instance.States[i], outcome = vector.Outcomes[i];
                machine.Load(before);
                machine.Execute(vector.Word);

                var expected = (byte[])before.Clone();
                outcome.AsSpan(0, 16).CopyTo(expected);
                outcome.AsSpan(16, 8).CopyTo(expected.AsSpan(SimdVectors.RegisterBytes));
                string where = $"{vector.Text} ({vector.Word:X8}), state {i}";
                AssertSame(machine.Registers(), expected, where);
                Assert.That(machine.Cpu.State->Fpsr, Is.EqualTo((uint)outcome[24] << 27), $"FPSR of {where}");
            }
        }
    }

    [TestCaseSource(nameof(StructureMnemonics))]
    public void LoadStoreStructure_ThroughMmuAndSoftTlb_GivesRecordedOutcome(string mnemonic)
    {
        using var machine = new SimdMachine();
        foreach (SimdVector vector in Of(SimdVectors.Instance.Structures, mnemonic))
        {
            for (int i = 0; i < vector.Outcomes.Length; i++)
            {
                machine.EmptySoftTlb();
                CheckStructure(machine, vector, i, "missing the SoftTlb");
                CheckStructure(machine, vector, i, "hitting the SoftTlb");
            }
        }
    }

    private static void CheckStructure(SimdMachine machine, SimdVector vector, int index, string path)
    {
        byte[] before = SimdVectors.Instance.States[index], outcome = vector.Outcomes[index];
        Span<byte> memory = machine.Memory(SimdMachine.Base, SimdVectors.KeptMemory);
        for (int i = 0; i < memory.Length; i++) memory[i] = (byte)((i * 7) + 3);
        machine.Load(before);
        bool done = machine.Execute(vector.Word);

        var expected = (byte[])before.Clone();
        int at = 0;
        foreach (int register in (int[])[30, 31, 0, 1])
        {
            outcome.AsSpan(at, 16).CopyTo(expected.AsSpan(register * 16));
            at += 16;
        }
        outcome.AsSpan(at, 8).CopyTo(expected.AsSpan(SimdVectors.RegisterBytes + (3 * 8)));
        string where = $"{vector.Text} ({vector.Word:X8}), state {index}, {path}";
        Assert.That(done, where);
        AssertSame(machine.Registers(), expected, where);
        AssertSame(memory.ToArray(), outcome[(at + 8)..], $"memory of {where}");
    }

    private static void AssertSame(byte[] actual, byte[] expected, string where)
    {
        if (!actual.AsSpan().SequenceEqual(expected)) Assert.That(Convert.ToHexString(actual), Is.EqualTo(Convert.ToHexString(expected)), where);
    }

    private static IEnumerable<TestCaseData> Mnemonics(SimdVector[] vectors) =>
        vectors.GroupBy(v => v.Mnemonic).Select(g => new TestCaseData(g.Key).SetArgDisplayNames(g.Key));

    private static IEnumerable<SimdVector> Of(SimdVector[] vectors, string mnemonic) => vectors.Where(v => v.Mnemonic == mnemonic);
}
