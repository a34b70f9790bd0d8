namespace Hyp.Jit.Runtime;

/// <summary>Saving and restoring a PE: everything a guest can observe, nothing that only makes it fast.</summary>
internal sealed unsafe partial class VirtualCpu : ISnapshotPart
{
    public string SnapshotName => $"cpu{Index}";

    public int SnapshotVersion => 2;

    public void Save(BinaryWriter writer)
    {
        writer.Write(Model.Name);
        writer.Write(Options.HasEl2);
        Words(State->X, 32, writer);
        Words(State->V, 64, writer);
        writer.Write(State->Pc);
        writer.Write(State->Nzcv);
        writer.Write(State->Retired);
        writer.Write(State->El);
        writer.Write(State->SpSel);
        writer.Write(State->Daif);
        writer.Write(State->Il);
        writer.Write(State->Ss);
        writer.Write(State->NRw);
        writer.Write(State->Mode);
        writer.Write(State->Thumb);
        writer.Write(State->DataE);
        writer.Write(State->ItState);
        writer.Write((byte)State->Q);
        writer.Write((byte)State->Ge);
        writer.Write(State->Fpcr);
        writer.Write(State->Fpsr);
        writer.Write(State->ExclusiveSize);
        writer.Write(State->ExclusiveAddress);
        writer.Write(State->ExclusiveLow);
        writer.Write(State->ExclusiveHigh);
        writer.Write((int)Slot.Count);
        Words(State->Sys, (int)Slot.Count, writer);
        writer.Write(IsHalted);
        writer.Write(IsPoweredOff);
        writer.Write(EventRegister);
        writer.Write(Volatile.Read(ref lines));
        writer.Write(Pmu.SynchronizedAt);
    }

    public void Restore(BinaryReader reader)
    {
        string model = reader.ReadString();
        bool hasEl2 = reader.ReadBoolean();
        if (model != Model.Name || hasEl2 != Options.HasEl2)
        {
            throw new InvalidDataException($"{SnapshotName}: saved from {model} {(hasEl2 ? "with" : "without")} EL2, cannot restore into {Model.Name}");
        }
        Words(State->X, 32, reader);
        Words(State->V, 64, reader);
        State->Pc = reader.ReadUInt64();
        State->Nzcv = reader.ReadUInt32();
        State->Retired = reader.ReadInt64();
        State->El = AtMost(reader, (byte)Options.HighestLevel, "exception level");
        State->SpSel = AtMost(reader, (byte)(State->El == 0 ? 0 : 1), "SP selection");
        State->Daif = AtMost(reader, Daif.All, "DAIF");
        State->Il = AtMost(reader, 1, "PSTATE.IL");
        State->Ss = AtMost(reader, 1, "PSTATE.SS");
        RestoreAArch32(reader);
        State->Fpcr = reader.ReadUInt32();
        State->Fpsr = reader.ReadUInt32();
        State->ExclusiveSize = reader.ReadInt32();
        State->ExclusiveAddress = reader.ReadUInt64();
        State->ExclusiveLow = reader.ReadUInt64();
        State->ExclusiveHigh = reader.ReadUInt64();
        if (reader.ReadInt32() != (int)Slot.Count)
        {
            throw new InvalidDataException($"{SnapshotName}: another set of system registers");
        }
        Words(State->Sys, (int)Slot.Count, reader);
        IsHalted = reader.ReadBoolean();
        IsPoweredOff = reader.ReadBoolean();
        EventRegister = reader.ReadBoolean();
        Volatile.Write(ref lines, reader.ReadInt32());
        Pmu.SynchronizedAt = reader.ReadInt64();
        SelectContext();
        UpdateInterrupts();
    }

    private void RestoreAArch32(BinaryReader reader)
    {
        State->NRw = AtMost(reader, 1, "PSTATE.nRW");
        State->Mode = reader.ReadByte();
        bool isMode = State->NRw == 0 ? State->Mode == 0 : ProcessorMode.LevelOf(State->Mode, Options.HasEl2) == CurrentEl;
        if (!isMode || (State->NRw == 0 && !Model.AArch64))
        {
            throw new InvalidDataException($"{SnapshotName}: no mode {State->Mode:x2} at {CurrentEl}");
        }
        State->Thumb = AtMost(reader, State->NRw, "CPSR.T");
        State->DataE = AtMost(reader, State->NRw, "CPSR.E");
        State->ItState = AtMost(reader, State->Thumb == 0 ? (byte)0 : byte.MaxValue, "CPSR.IT");
        State->Q = AtMost(reader, State->NRw, "CPSR.Q");
        State->Ge = AtMost(reader, State->NRw == 0 ? (byte)0 : (byte)15, "CPSR.GE");
    }

    private static void Words(ulong* words, int count, BinaryWriter writer)
    {
        for (int i = 0; i < count; i++)
        {
            writer.Write(words[i]);
        }
    }

    private static void Words(ulong* words, int count, BinaryReader reader)
    {
        for (int i = 0; i < count; i++)
        {
            words[i] = reader.ReadUInt64();
        }
    }

    private byte AtMost(BinaryReader reader, byte limit, string what)
    {
        byte value = reader.ReadByte();
        return value <= limit ? value : throw new InvalidDataException($"{SnapshotName}: {what} is {value}");
    }
}
