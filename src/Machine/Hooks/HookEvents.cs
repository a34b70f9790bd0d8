using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>What a hook wants to happen next.</summary>
public enum HookAction
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>End the run with <see cref="StopReason.Hook"/>.</summary>
    Stop,
}

/// <summary>An HVC or SMC instruction.</summary>
/// <param name="Cpu">The PE that executed it; its X0 is the function called.</param>
/// <param name="IsSmc">SMC, else HVC.</param>
/// <param name="Immediate">The instruction's 16-bit immediate.</param>
public readonly record struct HypercallEvent(Cpu Cpu, bool IsSmc, ushort Immediate);

/// <summary>An access to a system register that reached the register table.</summary>
/// <param name="Cpu">The PE that made it.</param>
/// <param name="Register">The register's name in the manual.</param>
/// <param name="IsWrite">A write, else a read.</param>
/// <param name="Value">The value written or read.</param>
public readonly record struct SystemRegisterEvent(Cpu Cpu, string Register, bool IsWrite, ulong Value);

/// <summary>Guest code is about to go on at an address.</summary>
/// <param name="Cpu">The PE.</param>
/// <param name="Address">The virtual address.</param>
public readonly record struct CodeEvent(Cpu Cpu, ulong Address);

/// <summary>An exception or interrupt has been taken.</summary>
/// <param name="Cpu">The PE, already at the vector.</param>
/// <param name="Description">Its name: an exception class, or the kind of interrupt.</param>
/// <param name="Syndrome">ESR_ELx, 0 for interrupts.</param>
/// <param name="Target">The exception level it was taken to.</param>
public readonly record struct ExceptionEvent(Cpu Cpu, string Description, ulong Syndrome, ExceptionLevel Target);
