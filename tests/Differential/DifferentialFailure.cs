using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>A mismatch, already shrunk: what differs and the test to paste.</summary>
internal sealed record DifferentialFailure(ulong Seed, IReadOnlyList<string> Differences, string Test)
{
    /// <summary>Makes the case as small as it can be while the two still disagree inside scratch memory.</summary>
    public static DifferentialFailure Shrink(IInstructionRunner oracle, IInstructionRunner subject, CaseInput failing)
    {
        CaseInput small = CaseShrinker.Shrink(failing, candidate =>
        {
            CaseResult wanted = oracle.Run(candidate);
            return wanted.End != CaseEnd.MemoryFault && CaseComparison.Differences(wanted, subject.Run(candidate)).Count != 0;
        });
        return Of(small, oracle.Run(small), subject.Run(small));
    }

    public static DifferentialFailure Of(CaseInput input, CaseResult expected, CaseResult actual) =>
        new(input.Seed, CaseComparison.Differences(expected, actual), CasePrinter.PrintTest(input, expected));

    public override string ToString() => $"seed {Seed:x}: {string.Join("; ", Differences)}\n{Test}\n";
}
