using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Rebuilds Encodings.txt: every selector value of every class that the oracle does not answer with SIGILL, named by objdump.</summary>
public class EncodingDiscovery
{
    /// <summary>An encoding stays when one of this many random operand choices executes.</summary>
    private const int Samples = 12;

    [Test, Explicit("by design: rewrites Encodings.txt from a live oracle and objdump"), Category("Oracle")]
    public void RefreshEncodings()
    {
        using QemuUserOracle oracle = QemuUserOracle.TryStart() ?? throw new InvalidOperationException("no qemu-aarch64 on this host");
        var found = new List<(string Class, Encoding Encoding, uint Example)>();
        var random = new DeterministicRandom(1);
        foreach ((string name, string pattern) in EncodingClasses.Probed)
        {
            foreach (Encoding encoding in Expand(pattern))
            {
                uint[] samples = Sample(encoding, ref random);
                CaseResult[] results = oracle.RunBatch(Array.ConvertAll(samples, Probe));
                int executed = Array.FindIndex(results, r => r.End != CaseEnd.Undefined);
                if (executed >= 0)
                {
                    found.Add((name, encoding, samples[executed]));
                }
            }
        }
        string[] texts = Disassembler.TryDisassemble(found.Select(f => f.Example).ToArray()) ?? throw new InvalidOperationException("no objdump on this host");
        var lines = new List<string> { "# mask value class: instruction. Written by EncodingDiscovery.RefreshEncodings; do not edit." };
        lines.AddRange(found.Select((f, i) => Line(f.Encoding, $"{f.Class}: {texts[i].Split(' ')[0]}")));
        lines.AddRange(EncodingClasses.Listed.SelectMany(listed => Expand(listed.Pattern).Select(encoding => Line(encoding, listed.Name))));
        File.WriteAllLines(RepositoryPath.Of("tests", "Differential", "Encodings.txt"), lines);
        TestContext.Out.WriteLine($"{lines.Count - 1} encodings");
    }

    private static string Line(Encoding encoding, string name) => $"{encoding.Mask:x8} {encoding.Value:x8} {name}";

    /// <summary>Every value of the capital letters; small letters stay free.</summary>
    private static IEnumerable<Encoding> Expand(string pattern)
    {
        uint mask = 0;
        uint value = 0;
        uint selectors = 0;
        for (int i = 0; i < 32; i++)
        {
            uint bit = 1u << (31 - i);
            mask |= pattern[i] is '0' or '1' || char.IsAsciiLetterUpper(pattern[i]) ? bit : 0;
            value |= pattern[i] == '1' ? bit : 0;
            selectors |= char.IsAsciiLetterUpper(pattern[i]) ? bit : 0;
        }
        // Counts through the subsets of the selector bits upwards.
        uint subset = 0;
        do
        {
            yield return new Encoding(mask, value | subset);
            subset = (subset - selectors) & selectors;
        }
        while (subset != 0);
    }

    private static uint[] Sample(Encoding encoding, ref DeterministicRandom random)
    {
        uint[] words = new uint[Samples];
        for (int i = 0; i < Samples; i++)
        {
            uint operands = random.NextUInt32() & ~encoding.Mask;
            // A scaled offset could reach the code page from the scratch base; other addresses end in SIGSEGV, which counts as executed.
            words[i] = encoding.Value | ((encoding.Value & 0x3B00_0000) == 0x3900_0000 ? operands & ~0x003F_FC00u : operands);
        }
        return words;
    }

    private static CaseInput Probe(uint word)
    {
        var state = new GuestState();
        // No shift of this base as its own index lands on the pages of the code.
        Array.Fill(state.X, CaseMemory.ScratchAddress + 0x1800);
        return new CaseInput(0, [word], state);
    }
}
