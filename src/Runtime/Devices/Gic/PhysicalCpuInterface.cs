using System.Numerics;

namespace Hyp.Jit.Runtime;

/// <summary>The CPU interface that signals physical interrupts to one PE.</summary>
internal sealed class PhysicalCpuInterface : CpuInterface
{
    private readonly InterruptState interrupts;
    private readonly InterruptOutputs outputs;
    private readonly uint fixedControl;

    /// <param name="fixedControl">Control bits that are always 1: FIQEn for GICv3, where Group 0 is FIQ without a choice.</param>
    public PhysicalCpuInterface(int cpu, InterruptState interrupts, InterruptOutputs outputs, int priorityBits, int preemptionBits, uint fixedControl)
        : base(cpu, priorityBits, preemptionBits, separateActiveGroups: true)
    {
        this.interrupts = interrupts;
        this.outputs = outputs;
        this.fixedControl = fixedControl;
        Reset();
    }

    public override PendingInterrupt Pending => interrupts.Best(Cpu);

    public override int PendingSource => Pending.IntId < IntIds.SgiCount
        ? BitOperations.TrailingZeroCount(interrupts.SgiSources(Cpu, Pending.IntId) | 0x100u) & 7
        : 0;

    public override int Acknowledge()
    {
        PendingInterrupt taken = Pending;
        Active.Activate(taken.Group1, GroupPriority(taken.Priority, taken.Group1));
        return interrupts.Acknowledge(Cpu, taken.IntId);
    }

    public override void EndOfInterrupt(int intId, bool? group1)
    {
        if (intId >= InterruptState.IntIdCount || Active.Running == PriorityLevels.Idle || (group1 is bool wanted && wanted != Active.RunningIsGroup1))
        {
            return;
        }
        Active.Drop(group1 ?? interrupts.IsGroup1(Cpu, intId));
        if (!Has(EoiMode))
        {
            interrupts.Deactivate(Cpu, intId);
        }
    }

    public override void UpdateLines()
    {
        PendingInterrupt pending = Pending;
        bool signal = CanSignal(pending);
        bool fiq = !pending.Group1 && Has(FiqEn);
        outputs.Set(InterruptInput.Irq, signal && !fiq);
        outputs.Set(InterruptInput.Fiq, signal && fiq);
    }

    public override void RefreshLines()
    {
        UpdateLines();
        outputs.Refresh();
    }

    public override void Reset()
    {
        base.Reset();
        Control = fixedControl;
    }

    protected override void DeactivateInSplitMode(int intId) => interrupts.Deactivate(Cpu, intId);
}
