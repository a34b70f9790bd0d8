using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Writes the committed vectors from a live oracle.</summary>
public class VectorRecorder
{
    private const ulong Seed = 0x0A64_0000_0000_0000;
    private const int LeastPerRow = 200;
    private const int BatchSize = 512;

    [Test, Explicit("by design: rewrites the committed vectors from a live oracle"), Category("Oracle")]
    public void RecordVectors()
    {
        using QemuUserOracle oracle = QemuUserOracle.TryStart() ?? throw new InvalidOperationException("no qemu-aarch64 on this host");
        var generator = new BlockGenerator(new EncodingDeck(EncodingRows.All, Seed));
        var coverage = new CoverageCount(EncodingRows.All);
        var recorded = new List<(CaseInput, CaseResult)>();
        var decodeRows = new DecodeRowCoverage();
        while (coverage.Least < LeastPerRow || decodeRows.Below(LeastPerRow).Length != 0)
        {
            GeneratedCase[] cases = Enumerable.Range(0, BatchSize).Select(i => generator.Generate(Seed + (ulong)(recorded.Count + i))).ToArray();
            CaseResult[] results = oracle.RunBatch(cases.Select(c => c.Input).ToArray());
            for (int i = 0; i < cases.Length; i++)
            {
                coverage.Add(cases[i], results[i]);
                decodeRows.Add(cases[i], results[i]);
                recorded.Add((cases[i].Input, results[i]));
            }
        }
        string folder = RepositoryPath.Of("tests", "Differential", "Vectors");
        Directory.CreateDirectory(folder);
        VectorFile.Write(Path.Combine(folder, "a64-user.bin"), recorded);
        TestContext.Out.WriteLine(coverage);
    }
}
