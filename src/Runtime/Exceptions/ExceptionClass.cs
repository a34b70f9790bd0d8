namespace Hyp.Jit.Runtime;

/// <summary>ESR_ELx.EC (Arm ARM D7.2.27). Where an exception has one code from a lower level and one from the same, this is the lower level's.</summary>
public enum ExceptionClass : byte
{
    Unknown = 0x00,
    /// <summary>Trapped WFI or WFE.</summary>
    WaitForInterrupt = 0x01,
    Cp15 = 0x03,
    Cp15Wide = 0x04,
    Cp14 = 0x05,
    Cp14LoadStore = 0x06,
    /// <summary>FP or SIMD access disabled by CPACR_EL1.FPEN or CPTR_EL2.TFP.</summary>
    FloatingPoint = 0x07,
    Vmrs = 0x08,
    Cp14Wide = 0x0C,
    IllegalState = 0x0E,
    Svc32 = 0x11,
    Hvc32 = 0x12,
    Smc32 = 0x13,
    Svc64 = 0x15,
    Hvc64 = 0x16,
    Smc64 = 0x17,
    /// <summary>Trapped MSR, MRS or system instruction in AArch64.</summary>
    SystemRegister = 0x18,
    InstructionAbort = 0x20,
    InstructionAbortSameLevel = 0x21,
    PcAlignment = 0x22,
    DataAbort = 0x24,
    DataAbortSameLevel = 0x25,
    SpAlignment = 0x26,
    FloatingPoint32 = 0x28,
    FloatingPoint64 = 0x2C,
    SError = 0x2F,
    Breakpoint = 0x30,
    BreakpointSameLevel = 0x31,
    SoftwareStep = 0x32,
    SoftwareStepSameLevel = 0x33,
    Watchpoint = 0x34,
    WatchpointSameLevel = 0x35,
    Bkpt32 = 0x38,
    VectorCatch32 = 0x3A,
    Brk64 = 0x3C,
}
