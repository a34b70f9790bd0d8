using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>The generator's own promises: repeatable, in bounds, and covering every row.</summary>
public class GeneratorTests
{
    private const int Cases = 3000;

    [Test]
    public void Generate_SameSeed_GivesTheSameBlocks()
    {
        BlockGenerator first = new(new EncodingDeck(EncodingRows.All, 7));
        BlockGenerator second = new(new EncodingDeck(EncodingRows.All, 7));
        for (ulong seed = 0; seed < 200; seed++)
        {
            GeneratedCase a = first.Generate(seed);
            GeneratedCase b = second.Generate(seed);
            Assert.That(b.Input.Words, Is.EqualTo(a.Input.Words));
            Assert.That(b.Input.Initial.X, Is.EqualTo(a.Input.Initial.X));
        }
    }

    [Test]
    public void Generate_ManyBlocks_DrawEveryRowAndNoExcludedWord()
    {
        BlockGenerator generator = new(new EncodingDeck(EncodingRows.All, 1));
        var seen = new HashSet<int>();
        for (ulong seed = 0; seed < Cases; seed++)
        {
            GeneratedCase generated = generator.Generate(seed);
            seen.UnionWith(generated.Rows);
            Assert.That(generated.Input.Words, Has.Length.InRange(1, CaseMemory.MaxWords));
            Assert.That(generated.Input.Words.Select(ExclusionRules.FindReason), Is.All.Null);
        }
        string[] missing = EncodingRows.All.Where((_, i) => !seen.Contains(i)).Select(r => r.Name).ToArray();
        Assert.That(missing, Is.Empty);
    }

    [Test, Category("Oracle")]
    public void Generate_ManyBlocks_NeverLeaveScratchMemory()
    {
        using QemuUserOracle? oracle = QemuUserOracle.TryStart();
        if (oracle is null)
        {
            Assert.Ignore("no qemu-aarch64 on this host");
        }
        BlockGenerator generator = new(new EncodingDeck(EncodingRows.All, 2));
        GeneratedCase[] cases = Enumerable.Range(0, Cases).Select(i => generator.Generate((ulong)i)).ToArray();
        CaseResult[] results = oracle.RunBatch(cases.Select(c => c.Input).ToArray());
        string[] wild = cases.Zip(results).Where(p => p.Second.End == CaseEnd.MemoryFault)
            .Select(p => $"seed {p.First.Input.Seed}: {p.First.Input.Words.ElementAtOrDefault(p.Second.FaultIndex):x8} at {p.Second.FaultIndex}").ToArray();
        Assert.That(wild, Is.Empty);
    }
}
