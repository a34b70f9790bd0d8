namespace Hyp.Jit.Runtime;

/// <summary>
/// A memory-mapped CPU interface: GICC over the physical interfaces, GICV over the virtual ones. Each PE sees its own. The frame is 8 KB long;
/// GICC_DIR begins the second 4 KB.
/// </summary>
internal sealed class GicCpuInterface(Gicv2 gic, string snapshotName, CpuInterface[] interfaces) : GicFrame(gic, snapshotName)
{
    private const uint Ctlr = 0x00, Pmr = 0x04, Bpr = 0x08, Iar = 0x0C, Eoir = 0x10, Rpr = 0x14, Hppir = 0x18, Abpr = 0x1C;
    private const uint Aiar = 0x20, Aeoir = 0x24, Ahppir = 0x28, Apr = 0xD0, Nsapr = 0xE0, NsaprEnd = 0xF0, Iidr = 0xFC, Dir = 0x1000;

    protected override uint ReadWord(uint offset, int cpu)
    {
        CpuInterface target = interfaces[cpu];
        switch (offset)
        {
            case Ctlr: return target.Control;
            case Pmr: return (uint)target.PriorityMask;
            case Bpr: return (uint)target.BinaryPoint0;
            case Abpr: return (uint)target.BinaryPoint1;
            case Iar: return Acknowledge(target, alias: false);
            case Aiar: return Acknowledge(target, alias: true);
            case Rpr: return (uint)target.Active.Running;
            case Hppir: return HighestPending(target, alias: false);
            case Ahppir: return HighestPending(target, alias: true);
            case >= Apr and < NsaprEnd:
                return TryActiveRegister(target, offset, out bool ofGroup1, out int register) ? target.Active.Read(ofGroup1, register) : 0;
            case Iidr: return GicIdentification.CpuInterfaceImplementer;
            case Eoir or Aeoir or Dir: return 0;
            default: return UnknownRead(offset);
        }
    }

    protected override void WriteWord(uint offset, uint value, uint lanes, int cpu)
    {
        CpuInterface target = interfaces[cpu];
        int intId = (int)value & 0x3FF;
        switch (offset)
        {
            case Ctlr:
                target.Control = value & CpuInterface.AllControls;
                break;
            case Pmr:
                target.SetPriorityMask(value);
                break;
            case Bpr:
                target.SetBinaryPoint0(value);
                break;
            case Abpr:
                target.SetBinaryPoint1(value);
                break;
            case Eoir:
                target.EndOfInterrupt(intId, group1: null);
                break;
            case Aeoir:
                target.EndOfInterrupt(intId, group1: true);
                break;
            case Dir:
                target.Deactivate(intId);
                break;
            case >= Apr and < NsaprEnd:
                if (TryActiveRegister(target, offset, out bool ofGroup1, out int register))
                {
                    target.Active.Write(ofGroup1, register, value);
                }
                break;
            default:
                UnknownWrite(offset);
                return;
        }
        target.UpdateLines();
    }

    protected override void SaveState(BinaryWriter writer)
    {
        foreach (CpuInterface target in interfaces)
        {
            target.Save(writer);
        }
    }

    protected override void RestoreState(BinaryReader reader)
    {
        foreach (CpuInterface target in interfaces)
        {
            target.Restore(reader);
        }
    }

    private static uint Acknowledge(CpuInterface target, bool alias)
    {
        PendingInterrupt pending = target.Pending;
        if (!target.CanSignal(pending))
        {
            return IntIds.Spurious;
        }
        uint answer = AnswerFor(target, pending, alias);
        if (answer < IntIds.FirstSpecial)
        {
            answer |= (uint)target.Acknowledge() << 10;
            target.UpdateLines();
        }
        return answer;
    }

    private static uint HighestPending(CpuInterface target, bool alias)
    {
        PendingInterrupt pending = target.Pending;
        uint answer = AnswerFor(target, pending, alias);
        return answer < IntIds.FirstSpecial ? answer | ((uint)target.PendingSource << 10) : answer;
    }

    // GICC_IAR and GICC_HPPIR show Group 1 only with AckCtl; their aliases show nothing else.
    private static uint AnswerFor(CpuInterface target, in PendingInterrupt pending, bool alias)
    {
        if (pending.IntId == IntIds.Spurious || (alias && !pending.Group1))
        {
            return IntIds.Spurious;
        }
        return !alias && pending.Group1 && !target.Has(CpuInterface.AckCtl) ? IntIds.OtherGroup : (uint)pending.IntId & 0x3FF;
    }

    private static bool TryActiveRegister(CpuInterface target, uint offset, out bool ofGroup1, out int register)
    {
        ofGroup1 = offset >= Nsapr;
        register = (int)(offset & 0xF) / 4;
        return register < target.Active.RegisterCount && (!ofGroup1 || target.Active.HasSeparateGroups);
    }
}
