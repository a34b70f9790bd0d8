using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Holds our decode table against the encodings that the oracle executes: neither may know a user-level instruction that the other lacks.</summary>
public class DecodeTableAgreementTests
{
    private const int Cases = 6000;

    [Test]
    public void Find_EncodingsTheOracleExecutes_HaveARow()
    {
        string[] missing = EncodingRows.All
            .Where(row => row.Encodings.Any(e => A64Tables.Find(e.Value | (~e.Mask & 0x0015_5555)) is null))
            .Select(row => row.Name).ToArray();
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Rows_UserLevel_AreReachedByTheGenerator()
    {
        BlockGenerator generator = new(new EncodingDeck(EncodingRows.All, 5));
        var coverage = new DecodeRowCoverage();
        for (ulong seed = 0; seed < Cases; seed++)
        {
            GeneratedCase generated = generator.Generate(seed);
            coverage.Add(generated, new CaseResult(CaseEnd.Completed, 0, generated.Input.Initial, []));
        }
        Assert.That(coverage.Below(1), Is.Empty);
    }
}
