namespace Hyp.Jit.Runtime;

/// <summary>
/// DFSR, IFSR, DFAR and IFAR of aborts taken to EL1 in AArch32 (ARMv7 ARM B3.13, Armv8 G5.11): DFSR is ESR_EL1, DFAR and IFAR are the halves of FAR_EL1, as the
/// manual maps them; IFSR is IFSR32_EL2. HYP reports by HSR instead, with DFAR's and IFAR's twins in FAR_EL2.
/// </summary>
internal static class AArch32FaultStatus
{
    private const uint LongFormat = 1 << 9, WriteNotRead = 1 << 11, CacheMaintenance = 1 << 13;

    // Faults that are no MmuFault, in both formats.
    private const uint DebugShort = 0x02, DebugLong = 0x22, AsynchronousExternalShort = 0x16, AsynchronousExternalLong = 0x11;

    // DBGDSCR.MOE, which tells a debugger why a debug exception was taken.
    private const int MethodOfEntryShift = 2;
    private const ulong EntryBreakpoint = 1, EntryBkpt = 3, EntryWatchpoint = 10;

    /// <summary>Tells EL1 of a data or prefetch abort.</summary>
    public static void Report(VirtualCpu cpu, in MmuFault fault)
    {
        bool isLong = IsLong(cpu);
        uint status = Encode(isLong, isLong ? fault.StatusCode : fault.ShortStatusCode);
        if (fault.Access == AccessType.Fetch)
        {
            cpu.Sys(Slot.Ifsr32El2) = status;
            SetFaultAddress(ref cpu.Sys(Slot.FarEl1), instruction: true, fault.Address);
            return;
        }
        status |= isLong ? 0 : (uint)fault.Domain << 4;
        status |= fault.Access == AccessType.Write || fault.CacheMaintenance ? WriteNotRead : 0;
        status |= isLong && fault.CacheMaintenance ? CacheMaintenance : 0;
        cpu.Sys(Slot.EsrEl1) = status;
        SetFaultAddress(ref cpu.Sys(Slot.FarEl1), instruction: false, fault.Address);
    }

    /// <summary>Tells EL1 of an asynchronous abort, whose address nobody knows.</summary>
    public static void ReportAsynchronous(VirtualCpu cpu)
    {
        bool isLong = IsLong(cpu);
        cpu.Sys(Slot.EsrEl1) = Encode(isLong, isLong ? AsynchronousExternalLong : AsynchronousExternalShort);
    }

    /// <summary>Tells EL1 of BKPT or a breakpoint, which are prefetch aborts without an address.</summary>
    public static void ReportBreakpoint(VirtualCpu cpu, ExceptionClass ec)
    {
        bool isLong = IsLong(cpu);
        cpu.Sys(Slot.Ifsr32El2) = Encode(isLong, isLong ? DebugLong : DebugShort);
        SetMethodOfEntry(cpu, ec == ExceptionClass.Bkpt32 ? EntryBkpt : EntryBreakpoint);
    }

    /// <summary>Tells EL1 of a watchpoint hit, a data abort.</summary>
    public static void ReportWatchpoint(VirtualCpu cpu, in MmuFault fault)
    {
        Report(cpu, fault);
        SetMethodOfEntry(cpu, EntryWatchpoint);
    }

    /// <summary>DFAR, HDFAR: low half. IFAR, HIFAR: high half.</summary>
    public static void SetFaultAddress(ref ulong far, bool instruction, ulong address) =>
        far = instruction ? (uint)far | (address << 32) : (far & 0xFFFF_FFFF_0000_0000) | (uint)address;

    private static void SetMethodOfEntry(VirtualCpu cpu, ulong entry)
    {
        ref ulong dscr = ref cpu.Sys(Slot.MdscrEl1);
        dscr = (dscr & ~(15UL << MethodOfEntryShift)) | (entry << MethodOfEntryShift);
    }

    /// <summary>The long-descriptor format of DFSR and IFSR: TTBCR.EAE.</summary>
    private static bool IsLong(VirtualCpu cpu) => cpu.Sys(Slot.TcrEl1).Has(Ttbcr.Eae);

    // FS[4] stands apart from FS[3:0] in the short format.
    private static uint Encode(bool isLong, uint status) => isLong ? status | LongFormat : (status & 15) | ((status & 16) << 6);
}
