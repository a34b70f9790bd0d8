namespace Hyp.Jit.Runtime;

/// <summary>Kind of a translation or memory fault; maps to DFSC/IFSC (Arm ARM, ISS encoding for Data Aborts).</summary>
internal enum FaultKind : byte
{
    None,
    AddressSize,
    Translation,
    AccessFlag,
    Permission,
    Alignment,
    /// <summary>Synchronous external abort: nothing answers at the physical address.</summary>
    External,
    /// <summary>Synchronous external abort on a translation table walk.</summary>
    ExternalOnWalk,
    TlbConflict,
    /// <summary>Unsupported exclusive or atomic access.</summary>
    UnsupportedExclusive,
    /// <summary>No fault of the Mmu's: a watchpoint covers the access.</summary>
    Watchpoint,
    /// <summary>Short descriptors only: DACR gives no access to the domain.</summary>
    Domain,
}

/// <summary>What an access does.</summary>
internal enum AccessType : byte
{
    Read,
    Write,
    Fetch,
}

/// <summary>A fault as a value; never thrown.</summary>
internal readonly record struct MmuFault(FaultKind Kind, AccessType Access, ulong Address)
{
    /// <summary>Translation table level, 0-3.</summary>
    public int Level { get; init; }
    /// <summary>1 or 2: the stage that faulted.</summary>
    public int Stage { get; init; }
    /// <summary>Stage 2 fault on a stage 1 table walk (S1PTW).</summary>
    public bool DuringStage1Walk { get; init; }
    /// <summary>Intermediate physical address for stage 2 faults (HPFAR_EL2).</summary>
    public ulong Ipa { get; init; }
    /// <summary>The access was a cache-maintenance or AT instruction (ISS.CM).</summary>
    public bool CacheMaintenance { get; init; }
    /// <summary>Domain of the short descriptor that faulted; 0 where none is known.</summary>
    public byte Domain { get; init; }

    /// <summary>The fault status code of ISS.DFSC, ISS.IFSC and PAR_EL1.FST (Arm ARM, ISS encoding for an exception from a Data Abort).</summary>
    public uint StatusCode => Kind switch
    {
        FaultKind.AddressSize => (uint)Level,
        FaultKind.Translation => 0x04 + (uint)Level,
        FaultKind.AccessFlag => 0x08 + (uint)Level,
        FaultKind.Permission => 0x0C + (uint)Level,
        FaultKind.External => 0x10,
        FaultKind.ExternalOnWalk => 0x14 + (uint)Level,
        FaultKind.Alignment => 0x21,
        FaultKind.Watchpoint => 0x22,
        FaultKind.TlbConflict => 0x30,
        FaultKind.UnsupportedExclusive => 0x35,
        // In PAR_EL1 only, of an AT on short descriptors.
        FaultKind.Domain => 0x3C + (uint)Level,
        _ => 0,
    };

    /// <summary>FS[4:0] of DFSR and IFSR while TTBCR.EAE is 0 (ARMv7 ARM B3.13.3, short-descriptor format FSR encodings).</summary>
    public uint ShortStatusCode => Kind switch
    {
        FaultKind.Alignment => 0x01,
        FaultKind.Watchpoint => 0x02,
        FaultKind.AccessFlag => Level == 1 ? 0x03u : 0x06,
        FaultKind.Translation => Level == 1 ? 0x05u : 0x07,
        FaultKind.External => 0x08,
        FaultKind.Domain => Level == 1 ? 0x09u : 0x0B,
        FaultKind.ExternalOnWalk => Level == 1 ? 0x0Cu : 0x0E,
        FaultKind.Permission => Level == 1 ? 0x0Du : 0x0F,
        FaultKind.TlbConflict => 0x10,
        FaultKind.UnsupportedExclusive => 0x15,
        _ => 0,
    };
}
