using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.Decoding;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>The rows of the SIMD, crypto and CRC32 rooms.</summary>
public sealed class SimdTableTests
{
    [Test]
    public void VectorTable_Rows_AreNotAmbiguous() =>
        Assert.That(A64Tables.Vector.Ambiguities().Select(p => $"{p.First.Name} / {p.Second.Name}"), Is.Empty);

    [Test]
    public void IntegerTable_Rows_AreNotAmbiguous() =>
        Assert.That(A64Tables.Integer.Ambiguities().Select(p => $"{p.First.Name} / {p.Second.Name}"), Is.Empty);

    [Test]
    public void EveryRow_HasARecordedInstruction()
    {
        var table = new DecodeTable<A64Translator>();
        A64SimdRooms.AddRows(table);
        Crc32Room.AddRows(table);
        LoadStoreStructures.AddRows(table);
        IEnumerable<SimdVector> vectors = SimdVectors.Instance.Registers.Concat(SimdVectors.Instance.Structures);
        var met = vectors.Select(v => table.Find(v.Word)).ToHashSet();
        Assert.That(table.Rows.Where(r => !met.Contains(r)).Select(r => r.Name), Is.Empty);
    }

    /// <summary>Unallocated sizes, indices and immediates of otherwise known encodings.</summary>
    [TestCase(0x0EE0_8400u, TestName = "ADD .1D")]
    [TestCase(0x5E20_8400u, TestName = "ADD scalar B")]
    [TestCase(0x0EE0_0400u, TestName = "SHADD .1D")]
    [TestCase(0x4EE0_9C00u, TestName = "MUL .2D")]
    [TestCase(0x2E60_9C00u, TestName = "PMUL .4H")]
    [TestCase(0x0EB1_B800u, TestName = "ADDV .2S")]
    [TestCase(0x4EF1_B800u, TestName = "ADDV .2D")]
    [TestCase(0x2E00_4000u, TestName = "EXT .8B, #8")]
    [TestCase(0x0EC0_2800u, TestName = "TRN1 .1D")]
    [TestCase(0x4E00_0400u, TestName = "DUP element without size")]
    [TestCase(0x0E08_0400u, TestName = "DUP element .1D")]
    [TestCase(0x0E08_3C00u, TestName = "UMOV W, D")]
    [TestCase(0x4E04_3C00u, TestName = "UMOV X, S")]
    [TestCase(0x0F40_0400u, TestName = "SSHR .1D")]
    [TestCase(0x0F40_8400u, TestName = "SHRN from 128 bits")]
    [TestCase(0x5F20_0400u, TestName = "SSHR scalar S")]
    [TestCase(0x2F00_F400u, TestName = "FMOV .1D")]
    [TestCase(0x0F00_8000u, TestName = "MUL by element B")]
    [TestCase(0x0C40_0C00u, TestName = "LD4 .1D")]
    [TestCase(0x0D40_4400u, TestName = "LD1 single H with size 01")]
    [TestCase(0x0D40_9400u, TestName = "LD1 single D with S = 1")]
    public void UnallocatedEncoding_IsUndefined(uint word)
    {
        using var machine = new SimdMachine();
        Assert.That(machine.Translate(word).Code, Is.EqualTo((ushort)OpCode.Undefined));
    }
}
