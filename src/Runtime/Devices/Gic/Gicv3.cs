namespace Hyp.Jit.Runtime;

/// <summary>A GICv3 as the virt board has it: distributor, redistributors and the system-register CPU interfaces.</summary>
internal sealed class Gicv3 : InterruptController
{
    private const int PhysicalPriorityBits = 5;
    private readonly Gicv3Distributor distributor;
    private readonly GicRedistributors redistributors;
    private readonly GicSystemRegisters[] registers;
    private readonly uint[] affinities;

    /// <param name="outputs">One per PE: sets an interrupt input of it.</param>
    /// <param name="affinities">One per PE: Aff3.Aff2.Aff1.Aff0, a byte each, as its MPIDR_EL1 says.</param>
    public Gicv3(IReadOnlyList<Action<InterruptInput, bool>> outputs, IReadOnlyList<uint> affinities)
        : base(outputs, sgisHaveSources: false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(affinities.Count, outputs.Count, nameof(affinities));
        this.affinities = [.. affinities];
        distributor = new Gicv3Distributor(this);
        redistributors = new GicRedistributors(this);
        registers = new GicSystemRegisters[outputs.Count];
        for (int cpu = 0; cpu < registers.Length; cpu++)
        {
            registers[cpu] = new GicSystemRegisters(this, cpu);
        }
        SnapshotParts = [distributor, redistributors, .. registers];
        Reset();
    }

    /// <summary>GICD, 64 KB.</summary>
    public IBusDevice Distributor => distributor;

    /// <summary>GICR, 128 KB a PE.</summary>
    public IBusDevice Redistributors => redistributors;

    public override IReadOnlyList<ISnapshotPart> SnapshotParts { get; }

    /// <summary>ICC_*, ICV_* and ICH_* of one PE.</summary>
    public GicSystemRegisters SystemRegisters(int cpu) => registers[cpu];

    public uint Affinity(int cpu) => affinities[cpu];

    public override void Reset()
    {
        lock (Gate)
        {
            base.Reset();
            distributor.Reset();
            redistributors.Reset();
            Settle();
        }
    }

    // The CPU interface tells its redistributor which groups it takes, so that a disabled group does not stand before an enabled one.
    public override void UpdateGroups(int cpu)
    {
        uint enabled = DistributorEnables & Physical[cpu].Control;
        Interrupts.SetGroups(cpu, (enabled & CpuInterface.EnableGroup0) != 0, (enabled & CpuInterface.EnableGroup1) != 0);
    }

    protected override (PhysicalCpuInterface Physical, VirtualCpuInterface Virtual) CreateInterfaces(int cpu, InterruptOutputs outputs) =>
        (new PhysicalCpuInterface(cpu, Interrupts, outputs, PhysicalPriorityBits, PhysicalPriorityBits, fixedControl: CpuInterface.FiqEn),
         new VirtualCpuInterface(cpu, Interrupts, outputs, version: 3));
}
