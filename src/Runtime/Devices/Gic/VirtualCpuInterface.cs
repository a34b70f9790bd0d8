namespace Hyp.Jit.Runtime;

/// <summary>
/// The virtual CPU interface of one PE: what a guest sees through GICV or ICV_*, and what its hypervisor controls through GICH or ICH_*.
/// Rules from the GICv3 specification, "Handling virtual interrupts"; GICv2's are the same where not said otherwise.
/// </summary>
internal sealed class VirtualCpuInterface : CpuInterface
{
    public const int ListRegisterCount = 4;
    public const int PriorityBits = 5;
    private const int FirstLpi = 8192;
    private const uint EoiCountUnit = 1u << 27;

    // ICH_HCR_EL2 and, in the low byte, its interrupt causes: enables in HCR, states in MISR.
    private const uint En = 1;
    private const uint MisrEoi = 1 << 0, MisrU = 1 << 1, MisrLrenp = 1 << 2, MisrNp = 1 << 3;
    private const uint MisrGroup0Enabled = 1 << 4, MisrGroup0Disabled = 1 << 5, MisrGroup1Enabled = 1 << 6, MisrGroup1Disabled = 1 << 7;

    private readonly InterruptState interrupts;
    private readonly InterruptOutputs outputs;
    private readonly ulong[] lists = new ulong[ListRegisterCount];
    private readonly uint writableHcr, writableControl, fixedControl, writableMask;
    private uint hcr;

    /// <param name="version">2 or 3: GICv2 has AckCtl and a choice of FIQEn, one active priorities register, five bits of mask in VMCR; GICv3 has trap bits in HCR.</param>
    public VirtualCpuInterface(int cpu, InterruptState interrupts, InterruptOutputs outputs, int version)
        : base(cpu, PriorityBits, PriorityBits, separateActiveGroups: version >= 3)
    {
        this.interrupts = interrupts;
        this.outputs = outputs;
        (writableHcr, writableControl, fixedControl, writableMask) = version >= 3
            ? (0xF800_7CFFu, EnableGroup0 | EnableGroup1 | Cbpr | EoiMode, FiqEn, 0xFFu)
            : (0xF800_00FFu, AllControls, 0u, 0xF8u);
        Reset();
    }

    /// <summary>GICH_HCR, ICH_HCR_EL2.</summary>
    public uint Hcr
    {
        get => hcr;
        set => hcr = value & writableHcr;
    }

    /// <summary>GICH_VMCR, ICH_VMCR_EL2: the guest-visible controls in one word.</summary>
    public uint Vmcr
    {
        get => Control | ((uint)BinaryPoint1 << 18) | ((uint)BinaryPoint0 << 21) | ((uint)PriorityMask << 24);
        set
        {
            Control = (value & writableControl) | fixedControl;
            SetBinaryPoint1(value >> 18);
            SetBinaryPoint0(value >> 21);
            PriorityMask = (int)((value >> 24) & writableMask);
        }
    }

    /// <summary>List registers with nothing left to do: invalid, and with no maintenance owed for them.</summary>
    public uint Elrsr => Collect(static list =>
        (list & (ListRegister.Pending | ListRegister.Active)) == 0 && (list & (ListRegister.Hardware | ListRegister.EoiMaintenance)) != ListRegister.EoiMaintenance);

    /// <summary>List registers that ended and owe an EOI maintenance interrupt.</summary>
    public uint Eisr => Collect(static list =>
        (list & (ListRegister.Pending | ListRegister.Active | ListRegister.Hardware | ListRegister.EoiMaintenance)) == ListRegister.EoiMaintenance);

    /// <summary>Maintenance interrupt causes that hold now.</summary>
    public uint Misr
    {
        get
        {
            int valid = 0;
            bool anyPending = false;
            foreach (ulong list in lists)
            {
                valid += (list & (ListRegister.Pending | ListRegister.Active)) != 0 ? 1 : 0;
                anyPending |= ListRegister.IsPendingOnly(list);
            }
            uint conditions = (valid < 2 ? MisrU : 0)
                | (hcr >= EoiCountUnit ? MisrLrenp : 0)
                | (anyPending ? 0 : MisrNp)
                | (Has(EnableGroup0) ? MisrGroup0Enabled : MisrGroup0Disabled)
                | (Has(EnableGroup1) ? MisrGroup1Enabled : MisrGroup1Disabled);
            return (conditions & hcr & 0xFE) | (Eisr != 0 ? MisrEoi : 0);
        }
    }

    // ICH_HCR_EL2.En clear silences the interface and makes acknowledge reads spurious; ICV_HPPIR still shows what is listed.
    protected override bool IsOn => (hcr & En) != 0;

    public override PendingInterrupt Pending
    {
        get
        {
            int index = BestList();
            return index < 0
                ? PendingInterrupt.None
                : new(ListRegister.VirtualIntId(lists[index]), ListRegister.Priority(lists[index]), ListRegister.IsGroup1(lists[index]));
        }
    }

