using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Writes of R15 with S (SUBS PC, LR; MOVS PC): PC from a slot, CPSR from SPSR.</summary>
internal static class AArch32ExceptionReturn
{
    public static void Emit(AArch32Translator t, int slot)
    {
        if (t.Key.El == ExceptionLevel.EL0) t.Unpredictable();
        else t.Emit(AArch32Effects.ReturnFromException, n: slot);
    }
}
