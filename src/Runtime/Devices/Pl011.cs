namespace Hyp.Jit.Runtime;

/// <summary>
/// PL011 UART (Arm DDI 0183). The line is infinitely fast: what is transmitted leaves at once, so the transmit FIFO is always empty, and
/// a receive FIFO that holds less than its trigger level while nothing more waits outside has timed out.
/// </summary>
internal sealed class Pl011 : RegisterBlock
{
    private const int FifoDepth = 16;
    private const uint ReceiveInterrupt = 1 << 4, TransmitInterrupt = 1 << 5, ReceiveTimeoutInterrupt = 1 << 6, AllInterrupts = 0x7FF;

    private readonly IInterruptLine interrupt;
    private readonly byte[] fifo = new byte[FifoDepth];
    private readonly byte[] pendingOutput = new byte[256];
    private int fifoHead;
    private int fifoCount;
    private int pendingOutputCount;
    private bool fifoEnabled;
    private bool loopback;
    private bool receiveEnabled = true;
    private uint triggerSelect = 0b010_010;
    private uint mask;
    private uint raw;

    public Pl011(string name, IInterruptLine interrupt)
        : base(name, 0x1000)
    {
        this.interrupt = interrupt;
        Register(0x000, "UARTDR").Whole(ReadData, v => Transmit((byte)v));
        Register(0x004, "UARTRSR/UARTECR"); // No line, no line errors; a write clears them.
        Register(0x018, "UARTFR")
            .Flag(3, "BUSY", () => false)
            .Flag(4, "RXFE", () => fifoCount == 0)
            .Flag(5, "TXFF", () => false)
            .Flag(6, "RXFF", () => fifoCount >= Depth)
            .Flag(7, "TXFE", () => true);
        Register(0x020, "UARTILPR").Stored(0, 8, "ILPDVSR");
        Register(0x024, "UARTIBRD").Stored(0, 16, "BAUD DIVINT");
        Register(0x028, "UARTFBRD").Stored(0, 6, "BAUD DIVFRAC");
        Register(0x02C, "UARTLCR_H")
            .Stored(0, 4, "BRK, PEN, EPS, STP2")
            .Flag(4, "FEN", () => fifoEnabled, SetFifoEnabled)
            .Stored(5, 3, "WLEN, SPS");
        Register(0x030, "UARTCR", reset: 0x300)
            .Stored(0, 1, "UARTEN")
            .Unimplemented(1, "SIREN").Unimplemented(2, "SIRLP")
            .Flag(7, "LBE", () => loopback, v => loopback = v)
            .Stored(8, 1, "TXE")
            .Flag(9, "RXE", () => receiveEnabled, v => receiveEnabled = v)
            .Stored(10, 6, "DTR, RTS, Out1, Out2, RTSEn, CTSEn");
        Register(0x034, "UARTIFLS").Bits(0, 6, "TXIFLSEL, RXIFLSEL", () => triggerSelect, v => triggerSelect = v).AfterWrite(UpdateReceiveInterrupts);
        Register(0x038, "UARTIMSC").Bits(0, 11, "IMSC", () => mask, v => mask = v).AfterWrite(UpdateLine);
        Register(0x03C, "UARTRIS").Bits(0, 11, "RIS", () => raw);
        Register(0x040, "UARTMIS").Bits(0, 11, "MIS", () => raw & mask);
        Register(0x044, "UARTICR").Whole(static () => 0, ClearInterrupts);
        Register(0x048, "UARTDMACR").Unimplemented(0, "RXDMAE, TXDMAE, DMAONERR", width: 3);
        Identification(0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1);
    }

    /// <summary>Takes transmitted bytes, in order, on the machine's thread.</summary>
    public SerialOutput? Output { get; set; }

    /// <summary>Where bytes for the guest wait until the receive FIFO has room.</summary>
    public SerialInput Input { get; } = new();

    private int Depth => fifoEnabled ? FifoDepth : 1;

    /// <summary>Moves waiting input into the receive FIFO. Called by the machine's thread whenever <see cref="SerialInput.Any"/>.</summary>
    public void PumpInput()
    {
        if (!receiveEnabled)
        {
            return;
        }
        while (fifoCount < Depth && Input.TryTake(out byte b))
        {
            Receive(b);
        }
        UpdateReceiveInterrupts();
    }

