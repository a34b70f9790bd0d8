namespace Hyp.Jit.Runtime;

/// <summary>Takes what a guest transmits.</summary>
internal delegate void SerialOutput(ReadOnlySpan<byte> bytes);

/// <summary>Bytes on their way to a serial port: put in by any thread, taken out by the machine's.</summary>
internal sealed class SerialInput
{
    private readonly Queue<byte> bytes = new();
    private readonly Lock gate = new();
    private volatile bool any;

    /// <summary>Called on the feeding thread after bytes arrived, to wake a machine that sleeps.</summary>
    public Action? Arrived { get; set; }

    public bool Any => any;

    public void Feed(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }
        lock (gate)
        {
            foreach (byte b in data)
            {
                bytes.Enqueue(b);
            }
            any = true;
        }
        Arrived?.Invoke();
    }

    public bool TryTake(out byte value)
    {
        if (!any)
        {
            value = 0;
            return false;
        }
        lock (gate)
        {
            bool taken = bytes.TryDequeue(out value);
            any = bytes.Count > 0;
            return taken;
        }
    }
}
