using System.Runtime.Intrinsics;
using Hyp.Jit.Compiler;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>What hosts without the instructions compute is what the instructions compute.</summary>
public sealed class CryptoPortabilityTests
{
    private const int Rounds = 500;

    [Test]
    public void AesEncrypt_Portable_EqualsIntrinsic() => ForPairs((n, m) =>
        Assert.That(CryptoAes.EncryptOp.Portable(n, m), Is.EqualTo(CryptoAes.EncryptOp.Eval(n, m))));

    [Test]
    public void AesDecrypt_Portable_EqualsIntrinsic() => ForPairs((n, m) =>
        Assert.That(CryptoAes.DecryptOp.Portable(n, m), Is.EqualTo(CryptoAes.DecryptOp.Eval(n, m))));

    [Test]
    public void AesMixColumns_Portable_EqualsIntrinsic() => ForPairs((n, _) =>
        Assert.That(CryptoAes.MixColumnsOp.Portable(n), Is.EqualTo(CryptoAes.MixColumnsOp.Eval(n))));

    [Test]
    public void AesInverseMixColumns_Portable_EqualsIntrinsic() => ForPairs((n, _) =>
        Assert.That(CryptoAes.InverseMixColumnsOp.Portable(n), Is.EqualTo(CryptoAes.InverseMixColumnsOp.Eval(n))));

    [Test]
    public void PolynomialMultiplyLong64_Portable_EqualsIntrinsic() => ForPairs((n, m) =>
    {
        Vector128<byte> low = VectorPolynomial.MultiplyLong64<VectorPolynomial.Low>.Portable(n.AsUInt64()[0], m.AsUInt64()[0]);
        Vector128<byte> high = VectorPolynomial.MultiplyLong64<VectorPolynomial.High>.Portable(n.AsUInt64()[1], m.AsUInt64()[1]);
        Assert.That(low, Is.EqualTo(VectorPolynomial.MultiplyLong64<VectorPolynomial.Low>.Eval(n, m)));
        Assert.That(high, Is.EqualTo(VectorPolynomial.MultiplyLong64<VectorPolynomial.High>.Eval(n, m)));
    });

    /// <summary>The check value of the CRC catalogue: the digits 1 to 9, with the customary inversions.</summary>
    [Test]
    public void Crc32_CheckString_GivesCatalogueValue()
    {
        const ulong Text = 0x3837_3635_3433_3231;
        ulong crc = Crc32.Ieee8Op.Eval(Crc32.Ieee64Op.Eval(0xFFFF_FFFF, Text), '9');
        Assert.That(crc ^ 0xFFFF_FFFF, Is.EqualTo(0xCBF4_3926));
        crc = Crc32.Castagnoli8Op.Eval(Crc32.Castagnoli64Op.Eval(0xFFFF_FFFF, Text), '9');
        Assert.That(crc ^ 0xFFFF_FFFF, Is.EqualTo(0xE306_9283));
    }

    private static void ForPairs(Action<Vector128<byte>, Vector128<byte>> check)
    {
        var random = new Random(7);
        Span<byte> bytes = stackalloc byte[32];
        for (int i = 0; i < Rounds; i++)
        {
            random.NextBytes(bytes);
            check(Vector128.Create<byte>(bytes), Vector128.Create<byte>(bytes[16..]));
        }
    }
}
