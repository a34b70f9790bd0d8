using System.Runtime.InteropServices;

namespace Hyp.Jit.Cli;

/// <summary>
/// The terminal in raw mode while a guest uses it: each key goes to the guest, Ctrl-C too. What it was before comes back on every way out,
/// signals included.
/// </summary>
internal static unsafe partial class Terminal
{
    private const int Input = 0, SetNow = 0;
    /// <summary>More than struct termios takes on any Linux or macOS.</summary>
    private const int SettingsSize = 256;
    private const uint OutputProcessing = 1;
    private static readonly byte[] Original = new byte[SettingsSize];
    private static readonly Lock Gate = new();
    private static bool raw;

    public static bool IsRaw => raw;

    public static bool IsInteractive => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && isatty(Input) != 0;

    /// <summary>Goes raw if standard input is a terminal. True if it did.</summary>
    public static bool EnterRaw()
    {
        if (!IsInteractive)
        {
            return false;
        }
        byte[] settings = new byte[SettingsSize];
        lock (Gate)
        {
            fixed (byte* saved = Original, changed = settings)
            {
                if (raw || tcgetattr(Input, saved) != 0)
                {
                    return raw;
                }
                Original.CopyTo(settings, 0);
                cfmakeraw(changed);
                if (OperatingSystem.IsLinux())
                {
                    // Output keeps its translation, so that our own lines and pipes of the guest's stay readable. c_oflag is the second word.
                    ((uint*)changed)[1] |= ((uint*)saved)[1] & OutputProcessing;
                }
                raw = tcsetattr(Input, SetNow, changed) == 0;
            }
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Restore();
        return raw;
    }

    public static void Restore()
    {
        lock (Gate)
        {
            if (raw)
            {
                raw = false;
                fixed (byte* saved = Original)
                {
                    _ = tcsetattr(Input, SetNow, saved);
                }
            }
        }
    }

    [LibraryImport("libc")]
    private static partial int isatty(int descriptor);

    [LibraryImport("libc")]
    private static partial int tcgetattr(int descriptor, byte* settings);

    [LibraryImport("libc")]
    private static partial int tcsetattr(int descriptor, int action, byte* settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte* settings);
}
