using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.FloatingPoint;

/// <summary>What the recorded instructions do not reach: unallocated neighbours, the FP trap, and the conditional forms' fields.</summary>
internal sealed unsafe class FloatDecodingTests
{
    [TestCase(0x4E62_D420u, ExpectedResult = false, TestName = "FADD V0.2D is allocated")]
    [TestCase(0x0E62_D420u, ExpectedResult = true, TestName = "FADD V0.1D is not")]
    [TestCase(0x1EA2_2820u, ExpectedResult = true, TestName = "FADD with type 10 is not")]
    [TestCase(0x1EE2_2820u, ExpectedResult = true, TestName = "FADD of halves is not in Armv8.0")]
    [TestCase(0x4FE2_1020u, ExpectedResult = true, TestName = "FMLA by element, doubles with L = 1, is not")]
    [TestCase(0x1E58_7C20u, ExpectedResult = true, TestName = "FCVTZS W0, D1 with 33 fraction bits is not")]
    [TestCase(0x1E58_8020u, ExpectedResult = false, TestName = "FCVTZS W0, D1 with 32 fraction bits is allocated")]
    [TestCase(0x0F1F_FC20u, ExpectedResult = true, TestName = "FCVTZS of half vectors is not in Armv8.0")]
    public bool Word_Decoded_IsUndefined(uint word) => Translate(word, fpTrap: false).Code == (ushort)OpCode.Undefined;

    [Test]
    public void Fadd_WithFpTrapInKey_IsTrap() => Assert.That(Translate(0x1E62_2820, fpTrap: true).Code, Is.EqualTo((ushort)OpCode.FpTrap));

    [Test]
    public void Fccmpe_Decoded_CarriesConditionKindAndFlags()
    {
        Op op = Translate(0x1E62_C43A, fpTrap: false); // FCCMPE D1, D2, #10, GT
        Assert.That((op.Code, op.N, op.M, op.C, op.S, op.Imm), Is.EqualTo(((ushort)OpCode.FpConditionalCompare, (byte)1, (byte)2, (byte)12, (byte)3, 0xA000_0000L)));
    }

    [Test]
    public void Fcsel_Decoded_CarriesConditionAndSize()
    {
        Op op = Translate(0x1E22_0C20, fpTrap: false); // FCSEL S0, S1, S2, EQ
        Assert.That((op.Code, op.D, op.N, op.M, op.C, op.S), Is.EqualTo(((ushort)OpCode.FpConditionalSelect, (byte)0, (byte)1, (byte)2, (byte)0, (byte)4)));
    }

    private static Op Translate(uint word, bool fpTrap)
    {
        Op op = default;
        new A64Translator().Translate(word, 0, new CodeKey(ExceptionLevel.EL1, fpTrap, false, false), &op);
        return op;
    }
}
