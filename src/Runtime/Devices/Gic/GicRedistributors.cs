namespace Hyp.Jit.Runtime;

/// <summary>All redistributors as one region: for each PE 128 KB, of which the first half is RD_base and the second SGI_base. Without LPIs.</summary>
internal sealed class GicRedistributors(Gicv3 gic) : GicFrame(gic, "gicr")
{
    public const uint Stride = 0x2_0000;
    private const uint SgiBase = 0x1_0000;
    private const uint Ctlr = 0x0000, Iidr = 0x0004, TyperLow = 0x0008, TyperHigh = 0x000C, Statusr = 0x0010, Waker = 0x0014;
    private const uint Propbaser = 0x0070, PendbaserEnd = 0x0080, Identification = 0xFFD0;
    private const uint GroupModifier = 0xD00, NonSecureAccess = 0xE00;
    private const uint TyperLast = 1 << 4, TyperCommonLpiAffinity = 1 << 24;
    private const uint ProcessorSleep = 1 << 1, ChildrenAsleep = 1 << 2;

    private readonly bool[] asleep = new bool[gic.CpuCount];

    public void Reset()
    {
        for (int i = 0; i < asleep.Length; i++)
        {
            asleep[i] = true;
        }
    }

    protected override uint ReadWord(uint offset, int cpu)
    {
        uint owner = offset / Stride;
        uint register = offset % Stride;
        if (owner >= gic.CpuCount)
        {
            return UnknownRead(offset);
        }
        return register >= SgiBase ? ReadSgiFrame(register - SgiBase, (int)owner) : ReadControlFrame(register, (int)owner);
    }

    protected override void WriteWord(uint offset, uint value, uint lanes, int cpu)
    {
        uint owner = offset / Stride;
        uint register = offset % Stride;
        if (owner < gic.CpuCount && register >= SgiBase)
        {
            WriteSgiFrame(register - SgiBase, value, lanes, (int)owner);
        }
        else if (owner < gic.CpuCount && register == Waker)
        {
            asleep[owner] = (value & ProcessorSleep) != 0;
        }
        else if (owner >= gic.CpuCount || register is not (Ctlr or Statusr or (>= Propbaser and < PendbaserEnd)))
        {
            UnknownWrite(offset);
        }
    }

    protected override void SaveState(BinaryWriter writer)
    {
        foreach (bool sleeping in asleep)
        {
            writer.Write(sleeping);
        }
    }

    protected override void RestoreState(BinaryReader reader)
    {
        foreach (ref bool sleeping in asleep.AsSpan())
        {
            sleeping = reader.ReadBoolean();
        }
    }

    private uint ReadControlFrame(uint register, int owner) => register switch
    {
        Iidr => GicIdentification.Implementer,
        TyperLow => TyperCommonLpiAffinity | ((uint)owner << 8) | (owner == gic.CpuCount - 1 ? TyperLast : 0),
        TyperHigh => gic.Affinity(owner),
        // A sleeping PE's interrupts are still signalled, as a wake request and as the interrupt at once.
        Waker => asleep[owner] ? ProcessorSleep | ChildrenAsleep : 0,
        Ctlr or Statusr or (>= Propbaser and < PendbaserEnd) => 0,
        >= Identification and < SgiBase => GicIdentification.Gicv3Redistributor[(int)(register - Identification) / 4],
        _ => UnknownRead(register),
    };

    // Each register here has one word, IPRIORITYR eight and ICFGR two; what would belong to SPIs is not in this frame.
    private uint ReadSgiFrame(uint register, int owner)
    {
        if (InterruptRegisterBank.Covers(register))
        {
            return InterruptRegisterBank.Read(gic.Interrupts, register, owner, InterruptScope.Private);
        }
        return register is GroupModifier or NonSecureAccess ? 0 : UnknownRead(SgiBase + register);
    }

    private void WriteSgiFrame(uint register, uint value, uint lanes, int owner)
    {
        if (InterruptRegisterBank.Covers(register))
        {
            InterruptRegisterBank.Write(gic.Interrupts, register, value, lanes, owner, InterruptScope.Private);
        }
        else if (register is not (GroupModifier or NonSecureAccess))
        {
            UnknownWrite(SgiBase + register);
        }
    }
}
