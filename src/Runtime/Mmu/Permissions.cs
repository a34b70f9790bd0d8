namespace Hyp.Jit.Runtime;

/// <summary>What an exception level may do with a page.</summary>
[Flags]
internal enum Permissions : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
    All = Read | Write | Execute,
}

/// <summary>Access permissions of the translation stages (Arm ARM D4.4).</summary>
internal static class PermissionRules
{
    private const ulong Ap1 = 1 << 6, Ap2 = 1 << 7, Pxn = 1UL << 53, Uxn = 1UL << 54;
    private const ulong S2ApRead = 1 << 6, S2ApWrite = 1 << 7, Stage2Xn = 1UL << 54;

    public static Permissions Needed(AccessType access) => access switch
    {
        AccessType.Read => Permissions.Read,
        AccessType.Write => Permissions.Write,
        _ => Permissions.Execute,
    };

    /// <summary>Rights from a leaf descriptor whose AP, PXN and UXN bits already include those of the tables above it.</summary>
    public static Permissions Stage1(TranslationRegime regime, ulong descriptor)
    {
        if (regime.IsAArch32Stage1)
        {
            return AArch32PermissionRules.Long(regime, descriptor);
        }

        bool readOnly = (descriptor & Ap2) != 0;
        // In the EL2 regime AP[1] is RES1 and bit 54 is XN.
        bool userAccess = (descriptor & Ap1) != 0 && !regime.IsEl2;
        bool readable = regime.Privileged || userAccess;
        bool writable = readable && !readOnly;
        bool executeNever = regime.IsEl2 || !regime.Privileged
            ? (descriptor & Uxn) != 0
            // What EL0 can write, EL1 must not execute.
            : (descriptor & Pxn) != 0 || (userAccess && !readOnly);
        executeNever |= writable && regime.Key.WriteExecuteNever;
        return (readable ? Permissions.Read : 0) | (writable ? Permissions.Write : 0) | (executeNever ? 0 : Permissions.Execute);
    }

    /// <summary>Rights from a stage 2 leaf (S2AP, XN). Execution needs the read right where EL2 is AArch32 only.</summary>
    public static Permissions Stage2(TranslationRegime regime, ulong descriptor)
    {
        bool readable = (descriptor & S2ApRead) != 0;
        bool executeNever = (descriptor & Stage2Xn) != 0 || (regime.IsAArch32Stage2 && !readable);
        return (readable ? Permissions.Read : 0) | ((descriptor & S2ApWrite) != 0 ? Permissions.Write : 0) | (executeNever ? 0 : Permissions.Execute);
    }

    /// <summary>Lets the hierarchical bits of a table descriptor (APTable, XNTable, PXNTable) weigh on a leaf.</summary>
    public static ulong ApplyTable(ulong leaf, ulong tables)
    {
        const ulong PxnTable = 1UL << 59, XnTable = 1UL << 60, ApTable0 = 1UL << 61, ApTable1 = 1UL << 62;
        leaf |= (tables & PxnTable) != 0 ? Pxn : 0;
        leaf |= (tables & XnTable) != 0 ? Uxn : 0;
        leaf |= (tables & ApTable1) != 0 ? Ap2 : 0;
        return (tables & ApTable0) != 0 ? leaf & ~Ap1 : leaf;
    }
}
