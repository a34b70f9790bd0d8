namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Writes of R15 with S (SUBS PC, LR; MOVS PC): PC from a slot, CPSR from SPSR.</summary>
internal static class AArch32ExceptionReturn
{
    public static void Emit(AArch32Translator t, int slot)
    {
        _ = slot;
        t.Undefined();
    }
}
