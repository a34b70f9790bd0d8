using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Interpreter and compiled regions give the same results on random blocks. Needs no oracle; the seed is in the test's name.</summary>
public class TierLockstepTests
{
    private const int Cases = 400;

    [TestCase(0x1001UL), TestCase(0x1002UL)]
    public void Run_RandomBlocks_RegionsAgreeWithTheInterpreter(ulong seed)
    {
        using EngineRunner interpreter = Tier.Interpreter.CreateRunner();
        using EngineRunner regions = Tier.Regions.CreateRunner();
        BlockGenerator generator = new(new EncodingDeck(EncodingRows.All, seed));
        for (int i = 0; i < Cases; i++)
        {
            CaseInput input = generator.Generate((seed << 32) + (ulong)i).Input;
            if (Differ(input))
            {
                CaseInput small = CaseShrinker.Shrink(input, Differ);
                CaseResult expected = interpreter.Run(small);
                Assert.Fail($"{string.Join("; ", CaseComparison.Differences(expected, regions.Run(small)))}\n{CasePrinter.PrintTest(small, expected)}");
            }
        }
        Assert.That(regions.ShareInRegions, Is.GreaterThan(0.5), "too little ran in regions for this to prove anything");

        bool Differ(CaseInput candidate) => CaseComparison.Differences(interpreter.Run(candidate), regions.Run(candidate)).Count != 0;
    }
}
