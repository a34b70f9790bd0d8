namespace Hyp.Jit;

/// <summary>The guest that the library carries (guests/hyp-flow).</summary>
internal static class EmbeddedGuest
{
    private const string ResourceName = "hyp-flow";

    public static byte[] Load()
    {
        using Stream stream = typeof(EmbeddedGuest).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new GuestImageException("this build carries no default guest: name a guest to boot");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
