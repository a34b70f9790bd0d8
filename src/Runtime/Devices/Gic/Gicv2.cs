namespace Hyp.Jit.Runtime;

/// <summary>A GICv2 as the virt board has it: distributor, CPU interfaces, and the hypervisor's half, for at most eight PEs.</summary>
internal sealed class Gicv2 : InterruptController
{
    public const int MostCpus = 8;

    public Gicv2(IReadOnlyList<Action<InterruptInput, bool>> outputs)
        : base(outputs, sgisHaveSources: true)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputs.Count, MostCpus, nameof(outputs));
        GicDistributor distributor = new(this);
        Distributor = distributor;
        CpuInterface = new GicCpuInterface(this, "gicc", Physical);
        HypervisorInterface = new GicVirtualInterface(this);
        VirtualCpuInterface = new GicCpuInterface(this, "gicv", Virtual);
        SnapshotParts = [Distributor, CpuInterface, HypervisorInterface];
        Reset();
    }

    /// <summary>GICD, 4 KB of registers.</summary>
    public IBusDevice Distributor { get; }

    /// <summary>GICC, 8 KB.</summary>
    public IBusDevice CpuInterface { get; }

    /// <summary>GICH, 4 KB; the state of GICV is in it.</summary>
    public IBusDevice HypervisorInterface { get; }

    /// <summary>GICV, 8 KB.</summary>
    public IBusDevice VirtualCpuInterface { get; }

    public override IReadOnlyList<ISnapshotPart> SnapshotParts { get; }

    public override void Reset()
    {
        base.Reset();
        if (CpuCount == 1)
        {
            // GICD_ITARGETSR does not exist on a uniprocessor: every SPI goes to its PE.
            for (int intId = IntIds.PrivateCount; intId < InterruptState.IntIdCount; intId++)
            {
                Interrupts.Route(0, intId, true);
            }
        }
    }

    // The distributor offers what it has; GICC_CTLR's enables are looked at by the interface.
    public override void UpdateGroups(int cpu) =>
        Interrupts.SetGroups(cpu, (DistributorEnables & 1) != 0, (DistributorEnables & 2) != 0);

    protected override (PhysicalCpuInterface Physical, VirtualCpuInterface Virtual) CreateInterfaces(int cpu, InterruptOutputs outputs) =>
        (new PhysicalCpuInterface(cpu, Interrupts, outputs, priorityBits: 8, preemptionBits: 7, fixedControl: 0),
         new VirtualCpuInterface(cpu, Interrupts, outputs, version: 2));
}
