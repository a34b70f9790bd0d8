namespace Hyp.Jit.Runtime;

/// <summary>CPSR.M[4:0] (ARMv7 ARM B1.3.1). Monitor mode needs EL3 and does not exist here.</summary>
internal static class ProcessorMode
{
    public const byte Usr = 0x10, Fiq = 0x11, Irq = 0x12, Svc = 0x13, Abt = 0x17, Hyp = 0x1A, Und = 0x1B, Sys = 0x1F;

    /// <summary>The level of a mode (ELFromM32); null: there is no such mode on this PE.</summary>
    public static ExceptionLevel? LevelOf(byte mode, bool hasEl2) => mode switch
    {
        Usr => ExceptionLevel.EL0,
        Fiq or Irq or Svc or Abt or Und or Sys => ExceptionLevel.EL1,
        Hyp when hasEl2 => ExceptionLevel.EL2,
        _ => null,
    };

    public static string NameOf(byte mode) => mode switch
    {
        Usr => "usr",
        Fiq => "fiq",
        Irq => "irq",
        Svc => "svc",
        Abt => "abt",
        Hyp => "hyp",
        Und => "und",
        Sys => "sys",
        _ => $"mode {mode:x2}",
    };
}
