using System.Numerics;

namespace Hyp.Jit.Runtime;

/// <summary>What an interrupt has one bit of. <see cref="Latched"/> is the pending state that outlives its line.</summary>
internal enum InterruptBit
{
    Group1,
    Enabled,
    Latched,
    Active,
    Edge,
    Line,
}

/// <summary>
/// All interrupts of a GIC, v2 or v3, and the arbitration between them. Bits are kept in words of 32 interrupts: word c holds the SGIs and PPIs of PE c,
/// the words after those the SPIs. Arbitration is lazy: a change marks the PEs it can reach, and <see cref="Best"/> rescans only those.
/// Not thread-safe by itself: InterruptController.Gate guards it.
/// </summary>
internal sealed class InterruptState
{
    public const int SpiCount = 256;
    private const int SpiWords = SpiCount / 32;
    private const int BitKinds = (int)InterruptBit.Line + 1;
    private const uint Sgis = 0xFFFF;

    private readonly uint[][] bits = new uint[BitKinds][];
    private readonly byte[] priorities;
    private readonly uint[] routed; // [PE * SpiWords + SPI word]: SPIs that may go to the PE
    private readonly byte[] sgiSources; // [PE * 16 + SGI]: requesting PEs, GICv2 only
    private readonly byte[] groupMasks; // per PE: bit 0 Group 0, bit 1 Group 1 take part in arbitration
    private readonly bool[] stale;
    private readonly PendingInterrupt[] best;
    private readonly bool sgisHaveSources;

    /// <param name="cpuCount">PEs behind this GIC.</param>
    /// <param name="sgisHaveSources">GICv2: an SGI is pending once per requesting PE, always enabled, and not to be set pending by number.</param>
    public InterruptState(int cpuCount, bool sgisHaveSources)
    {
        CpuCount = cpuCount;
        this.sgisHaveSources = sgisHaveSources;
        int words = cpuCount + SpiWords;
        for (int kind = 0; kind < BitKinds; kind++)
        {
            bits[kind] = new uint[words];
        }
        priorities = new byte[words * 32];
        routed = new uint[cpuCount * SpiWords];
        sgiSources = new byte[cpuCount * IntIds.SgiCount];
        groupMasks = new byte[cpuCount];
        stale = new bool[cpuCount];
        best = new PendingInterrupt[cpuCount];
        Reset();
    }

    public int CpuCount { get; }

    /// <summary>INTIDs below this one exist.</summary>
    public static int IntIdCount => IntIds.PrivateCount + SpiCount;

    /// <summary>Some PE's best candidate may have changed since it was last asked for.</summary>
    public bool AnyStale { get; private set; }

    /// <summary>Back to the state after power-on; input lines keep their levels, for the devices that drive them do.</summary>
    public void Reset()
    {
        for (int kind = 0; kind < (int)InterruptBit.Line; kind++)
        {
            Array.Clear(bits[kind]);
        }
        for (int cpu = 0; cpu < CpuCount; cpu++)
        {
            bits[(int)InterruptBit.Edge][cpu] = Sgis;
            bits[(int)InterruptBit.Enabled][cpu] = sgisHaveSources ? Sgis : 0;
        }
        Array.Clear(priorities);
        Array.Clear(routed);
        Array.Clear(sgiSources);
        Array.Clear(groupMasks);
        MarkAllStale();
    }

    public int WordOf(int cpu, int intId) => intId < IntIds.PrivateCount ? cpu : CpuCount + (intId >> 5) - 1;

    public uint Read(InterruptBit kind, int word) => bits[(int)kind][word];

    /// <summary>Level-sensitive interrupts are pending while their line is high; what was latched stays in either mode.</summary>
    public uint ReadPending(int word) =>
        Read(InterruptBit.Latched, word) | (Read(InterruptBit.Line, word) & ~Read(InterruptBit.Edge, word));

    public void Set(InterruptBit kind, int word, uint mask)
    {
        mask &= ~Fixed(kind, word);
        ref uint bitsOfWord = ref bits[(int)kind][word];
        if ((mask & ~bitsOfWord) != 0)
        {
            bitsOfWord |= mask;
            MarkStale(word);
        }
    }

