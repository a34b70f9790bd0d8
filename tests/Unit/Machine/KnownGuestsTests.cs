using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>Fetching with stand-ins for apt and dpkg on PATH.</summary>
[NonParallelizable, Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class KnownGuestsTests
{
    private static readonly KnownGuest Debian = KnownGuests.Find("debian-arm64")!;
    private string folder = "";
    private string? path;

    private string Cache => Path.Combine(folder, "cache");

    [SetUp]
    public void SetUp()
    {
        folder = Directory.CreateTempSubdirectory("hypjit").FullName;
        path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{Path.Combine(folder, "bin")}:/bin:/usr/bin");
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        Tool("apt-cache", "echo \"$2 | 1.0 | somewhere\"");
        Tool("apt-get", "[ \"$1\" = download ] && echo package > \"$2_1.0_all.deb\"");
        Tool("dpkg-deb", $"mkdir -p \"$3/{Path.GetDirectoryName(Debian.KernelPath)}\" && echo kernel > \"$3/{Debian.KernelPath}\" && echo initrd > \"$3/{Debian.InitrdPath}\"");
    }

    [TearDown]
    public void TearDown()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Fetch_PutsKernelAndInitrdIntoTheCache()
    {
        var steps = new List<string>();
        var guests = new KnownGuests(Cache);
        Assert.That(guests.AvailabilityOf(Debian), Is.EqualTo(GuestAvailability.Available));
        GuestFiles files = guests.Fetch(Debian, steps.Add);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(files.Kernel), Is.EqualTo("kernel\n"));
            Assert.That(File.ReadAllText(files.Initrd), Is.EqualTo("initrd\n"));
            Assert.That(guests.AvailabilityOf(Debian), Is.EqualTo(GuestAvailability.Fetched));
            Assert.That(steps, Has.Some.StartsWith("downloading debian-installer-12-netboot-arm64"));
            Assert.That(Directory.GetFileSystemEntries(Cache).Select(Path.GetFileName), Is.EqualTo(new[] { "debian-arm64" }), "nothing is left over");
        });
    }

    [Test]
    public void Fetch_WhenCached_RunsNothing()
    {
        var guests = new KnownGuests(Cache);
        GuestFiles first = guests.Fetch(Debian);
        Tool("apt-get", "exit 1");
        Assert.That(guests.Fetch(Debian), Is.EqualTo(first));
    }

    [Test]
    public void Fetch_WithoutNetwork_SaysWhatAptSaid()
    {
        Tool("apt-get", "echo 'E: Failed to fetch: Temporary failure resolving' >&2; exit 100");
        Refused("cannot be downloaded: E: Failed to fetch: Temporary failure resolving");
    }

    [Test]
    public void Fetch_OfAPackageNobodyHas_SaysSo()
    {
        Tool("apt-cache", "exit 0");
        Refused("is not in this host's package sources, or there is no network");
    }

    [Test]
    public void Fetch_WithoutApt_SaysSo()
    {
        File.Delete(Path.Combine(folder, "bin", "apt-get"));
        Environment.SetEnvironmentVariable("PATH", Path.Combine(folder, "bin"));
        Refused("this host has no apt-get and dpkg-deb");
        Assert.That(new KnownGuests(Cache).AvailabilityOf(Debian), Is.EqualTo(GuestAvailability.NoPackageTool));
    }

    [Test]
    public void Fetch_OfADamagedPackage_SaysSo()
    {
        Tool("dpkg-deb", "echo 'dpkg-deb: error: not a Debian format archive' >&2; exit 2");
        Refused("cannot be unpacked: dpkg-deb: error: not a Debian format archive");
    }

    [Test]
    public void Fetch_OfAPackageWithoutTheKernel_SaysSo()
    {
        Tool("dpkg-deb", "mkdir -p \"$3\"");
        Refused("does not hold linux where it is expected");
    }

    [Test]
    public void Fetch_IntoAFolderThatCannotBe_SaysSo()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");
        var guests = new KnownGuests(Path.Combine(folder, "file", "cache"));
        Assert.That(() => guests.Fetch(Debian), Throws.TypeOf<GuestImageException>().With.Message.Contains("cannot be written"));
    }

    [Test]
    public void CacheFolder_FollowsTheEnvironment()
    {
        string? own = Environment.GetEnvironmentVariable("HYPJIT_CACHE"), xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        try
        {
            Environment.SetEnvironmentVariable("HYPJIT_CACHE", null);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", "/x");
            Assert.That(new KnownGuests().CacheFolder, Is.EqualTo("/x/hypjit"));
            Environment.SetEnvironmentVariable("HYPJIT_CACHE", "/y");
            Assert.That(new KnownGuests().CacheFolder, Is.EqualTo("/y"));
            Assert.That(new KnownGuests("/z").CacheFolder, Is.EqualTo("/z"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("HYPJIT_CACHE", own);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", xdg);
        }
    }

    private void Refused(string message)
    {
        Assert.That(() => new KnownGuests(Cache).Fetch(Debian), Throws.TypeOf<GuestImageException>().With.Message.Contains(message));
        Assert.That(new KnownGuests(Cache).Locate(Debian), Is.Null);
    }

    private void Tool(string name, string script)
    {
        string file = Path.Combine(folder, "bin", name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }
}
