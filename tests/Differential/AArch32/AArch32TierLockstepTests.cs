using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>Interpreter and compiled regions give the same results on random blocks of A32 and T32, to the instruction count.</summary>
public class AArch32TierLockstepTests
{
    private const int Cases = 300;

    [TestCase(0x3201UL)]
    public void Run_RandomBlocks_RegionsAgreeWithTheInterpreter(ulong seed)
    {
        using A32Runner interpreter = Tier.Interpreter.CreateA32Runner();
        using A32Runner regions = Tier.Regions.CreateA32Runner();
        var generator = new IntegerBlockGenerator();
        for (int i = 0; i < Cases; i++)
        {
            GeneratedA32 block = generator.Generate((seed << 32) + (ulong)i);
            A32Input input = block.Input;
            A32Result expected = interpreter.Run(input), got = regions.Run(input);
            Assert.That(Describe(got), Is.EqualTo(Describe(expected)),
                $"case {i}: {(input.Initial.Thumb ? "T32" : "A32")} {string.Join(' ', input.Words.Select((w, k) => $"{w:x} ({block.Rows[k]?.Name})"))} from {Describe(input.Initial)}");
        }
        Assert.That(regions.ShareInRegions, Is.GreaterThan(0.5), "too little ran in regions for this to prove anything");
    }

    private static string Describe(A32Result result) =>
        $"{result.Exception} {result.Retired} {Describe(result.Final)} {string.Join(' ', result.Changes)}";

    private static string Describe(A32State s) =>
        $"{string.Join(' ', s.R.Select(r => $"{r:x}"))} {A64Case.FormatFlags(s.Nzcv)} q {s.Q} ge {s.Ge:x} it {s.It:x} t {s.Thumb} fpscr {s.Fpscr:x} d {string.Join(' ', s.D.Select(d => $"{d:x}"))}";
}
