namespace Hyp.Jit.Runtime;

/// <summary>Access permissions of stage 1 in AArch32 regimes (AArch32.CheckPermission, AArch32.CheckDomain).</summary>
internal static class AArch32PermissionRules
{
    private const ulong Pxn = 1UL << 53, Xn = 1UL << 54;
    private const int NoAccess = 0, Client = 1, Manager = 3;

    /// <summary>Rights from a long descriptor whose AP, PXN and XN bits already include those of the tables above it.</summary>
    public static Permissions Long(TranslationRegime regime, ulong descriptor)
    {
        // AP[2:1] are bits 7:6; AP[0] counts as 1 here.
        int ap = ((int)(descriptor >> 5) & 6) | 1;
        bool xn = (descriptor & Xn) != 0;
        return regime.IsEl2 ? Hyp(regime, ap, xn) : Rights(regime, ap, xn, (descriptor & Pxn) != 0);
    }

    /// <summary>Rights from a short descriptor: what its domain leaves of AP[2:0], XN and PXN. A manager is asked none of them.</summary>
    public static Permissions Short(TranslationRegime regime, int domain, int ap, bool xn, bool pxn) => DomainAccess(regime, domain) switch
    {
        Client => Rights(regime, regime.Key.AccessFlagEnabled ? ap | 1 : ap, xn, pxn),
        Manager => Permissions.All,
        _ => Permissions.None,
    };

    /// <summary>Whether refusing the access is a domain fault rather than a permission fault. DACR's reserved value gives no access.</summary>
    public static bool IsDomainFault(TranslationRegime regime, int domain) => DomainAccess(regime, domain) is not (Client or Manager);

    private static int DomainAccess(TranslationRegime regime, int domain) => (int)(regime.Key.Dacr >> (2 * domain)) & 3;

    private static Permissions Hyp(TranslationRegime regime, int ap, bool xn)
    {
        // AP[1] is RES1 and there is no PXN.
        bool writable = (ap & 4) == 0;
        bool executeNever = xn || (writable && regime.Key.WriteExecuteNever);
        return Permissions.Read | (writable ? Permissions.Write : 0) | (executeNever ? 0 : Permissions.Execute);
    }

    private static Permissions Rights(TranslationRegime regime, int ap, bool xn, bool pxn)
    {
        // With AP[0] set, AP[2] takes writes away and AP[1] admits PL0; clear, AP[2:1] is none, PL0 reads only, or read-only.
        bool simple = (ap & 1) != 0;
        bool userRead = (ap & 2) != 0, userWrite = simple && (ap & 6) == 2;
        bool privilegedRead = simple || (ap & 6) != 0, privilegedWrite = simple ? (ap & 4) == 0 : (ap & 6) == 2;
        (bool readable, bool writable) = regime.Privileged ? (privilegedRead, privilegedWrite) : (userRead, userWrite);
        bool executeNever = !readable || xn || (writable && regime.Key.WriteExecuteNever)
            || (regime.Privileged && (pxn || (userWrite && regime.Key.UserWriteExecuteNever)));
        return (readable ? Permissions.Read : 0) | (writable ? Permissions.Write : 0) | (executeNever ? 0 : Permissions.Execute);
    }
}
