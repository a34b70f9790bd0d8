namespace Hyp.Jit.Runtime;

/// <summary>
/// ICC_*, ICV_* and ICH_* of one PE (GICv3 specification, "AArch64 System register descriptions"). An ICC_* name used at EL1 means the virtual
/// register where HCR_EL2.FMO (Group 0), IMO (Group 1) or either of them (the common registers) routes that group's interrupts to EL2.
/// </summary>
internal sealed unsafe class GicSystemRegisters(Gicv3 gic, int cpu) : IGicCpuInterface, ISnapshotPart
{
    private const ulong HcrFmo = 1 << 3, HcrImo = 1 << 4;

    /// <summary>ICC_CTLR_EL1: A3V 15, IDbits 13:11 for 24 bits, PRIbits 10:8 one less than implemented; CBPR 0 and EOImode 1 can be written.</summary>
    private const uint CtlrFixed = 1u << 15 | 1u << 11 | (VirtualCpuInterface.PriorityBits - 1u) << 8, CtlrCbpr = 1 << 0, CtlrEoiMode = 1 << 1;

    /// <summary>ICH_VTR_EL2: PRIbits 31:29, PREbits 28:26, IDbits 25:23 for 24 bits, A3V 21, nV4 20, TDS 19, ListRegs 4:0.</summary>
    private const uint VtrValue = (VirtualCpuInterface.PriorityBits - 1u) << 29 | (VirtualCpuInterface.PriorityBits - 1u) << 26 | 1u << 23
        | 1u << 21 | 1u << 20 | 1u << 19 | (VirtualCpuInterface.ListRegisterCount - 1);

    private const int IntIdMask = 0xFF_FFFF;

    private readonly PhysicalCpuInterface physical = gic.Physical[cpu];
    private readonly VirtualCpuInterface guest = gic.Virtual[cpu];
    private CpuState* state;

    public string SnapshotName { get; } = $"gic-cpu{cpu}";

    public int SnapshotVersion => 1;

    public ulong HypervisorControl => guest.Hcr;

    public int ListRegisterCount => VirtualCpuInterface.ListRegisterCount;

    public int ActivePriorityRegisterCount => physical.Active.RegisterCount;

    /// <summary>Becomes the GIC of <paramref name="owner"/>, whose EL and HCR_EL2 from now on choose between physical and virtual registers.</summary>
    public void Connect(VirtualCpu owner)
    {
        state = owner.State;
        owner.GicRegisters = this;
    }

    public ulong Read(GicRegister register)
    {
        lock (gic.Gate)
        {
            ulong value = register switch
            {
                GicRegister.IccIar0 => Acknowledge(Target(HcrFmo), group1: false),
                GicRegister.IccIar1 => Acknowledge(Target(HcrImo), group1: true),
                GicRegister.IccHppir0 => HighestPending(Target(HcrFmo), group1: false),
                GicRegister.IccHppir1 => HighestPending(Target(HcrImo), group1: true),
                GicRegister.IccBpr0 => (ulong)Target(HcrFmo).BinaryPoint0,
                GicRegister.IccBpr1 => ReadBinaryPoint1(Target(HcrImo)),
                GicRegister.IccAp0r0 => Target(HcrFmo).Active.Read(ofGroup1: false, 0),
                GicRegister.IccAp1r0 => Target(HcrImo).Active.Read(ofGroup1: true, 0),
                GicRegister.IccPmr => (ulong)Target(HcrFmo | HcrImo).PriorityMask,
                GicRegister.IccCtlr => ReadControl(Target(HcrFmo | HcrImo)),
                GicRegister.IccRpr => (ulong)Target(HcrFmo | HcrImo).Active.Running,
                GicRegister.IccIgrpen0 => Target(HcrFmo).Has(CpuInterface.EnableGroup0) ? 1u : 0,
                GicRegister.IccIgrpen1 => Target(HcrImo).Has(CpuInterface.EnableGroup1) ? 1u : 0,
                GicRegister.IchHcr => guest.Hcr,
                GicRegister.IchVtr => VtrValue,
                GicRegister.IchVmcr => guest.Vmcr,
                GicRegister.IchMisr => guest.Misr,
                GicRegister.IchEisr => guest.Eisr,
                GicRegister.IchElrsr => guest.Elrsr,
                GicRegister.IchAp0r0 => guest.Active.Read(ofGroup1: false, 0),
                GicRegister.IchAp1r0 => guest.Active.Read(ofGroup1: true, 0),
                >= GicRegister.IchLr0 and < GicRegister.IchLr0 + VirtualCpuInterface.ListRegisterCount => guest.ReadList(register - GicRegister.IchLr0),
                _ => 0,
            };
            gic.Settle();
            return value;
        }
    }

    public void Write(GicRegister register, ulong value)
    {
        lock (gic.Gate)
        {
            if (register >= GicRegister.IchHcr)
            {
                WriteHypervisor(register, value);
                guest.UpdateLines();
            }
            else if (register is GicRegister.IccSgi0r or GicRegister.IccSgi1r or GicRegister.IccAsgi1r)
            {
                RequestSgi(value, toGroup1: register == GicRegister.IccSgi1r);
            }
            else
            {
                CpuInterface target = Target(RoutingBits(register));
                WriteInterface(target, register, value);
                target.UpdateLines();
            }
            gic.Settle();
        }
    }

    public void Save(BinaryWriter writer)
    {
        lock (gic.Gate)
        {
            physical.Save(writer);
            guest.Save(writer);
        }
    }

    public void Restore(BinaryReader reader)
    {
        lock (gic.Gate)
        {
            physical.Restore(reader);
            guest.Restore(reader);
            gic.RefreshLines();
        }
    }

