namespace Hyp.Jit.Tests.Differential;

/// <summary>
/// Words that are never drawn although their encoding is allocated, each with its reason. The manual calls them CONSTRAINED UNPREDICTABLE (Arm ARM,
/// appendix K1): implementations differ lawfully, so agreement with the oracle would prove nothing.
/// </summary>
internal static class ExclusionRules
{
    private static readonly (string Reason, Func<uint, bool> Matches)[] Rules =
    [
        ("write-back to a register that is also transferred", word => Is(word, out LoadStoreForm form)
            && form.WritesBase && Rn(word) != 31 && (form.Transfers >> Rn(word) & 1) != 0),
        ("a pair load into one register twice", word => Is(word, out LoadStoreForm form) && form.IsPair && form.IsLoad && Rt(word) == Rt2(word)),
        ("a store-exclusive whose status register is also its data or its base", word => Is(word, out LoadStoreForm form)
            && form.IsExclusive && !form.IsLoad
            && (Rs(word) == Rt(word) || (Rs(word) == Rn(word) && Rn(word) != 31) || (form.IsPair && Rs(word) == Rt2(word)))),
    ];

    /// <summary>Why the word must not be drawn, or null.</summary>
    public static string? FindReason(uint word)
    {
        foreach ((string reason, Func<uint, bool> matches) in Rules)
        {
            if (matches(word))
            {
                return reason;
            }
        }
        return null;
    }

    private static bool Is(uint word, out LoadStoreForm form)
    {
        bool memory = LoadStoreForm.IsLoadStore(word);
        form = memory ? LoadStoreForm.Decode(word) : default;
        return memory;
    }

    private static int Rt(uint word) => (int)(word & 31);

    private static int Rn(uint word) => (int)(word >> 5) & 31;

    private static int Rt2(uint word) => (int)(word >> 10) & 31;

    private static int Rs(uint word) => (int)(word >> 16) & 31;
}
