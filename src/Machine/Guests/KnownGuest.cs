namespace Hyp.Jit;

/// <summary>A real guest that can be fetched through the host's package tool.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Package">The Debian package that holds it.</param>
/// <param name="KernelPath">Path of the kernel inside the package.</param>
/// <param name="InitrdPath">Path of its initrd inside the package.</param>
public sealed record KnownGuest(string Name, string Description, string Package, string KernelPath, string InitrdPath)
{
    /// <summary>The core it needs, where that is not the default one.</summary>
    public string? CpuModel { get; init; }
}

/// <summary>Files of a fetched guest.</summary>
/// <param name="Kernel">Path of the kernel image.</param>
/// <param name="Initrd">Path of the initrd.</param>
public sealed record GuestFiles(string Kernel, string Initrd);

/// <summary>Whether a known guest can be used.</summary>
public enum GuestAvailability
{
    /// <summary>In the cache folder.</summary>
    Fetched,

    /// <summary>Not fetched, and the host's package sources have it.</summary>
    Available,

    /// <summary>Not fetched, and the host's package lists do not know it.</summary>
    Unknown,

    /// <summary>Not fetched, and the host has no apt to ask.</summary>
    NoPackageTool,
}
