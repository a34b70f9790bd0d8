using Spectre.Console;

namespace Hyp.Jit.Cli;

/// <summary>hypjit guests: what is built in or can be fetched, and where it is.</summary>
internal static class GuestsCommand
{
    public static int List(string? cache)
    {
        var guests = new KnownGuests(cache);
        Table table = new Table().Border(TableBorder.None).AddColumns("name", "state", "what it is", "package");
        foreach (KnownGuest guest in KnownGuests.All)
        {
            string state = guests.AvailabilityOf(guest) switch
            {
                GuestAvailability.Fetched => "fetched",
                GuestAvailability.Available => "can be fetched",
                GuestAvailability.Unknown => "not in this host's package lists",
                _ => "no apt on this host",
            };
            table.AddRow(guest.Name, state, guest.Description, guest.Package);
        }
        foreach (BuiltInGuest guest in BuiltInGuest.All)
        {
            table.AddRow(guest.Name, "built in", guest.Description, "");
        }
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160); // In a pipe, lines stay whole.
        AnsiConsole.Write(table);
        return ExitCode.Success;
    }

    public static int Fetch(string name, string? cache)
    {
        _ = GuestChoice.Fetch(Known(name), cache);
        return ExitCode.Success;
    }

    public static int Path(string name, string? cache)
    {
        KnownGuest guest = Known(name);
        GuestFiles files = new KnownGuests(cache).Locate(guest)
            ?? throw new UsageException($"{name} is not fetched; \"hypjit guests fetch {name}\" does it");
        StandardOutput.WriteLine(files.Kernel);
        StandardOutput.WriteLine(files.Initrd);
        return ExitCode.Success;
    }

    private static KnownGuest Known(string name) => KnownGuests.Find(name)
        ?? throw new UsageException(BuiltInGuest.Find(name) is not null
            ? $"{name} is built in: there is nothing to fetch, \"hypjit boot {name}\" runs it"
            : $"unknown guest \"{name}\"; known are {string.Join(", ", KnownGuests.All.Select(g => g.Name))}");
}
