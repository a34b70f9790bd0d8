using System.Runtime.InteropServices;
using System.Text;

namespace Hyp.Jit.Cli;

/// <summary>Standard output and error through write(2): System.Console costs ten milliseconds at the start and buffers.</summary>
internal static unsafe partial class StandardOutput
{
    private const int InterruptedCall = 4, TryAgain = 11;

    /// <summary>Writes all bytes. False: nobody reads them any more.</summary>
    public static bool Write(ReadOnlySpan<byte> bytes) => Write(1, bytes);

    public static void WriteLine(string line) => Write(1, Encoding.UTF8.GetBytes(line + "\n"));

    internal static bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            using Stream stream = descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
            stream.Write(bytes);
            return true;
        }
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
            {
                written = write(descriptor, start, (nuint)bytes.Length);
            }
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
            }
            else
            {
                switch (Marshal.GetLastSystemError())
                {
                    case InterruptedCall:
                        break;
                    case TryAgain:
                        Thread.Sleep(1); // Somebody made the terminal non-blocking.
                        break;
                    default:
                        return false;
                }
            }
        }
        return true;
    }

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, byte* bytes, nuint count);
}

/// <summary>Messages of the command itself.</summary>
internal static class StandardError
{
    /// <summary>One line, with the command's name before it.</summary>
    public static void WriteLine(string line) => WriteText($"hypjit: {line}\n");

    /// <summary>Text as it is. The guest may have left the cursor anywhere, and the terminal may be raw: lines end with both characters then.</summary>
    public static void WriteText(string text) =>
        StandardOutput.Write(2, Encoding.UTF8.GetBytes(Terminal.IsRaw ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text));
}
