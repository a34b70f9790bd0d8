using System.Runtime.InteropServices;

namespace Hyp.Jit.Cli;

/// <summary>Reads standard input on a thread of its own and types it to the guest. On a terminal Ctrl-A x leaves and Ctrl-A Ctrl-A types one Ctrl-A.</summary>
internal sealed unsafe partial class Keyboard(Machine machine, bool interactive, Action leave)
{
    private const byte ControlA = 1;
    private bool escaped;

    public void Start() => new Thread(Read) { IsBackground = true, Name = "keyboard" }.Start();

    /// <summary>What of the bytes is for the guest, with escapes taken out.</summary>
    internal int Filter(Span<byte> bytes, out bool leaves)
    {
        int kept = 0;
        leaves = false;
        foreach (byte b in bytes)
        {
            if (!escaped)
            {
                if (b == ControlA && interactive)
                {
                    escaped = true;
                }
                else
                {
                    bytes[kept++] = b;
                }
                continue;
            }
            escaped = false;
            if (b is (byte)'x' or (byte)'X')
            {
                leaves = true;
                return kept;
            }
            if (b is ControlA or (byte)'a')
            {
                bytes[kept++] = ControlA;
            }
        }
        return kept;
    }

    private void Read()
    {
        byte[] buffer = new byte[256];
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
            {
                count = read(0, start, (nuint)buffer.Length);
            }
            if (count <= 0)
            {
                return; // The end of a pipe: the guest simply gets no more input.
            }
            int kept = Filter(buffer.AsSpan(0, (int)count), out bool leaves);
            machine.Console.Write(buffer.AsSpan(0, kept));
            if (leaves)
            {
                leave();
                return;
            }
        }
    }

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, byte* bytes, nuint count);
}
