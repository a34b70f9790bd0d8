namespace Hyp.Jit.Runtime;

/// <summary>
/// A device whose guest interface is a bank of 32-bit registers. A device declares its registers in its constructor; accesses to offsets
/// without a register read zero, ignore writes and are reported once each.
/// </summary>
internal abstract class RegisterBlock : IBusDevice
{
    private readonly Register?[] registers;
    private readonly HashSet<string> reported = [];

    protected RegisterBlock(string name, ulong size)
    {
        Name = name;
        registers = new Register?[size / 4];
    }

    /// <summary>Where missing registers and bits are reported, once each; null drops the reports.</summary>
    public Action<string>? Report { get; set; }

    protected string Name { get; }

    public virtual string SnapshotName => Name;

    public virtual int SnapshotVersion => 1;

    public ulong Read(ulong offset, int size, int cpuIndex)
    {
        ulong word = ReadWord(offset & ~3UL);
        if (size == 8)
        {
            return word | ((ulong)ReadWord((offset & ~3UL) + 4) << 32);
        }
        word >>= (int)(offset & 3) * 8;
        return size == 4 ? word : word & ((1UL << (size * 8)) - 1);
    }

    public void Write(ulong offset, int size, ulong value, int cpuIndex)
    {
        // APB peripherals have no byte strobes: a narrow store presents its bytes in their lane and zeros elsewhere.
        int lane = (int)(offset & 3) * 8;
        uint low = size >= 4 ? (uint)value : ((uint)value & ((1u << (size * 8)) - 1)) << lane;
        WriteWord(offset & ~3UL, low);
        if (size == 8)
        {
            WriteWord((offset & ~3UL) + 4, (uint)(value >> 32));
        }
    }

    public void Save(BinaryWriter writer)
    {
        foreach (Register? register in registers)
        {
            if (register is not null)
            {
                writer.Write(register.Storage);
            }
        }
        SaveState(writer);
    }

    public void Restore(BinaryReader reader)
    {
        foreach (Register? register in registers)
        {
            if (register is not null)
            {
                register.Storage = reader.ReadUInt32();
            }
        }
        RestoreState(reader);
    }

    protected Register Register(ulong offset, string name, uint reset = 0)
    {
        var register = new Register(offset, name, reset, ReportOnce);
        registers[offset / 4] = register;
        return register;
    }

    /// <summary>The eight or twelve bytes of PrimeCell identification, one in each word up to 0xFFC.</summary>
    protected void Identification(params ReadOnlySpan<byte> bytes)
    {
        ulong offset = 0x1000 - ((ulong)bytes.Length * 4);
        foreach (byte b in bytes)
        {
            Register(offset, "ID", b);
            offset += 4;
        }
    }

    /// <summary>Back to power-on values.</summary>
    public virtual void Reset()
    {
        foreach (Register? register in registers)
        {
            register?.ResetStorage();
        }
    }

    protected virtual void SaveState(BinaryWriter writer)
    {
    }

    protected virtual void RestoreState(BinaryReader reader)
    {
    }

    protected void ReportOnce(string message)
    {
        if (Report is not null && reported.Add(message))
        {
            Report($"{Name}: {message}");
        }
    }

    private uint ReadWord(ulong offset)
    {
        if (Find(offset) is { } register)
        {
            return register.Read();
        }
        ReportOnce($"read of offset 0x{offset:x}, where nothing is built");
        return 0;
    }

    private void WriteWord(ulong offset, uint value)
    {
        if (Find(offset) is { } register)
        {
            register.Write(value);
            return;
        }
        ReportOnce($"write to offset 0x{offset:x}, where nothing is built");
    }

    private Register? Find(ulong offset) => offset / 4 < (ulong)registers.Length ? registers[offset / 4] : null;
}
