namespace Hyp.Jit.Cli;

/// <summary>What GUEST means: nothing, a known name, or a file.</summary>
internal static class GuestChoice
{
    public static void Apply(MachineBuilder builder, string? guest, string? cache, string? initrd, string? append)
    {
        if (guest is null)
        {
            builder.DefaultGuest();
        }
        else if (!File.Exists(guest) && BuiltInGuest.Find(guest) is { } builtIn)
        {
            builder.BuiltIn(builtIn);
        }
        else if (!File.Exists(guest) && KnownGuests.Find(guest) is { } known)
        {
            GuestFiles files = Fetch(known, cache);
            builder.Kernel(files.Kernel).Initrd(files.Initrd);
        }
        else if (!File.Exists(guest) && !guest.Contains('/', StringComparison.Ordinal) && !guest.Contains('.', StringComparison.Ordinal))
        {
            throw new UsageException(
                $"{guest}: neither a file nor a known guest; known are {Names}");
        }
        else
        {
            builder.Kernel(guest);
        }
        if (initrd is not null)
        {
            builder.Initrd(initrd);
        }
        if (append is not null)
        {
            builder.CommandLine(append);
        }
    }

    /// <summary>Every name that stands for a guest.</summary>
    public static string Names => string.Join(", ", KnownGuests.All.Select(g => g.Name).Concat(BuiltInGuest.All.Select(g => g.Name)));

    /// <summary>The core that a known guest needs; null for any other guest.</summary>
    public static string? CpuFor(string? guest) => guest is not null && !File.Exists(guest)
        ? BuiltInGuest.Find(guest)?.CpuModel ?? KnownGuests.Find(guest)?.CpuModel
        : null;

    public static GuestFiles Fetch(KnownGuest guest, string? cache)
    {
        var guests = new KnownGuests(cache);
        if (guests.Locate(guest) is { } files)
        {
            return files;
        }
        using var cancellation = new CancellationTokenSource();
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGINT, context => { context.Cancel = true; cancellation.Cancel(); });
        return guests.Fetch(guest, StandardError.WriteLine, cancellation.Token);
    }
}
