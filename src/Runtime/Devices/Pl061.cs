namespace Hyp.Jit.Runtime;

/// <summary>PL061 general-purpose input/output (Arm DDI 0190): eight lines with edge and level interrupts. Line 3 is the board's power button.</summary>
internal sealed class Pl061 : RegisterBlock
{
    private readonly IInterruptLine interrupt;
    private uint inputs;
    private uint outputs;
    private uint direction;
    private uint levelSensitive;
    private uint bothEdges;
    private uint risingOrHigh;
    private uint mask;
    private uint latched;

    public Pl061(IInterruptLine interrupt)
        : base("pl061", 0x1000)
    {
        this.interrupt = interrupt;
        for (uint offset = 0; offset < 0x400; offset += 4)
        {
            // GPIODATA: address bits 9:2 select the lines that an access touches.
            uint lines = offset >> 2;
            Register(offset, "GPIODATA").Whole(() => Levels & lines, v => outputs = (outputs & ~lines) | (v & lines));
        }
        Register(0x400, "GPIODIR").Bits(0, 8, "DIR", () => direction, v => direction = v).AfterWrite(Update);
        Register(0x404, "GPIOIS").Bits(0, 8, "IS", () => levelSensitive, v => levelSensitive = v).AfterWrite(Update);
        Register(0x408, "GPIOIBE").Bits(0, 8, "IBE", () => bothEdges, v => bothEdges = v).AfterWrite(Update);
        Register(0x40C, "GPIOIEV").Bits(0, 8, "IEV", () => risingOrHigh, v => risingOrHigh = v).AfterWrite(Update);
        Register(0x410, "GPIOIE").Bits(0, 8, "IE", () => mask, v => mask = v).AfterWrite(Update);
        Register(0x414, "GPIORIS").Bits(0, 8, "RIS", () => Raw);
        Register(0x418, "GPIOMIS").Bits(0, 8, "MIS", () => Raw & mask);
        Register(0x41C, "GPIOIC").Whole(static () => 0, v => { latched &= ~v; Update(); });
        Register(0x420, "GPIOAFSEL").Stored(0, 8, "AFSEL");
        Identification(0x00, 0x00, 0x00, 0x00, 0x61, 0x10, 0x04, 0x00, 0x0D, 0xF0, 0x05, 0xB1);
    }

    private uint Levels => (inputs & ~direction) | (outputs & direction);

    private uint Raw => (latched & ~levelSensitive) | (levelSensitive & ~direction & ~(inputs ^ risingOrHigh) & 0xFF);

    /// <summary>Drives an input line from outside.</summary>
    public void SetInput(int line, bool level)
    {
        uint bit = 1u << line;
        uint before = inputs;
        inputs = level ? inputs | bit : inputs & ~bit;
        uint changed = (before ^ inputs) & ~direction & ~levelSensitive;
        latched |= changed & (bothEdges | ~(inputs ^ risingOrHigh));
        Update();
    }

    public override void Reset()
    {
        base.Reset();
        (outputs, direction, levelSensitive, bothEdges, risingOrHigh, mask, latched) = (0, 0, 0, 0, 0, 0, 0);
        Update();
    }

    protected override void SaveState(BinaryWriter writer)
    {
        foreach (uint value in (ReadOnlySpan<uint>)[inputs, outputs, direction, levelSensitive, bothEdges, risingOrHigh, mask, latched])
        {
            writer.Write((byte)value);
        }
    }

    protected override void RestoreState(BinaryReader reader)
    {
        inputs = reader.ReadByte();
        outputs = reader.ReadByte();
        direction = reader.ReadByte();
        levelSensitive = reader.ReadByte();
        bothEdges = reader.ReadByte();
        risingOrHigh = reader.ReadByte();
        mask = reader.ReadByte();
        latched = reader.ReadByte();
        Update();
    }

    private void Update() => interrupt.Set((Raw & mask) != 0);
}
