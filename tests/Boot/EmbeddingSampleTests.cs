using Hyp.Jit.Tests.Unit.Cli;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>samples/Embedding does what it says.</summary>
[Category("Boot")]
public class EmbeddingSampleTests
{
    [Test]
    public void Sample_RunsTheGuestAndLooksIntoIt()
    {
        HypjitCommand.Outcome outcome = HypjitCommand.ToEnd(HypjitCommand.StartProgram("Hyp.Jit.Samples.Embedding.dll"), "the sample");
        string[] lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Errors);
            Assert.That(lines[0], Does.Match("^\\[host\\] starts at 0x40[0-9a-f]+ in EL2$"));
            Assert.That(lines, Has.Some.Match("^\\[host\\] 1000 instructions, stopped by InstructionLimit: pc = 0x[0-9a-f]+ in EL[12], vbar_el2 = 0x[0-9a-f]+$"));
            Assert.That(lines, Has.Some.Match("^\\[host\\] next instruction 0x[0-9a-f]{8}$"));
            Assert.That(lines, Has.Some.Match("^\\[host\\] hvc #[0-9]+ with x0 = 0x[0-9a-f]+$"));
            Assert.That(lines[^1], Does.Match("^\\[host\\] stopped by PoweredOff after [0-9]+ instructions and [1-9][0-9]* hypercalls$"));
            Assert.That(lines.Where(l => !l.StartsWith("[host]", StringComparison.Ordinal)), Is.EqualTo(GuestRun.Facts("hyp-flow", "expected.txt")));
        });
    }
}
