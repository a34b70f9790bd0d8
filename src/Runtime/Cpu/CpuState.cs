using System.Runtime.InteropServices;

namespace Hyp.Jit.Runtime;

/// <summary>How the lazily kept condition flags are to be rebuilt from <see cref="CpuState.FlagA"/> and <see cref="CpuState.FlagB"/>.</summary>
internal enum FlagKind : int
{
    /// <summary>FlagA bits 31:28 are N, Z, C, V.</summary>
    Packed,
    /// <summary>Flags of FlagA - FlagB, 64 bits.</summary>
    Sub64,
    /// <summary>Flags of (uint)FlagA - (uint)FlagB.</summary>
    Sub32,
    /// <summary>Flags of FlagA + FlagB, 64 bits.</summary>
    Add64,
    /// <summary>Flags of (uint)FlagA + (uint)FlagB.</summary>
    Add32,
    /// <summary>N and Z of FlagA, C = V = 0, 64 bits.</summary>
    Logic64,
    /// <summary>N and Z of (uint)FlagA, C = V = 0.</summary>
    Logic32,
    /// <summary>N and Z of (uint)FlagA; C and V are bits 29 and 28 of FlagB: the flags of AArch32's logical instructions, shifts and MULS.</summary>
    LogicKeep32,
}

/// <summary>
/// Everything of one PE that both tiers touch, at fixed offsets in unmanaged memory. Allocated zeroed, 64-byte aligned, by VirtualCpu.
/// SystemRegisters.Slot indexes <see cref="Sys"/>. Offsets are public to the IR and both tiers through <see cref="StateOffset"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = StateOffset.Size)]
internal unsafe struct CpuState
{
    /// <summary>Integer slots: 0-30 X0-X30; 31 the current SP; 32 reads as zero (XZR source); 33 write-only (XZR destination); 34-47 temporaries.</summary>
    [FieldOffset(StateOffset.X)] public fixed ulong X[64];

    /// <summary>V0-V31, 16 bytes each, low half first; 32-35 temporaries.</summary>
    [FieldOffset(StateOffset.V)] public fixed ulong V[72];

    /// <summary>Program counter. Canonical whenever the engine is outside guest code or calls into the runtime.</summary>
    [FieldOffset(StateOffset.Pc)] public ulong Pc;
    [FieldOffset(StateOffset.FlagA)] public ulong FlagA;
    [FieldOffset(StateOffset.FlagB)] public ulong FlagB;
    [FieldOffset(StateOffset.FlagKind)] public FlagKind FlagKind;

    /// <summary>Exit-request word and budget in one: guest code leaves at the next poll once Retired reaches it. Set to 0 to ask for an exit.</summary>
    [FieldOffset(StateOffset.RunLimit)] public long RunLimit;

    /// <summary>Instructions retired since reset; exact whenever guest code is left or the runtime is called.</summary>
    [FieldOffset(StateOffset.Retired)] public long Retired;

    /// <summary>SoftTlb tables of the current context: 1024 entries of {ulong tag, ulong addend} each. See SoftTlb.</summary>
    [FieldOffset(StateOffset.ReadTlb)] public byte* ReadTlb;
    [FieldOffset(StateOffset.WriteTlb)] public byte* WriteTlb;
    /// <summary>
    /// Tables of EL0's context for LDTR and STTR at EL1. Empty tables after each change of context; the Mmu puts the real ones here on first use.
    /// </summary>
    [FieldOffset(StateOffset.UserReadTlb)] public byte* UserReadTlb;
    [FieldOffset(StateOffset.UserWriteTlb)] public byte* UserWriteTlb;
    /// <summary>Fetch table of the current context: 512 entries of {ulong page VA, Op* ops}.</summary>
    [FieldOffset(StateOffset.FetchTlb)] public byte* FetchTlb;

    /// <summary>Non-zero when an interrupt is deliverable now (recomputed on every change of DAIF, HCR_EL2, EL and lines).</summary>
    [FieldOffset(StateOffset.PendingInterrupt)] public int PendingInterrupt;

    // PSTATE, apart from NZCV.
    [FieldOffset(StateOffset.El)] public byte El;
    /// <summary>PSTATE.SP: 0 = SP_EL0, 1 = SP_ELx.</summary>
    [FieldOffset(StateOffset.SpSel)] public byte SpSel;
    /// <summary>D, A, I, F in bits 3:0 (the order of MSR DAIFSet).</summary>
    [FieldOffset(StateOffset.Daif)] public byte Daif;
    /// <summary>PSTATE.IL.</summary>
    [FieldOffset(StateOffset.Il)] public byte Il;
    /// <summary>PSTATE.SS.</summary>
    [FieldOffset(StateOffset.Ss)] public byte Ss;
    /// <summary>PSTATE.nRW: 1 = AArch32.</summary>
    [FieldOffset(StateOffset.NRw)] public byte NRw;

