namespace Hyp.Jit.Runtime;

/// <summary>Builds ESR_ELx values (Arm ARM D7.2.27).</summary>
internal static class Syndrome
{
    /// <summary>IL: the instruction was 32 bits long. Always so in AArch64 and A32.</summary>
    private const uint InstructionLength = 1u << 25;

    // Data abort ISS; the instruction abort has those of them that make sense.
    private const uint StageTwoOfStageOneWalk = 1u << 7, WriteNotRead = 1u << 6, CacheMaintenance = 1u << 8;

    /// <summary>ISV, SAS, SSE, SRT, SF and AR: bits 24:14 as the engine forms them.</summary>
    private const uint AccessSyndrome = 0x01FF_C000;
    private const int TransferRegisterShift = 16;

    // CV = 1 and COND = 0b1110 (always), as AArch64 reports them; AArch32 may do so, too, when only instructions that pass their condition trap.
    private const uint ConditionAlways = (1u << 24) | (0xEu << 20);

    private const uint SyndromeValid = 1u << 24;

    // ISS of EC 0x07 from AArch32: the coprocessor, which Armv8 leaves at 0.
    private const uint Coprocessor10 = 10;

    /// <summary>The whole register. ISS is masked to its 25 bits.</summary>
    public static ulong Esr(ExceptionClass ec, uint iss, bool isShort = false) => ((uint)ec << 26) | (isShort ? 0 : InstructionLength) | (iss & 0x01FF_FFFF);

    /// <summary>Whether IL tells the length of the instruction: with other classes it is 1 whatever the instruction was.</summary>
    public static bool TellsLength(ExceptionClass ec, uint iss) => ec switch
    {
        ExceptionClass.WaitForInterrupt or ExceptionClass.Svc32 or ExceptionClass.Bkpt32 => true,
        ExceptionClass.DataAbort => (iss & SyndromeValid) != 0,
        _ => false,
    };

    /// <summary>EC 0x18: which register or instruction, from which Rt, in which direction.</summary>
    public static uint SystemRegister(uint encoding, int rt, AccessDirection direction)
    {
        uint op0 = (encoding >> 14) & 3, op1 = (encoding >> 11) & 7, crn = (encoding >> 7) & 15, crm = (encoding >> 3) & 15, op2 = encoding & 7;
        return (op0 << 20) | (op2 << 17) | (op1 << 14) | (crn << 10) | ((uint)rt << 5) | (crm << 1) | (direction == AccessDirection.Read ? 1u : 0);
    }

    /// <summary>EC 0x03 and 0x05: MCR or MRC.</summary>
    public static uint Coprocessor(int opc1, int crn, int crm, int opc2, int rt, AccessDirection direction) =>
        ConditionAlways | ((uint)opc2 << 17) | ((uint)opc1 << 14) | ((uint)crn << 10) | ((uint)rt << 5) | ((uint)crm << 1) | (direction == AccessDirection.Read ? 1u : 0);

    /// <summary>EC 0x04 and 0x0C: MCRR or MRRC.</summary>
    public static uint CoprocessorWide(int opc1, int crm, int rt, int rt2, AccessDirection direction) =>
        ConditionAlways | ((uint)opc1 << 16) | ((uint)rt2 << 10) | ((uint)rt << 5) | ((uint)crm << 1) | (direction == AccessDirection.Read ? 1u : 0);

    /// <summary>EC 0x01: WFI or WFE.</summary>
    public static uint Wait(bool wfe) => ConditionAlways | (wfe ? 1u : 0);

    /// <summary>DFSC of an asynchronous abort, which HYP has as a data abort.</summary>
    public const uint AsynchronousAbort = 0x11;

    /// <summary>EC 0x07.</summary>
    public static uint FloatingPointAccess => ConditionAlways;

    /// <summary>EC 0x07 as an AArch32 instruction has it.</summary>
    public static uint FloatingPointAccess32(CpuModel model) => ConditionAlways | (model.AArch64 ? 0 : Coprocessor10);

    /// <summary>SRT of ISS[24:14] as AArch64 numbers it, from R0-R14 of a mode.</summary>
    public static uint RenameTransferRegister(uint accessSyndrome, byte mode)
    {
        int register = (int)(accessSyndrome >> TransferRegisterShift) & 31;
        return (accessSyndrome & ~(31u << TransferRegisterShift)) | ((uint)BankedRegisters.AArch64Number(mode, register) << TransferRegisterShift);
    }

    /// <summary>ISS of a data or instruction abort.</summary>
    /// <param name="fault">What the Mmu reported.</param>
    /// <param name="accessSyndrome">ISS[24:14] of the instruction, valid only for a stage 2 fault on the access itself.</param>
    public static uint Abort(in MmuFault fault, uint accessSyndrome)
    {
        uint iss = fault.StatusCode;
        bool duringWalk = fault.Stage == 2 && fault.DuringStage1Walk;
        iss |= duringWalk ? StageTwoOfStageOneWalk : 0;
        if (fault.Access == AccessType.Fetch)
        {
            return iss;
        }
        if (fault.CacheMaintenance)
        {
            // Cache maintenance and AT count as writes whatever they do.
            return iss | CacheMaintenance | WriteNotRead;
        }
        iss |= fault.Access == AccessType.Write ? WriteNotRead : 0;
        return fault.Stage == 2 && !duringWalk ? iss | (accessSyndrome & AccessSyndrome) : iss;
    }
}
