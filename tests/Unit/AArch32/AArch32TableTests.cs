using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Frontend.Decoding;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>The four tables of AArch32.</summary>
public unsafe class AArch32TableTests
{
    private static readonly (string Name, DecodeTable<AArch32Translator> Table, Compiler.Isa Isa)[] Tables =
    [
        ("A32", AArch32Tables.A32, Compiler.Isa.A32),
        ("A32Unconditional", AArch32Tables.A32Unconditional, Compiler.Isa.A32),
        ("T32", AArch32Tables.T32, Compiler.Isa.T32),
        ("T16", AArch32Tables.T16, Compiler.Isa.T32),
    ];

    private static IEnumerable<string> Names => Tables.Select(t => t.Name);

    [TestCaseSource(nameof(Names))]
    public void Rows_OverlapOnlyToRefine(string name) =>
        Assert.That(Of(name).Table.Ambiguities().Select(p => $"{p.First.Name} / {p.Second.Name}"), Is.Empty);

    [TestCaseSource(nameof(Names))]
    public void Rows_EachCanBeFound(string name)
    {
        DecodeTable<AArch32Translator> table = Of(name).Table;
        Assert.That(table.Rows.Where(row => !Words(row).Any(word => table.Find(Conditional(name, word)) == row)).Select(row => row.Name), Is.Empty);
    }

    /// <summary>Every row's handler emits an op for whatever its fields hold, from fields it declares.</summary>
    [TestCaseSource(nameof(Names))]
    public void Rows_EachTranslatesAnyFields(string name)
    {
        (_, DecodeTable<AArch32Translator> table, Compiler.Isa isa) = Of(name);
        var translator = new AArch32Translator();
        var key = new CodeKey(ExceptionLevel.EL1, FpTrap: false, BigEndian: false, UsesSpEl0: false, isa);
        foreach (DecodeRow<AArch32Translator> row in table.Rows)
        {
            foreach (uint word in Words(row))
            {
                Op op = default;
                Guard guard = translator.Translate(Conditional(name, word), 0x100, key, 0, &op);
                Assert.That(op.Code, Is.Not.Zero, $"{row.Name}: {word:x8}");
                Assert.That(guard.Bytes, Is.EqualTo(name == "T16" ? 2 : 4), row.Name);
                foreach (Op prefix in guard.Prefix) Assert.That(IsPrefix(prefix), $"{row.Name}: {OpTable.NameOf(prefix.Code)} is no prefix op");
            }
        }
    }

    private static bool IsPrefix(Op op) =>
        (OpCode)op.Code is OpCode.MovI or OpCode.Adr32 || OpTable.Find(op.Code) is { Shape: not OpShape.Special };

    private static (string Name, DecodeTable<AArch32Translator> Table, Compiler.Isa Isa) Of(string name) => Tables.Single(t => t.Name == name);

    private static uint Conditional(string name, uint word) => name == "A32" ? (word & 0x0FFF_FFFF) | 0xE000_0000 : word;

    /// <summary>Words of a row: its free bits in a few patterns, and each of them alone.</summary>
    private static IEnumerable<uint> Words(DecodeRow<AArch32Translator> row)
    {
        uint free = ~row.Mask;
        uint[] patterns = [0, uint.MaxValue, 0x5555_5555, 0xAAAA_AAAA, 0x1234_5678, 0x0F0F_0F0F, 0x3210_4321];
        foreach (uint pattern in patterns) yield return row.Value | (pattern & free);
        for (int bit = 0; bit < 32; bit++) yield return row.Value | ((1u << bit) & free);
    }
}