    public override int PendingSource
    {
        get
        {
            int index = BestList();
            return index < 0 ? 0 : SourceOf(lists[index]);
        }
    }

    public ulong ReadList(int index) => lists[index];

    public void WriteList(int index, ulong value) => lists[index] = ListRegister.Sanitize(value);

    public override int Acknowledge()
    {
        ref ulong list = ref lists[BestList()];
        int intId = ListRegister.VirtualIntId(list);
        list &= ~ListRegister.Pending;
        // A hypervisor that lists a special INTID gets it read and forgotten; LPIs have no active state.
        if (intId is < IntIds.FirstSpecial or > IntIds.Spurious)
        {
            bool group1 = ListRegister.IsGroup1(list);
            Active.Activate(group1, GroupPriority(ListRegister.Priority(list), group1));
            list |= intId < FirstLpi ? ListRegister.Active : 0;
        }
        return SourceOf(list);
    }

    public override void EndOfInterrupt(int intId, bool? group1)
    {
        if (intId is >= IntIds.FirstSpecial and <= IntIds.Spurious)
        {
            return;
        }
        int dropped = Active.Drop();
        if (Has(EoiMode))
        {
            return;
        }
        int index = ActiveList(intId);
        if (index < 0)
        {
            if (dropped != PriorityLevels.Idle)
            {
                CountUnlistedEnd(intId);
            }
            return;
        }
        // The system registers deactivate only what fits the register and the dropped priority; GICV_EOIR trusts the guest's INTID.
        ulong list = lists[index];
        if (group1 is not bool wanted
            || (ListRegister.IsGroup1(list) == wanted && GroupPriority(ListRegister.Priority(list), wanted) == dropped))
        {
            DeactivateList(index);
        }
    }

    public override void UpdateLines()
    {
        PendingInterrupt pending = Pending;
        bool signal = CanSignal(pending);
        bool fiq = !pending.Group1 && Has(FiqEn);
        outputs.Set(InterruptInput.VirtualIrq, signal && !fiq);
        outputs.Set(InterruptInput.VirtualFiq, signal && fiq);
        interrupts.SetLine(Cpu, IntIds.Maintenance, (hcr & En) != 0 && Misr != 0);
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
        hcr = 0;
        Array.Clear(lists);
    }

    public override void Save(BinaryWriter writer)
    {
        base.Save(writer);
        writer.Write(hcr);
        foreach (ulong list in lists)
        {
            writer.Write(list);
        }
    }

    public override void Restore(BinaryReader reader)
    {
        base.Restore(reader);
        hcr = reader.ReadUInt32() & writableHcr;
        foreach (ref ulong list in lists.AsSpan())
        {
            list = ListRegister.Sanitize(reader.ReadUInt64());
        }
    }

    protected override void DeactivateInSplitMode(int intId)
    {
        int index = ActiveList(intId);
        if (index < 0)
        {
            CountUnlistedEnd(intId);
        }
        else
        {
            DeactivateList(index);
        }
    }

    private static int SourceOf(ulong list) =>
        ListRegister.VirtualIntId(list) < IntIds.SgiCount && !ListRegister.IsHardware(list) ? ListRegister.Source(list) : 0;

    // The pending list register of highest priority in an enabled group, or -1.
    private int BestList()
    {
        int best = -1;
        int bestPriority = PriorityLevels.Idle;
        for (int i = 0; i < lists.Length; i++)
        {
            ulong list = lists[i];
            if (ListRegister.IsPendingOnly(list) && Has(ListRegister.IsGroup1(list) ? EnableGroup1 : EnableGroup0) && ListRegister.Priority(list) < bestPriority)
            {
                best = i;
                bestPriority = ListRegister.Priority(list);
            }
        }
        return best;
    }

    private int ActiveList(int intId)
    {
        for (int i = 0; i < lists.Length; i++)
        {
            if ((lists[i] & ListRegister.Active) != 0 && ListRegister.VirtualIntId(lists[i]) == intId)
            {
                return i;
            }
        }
        return -1;
    }

    // A hardware list register deactivates its physical interrupt with it, so that the guest's EOI needs no hypervisor.
    private void DeactivateList(int index)
    {
        ref ulong list = ref lists[index];
        list &= ~ListRegister.Active;
        if (ListRegister.IsHardware(list))
        {
            interrupts.Deactivate(Cpu, ListRegister.PhysicalIntId(list));
        }
    }

    // The hypervisor keeps more active interrupts than fit; EOIcount tells it how many of those have ended.
    private void CountUnlistedEnd(int intId)
    {
        if (intId < FirstLpi)
        {
            hcr += EoiCountUnit; // A 5-bit field at the top: it wraps by itself.
        }
    }

    private uint Collect(Func<ulong, bool> condition)
    {
        uint mask = 0;
        for (int i = 0; i < lists.Length; i++)
        {
            mask |= condition(lists[i]) ? 1u << i : 0;
        }
        return mask;
    }
}
