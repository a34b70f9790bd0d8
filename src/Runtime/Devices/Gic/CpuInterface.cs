namespace Hyp.Jit.Runtime;

/// <summary>
/// What every CPU interface does with the interrupts it is offered: mask, preempt, acknowledge, drop priority, deactivate. Physical or virtual,
/// behind memory (GICC, GICV) or behind system registers (ICC_*, ICV_*).
/// </summary>
internal abstract class CpuInterface
{
    // Bits of Control, at the places that GICC_CTLR and GICH_VMCR give them.
    public const uint EnableGroup0 = 1 << 0, EnableGroup1 = 1 << 1, AckCtl = 1 << 2, FiqEn = 1 << 3, Cbpr = 1 << 4, EoiMode = 1 << 9;
    public const uint AllControls = EnableGroup0 | EnableGroup1 | AckCtl | FiqEn | Cbpr | EoiMode;

    private readonly int minimumBinaryPoint;
    private readonly int priorityBits;

    protected CpuInterface(int cpu, int priorityBits, int preemptionBits, bool separateActiveGroups)
    {
        Cpu = cpu;
        this.priorityBits = priorityBits;
        minimumBinaryPoint = 7 - preemptionBits;
        Active = new ActivePriorities(preemptionBits, separateActiveGroups);
    }

    public int Cpu { get; }

    public ActivePriorities Active { get; }

    /// <summary>Group enables and modes, see the constants.</summary>
    public uint Control { get; set; }

    /// <summary>Only interrupts of a lower value are signalled.</summary>
    public int PriorityMask { get; protected set; }

    public int BinaryPoint0 { get; private set; }

    /// <summary>The binary point of Group 1 while Control.CBPR is 0 (GICC_ABPR, ICC_BPR1).</summary>
    public int BinaryPoint1 { get; private set; }

    /// <summary>What waits here before masks and preemption are looked at.</summary>
    public abstract PendingInterrupt Pending { get; }

    /// <summary>The PE that requested the pending SGI (GICv2).</summary>
    public abstract int PendingSource { get; }

    protected virtual bool IsOn => true;

    public bool Has(uint controlBit) => (Control & controlBit) != 0;

    public void SetPriorityMask(uint value) => PriorityMask = (int)(value & 0xFF) & (-1 << (8 - priorityBits));

    public void SetBinaryPoint0(uint value) => BinaryPoint0 = Math.Max((int)(value & 7), minimumBinaryPoint);

    public void SetBinaryPoint1(uint value) => BinaryPoint1 = Math.Max((int)(value & 7), minimumBinaryPoint + 1);

    /// <summary>Whether an interrupt passes the interface's switch, group enables, the priority mask and the running priority.</summary>
    public bool CanSignal(in PendingInterrupt interrupt)
    {
        if (!IsOn || !Has(interrupt.Group1 ? EnableGroup1 : EnableGroup0) || interrupt.Priority >= PriorityMask)
        {
            return false;
        }
        // Both sides are cut to the candidate's group priority: what runs may have been taken under the finer binary point of the other group.
        int mask = GroupPriorityMask(interrupt.Group1);
        return Active.Running == PriorityLevels.Idle || (interrupt.Priority & mask) < (Active.Running & mask);
    }

    /// <summary>Takes the pending interrupt, which must be signalled: it becomes active and its group priority the running one. Returns the source PE of a GICv2 SGI.</summary>
    public abstract int Acknowledge();

    /// <summary>Priority drop, and deactivation unless EOImode separates the two. <paramref name="group1"/> null: the group that the interrupt has.</summary>
    public abstract void EndOfInterrupt(int intId, bool? group1);

    /// <summary>GICC_DIR and ICC_DIR: without the split EOI mode there is nothing left for them to deactivate.</summary>
    public void Deactivate(int intId)
    {
        if (Has(EoiMode) && intId is < IntIds.FirstSpecial or > IntIds.Spurious)
        {
            DeactivateInSplitMode(intId);
        }
    }

    /// <summary>Drives the outputs as the state now demands.</summary>
    public abstract void UpdateLines();

    public abstract void RefreshLines();

    public virtual void Reset()
    {
        Control = 0;
        PriorityMask = 0;
        BinaryPoint0 = minimumBinaryPoint;
        BinaryPoint1 = minimumBinaryPoint + 1;
        Active.Reset();
    }

    public virtual void Save(BinaryWriter writer)
    {
        writer.Write(Control);
        writer.Write((byte)PriorityMask);
        writer.Write((byte)BinaryPoint0);
        writer.Write((byte)BinaryPoint1);
        Active.Save(writer);
    }

    public virtual void Restore(BinaryReader reader)
    {
        Control = reader.ReadUInt32();
        PriorityMask = reader.ReadByte();
        SetBinaryPoint0(reader.ReadByte());
        SetBinaryPoint1(reader.ReadByte());
        Active.Restore(reader);
    }

    protected abstract void DeactivateInSplitMode(int intId);

    protected int GroupPriority(int priority, bool group1) => priority & GroupPriorityMask(group1);

    private int GroupPriorityMask(bool group1) =>
        group1 && !Has(Cbpr) ? PriorityLevels.Group1Mask(BinaryPoint1) : PriorityLevels.Group0Mask(BinaryPoint0);
}
