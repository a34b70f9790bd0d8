namespace Hyp.Jit.Runtime;

/// <summary>PL031 real-time clock (Arm DDI 0224): counts seconds of the machine's clock from an epoch given at construction.</summary>
internal sealed class Pl031 : RegisterBlock
{
    private readonly IVirtualClock clock;
    private readonly IInterruptLine interrupt;
    private readonly uint epoch;
    /// <summary>RTCDR minus the clock's own seconds, modulo 2^32.</summary>
    private uint offset;
    private uint match;
    private bool armed;
    private bool maskSet;
    private bool raw;

    public Pl031(IVirtualClock clock, IInterruptLine interrupt, uint epoch)
        : base("pl031", 0x1000)
    {
        this.clock = clock;
        this.interrupt = interrupt;
        this.epoch = epoch;
        offset = epoch;
        Register(0x000, "RTCDR").Whole(() => Now);
        Register(0x004, "RTCMR").Whole(() => match, v => { match = v; Arm(); });
        Register(0x008, "RTCLR").Whole(() => Now, v => { offset = v - ClockSeconds; Arm(); });
        Register(0x00C, "RTCCR").Whole(static () => 1); // Once started it cannot be stopped; it starts running here.
        Register(0x010, "RTCIMSC").Flag(0, "RTCIMSC", () => maskSet, v => maskSet = v).AfterWrite(UpdateLine);
        Register(0x014, "RTCRIS").Flag(0, "RTCRIS", () => raw);
        Register(0x018, "RTCMIS").Flag(0, "RTCMIS", () => raw && maskSet);
        Register(0x01C, "RTCICR").Whole(static () => 0, v => { raw &= (v & 1) == 0; UpdateLine(); });
        Identification(0x31, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1);
    }

    /// <summary>Clock ticks at which the alarm fires; ulong.MaxValue without one.</summary>
    public ulong NextDeadline => armed ? (ClockSeconds + (ulong)(match - Now)) * clock.Frequency : ulong.MaxValue;

    private uint ClockSeconds => (uint)(clock.Ticks / clock.Frequency);

    private uint Now => ClockSeconds + offset;

    /// <summary>Fires the alarm if its second has come.</summary>
    public void Poll()
    {
        // The counter passes the match value at some moment; a poll may come seconds later.
        if (armed && (int)(Now - match) >= 0)
        {
            armed = false;
            raw = true;
            UpdateLine();
        }
    }

    public override void Reset()
    {
        base.Reset();
        (offset, match, armed, maskSet, raw) = (epoch, 0, false, false, false);
        UpdateLine();
    }

    protected override void SaveState(BinaryWriter writer)
    {
        writer.Write(offset);
        writer.Write(match);
        writer.Write(armed);
        writer.Write(maskSet);
        writer.Write(raw);
    }

    protected override void RestoreState(BinaryReader reader)
    {
        offset = reader.ReadUInt32();
        match = reader.ReadUInt32();
        armed = reader.ReadBoolean();
        maskSet = reader.ReadBoolean();
        raw = reader.ReadBoolean();
        UpdateLine();
    }

    private void Arm()
    {
        // A match value that lies behind is reached only after the counter wraps: 136 years on, which no alarm means.
        armed = (int)(match - Now) >= 0;
        Poll();
    }

    private void UpdateLine() => interrupt.Set(raw && maskSet);
}
