namespace Hyp.Jit.Perf.Benchmarks;

/// <summary>The repository's guests, which the project copies beside its assembly.</summary>
internal static class GuestFiles
{
    public static byte[] Read(string guest, string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "guests", guest, file));
}
