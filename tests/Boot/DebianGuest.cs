using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Debian's installer kernel and initrd, fetched as <c>hypjit guests fetch</c> does; tests that need it are skipped where it cannot be had.</summary>
internal static class DebianGuest
{
    private const string CommandLine = "console=ttyAMA0";
    private static readonly Lazy<(GuestFiles? Files, string Reason)> Fetched = new(Fetch);

    public static GuestFiles Files
    {
        get
        {
            (GuestFiles? files, string reason) = Fetched.Value;
            if (files is null)
            {
                Assert.Ignore(reason);
            }

            return files!;
        }
    }

    /// <summary>The kernel with as much memory as unpacking its initrd takes.</summary>
    public static MachineBuilder Builder() => new MachineBuilder().Memory(512).Kernel(Files.Kernel).CommandLine(CommandLine);

    public static MachineBuilder WithInitrd() => Builder().Initrd(Files.Initrd);

    private static (GuestFiles? Files, string Reason) Fetch()
    {
        try
        {
            return (new KnownGuests().Fetch(KnownGuests.Find("debian-arm64")!), "");
        }
        catch (GuestImageException e)
        {
            return (null, e.Message);
        }
    }
}
