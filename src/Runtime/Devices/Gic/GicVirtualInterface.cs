namespace Hyp.Jit.Runtime;

/// <summary>GICH: the hypervisor's control of the virtual CPU interfaces (GICv2 architecture specification, chapter 5). Each PE sees its own.</summary>
internal sealed class GicVirtualInterface(Gicv2 gic) : GicFrame(gic, "gich")
{
    private const uint Hcr = 0x00, Vtr = 0x04, Vmcr = 0x08, Misr = 0x10, Eisr0 = 0x20, Eisr1 = 0x24, Elrsr0 = 0x30, Elrsr1 = 0x34, Apr = 0xF0, Lr0 = 0x100;
    private const uint LrEnd = Lr0 + (4 * VirtualCpuInterface.ListRegisterCount), LrSpaceEnd = 0x200;

    /// <summary>PRIbits 31:29 and PREbits 28:26 are one less than the bits implemented, ListRegs 5:0 one less than their number.</summary>
    private const uint VtrValue = ((VirtualCpuInterface.PriorityBits - 1u) << 29) | ((VirtualCpuInterface.PriorityBits - 1u) << 26) | (VirtualCpuInterface.ListRegisterCount - 1);

    protected override uint ReadWord(uint offset, int cpu)
    {
        VirtualCpuInterface target = gic.Virtual[cpu];
        return offset switch
        {
            Hcr => target.Hcr,
            Vtr => VtrValue,
            Vmcr => target.Vmcr,
            Misr => target.Misr,
            Eisr0 => target.Eisr,
            Elrsr0 => target.Elrsr,
            Eisr1 or Elrsr1 => 0,
            Apr => target.Active.Read(ofGroup1: false, 0),
            >= Lr0 and < LrEnd => ListRegister.ToGicv2(target.ReadList((int)(offset - Lr0) / 4)),
            >= LrEnd and < LrSpaceEnd => 0,
            _ => UnknownRead(offset),
        };
    }

    protected override void WriteWord(uint offset, uint value, uint lanes, int cpu)
    {
        VirtualCpuInterface target = gic.Virtual[cpu];
        switch (offset)
        {
            case Hcr:
                target.Hcr = value;
                break;
            case Vmcr:
                target.Vmcr = value;
                break;
            case Apr:
                target.Active.Write(ofGroup1: false, 0, value);
                break;
            case >= Lr0 and < LrEnd:
                target.WriteList((int)(offset - Lr0) / 4, ListRegister.FromGicv2(value));
                break;
            case >= LrEnd and < LrSpaceEnd:
                return;
            default:
                UnknownWrite(offset);
                return;
        }
        target.UpdateLines();
    }

    protected override void SaveState(BinaryWriter writer)
    {
        foreach (VirtualCpuInterface target in gic.Virtual)
        {
            target.Save(writer);
        }
    }

    protected override void RestoreState(BinaryReader reader)
    {
        foreach (VirtualCpuInterface target in gic.Virtual)
        {
            target.Restore(reader);
        }
    }
}
