namespace Hyp.Jit.Runtime;

/// <summary>Exception level (Arm ARM D1.1). EL3 is never implemented on this machine; PSCI stands in for it.</summary>
public enum ExceptionLevel : byte
{
    /// <summary>Applications.</summary>
    EL0,
    /// <summary>An operating system.</summary>
    EL1,
    /// <summary>A hypervisor (HYP mode in AArch32).</summary>
    EL2,
}