    /// <summary>Hands on what a guest transmitted since the last line end. Called whenever guest code is left, so that nothing waits visibly.</summary>
    public void FlushOutput()
    {
        if (pendingOutputCount == 0)
        {
            return;
        }
        int count = pendingOutputCount;
        pendingOutputCount = 0;
        Output?.Invoke(pendingOutput.AsSpan(0, count));
    }

    public override void Reset()
    {
        base.Reset();
        (fifoHead, fifoCount) = (0, 0);
        (fifoEnabled, loopback, receiveEnabled) = (false, false, true);
        (triggerSelect, mask, raw) = (0b010_010, 0, 0);
        UpdateLine();
    }

    protected override void SaveState(BinaryWriter writer)
    {
        FlushOutput();
        writer.Write((byte)fifoCount);
        for (int i = 0; i < fifoCount; i++)
        {
            writer.Write(fifo[(fifoHead + i) % FifoDepth]);
        }
        writer.Write(fifoEnabled);
        writer.Write(loopback);
        writer.Write(receiveEnabled);
        writer.Write(triggerSelect);
        writer.Write(mask);
        writer.Write(raw);
    }

    protected override void RestoreState(BinaryReader reader)
    {
        int count = reader.ReadByte();
        if (count > FifoDepth)
        {
            throw new InvalidDataException($"{Name}: a receive FIFO of {count} bytes");
        }
        (fifoHead, fifoCount) = (0, count);
        for (int i = 0; i < count; i++)
        {
            fifo[i] = reader.ReadByte();
        }
        fifoEnabled = reader.ReadBoolean();
        loopback = reader.ReadBoolean();
        receiveEnabled = reader.ReadBoolean();
        triggerSelect = reader.ReadUInt32();
        mask = reader.ReadUInt32() & AllInterrupts;
        raw = reader.ReadUInt32() & AllInterrupts;
        UpdateLine();
    }

    // UARTEN and TXE are not asked: boot code writes characters before it enables the port, and QEMU's board shows them.
    private void Transmit(byte b)
    {
        if (loopback)
        {
            if (fifoCount < Depth)
            {
                Receive(b);
                UpdateReceiveInterrupts();
            }
        }
        else
        {
            pendingOutput[pendingOutputCount++] = b;
            if (b == '\n' || pendingOutputCount == pendingOutput.Length)
            {
                FlushOutput();
            }
        }
        raw |= TransmitInterrupt; // The FIFO has passed its trigger level on the way down.
        UpdateLine();
    }

    private void Receive(byte b)
    {
        fifo[(fifoHead + fifoCount) % FifoDepth] = b;
        fifoCount++;
    }

    private uint ReadData()
    {
        if (fifoCount == 0)
        {
            return 0;
        }
        byte b = fifo[fifoHead];
        fifoHead = (fifoHead + 1) % FifoDepth;
        fifoCount--;
        if (Input.Any)
        {
            PumpInput();
        }
        UpdateReceiveInterrupts();
        return b;
    }

    private void SetFifoEnabled(bool enabled)
    {
        if (fifoEnabled != enabled)
        {
            // Switching the mode empties the FIFO (DDI 0183, UARTLCR_H.FEN).
            fifoEnabled = enabled;
            (fifoHead, fifoCount) = (0, 0);
            UpdateReceiveInterrupts();
        }
    }

    private int ReceiveTrigger => !fifoEnabled ? 1 : (triggerSelect >> 3) switch
    {
        0 => FifoDepth / 8,
        1 => FifoDepth / 4,
        2 => FifoDepth / 2,
        3 => FifoDepth * 3 / 4,
        _ => FifoDepth * 7 / 8,
    };

    private void UpdateReceiveInterrupts()
    {
        raw &= ~(ReceiveInterrupt | ReceiveTimeoutInterrupt);
        if (fifoCount >= ReceiveTrigger)
        {
            raw |= ReceiveInterrupt;
        }
        else if (fifoCount > 0)
        {
            raw |= ReceiveTimeoutInterrupt;
        }
        UpdateLine();
    }

    private void ClearInterrupts(uint bits)
    {
        raw &= ~bits;
        UpdateLine();
    }

    private void UpdateLine() => interrupt.Set((raw & mask) != 0);
}
