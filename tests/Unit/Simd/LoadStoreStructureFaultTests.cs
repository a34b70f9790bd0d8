using System.Buffers.Binary;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>A structure that runs into a page that is not there leaves registers and memory as they were.</summary>
public sealed unsafe class LoadStoreStructureFaultTests
{
    [TestCase(0x0CDF_0060u, TestName = "LD4 {v0.8b-v3.8b}, [x3], #32")]
    [TestCase(0x4CDF_2060u, TestName = "LD1 {v0.16b-v3.16b}, [x3], #64")]
    [TestCase(0x0DFF_A460u, TestName = "LD4 {v0.d-v3.d}[0], [x3], #32")]
    [TestCase(0x4DFF_EC60u, TestName = "LD4R {v0.2d-v3.2d}, [x3], #32")]
    [TestCase(0x0C9F_0060u, TestName = "ST4 {v0.8b-v3.8b}, [x3], #32")]
    [TestCase(0x4C9F_2060u, TestName = "ST1 {v0.16b-v3.16b}, [x3], #64")]
    [TestCase(0x0DBF_A460u, TestName = "ST4 {v0.d-v3.d}[0], [x3], #32")]
    public void LoadStoreStructure_SecondPageUnmapped_HasNoEffect(uint word)
    {
        using var machine = new SimdMachine();
        var state = (byte[])SimdVectors.Instance.States[0].Clone();
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(SimdVectors.RegisterBytes + (3 * 8)), SimdMachine.Unmapped - 24);
        Span<byte> memory = machine.Memory(SimdMachine.Unmapped - 24, 24);
        memory.Fill(0xA5);
        machine.Load(state);

        Assert.That(machine.Execute(word), Is.False);

        Assert.That(machine.Registers(), Is.EqualTo(state));
        Assert.That(memory.ToArray(), Is.All.EqualTo(0xA5));
    }
}
