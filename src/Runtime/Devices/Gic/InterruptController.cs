namespace Hyp.Jit.Runtime;

/// <summary>What GICv2 and GICv3 share: interrupts, CPU interfaces, input lines, and the lock that every access from a vCPU or a device thread takes.</summary>
internal abstract class InterruptController
{
    private const int MostReports = 256;
    private readonly HashSet<string> reported = [];

    /// <param name="outputs">One per PE: sets an interrupt input of it. Called with <see cref="Gate"/> held, from whatever thread caused the change.</param>
    protected InterruptController(IReadOnlyList<Action<InterruptInput, bool>> outputs, bool sgisHaveSources)
    {
        Interrupts = new InterruptState(outputs.Count, sgisHaveSources);
        Physical = new PhysicalCpuInterface[outputs.Count];
        Virtual = new VirtualCpuInterface[outputs.Count];
        for (int cpu = 0; cpu < outputs.Count; cpu++)
        {
            (Physical[cpu], Virtual[cpu]) = CreateInterfaces(cpu, new InterruptOutputs(outputs[cpu]));
        }
    }

    public Lock Gate { get; } = new();

    public InterruptState Interrupts { get; }

    public PhysicalCpuInterface[] Physical { get; }

    public VirtualCpuInterface[] Virtual { get; }

    public int CpuCount => Physical.Length;

    /// <summary>Receives a line for each kind of guest mistake, once.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>GICD_CTLR.EnableGrp0 in bit 0, EnableGrp1 in bit 1.</summary>
    public uint DistributorEnables { get; private set; }

    /// <summary>Every part to be saved, in the order in which they are to be restored.</summary>
    public abstract IReadOnlyList<ISnapshotPart> SnapshotParts { get; }

    /// <summary>The input line of shared peripheral interrupt <paramref name="number"/>, counted from 0 as device trees do (INTID 32 + number).</summary>
    public IInterruptLine Spi(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, InterruptState.SpiCount);
        return new InputLine(this, 0, IntIds.PrivateCount + number);
    }

    /// <summary>The input line of a private peripheral interrupt, by INTID (16-31).</summary>
    public IInterruptLine Ppi(int cpu, int intId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cpu, CpuCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(intId, IntIds.SgiCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(intId, IntIds.PrivateCount);
        return new InputLine(this, cpu, intId);
    }

    /// <summary>Power-on state. Input lines keep their levels.</summary>
    public virtual void Reset()
    {
        lock (Gate)
        {
            Interrupts.Reset();
            DistributorEnables = 0;
            for (int cpu = 0; cpu < CpuCount; cpu++)
            {
                Physical[cpu].Reset();
                Virtual[cpu].Reset();
                Virtual[cpu].UpdateLines();
            }
            Settle();
        }
    }

    public void SetDistributorEnables(uint value)
    {
        DistributorEnables = value & 3;
        for (int cpu = 0; cpu < CpuCount; cpu++)
        {
            UpdateGroups(cpu);
        }
    }

    /// <summary>Tells arbitration which groups a PE may now be offered.</summary>
    public abstract void UpdateGroups(int cpu);

    /// <summary>Brings the outputs of every PE whose candidates changed up to date. Gate is held.</summary>
    public void Settle()
    {
        while (Interrupts.AnyStale)
        {
            Interrupts.AllFresh();
            for (int cpu = 0; cpu < Physical.Length; cpu++)
            {
                if (Interrupts.IsStale(cpu))
                {
                    Physical[cpu].UpdateLines();
                }
            }
        }
    }

    /// <summary>After a restore: outputs are driven again, whatever the PEs remember of them.</summary>
    public void RefreshLines()
    {
        lock (Gate)
        {
            for (int cpu = 0; cpu < CpuCount; cpu++)
            {
                UpdateGroups(cpu);
                Virtual[cpu].RefreshLines();
                Physical[cpu].RefreshLines();
            }
            Settle();
        }
    }

    public void ReportOnce(string mistake)
    {
        if (Log is not null && reported.Count < MostReports && reported.Add(mistake))
        {
            Log(mistake);
        }
    }

    protected abstract (PhysicalCpuInterface Physical, VirtualCpuInterface Virtual) CreateInterfaces(int cpu, InterruptOutputs outputs);

    private sealed class InputLine(InterruptController gic, int cpu, int intId) : IInterruptLine
    {
        public void Set(bool level)
        {
            lock (gic.Gate)
            {
                gic.Interrupts.SetLine(cpu, intId, level);
                gic.Settle();
            }
        }
    }
}
