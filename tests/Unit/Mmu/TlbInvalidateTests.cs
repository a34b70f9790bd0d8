using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit;

/// <summary>What each TLBI drops, and what it leaves: entries are laid under EL0 and EL1 of two ASIDs and two VMIDs, and under EL2, on two PEs.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed unsafe class TlbInvalidateTests : IDisposable
{
    private const ulong Local = 0x5000, Global = 0x6000, Other = 0x7000, Block = 0x20_0000;
    private readonly MmuBench _bench = new(cpus: 2);
    private readonly TableBuilder _tables;

    public TlbInvalidateTests()
    {
        _tables = new TableBuilder(_bench, 12, 39, 1);
        const ulong attributes = TableBuilder.ReadWrite | TableBuilder.AccessFlag;
        _tables.Map(Local, MmuBench.Ram, 3, attributes | TableBuilder.NotGlobal);
        _tables.Map(Global, MmuBench.Ram + 0x1000, 3, attributes);
        _tables.Map(Other, MmuBench.Ram + 0x2000, 3, attributes | TableBuilder.NotGlobal);
        _tables.Map(Block, MmuBench.Ram, 2, attributes | TableBuilder.NotGlobal);
        for (int cpu = 0; cpu < 2; cpu++)
        {
            _bench.Set(Slot.TcrEl1, MmuBench.Tcr(12, 39), cpu);
            _bench.Set(Slot.TcrEl2, 25 | (5 << 16), cpu);
            _bench.Set(Slot.MairEl1, MmuBench.Mair, cpu);
            _bench.Set(Slot.MairEl2, MmuBench.Mair, cpu);
            _bench.Set(Slot.SctlrEl1, 1, cpu);
            _bench.Set(Slot.SctlrEl2, 1, cpu);
            _bench.Set(Slot.Ttbr0El2, _tables.Root, cpu);
            foreach ((ExceptionLevel el, ulong asid, ulong vmid) in Contexts)
            {
                Select(cpu, el, asid, vmid);
                foreach (ulong va in Addresses)
                {
                    Assert.That(_bench.Cpus[cpu].Mmu.Write(va, 8, MemoryFlags.None, 0, 0, out _), Is.True);
                    Assert.That(_bench.Cpus[cpu].Mmu.Read(va, 8, MemoryFlags.None, out _, out _, out _), Is.True);
                }
            }
        }

        Select(0, ExceptionLevel.EL2, 1, 1);
    }

    public void Dispose() => _bench.Dispose();

    private static readonly ulong[] Addresses = [Local, Global, Other, Block, Block + 0x8000];

    private static readonly (ExceptionLevel El, ulong Asid, ulong Vmid)[] Contexts =
    [
        (ExceptionLevel.EL0, 1, 1), (ExceptionLevel.EL1, 1, 1), (ExceptionLevel.EL1, 2, 1), (ExceptionLevel.EL1, 1, 2), (ExceptionLevel.EL2, 1, 1),
    ];

    private void Select(int cpu, ExceptionLevel el, ulong asid, ulong vmid)
    {
        _bench.Set(Slot.Ttbr0El1, _tables.Root | (asid << 48), cpu);
        _bench.Set(Slot.VttbrEl2, vmid << 48, cpu);
        _bench.At(el, cpu);
    }

    /// <summary>One string a PE: for each context the initials of the addresses that still hit.</summary>
    private string[] Survivors()
    {
        var lines = new string[2];
        for (int cpu = 0; cpu < 2; cpu++)
        {
            var words = new List<string>();
            foreach ((ExceptionLevel el, ulong asid, ulong vmid) in Contexts)
            {
                Select(cpu, el, asid, vmid);
                CpuState* state = _bench.Cpus[cpu].State;
                var word = "";
                for (int i = 0; i < Addresses.Length; i++)
                {
                    bool read = SoftTlb.TryHit(state->ReadTlb, Addresses[i], 8, out _);
                    Assert.That(SoftTlb.TryHit(state->WriteTlb, Addresses[i], 8, out _), Is.EqualTo(read));
                    word += read ? "LGOBb"[i] : '-';
                }

                words.Add(word);
            }

            lines[cpu] = string.Join(' ', words);
        }

        return lines;
    }

    private const string All = "LGOBb LGOBb LGOBb LGOBb LGOBb";

    // Columns: EL0 asid 1, EL1 asid 1, EL1 asid 2, EL1 of VMID 2, EL2.
    [TestCase(TlbiKind.VmallE1, 0UL, "----- ----- ----- LGOBb LGOBb")]
    [TestCase(TlbiKind.Vmalls12E1, 0UL, "----- ----- ----- LGOBb LGOBb")]
    [TestCase(TlbiKind.AllE1, 0UL, "----- ----- ----- ----- LGOBb")]
    [TestCase(TlbiKind.AllE2, 0UL, "LGOBb LGOBb LGOBb LGOBb -----")]
    [TestCase(TlbiKind.AsidE1, 1UL << 48, "----- ----- LGOBb LGOBb LGOBb")]
    [TestCase(TlbiKind.VaE1, (1UL << 48) | 5, "-GOBb -GOBb LGOBb LGOBb LGOBb")]
    [TestCase(TlbiKind.ValE1, (2UL << 48) | 5, "LGOBb LGOBb -GOBb LGOBb LGOBb")]
    [TestCase(TlbiKind.VaE1, (1UL << 48) | 6, "L-OBb L-OBb L-OBb LGOBb LGOBb")]
    [TestCase(TlbiKind.VaaE1, 5UL, "-GOBb -GOBb -GOBb LGOBb LGOBb")]
    [TestCase(TlbiKind.VaalE1, 7UL, "LG-Bb LG-Bb LG-Bb LGOBb LGOBb")]
    [TestCase(TlbiKind.VaE2, 5UL, "LGOBb LGOBb LGOBb LGOBb -GOBb")]
    [TestCase(TlbiKind.ValE2, 6UL, "LGOBb LGOBb LGOBb LGOBb L-OBb")]
    // Any address of the block drops every piece of it, and nothing else.
    [TestCase(TlbiKind.VaE1, (1UL << 48) | 0x3FF, "LGO-- LGO-- LGOBb LGOBb LGOBb")]
    [TestCase(TlbiKind.VaE2, 0x208UL, "LGOBb LGOBb LGOBb LGOBb LGO--")]
    [TestCase(TlbiKind.VaE1, (1UL << 48) | 0x400, All)]
    // Stage 2 is off: there are no stage 2 entries.
    [TestCase(TlbiKind.Ipas2E1, 0UL, All)]
    public void Tlbi_DropsExactlyWhatItNames(TlbiKind kind, ulong operand, string expected)
    {
        _bench.Mmu.TlbInvalidate(kind, operand, innerShareable: false);
        Assert.That(Survivors(), Is.EqualTo(new[] { expected, All }));
    }

    [Test]
    public void Tlbi_InnerShareable_ReachesTheOtherPe()
    {
        // The other PE's own VTTBR does not matter: the instruction names this PE's VMID.
        _bench.Mmu.TlbInvalidate(TlbiKind.VmallE1, 0, innerShareable: true);
        const string expected = "----- ----- ----- LGOBb LGOBb";
        Assert.That(Survivors(), Is.EqualTo(new[] { expected, expected }));
    }

    [Test]
    public void Tlbi_ForcedBroadcast_ReachesTheOtherPeFromEl1Only()
    {
        _bench.Set(Slot.HcrEl2, 1 << 9);
        _bench.Mmu.TlbInvalidate(TlbiKind.AllE1, 0, innerShareable: false);
        Assert.That(Survivors()[1], Is.EqualTo(All));
        Select(0, ExceptionLevel.EL1, 1, 1);
        _bench.Mmu.TlbInvalidate(TlbiKind.VaaE1, 5, innerShareable: false);
        Assert.That(Survivors()[1], Is.EqualTo("-GOBb -GOBb -GOBb LGOBb LGOBb"));
    }

    [Test]
    public void Tlbi_ByIpa_DropsEntriesThroughStage2()
    {
        var second = new TableBuilder(_bench, 12, 40, 1);
        for (ulong block = MmuBench.Ram; block < MmuBench.Ram + MmuBench.RamSize; block += 0x20_0000)
        {
            second.Map(block, block, 2, (3 << 6) | (1 << 10) | (0xF << 2));
        }

        _bench.Set(Slot.VtcrEl2, 24 | (1 << 6) | (2 << 16));
        _bench.Set(Slot.VttbrEl2, second.Root | (3UL << 48));
        _bench.Set(Slot.HcrEl2, 1);
        _bench.At(ExceptionLevel.EL1);
        Assert.That(_bench.Mmu.Read(Local, 8, MemoryFlags.None, out _, out _, out _), Is.True);
        _bench.Mmu.TlbInvalidate(TlbiKind.Ipas2E1, MmuBench.Ram >> 12, innerShareable: true);
        Assert.That(SoftTlb.TryHit(_bench.State->ReadTlb, Local, 8, out _), Is.False);
    }

    [Test]
    public void StaleEntry_TableChangedWithoutTlbi_IsKeptUntilTlbi()
    {
        Select(0, ExceptionLevel.EL1, 1, 1);
        _tables.Map(Local, MmuBench.Ram + 0x8000, 3, TableBuilder.ReadWrite | TableBuilder.AccessFlag | TableBuilder.NotGlobal);
        _bench.Put(MmuBench.Ram + 0x8000, 0x99);
        _bench.Mmu.Read(Local, 8, MemoryFlags.None, out ulong value, out _, out _);
        Assert.That(value, Is.Zero);
        _bench.Mmu.TlbInvalidate(TlbiKind.ValE1, (1UL << 48) | (Local >> 12), innerShareable: true);
        _bench.Mmu.Read(Local, 8, MemoryFlags.None, out value, out _, out _);
        Assert.That(value, Is.EqualTo(0x99));
    }

    [Test]
    public void RightsGained_WithoutTlbi_AreSeenAtOnce()
    {
        Select(0, ExceptionLevel.EL1, 1, 1);
        ulong leaf = _tables.Map(0x9000, MmuBench.Ram, 3, TableBuilder.AccessFlag | (1 << 7));
        Assert.That(_bench.Mmu.Read(0x9000, 8, MemoryFlags.None, out _, out _, out _), Is.True);
        Assert.That(_bench.Mmu.Write(0x9000, 8, MemoryFlags.None, 1, 0, out _), Is.False);
        _bench.Put(leaf, _bench.Get(leaf) & ~(1UL << 7));
        Assert.That(_bench.Mmu.Write(0x9000, 8, MemoryFlags.None, 1, 0, out _), Is.True);
    }
}