    private static ulong RoutingBits(GicRegister register) => register switch
    {
        GicRegister.IccEoir0 or GicRegister.IccBpr0 or GicRegister.IccAp0r0 or GicRegister.IccIgrpen0 => HcrFmo,
        GicRegister.IccEoir1 or GicRegister.IccBpr1 or GicRegister.IccAp1r0 or GicRegister.IccIgrpen1 => HcrImo,
        _ => HcrFmo | HcrImo,
    };

    private static ulong Acknowledge(CpuInterface target, bool group1)
    {
        PendingInterrupt pending = target.Pending;
        if (pending.Group1 != group1 || !target.CanSignal(pending))
        {
            return IntIds.Spurious;
        }
        target.Acknowledge();
        target.UpdateLines();
        return (ulong)pending.IntId;
    }

    private static ulong HighestPending(CpuInterface target, bool group1)
    {
        PendingInterrupt pending = target.Pending;
        return pending.Group1 == group1 ? (ulong)pending.IntId : IntIds.Spurious;
    }

    // With CBPR, BPR1 shows what Group 1 really uses, on its own scale, and cannot be written.
    private static ulong ReadBinaryPoint1(CpuInterface target) =>
        (ulong)(target.Has(CpuInterface.Cbpr) ? Math.Min(target.BinaryPoint0 + 1, 7) : target.BinaryPoint1);

    private static uint ReadControl(CpuInterface target) =>
        CtlrFixed | (target.Has(CpuInterface.Cbpr) ? CtlrCbpr : 0) | (target.Has(CpuInterface.EoiMode) ? CtlrEoiMode : 0);

    private static void SetControl(CpuInterface target, uint bits, bool value) =>
        target.Control = value ? target.Control | bits : target.Control & ~bits;

    private CpuInterface Target(ulong routingBits) =>
        state is not null && state->El == (byte)ExceptionLevel.EL1 && (state->Sys[(int)Slot.HcrEl2] & routingBits) != 0 ? guest : physical;

    private void WriteInterface(CpuInterface target, GicRegister register, ulong value)
    {
        switch (register)
        {
            case GicRegister.IccEoir0:
                target.EndOfInterrupt((int)value & IntIdMask, group1: false);
                break;
            case GicRegister.IccEoir1:
                target.EndOfInterrupt((int)value & IntIdMask, group1: true);
                break;
            case GicRegister.IccDir:
                target.Deactivate((int)value & IntIdMask);
                break;
            case GicRegister.IccPmr:
                target.SetPriorityMask((uint)value);
                break;
            case GicRegister.IccBpr0:
                target.SetBinaryPoint0((uint)value);
                break;
            case GicRegister.IccBpr1 when !target.Has(CpuInterface.Cbpr):
                target.SetBinaryPoint1((uint)value);
                break;
            case GicRegister.IccAp0r0:
                target.Active.Write(ofGroup1: false, 0, (uint)value);
                break;
            case GicRegister.IccAp1r0:
                target.Active.Write(ofGroup1: true, 0, (uint)value);
                break;
            case GicRegister.IccCtlr:
                SetControl(target, CpuInterface.Cbpr, (value & CtlrCbpr) != 0);
                SetControl(target, CpuInterface.EoiMode, (value & CtlrEoiMode) != 0);
                break;
            case GicRegister.IccIgrpen0:
                SetControl(target, CpuInterface.EnableGroup0, (value & 1) != 0);
                gic.UpdateGroups(cpu);
                break;
            case GicRegister.IccIgrpen1:
                SetControl(target, CpuInterface.EnableGroup1, (value & 1) != 0);
                gic.UpdateGroups(cpu);
                break;
        }
    }

    private void WriteHypervisor(GicRegister register, ulong value)
    {
        switch (register)
        {
            case GicRegister.IchHcr:
                guest.Hcr = (uint)value;
                break;
            case GicRegister.IchVmcr:
                guest.Vmcr = (uint)value;
                break;
            case GicRegister.IchAp0r0:
                guest.Active.Write(ofGroup1: false, 0, (uint)value);
                break;
            case GicRegister.IchAp1r0:
                guest.Active.Write(ofGroup1: true, 0, (uint)value);
                break;
            case >= GicRegister.IchLr0 and < GicRegister.IchLr0 + VirtualCpuInterface.ListRegisterCount:
                guest.WriteList(register - GicRegister.IchLr0, value);
                break;
        }
    }

    // Aff3 55:48, IRM 40, Aff2 39:32, INTID 27:24, Aff1 23:16, TargetList 15:0. An SGI reaches a PE only if its group there is the one asked for;
    // with one security state ICC_ASGI1R_EL1 names Group 0, as ICC_SGI0R_EL1 does.
    private void RequestSgi(ulong value, bool toGroup1)
    {
        int sgi = (int)(value >> 24) & 0xF;
        bool allOthers = (value >> 40 & 1) != 0;
        uint cluster = (uint)(value >> 48 & 0xFF) << 24 | (uint)(value >> 32 & 0xFF) << 16 | (uint)(value >> 16 & 0xFF) << 8;
        for (int target = 0; target < gic.CpuCount; target++)
        {
            uint affinity = gic.Affinity(target);
            bool named = allOthers
                ? target != cpu
                : (affinity & ~0xFFu) == cluster && (affinity & 0xFF) < 16 && (value >> (int)(affinity & 0xF) & 1) != 0;
            if (named && gic.Interrupts.IsGroup1(target, sgi) == toGroup1)
            {
                gic.Interrupts.Set(InterruptBit.Latched, target, 1u << sgi);
            }
        }
    }
}
