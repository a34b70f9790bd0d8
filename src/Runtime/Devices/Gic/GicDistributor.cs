namespace Hyp.Jit.Runtime;

/// <summary>GICv2's distributor, GICD (GICv2 architecture specification, "Distributor register descriptions"), without security extensions.</summary>
internal sealed class GicDistributor(Gicv2 gic) : GicFrame(gic, "gicd")
{
    private const uint Ctlr = 0x000, Typer = 0x004, Iidr = 0x008;
    private const uint Targets = 0x800, TargetsEnd = 0xC00, Sgir = 0xF00;
    private const uint ClearPendingSgi = 0xF10, SetPendingSgi = 0xF20, SetPendingSgiEnd = 0xF30, Identification = 0xFD0;

    private readonly InterruptState interrupts = gic.Interrupts;

    protected override uint ReadWord(uint offset, int cpu) => offset switch
    {
        Ctlr => gic.DistributorEnables,
        Typer => ((uint)(gic.CpuCount - 1) << 5) | ((uint)(InterruptState.IntIdCount / 32) - 1),
        Iidr => GicIdentification.Implementer,
        _ when InterruptRegisterBank.Covers(offset) => InterruptRegisterBank.Read(interrupts, offset, cpu, InterruptScope.All),
        >= Targets and < TargetsEnd => ReadTargets((int)(offset - Targets), cpu),
        >= ClearPendingSgi and < SetPendingSgi => ReadSgiSources((int)(offset - ClearPendingSgi), cpu),
        >= SetPendingSgi and < SetPendingSgiEnd => ReadSgiSources((int)(offset - SetPendingSgi), cpu),
        >= Identification and < 0x1000 => GicIdentification.Gicv2Distributor[(int)(offset - Identification) / 4],
        _ => UnknownRead(offset),
    };

    protected override void WriteWord(uint offset, uint value, uint lanes, int cpu)
    {
        switch (offset)
        {
            case Ctlr:
                gic.SetDistributorEnables(value);
                break;
            case Sgir:
                RequestSgi(value, cpu);
                break;
            case >= Targets and < TargetsEnd:
                WriteTargets((int)(offset - Targets), value, lanes);
                break;
            case >= ClearPendingSgi and < SetPendingSgi:
                ChangeSgiSources((int)(offset - ClearPendingSgi), value, cpu, request: false);
                break;
            case >= SetPendingSgi and < SetPendingSgiEnd:
                ChangeSgiSources((int)(offset - SetPendingSgi), value, cpu, request: true);
                break;
            default:
                if (InterruptRegisterBank.Covers(offset))
                {
                    InterruptRegisterBank.Write(interrupts, offset, value, lanes, cpu, InterruptScope.All);
                }
                else
                {
                    UnknownWrite(offset);
                }
                break;
        }
    }

    protected override void SaveState(BinaryWriter writer)
    {
        writer.Write(gic.DistributorEnables);
        interrupts.Save(writer);
    }

    protected override void RestoreState(BinaryReader reader)
    {
        uint enables = reader.ReadUInt32();
        interrupts.Restore(reader);
        gic.SetDistributorEnables(enables);
    }

    // A private interrupt targets its reader. With one PE there is nothing to choose: all of it reads as zero.
    private uint ReadTargets(int first, int cpu)
    {
        if (gic.CpuCount == 1 || first >= InterruptState.IntIdCount)
        {
            return 0;
        }
        if (first < IntIds.PrivateCount)
        {
            return 0x0101_0101u << cpu;
        }
        uint value = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int target = 0; target < gic.CpuCount; target++)
            {
                value |= interrupts.IsRouted(target, first + i) ? 1u << ((8 * i) + target) : 0;
            }
        }
        return value;
    }

    private void WriteTargets(int first, uint value, uint lanes)
    {
        if (gic.CpuCount == 1 || first < IntIds.PrivateCount || first >= InterruptState.IntIdCount)
        {
            return;
        }
        for (int i = 0; i < 4; i++)
        {
            if ((lanes >> (8 * i) & 1) == 0)
            {
                continue;
            }
            for (int target = 0; target < gic.CpuCount; target++)
            {
                interrupts.Route(target, first + i, (value >> ((8 * i) + target) & 1) != 0);
            }
        }
    }

    // TargetListFilter 25:24, CPUTargetList 23:16, SGIINTID 3:0.
    private void RequestSgi(uint value, int cpu)
    {
        uint targets = (value >> 24 & 3) switch
        {
            0 => value >> 16 & 0xFF,
            1 => ~(1u << cpu),
            2 => 1u << cpu,
            _ => 0,
        };
        int sgi = (int)value & 0xF;
        for (int target = 0; target < gic.CpuCount; target++)
        {
            if ((targets >> target & 1) != 0)
            {
                interrupts.SetSgiSources(target, sgi, (byte)(interrupts.SgiSources(target, sgi) | (1 << cpu)));
            }
        }
    }

    private uint ReadSgiSources(int first, int cpu)
    {
        uint value = 0;
        for (int i = 0; i < 4; i++)
        {
            value |= (uint)interrupts.SgiSources(cpu, first + i) << (8 * i);
        }
        return value;
    }

    private void ChangeSgiSources(int first, uint value, int cpu, bool request)
    {
        int existing = (1 << gic.CpuCount) - 1;
        for (int i = 0; i < 4; i++)
        {
            int sources = (int)(value >> (8 * i)) & existing;
            if (sources != 0)
            {
                int present = interrupts.SgiSources(cpu, first + i);
                interrupts.SetSgiSources(cpu, first + i, (byte)(request ? present | sources : present & ~sources));
            }
        }
    }
}
