using System.Numerics;

namespace Hyp.Jit.Runtime;

/// <summary>
/// The active priorities registers of one CPU interface (GICC_APRn/NSAPRn, ICC_AP0Rn/AP1Rn, GICH_APR, ICH_AP0Rn/AP1Rn): one bit for each
/// preemption level in use. The running priority follows from them and is kept beside them.
/// </summary>
internal sealed class ActivePriorities
{
    private readonly uint[] group0;
    private readonly uint[] group1;
    private readonly int shift;

    /// <param name="preemptionBits">Bits of the group priority field at its widest: 2 to this power preemption levels.</param>
    /// <param name="separateGroups">False for GICH_APR, which holds the levels of both groups.</param>
    public ActivePriorities(int preemptionBits, bool separateGroups)
    {
        shift = 8 - preemptionBits;
        group0 = new uint[Math.Max(1, (1 << preemptionBits) / 32)];
        group1 = separateGroups ? new uint[group0.Length] : group0;
    }

    /// <summary>The most urgent active group priority, or <see cref="PriorityLevels.Idle"/>.</summary>
    public int Running { get; private set; } = PriorityLevels.Idle;

    /// <summary>The group of the most urgent active priority; meaningless when idle.</summary>
    public bool RunningIsGroup1 => Highest(group1) < Highest(group0);

    public int RegisterCount => group0.Length;

    public bool HasSeparateGroups => group1 != group0;

    public uint Read(bool ofGroup1, int register) => (ofGroup1 ? group1 : group0)[register];

    public void Write(bool ofGroup1, int register, uint value)
    {
        (ofGroup1 ? group1 : group0)[register] = value;
        Recompute();
    }

    public void Activate(bool inGroup1, int groupPriority)
    {
        int level = (groupPriority & 0xFF) >> shift;
        (inGroup1 ? group1 : group0)[level >> 5] |= 1u << (level & 31);
        Recompute();
    }

    /// <summary>Priority drop: the running priority ends. Returns it, or Idle when nothing was active.</summary>
    public int Drop()
    {
        int dropped = Running;
        if (dropped != PriorityLevels.Idle)
        {
            Drop(RunningIsGroup1);
        }
        return dropped;
    }

    /// <summary>Ends the most urgent active priority of one group.</summary>
    public void Drop(bool ofGroup1)
    {
        foreach (ref uint word in (ofGroup1 ? group1 : group0).AsSpan())
        {
            if (word != 0)
            {
                word &= word - 1;
                break;
            }
        }
        Recompute();
    }

    public void Reset()
    {
        Array.Clear(group0);
        Array.Clear(group1);
        Recompute();
    }

    public void Save(BinaryWriter writer)
    {
        SnapshotWords.Write(writer, group0);
        SnapshotWords.Write(writer, group1);
    }

    public void Restore(BinaryReader reader)
    {
        SnapshotWords.Read(reader, group0);
        SnapshotWords.Read(reader, group1);
        Recompute();
    }

    private void Recompute()
    {
        int level = Math.Min(Highest(group0), Highest(group1));
        Running = level == int.MaxValue ? PriorityLevels.Idle : level << shift;
    }

    private static int Highest(uint[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] != 0)
            {
                return (i * 32) + BitOperations.TrailingZeroCount(words[i]);
            }
        }
        return int.MaxValue;
    }
}
