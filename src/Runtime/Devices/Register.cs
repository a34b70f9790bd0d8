namespace Hyp.Jit.Runtime;

/// <summary>
/// One 32-bit device register described as data: fields with their names, what reads and writes of them do, and which bits are missing.
/// Bits nobody declared read as zero and ignore writes.
/// </summary>
internal sealed class Register(ulong offset, string name, uint reset, Action<string> report)
{
    private sealed record Field(int Low, uint Mask, Func<uint> Read, Action<uint>? Write);

    private readonly List<Field> fields = [];
    private readonly uint resetValue = reset;
    private uint stored = reset;
    private uint storedMask;
    private uint unimplementedMask;
    private string? unimplementedNames;
    private Func<uint>? wholeRead;
    private Action<uint>? wholeWrite;
    private Action? written;

    public ulong Offset { get; } = offset;

    public string Name { get; } = name;

    /// <summary>The bits that <see cref="Stored"/> keeps; saved with the device.</summary>
    public uint Storage
    {
        get => stored;
        set => stored = value;
    }

    public void ResetStorage() => stored = resetValue;

    /// <summary>A flag that lives elsewhere in the device.</summary>
    public Register Flag(int bit, string flagName, Func<bool> read, Action<bool>? write = null)
    {
        fields.Add(new Field(bit, 1, () => read() ? 1u : 0u, write is null ? null : v => write(v != 0)));
        return this;
    }

    /// <summary>A field of several bits that lives elsewhere in the device.</summary>
    public Register Bits(int low, int width, string fieldName, Func<uint> read, Action<uint>? write = null)
    {
        fields.Add(new Field(low, MaskOf(width), read, write));
        return this;
    }

    /// <summary>Bits without effect beyond being remembered.</summary>
    public Register Stored(int low, int width, string fieldName)
    {
        storedMask |= MaskOf(width) << low;
        return this;
    }

    /// <summary>Bits that hardware has and this model lacks: setting them is reported once, by name.</summary>
    public Register Unimplemented(int low, string fieldName, int width = 1)
    {
        unimplementedMask |= MaskOf(width) << low;
        unimplementedNames = unimplementedNames is null ? fieldName : $"{unimplementedNames}, {fieldName}";
        return this;
    }

    /// <summary>A register that is one value computed or consumed as a whole, such as a FIFO.</summary>
    public Register Whole(Func<uint>? read, Action<uint>? write = null)
    {
        wholeRead = read;
        wholeWrite = write;
        return this;
    }

    /// <summary>What follows from a write once all fields hold their new values.</summary>
    public Register AfterWrite(Action action)
    {
        written = action;
        return this;
    }

    public uint Read()
    {
        if (wholeRead is not null)
        {
            return wholeRead();
        }
        uint value = (stored & storedMask) | (resetValue & ~storedMask & FixedMask());
        foreach (Field field in fields)
        {
            value |= (field.Read() & field.Mask) << field.Low;
        }
        return value;
    }

    public void Write(uint value)
    {
        if ((value & unimplementedMask) != 0 && unimplementedNames is not null)
        {
            report($"{Name}: not built: {unimplementedNames}");
            unimplementedNames = null;
        }
        stored = (stored & ~storedMask) | (value & storedMask);
        wholeWrite?.Invoke(value);
        foreach (Field field in fields)
        {
            field.Write?.Invoke((value >> field.Low) & field.Mask);
        }
        written?.Invoke();
    }

    /// <summary>Bits no field owns keep their reset value: identification registers are nothing else.</summary>
    private uint FixedMask()
    {
        uint owned = 0;
        foreach (Field field in fields)
        {
            owned |= field.Mask << field.Low;
        }
        return ~owned;
    }

    private static uint MaskOf(int width) => width == 32 ? uint.MaxValue : (1u << width) - 1;
}