    public void Clear(InterruptBit kind, int word, uint mask)
    {
        mask &= ~Fixed(kind, word);
        ref uint bitsOfWord = ref bits[(int)kind][word];
        if ((mask & bitsOfWord) != 0)
        {
            bitsOfWord &= ~mask;
            MarkStale(word);
        }
    }

    /// <summary>Drives the input line of an interrupt; a rising edge latches an edge-triggered one.</summary>
    public void SetLine(int cpu, int intId, bool level)
    {
        int word = WordOf(cpu, intId);
        uint bit = 1u << (intId & 31);
        if (((Read(InterruptBit.Line, word) & bit) != 0) == level)
        {
            return;
        }
        bits[(int)InterruptBit.Line][word] ^= bit;
        if (level && (Read(InterruptBit.Edge, word) & bit) != 0)
        {
            bits[(int)InterruptBit.Latched][word] |= bit;
        }
        MarkStale(word);
    }

    public byte ReadPriority(int cpu, int intId) => priorities[(WordOf(cpu, intId) * 32) + (intId & 31)];

    public void WritePriority(int cpu, int intId, byte priority)
    {
        int word = WordOf(cpu, intId);
        ref byte stored = ref priorities[(word * 32) + (intId & 31)];
        if (stored != priority)
        {
            stored = priority;
            MarkStale(word);
        }
    }

    /// <summary>Whether an SPI may go to a PE: a target bit of GICv2, the affinity route of GICv3.</summary>
    public bool IsRouted(int cpu, int intId) => (routed[RouteIndex(cpu, intId)] & (1u << (intId & 31))) != 0;

    public void Route(int cpu, int intId, bool routedThere)
    {
        uint bit = 1u << (intId & 31);
        ref uint word = ref routed[RouteIndex(cpu, intId)];
        word = routedThere ? word | bit : word & ~bit;
        stale[cpu] = AnyStale = true;
    }

    public byte SgiSources(int cpu, int sgi) => sgiSources[(cpu * IntIds.SgiCount) + sgi];

    /// <summary>Changes the set of PEs that request an SGI of <paramref name="cpu"/> (GICv2).</summary>
    public void SetSgiSources(int cpu, int sgi, byte sources)
    {
        sgiSources[(cpu * IntIds.SgiCount) + sgi] = sources;
        ref uint latched = ref bits[(int)InterruptBit.Latched][cpu];
        latched = sources != 0 ? latched | (1u << sgi) : latched & ~(1u << sgi);
        stale[cpu] = AnyStale = true;
    }

    /// <summary>Tells which groups take part in arbitration for a PE.</summary>
    public void SetGroups(int cpu, bool group0, bool group1)
    {
        byte mask = (byte)((group0 ? 1 : 0) | (group1 ? 2 : 0));
        if (groupMasks[cpu] != mask)
        {
            groupMasks[cpu] = mask;
            stale[cpu] = AnyStale = true;
        }
    }

    /// <summary>Pending to active, or to active and pending where the line or a further source still asks. Returns the source PE of a GICv2 SGI, else 0.</summary>
    public int Acknowledge(int cpu, int intId)
    {
        int word = WordOf(cpu, intId);
        uint bit = 1u << (intId & 31);
        int source = 0;
        bool stillLatched = false;
        if (intId < IntIds.SgiCount && sgisHaveSources)
        {
            ref byte sources = ref sgiSources[(cpu * IntIds.SgiCount) + intId];
            source = BitOperations.TrailingZeroCount(sources | 0x100u) & 7;
            sources &= (byte)(sources - 1);
            stillLatched = sources != 0;
        }
        bits[(int)InterruptBit.Active][word] |= bit;
        if (!stillLatched)
        {
            bits[(int)InterruptBit.Latched][word] &= ~bit;
        }
        MarkStale(word);
        return source;
    }

    /// <summary>Ends the active state. INTIDs that do not exist are ignored.</summary>
    public void Deactivate(int cpu, int intId)
    {
        if (intId < IntIdCount)
        {
            Clear(InterruptBit.Active, WordOf(cpu, intId), 1u << (intId & 31));
        }
    }