    [FieldOffset(StateOffset.Fpcr)] public uint Fpcr;
    [FieldOffset(StateOffset.Fpsr)] public uint Fpsr;

    /// <summary>Non-zero while any interrupt waits, masked or not: then unmasking must look closer.</summary>
    [FieldOffset(StateOffset.InterruptsWaiting)] public int InterruptsWaiting;

    /// <summary>Local exclusive monitor: size in bytes (0 = open), virtual address, and the value the load saw.</summary>
    [FieldOffset(StateOffset.ExclusiveSize)] public int ExclusiveSize;
    [FieldOffset(StateOffset.ExclusiveAddress)] public ulong ExclusiveAddress;
    [FieldOffset(StateOffset.ExclusiveLow)] public ulong ExclusiveLow;
    [FieldOffset(StateOffset.ExclusiveHigh)] public ulong ExclusiveHigh;

    /// <summary>Storage of the system-register rows, indexed by SystemRegisters.Slot.</summary>
    [FieldOffset(StateOffset.Sys)] public fixed ulong Sys[512];

    /// <summary>The engine's, for regions that go on into others: low part of fetch tags for the current code key, the entry table, and of the region
    /// entered last its exits and entry number.</summary>
    [FieldOffset(StateOffset.FetchTag)] public ulong FetchTag;
    [FieldOffset(StateOffset.RegionEntries)] public void* RegionEntries;
    [FieldOffset(StateOffset.RegionExits)] public void* RegionExits;
    [FieldOffset(StateOffset.RegionNumber)] public int RegionNumber;

    // PSTATE of AArch32, meaningful while NRw is 1.
    /// <summary>CPSR.M[4:0]: 0x10 usr, 0x13 svc, 0x1A hyp ...</summary>
    [FieldOffset(StateOffset.Mode)] public byte Mode;
    /// <summary>CPSR.T: 1 = T32.</summary>
    [FieldOffset(StateOffset.Thumb)] public byte Thumb;
    /// <summary>CPSR.E: 1 = big-endian data.</summary>
    [FieldOffset(StateOffset.DataE)] public byte DataE;
    /// <summary>CPSR.IT[7:0], up to date whenever guest code is left; 0 outside IT blocks.</summary>
    [FieldOffset(StateOffset.ItState)] public byte ItState;
    /// <summary>CPSR.Q, sticky: 0 or 1.</summary>
    [FieldOffset(StateOffset.Q)] public uint Q;
    /// <summary>CPSR.GE[3:0].</summary>
    [FieldOffset(StateOffset.Ge)] public uint Ge;

    /// <summary>NZCV in bits 31:28. Reading rebuilds lazy flags; writing makes them Packed.</summary>
    public uint Nzcv
    {
        readonly get => ConditionFlags.Pack(FlagKind, FlagA, FlagB);
        set
        {
            FlagKind = FlagKind.Packed;
            FlagA = value & 0xF000_0000;
            FlagB = 0;
        }
    }
}

/// <summary>Byte offsets into <see cref="CpuState"/>.</summary>
internal static class StateOffset
{
    public const int X = 0;
    public const int Sp = 31 * 8;
    public const int V = 512;
    public const int Pc = 1088;
    public const int FlagA = 1096;
    public const int FlagB = 1104;
    public const int FlagKind = 1112;
    public const int PendingInterrupt = 1116;
    public const int RunLimit = 1120;
    public const int Retired = 1128;
    public const int ReadTlb = 1136;
    public const int WriteTlb = 1144;
    public const int FetchTlb = 1152;
    public const int El = 1160;
    public const int SpSel = 1161;
    public const int Daif = 1162;
    public const int Il = 1163;
    public const int Ss = 1164;
    public const int NRw = 1165;
    public const int Fpcr = 1168;
    public const int Fpsr = 1172;
    public const int ExclusiveSize = 1176;
    public const int InterruptsWaiting = 1180;
    public const int ExclusiveAddress = 1184;
    public const int ExclusiveLow = 1192;
    public const int ExclusiveHigh = 1200;
    public const int Sys = 1216;
    public const int UserReadTlb = Sys + (512 * 8);
    public const int UserWriteTlb = UserReadTlb + 8;
    public const int FetchTag = UserWriteTlb + 8;
    public const int RegionEntries = FetchTag + 8;
    public const int RegionExits = RegionEntries + 8;
    public const int RegionNumber = RegionExits + 8;
    public const int Mode = RegionNumber + 4;
    public const int Thumb = Mode + 1;
    public const int DataE = Mode + 2;
    public const int ItState = Mode + 3;
    public const int Q = Mode + 4;
    public const int Ge = Mode + 8;
    public const int Size = RegionNumber + 8 + 24;
}
