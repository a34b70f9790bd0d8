namespace Hyp.Jit;

/// <summary>A guest that the library carries: our own small kernels (guests/) that walk through what Linux does with EL2 or HYP mode.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it is, in one line.</param>
public sealed record BuiltInGuest(string Name, string Description)
{
    private static readonly BuiltInGuest[] Table =
    [
        new("hyp-flow", "EL2's life under Linux 4.12, at length; the default guest"),
        .. Eras("arm64", null, ("v3.9", "3.9 to 4.6"), ("v4.7", "4.7 to 4.11"), ("draft", "the draft of 4.12's calls"), ("v4.12", "4.12 to 5.9"),
            ("callfunc", "the HVC_CALL_FUNC experiment"), ("callfunc2", "HVC_CALL_FUNC as a real call")),
        .. Eras("arm", "cortex-a15", ("v3.9", "3.9 to 4.11"), ("draft", "the draft of 4.12's calls"), ("v4.12", "4.12 to 5.6"),
            ("callfunc2", "HVC_CALL_FUNC as a real call")),
    ];

    /// <summary>Every guest that is built in.</summary>
    public static IReadOnlyList<BuiltInGuest> All => Table;

    /// <summary>The core it needs, where that is not the default one.</summary>
    public string? CpuModel { get; init; }

    /// <summary>Finds a guest by name; null for a name nobody knows.</summary>
    public static BuiltInGuest? Find(string name) => Array.Find(Table, g => g.Name == name);

    internal byte[] Load()
    {
        using Stream stream = typeof(BuiltInGuest).Assembly.GetManifestResourceStream(Name)
            ?? throw new GuestImageException($"this build does not carry {Name}: name a guest to boot");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static IEnumerable<BuiltInGuest> Eras(string architecture, string? cpu, params (string Era, string What)[] eras) =>
        eras.Select(e => new BuiltInGuest($"hyp-flow-{architecture}-{e.Era}", $"the life of {(cpu is null ? "EL2" : "HYP mode")}: {e.What}") { CpuModel = cpu });
}
