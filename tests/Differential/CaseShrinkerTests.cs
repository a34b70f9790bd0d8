using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

public class CaseShrinkerTests
{
    private const uint Culprit = 0x8B02_0020; // add x0, x1, x2

    [Test]
    public void Shrink_OneWordAndOneRegisterMatter_KeepsOnlyThem()
    {
        CaseInput input = Case(0x9100_0463, 0xD280_0004, Culprit, 0x1000_0045, 0xD61F_00A0, 0xAA03_03E4);

        CaseInput small = CaseShrinker.Shrink(input, candidate => candidate.Words.Contains(Culprit) && candidate.Initial.X[2] != 0);

        Assert.That(small.Words, Is.EqualTo(new[] { Culprit }));
        Assert.That(small.Initial.X[2], Is.Not.Zero);
        Assert.That(small.Initial.X.Where((_, i) => i is not 2 and not 31), Is.All.Zero);
        Assert.That(small.Initial.V, Is.All.Zero);
    }

    [Test]
    public void Shrink_JumpOverCulprit_NeverOffersAJumpBehindTheEnd()
    {
        CaseInput input = Case(0x1400_0003, 0xD280_0004, 0x9100_0463, Culprit); // b .+12

        CaseShrinker.Shrink(input, candidate =>
        {
            bool jumps = candidate.Words[0] == 0x1400_0003;
            Assert.That(jumps && candidate.Words.Length < 3, Is.False);
            return jumps;
        });
    }

    [Test]
    public void PrintTest_SmallCase_IsAReadyTest()
    {
        CaseInput input = new(0x1234, [Culprit], new GuestState());
        input.Initial.X[1] = ulong.MaxValue;
        input.Initial.V[3] = 0x3FF0_0000_0000_0000;
        GuestState final = input.Initial.Clone();
        final.X[0] = ulong.MaxValue;

        string text = CasePrinter.PrintTest(input, new CaseResult(CaseEnd.Completed, 0, final, [new MemoryChange(0x18, 5)]));

        Assert.That(text, Does.StartWith("[Test]\npublic void "));
        Assert.That(text, Does.Contain("    A64Case.Run(tier,\n            0x8B02_0020) //"));
        Assert.That(text, Does.EndWith(
            "        .With(x1: 0xFFFFFFFFFFFFFFFF)\n        .WithV(1, 0x3FF0000000000000, 0)\n" +
            "        .Expect(x0: 0xFFFFFFFFFFFFFFFF, nzcv: \"----\", fpsr: 0)\n        .ExpectMemory(0x18, 5);"));
    }

    private static CaseInput Case(params uint[] words) => new(0, words, AddressPlan.CreateInitialState(3).State);
}
