namespace Hyp.Jit;

/// <summary>The guests known by name, and the folder that keeps what was fetched of them.</summary>
public sealed class KnownGuests
{
    private static readonly KnownGuest[] Table =
    [
        DebianInstaller("debian-arm64", 12, "bookworm, kernel 6.1"),
        DebianInstaller("debian-13-arm64", 13, "trixie, kernel 6.12"),
        DebianInstaller("debian-14-arm64", 14, "forky"),
        DebianInstaller32("debian-armhf", 12, "32-bit Arm, bookworm, kernel 6.1"),
    ];

    private readonly AptPackages packages;

    /// <summary>Uses <paramref name="cacheFolder"/>, or by default HYPJIT_CACHE, else hypjit in XDG_CACHE_HOME, else ~/.cache/hypjit.</summary>
    public KnownGuests(string? cacheFolder = null)
    {
        CacheFolder = Path.GetFullPath(cacheFolder ?? DefaultCacheFolder());
        packages = new AptPackages(Path.Combine(CacheFolder, "apt"));
    }

    /// <summary>Every guest known by name.</summary>
    public static IReadOnlyList<KnownGuest> All => Table;

    /// <summary>Where fetched guests are kept.</summary>
    public string CacheFolder { get; }

    /// <summary>Finds a guest by name; null for a name nobody knows.</summary>
    public static KnownGuest? Find(string name) => Array.Find(Table, g => g.Name == name);

    /// <summary>The files of a fetched guest; null when it is not in the cache folder.</summary>
    public GuestFiles? Locate(KnownGuest guest)
    {
        ArgumentNullException.ThrowIfNull(guest);
        var files = new GuestFiles(Path.Combine(FolderOf(guest), "linux"), Path.Combine(FolderOf(guest), "initrd.gz"));
        return File.Exists(files.Kernel) && File.Exists(files.Initrd) ? files : null;
    }

    /// <summary>Says whether a guest is fetched or could be. Asks the host's package tool, which takes a moment.</summary>
    public GuestAvailability AvailabilityOf(KnownGuest guest)
    {
        ArgumentNullException.ThrowIfNull(guest);
        return Locate(guest) is not null ? GuestAvailability.Fetched
            : !AptPackages.Present ? GuestAvailability.NoPackageTool
            : packages.Knows(guest.Package) ? GuestAvailability.Available
            : GuestAvailability.Unknown;
    }

    /// <summary>Brings a guest into the cache folder, unless it is there. <paramref name="progress"/> is told each step.</summary>
    /// <exception cref="GuestImageException">There is no apt, no network or no such package, or the cache folder cannot be written.</exception>
    public GuestFiles Fetch(KnownGuest guest, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(guest);
        if (Locate(guest) is { } present)
        {
            return present;
        }
        if (!AptPackages.Present)
        {
            throw new GuestImageException($"{guest.Name}: cannot be fetched: this host has no apt-get and dpkg-deb");
        }
        string work = CreateWorkFolder(guest);
        try
        {
            string package = packages.Download(guest.Package, work, progress, cancellation);
            progress?.Invoke($"unpacking {Path.GetFileName(package)}");
            string unpacked = Path.Combine(work, "unpacked");
            AptPackages.Unpack(package, unpacked, cancellation);
            string ready = Directory.CreateDirectory(Path.Combine(work, "ready")).FullName;
            Take(guest, Path.Combine(unpacked, guest.KernelPath), Path.Combine(ready, "linux"));
            Take(guest, Path.Combine(unpacked, guest.InitrdPath), Path.Combine(ready, "initrd.gz"));
            // One rename makes it visible: a fetch that was cut short leaves nothing that looks whole.
            if (!Directory.Exists(FolderOf(guest)))
            {
                Directory.Move(ready, FolderOf(guest));
            }
            progress?.Invoke($"{guest.Name} is in {FolderOf(guest)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(e);
        }
        finally
        {
            RemoveQuietly(work);
        }
        return Locate(guest) ?? throw new GuestImageException($"{guest.Name}: the fetched files have gone from {FolderOf(guest)}");
    }

    private static KnownGuest DebianInstaller(string name, int release, string what)
    {
        string folder = $"usr/lib/debian-installer/images/{release}/arm64/text/debian-installer/arm64/";
        return new KnownGuest(name, $"Debian {release} installer ({what})", $"debian-installer-{release}-netboot-arm64", folder + "linux", folder + "initrd.gz");
    }

    private static KnownGuest DebianInstaller32(string name, int release, string what)
    {
        string folder = $"usr/lib/debian-installer/images/{release}/armhf/text/debian-installer/armhf/";
        return new KnownGuest(name, $"Debian {release} installer ({what})", $"debian-installer-{release}-netboot-armhf", folder + "vmlinuz", folder + "initrd.gz")
        {
            CpuModel = "cortex-a15",
        };
    }

    private static string DefaultCacheFolder()
    {
        if (Environment.GetEnvironmentVariable("HYPJIT_CACHE") is { Length: > 0 } own)
        {
            return own;
        }
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
        return Path.Combine(cache, "hypjit");
    }

    private static void Take(KnownGuest guest, string from, string to)
    {
        if (!File.Exists(from))
        {
            throw new GuestImageException($"{guest.Name}: package {guest.Package} does not hold {Path.GetFileName(from)} where it is expected");
        }
        File.Move(from, to);
    }

    private static void RemoveQuietly(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left is only a temporary folder in a cache.
        }
    }

    private string FolderOf(KnownGuest guest) => Path.Combine(CacheFolder, guest.Name);

    private string CreateWorkFolder(KnownGuest guest)
    {
        try
        {
            return Directory.CreateDirectory(Path.Combine(CacheFolder, $"{guest.Name}.{Environment.ProcessId}.partial")).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(e);
        }
    }

    private GuestImageException CannotWrite(Exception e) =>
        new($"the cache folder {CacheFolder} cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
}