    public bool IsGroup1(int cpu, int intId) => (Read(InterruptBit.Group1, WordOf(cpu, intId)) & (1u << (intId & 31))) != 0;

    /// <summary>The interrupt of highest priority that is pending, enabled, not active and routed to the PE; the lowest INTID among equals.</summary>
    public PendingInterrupt Best(int cpu)
    {
        if (stale[cpu])
        {
            stale[cpu] = false;
            best[cpu] = Arbitrate(cpu);
        }
        return best[cpu];
    }

    /// <summary>Whether <see cref="Best"/> would rescan.</summary>
    public bool IsStale(int cpu) => stale[cpu];

    /// <summary>The caller has brought every stale PE up to date.</summary>
    public void AllFresh() => AnyStale = false;

    public void Save(BinaryWriter writer)
    {
        writer.Write(CpuCount);
        foreach (uint[] kind in bits)
        {
            SnapshotWords.Write(writer, kind);
        }
        writer.Write(priorities);
        SnapshotWords.Write(writer, routed);
        writer.Write(sgiSources);
        writer.Write(groupMasks);
    }

    public void Restore(BinaryReader reader)
    {
        int cpus = reader.ReadInt32();
        if (cpus != CpuCount)
        {
            throw new InvalidDataException($"The snapshot's GIC has {cpus} CPUs, this machine's has {CpuCount}.");
        }
        foreach (uint[] kind in bits)
        {
            SnapshotWords.Read(reader, kind);
        }
        reader.BaseStream.ReadExactly(priorities);
        SnapshotWords.Read(reader, routed);
        reader.BaseStream.ReadExactly(sgiSources);
        reader.BaseStream.ReadExactly(groupMasks);
        MarkAllStale();
    }

    private PendingInterrupt Arbitrate(int cpu)
    {
        int groups = groupMasks[cpu];
        if (groups == 0)
        {
            return PendingInterrupt.None;
        }
        int bestPriority = PriorityLevels.Idle;
        int bestIntId = IntIds.Spurious;
        int bestWord = cpu;
        for (int i = 0; i <= SpiWords; i++)
        {
            int word = i == 0 ? cpu : CpuCount + i - 1;
            uint reachable = i == 0 ? uint.MaxValue : routed[(cpu * SpiWords) + i - 1];
            uint group1 = Read(InterruptBit.Group1, word);
            uint inGroup = ((groups & 1) != 0 ? ~group1 : 0) | ((groups & 2) != 0 ? group1 : 0);
            uint candidates = Read(InterruptBit.Enabled, word) & ReadPending(word) & ~Read(InterruptBit.Active, word) & reachable & inGroup;
            for (; candidates != 0; candidates &= candidates - 1)
            {
                int bit = BitOperations.TrailingZeroCount(candidates);
                int priority = priorities[(word * 32) + bit];
                if (priority < bestPriority)
                {
                    (bestPriority, bestIntId, bestWord) = (priority, (i * 32) + bit, word);
                }
            }
        }
        return bestIntId == IntIds.Spurious
            ? PendingInterrupt.None
            : new(bestIntId, bestPriority, (Read(InterruptBit.Group1, bestWord) & (1u << (bestIntId & 31))) != 0);
    }

    // Bits software cannot change: SGIs are edge-triggered; in GICv2 they are also enabled for good and made pending by their sources only.
    private uint Fixed(InterruptBit kind, int word) =>
        word < CpuCount && (kind == InterruptBit.Edge || (sgisHaveSources && kind is InterruptBit.Enabled or InterruptBit.Latched)) ? Sgis : 0;

    private static int RouteIndex(int cpu, int intId) => (cpu * SpiWords) + (intId >> 5) - 1;

    private void MarkStale(int word)
    {
        if (word < CpuCount)
        {
            stale[word] = true;
        }
        else
        {
            for (int cpu = 0; cpu < CpuCount; cpu++)
            {
                stale[cpu] |= routed[(cpu * SpiWords) + word - CpuCount] != 0;
            }
        }
        AnyStale = true;
    }

    private void MarkAllStale()
    {
        for (int i = 0; i < stale.Length; i++)
        {
            stale[i] = true;
        }
        AnyStale = true;
    }
}
