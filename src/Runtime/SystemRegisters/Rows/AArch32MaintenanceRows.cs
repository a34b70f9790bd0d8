using static Hyp.Jit.Runtime.AArch32Window;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Runtime;

/// <summary>c7 operations that AArch64 has no instruction for: branch predictor maintenance, and barriers from before they were instructions.</summary>
internal static class AArch32MaintenanceRows
{
    public static SystemRegister[] All =>
    [
        Nothing("BPIALLIS", 1, 6), Nothing("BPIALL", 5, 6), Nothing("BPIMVA", 5, 7),
        // Wait for interrupt and prefetch by MVA of older architectures are NOPs in Armv7.
        Nothing("CP15WFI", 0, 4), Nothing("CP15PREFETCH", 13, 1),
        Barrier("CP15ISB", 5, 4, endsBlock: true), Barrier("CP15DSB", 10, 4, endsBlock: false), Barrier("CP15DMB", 10, 5, endsBlock: false),
    ];

    // No branch predictor is modelled.
    private static SystemRegister Nothing(string name, int crm, int opc2) => new(name)
    {
        WritableFrom = EL1,
        Write = static (_, _) => { },
        EndsBlock = false,
        AArch32 = [Cp15(name, 0, 7, crm, opc2)],
    };

    private static SystemRegister Barrier(string name, int crm, int opc2, bool endsBlock) => new(name)
    {
        WritableFrom = EL0,
        Write = static (_, _) => { },
        UndefinedWhen = static cpu => cpu.CurrentEl != EL2 && !cpu.Sys(Slot.SctlrEl1).Has(Sctlr.Cp15Ben),
        EndsBlock = endsBlock,
        AArch32 = [Cp15(name, 0, 7, crm, opc2)],
    };
}
