namespace Hyp.Jit.Runtime;

/// <summary>Answers HLT #0xF000, the semihosting trap of A64 (Arm "Semihosting for AArch32 and AArch64").</summary>
internal interface ISemihosting
{
    /// <summary>
    /// Carries out the call whose operation number stands in W0 and whose parameter in X1; Pc is already past the HLT. False when calls are
    /// not offered, and the HLT is then UNDEFINED (halting debug is not implemented).
    /// </summary>
    bool TrySemihost(VirtualCpu cpu);
}
