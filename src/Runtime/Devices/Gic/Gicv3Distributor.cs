namespace Hyp.Jit.Runtime;

/// <summary>GICv3's distributor with affinity routing always on and one security state (GICD_CTLR.ARE = DS = 1). No LPIs, no message-based SPIs.</summary>
internal sealed class Gicv3Distributor : GicFrame
{
    private const uint Ctlr = 0x0000, Typer = 0x0004, Iidr = 0x0008, Typer2 = 0x000C, Statusr = 0x0010;
    private const uint Irouter = 0x6000, IrouterFirst = Irouter + (8 * IntIds.PrivateCount), IrouterEnd = Irouter + (8 * 1020), Identification = 0xFFD0;
    private const uint Targets = 0x800, TargetsEnd = 0xC00, GroupModifier = 0xD00, NonSecureAccessEnd = 0xF00;

    private const uint AlwaysSet = 1u << 6 | 1u << 4; // DS, ARE
    /// <summary>No1N 25, A3V 24, IDbits 23:19 for 16 bits, ITLinesNumber 7: the board of QEMU counts its 256 SPIs only.</summary>
    private const uint TyperValue = 1u << 25 | 1u << 24 | 15u << 19 | 7;

    // Aff3 and Aff2-Aff0. Interrupt_Routing_Mode is RES0, for TYPER.No1N says that 1-of-N is not supported.
    private const uint RouteLowMask = 0x00FF_FFFF, RouteHighMask = 0xFF;

    private readonly Gicv3 gic;
    private readonly uint[] routes = new uint[InterruptState.SpiCount * 2]; // IROUTER's halves

    public Gicv3Distributor(Gicv3 gic)
        : base(gic, "gicd") => this.gic = gic;

    public void Reset()
    {
        Array.Clear(routes);
        ApplyRoutes();
    }

    protected override uint ReadWord(uint offset, int cpu) => offset switch
    {
        Ctlr => gic.DistributorEnables | AlwaysSet,
        Typer => TyperValue,
        Iidr => GicIdentification.Implementer,
        Typer2 or Statusr => 0,
        >= IrouterFirst and < IrouterEnd => RouteIndex(offset) is int index && index < routes.Length ? routes[index] : 0,
        >= Irouter and < IrouterFirst => 0,
        _ when InterruptRegisterBank.Covers(offset) => InterruptRegisterBank.Read(gic.Interrupts, offset, cpu, InterruptScope.Shared),
        >= Targets and < TargetsEnd => 0, // legacy operation does not exist
        >= GroupModifier and < NonSecureAccessEnd => 0, // one security state
        >= Identification and < 0x1_0000 => GicIdentification.Gicv3Distributor[(int)(offset - Identification) / 4],
        _ => UnknownRead(offset),
    };

    protected override void WriteWord(uint offset, uint value, uint lanes, int cpu)
    {
        switch (offset)
        {
            case Ctlr:
                gic.SetDistributorEnables(value);
                break;
            case >= IrouterFirst and < IrouterEnd:
                WriteRoute(RouteIndex(offset), value, lanes);
                break;
            case Statusr or (>= Irouter and < IrouterFirst) or (>= Targets and < TargetsEnd) or (>= GroupModifier and < NonSecureAccessEnd):
                break;
            default:
                if (InterruptRegisterBank.Covers(offset))
                {
                    InterruptRegisterBank.Write(gic.Interrupts, offset, value, lanes, cpu, InterruptScope.Shared);
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
        gic.Interrupts.Save(writer);
        SnapshotWords.Write(writer, routes);
    }

    protected override void RestoreState(BinaryReader reader)
    {
        uint enables = reader.ReadUInt32();
        gic.Interrupts.Restore(reader);
        SnapshotWords.Read(reader, routes);
        ApplyRoutes();
        gic.SetDistributorEnables(enables);
    }

    private static int RouteIndex(uint offset) => (int)(offset - IrouterFirst) / 4;

    private void WriteRoute(int index, uint value, uint lanes)
    {
        if (index < routes.Length)
        {
            uint writable = lanes & ((index & 1) == 0 ? RouteLowMask : RouteHighMask);
            routes[index] = (routes[index] & ~writable) | (value & writable);
            ApplyRoute(index / 2);
        }
    }

    private void ApplyRoutes()
    {
        for (int spi = 0; spi < InterruptState.SpiCount; spi++)
        {
            ApplyRoute(spi);
        }
    }

    // An affinity that no PE has leaves the interrupt pending in the distributor.
    private void ApplyRoute(int spi)
    {
        uint affinity = routes[spi * 2] | (routes[(spi * 2) + 1] << 24);
        for (int cpu = 0; cpu < gic.CpuCount; cpu++)
        {
            gic.Interrupts.Route(cpu, IntIds.PrivateCount + spi, gic.Affinity(cpu) == affinity);
        }
    }
}
