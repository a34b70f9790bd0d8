using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>SVC, HVC, SMC, BKPT, UDF, ERET.</summary>
internal static unsafe class ExceptionGenerating
{
    private const int Always = 14;

    private static readonly ushort Svc = OpTable.Effect("svc.aarch32", &RunSvc);
    private static readonly ushort Hvc = OpTable.Effect("hvc.aarch32", &RunHvc);
    private static readonly ushort Smc = OpTable.Effect("smc.aarch32", &RunSmc);
    private static readonly ushort Bkpt = OpTable.Effect("bkpt", &RunBkpt);

    public static void AddRows(AArch32Rows t)
    {
        // The syndrome has 16 bits of A32's 24.
        t.A32.Add("SVC A1", "---- 1111 iiiiiiiiiiiiiiiiiiiiiiii", static (a, f) => a.Emit(Svc, imm: f['i'] & 0xFFFF));
        t.T16.Add("SVC T1", "11011111 iiiiiiii ----------------", static (a, f) => a.Emit(Svc, imm: f['i']));
        t.A32.Add("HVC A1", "---- 00010100 iiiiiiiiiiii 0111 iiii", static (a, f) => Unconditional(a, f, Hvc));
        t.T32.Add("HVC T1", "111101111110 iiii 1000 iiiiiiiiiiii", static (a, f) => Unconditional(a, f, Hvc));
        t.A32.Add("SMC A1", "---- 00010110 000000000000 0111 iiii", static (a, f) => a.Emit(Smc, imm: f['i']));
        t.T32.Add("SMC T1", "111101111111 iiii 1000 000000000000", static (a, f) => a.Emit(Smc, imm: f['i']));
        t.A32.Add("BKPT A1", "---- 00010010 iiiiiiiiiiii 0111 iiii", static (a, f) => Unconditional(a, f, Bkpt));
        t.T16.Add("BKPT T1", "10111110 iiiiiiii ----------------", static (a, f) =>
        {
            // A breakpoint in an IT block hits whatever its condition says.
            a.Condition = Always;
            a.Emit(Bkpt, imm: f['i']);
        });
        t.A32.Add("UDF A1", "---- 01111111 iiiiiiiiiiii 1111 iiii", static (a, _) => a.Undefined());
        t.T32.Add("UDF T2", "111101111111 iiii 1010 iiiiiiiiiiii", static (a, _) => a.Undefined());
        t.T16.Add("UDF T1", "11011110 iiiiiiii ----------------", static (a, _) => a.Undefined());
        t.A32.Add("ERET A1", "---- 00010110 000000000000 0110 1110", static (a, _) => Eret(a));
        t.T32.Add("ERET T1", "111100111101 1110 1000 1111 00000000", static (a, _) => Eret(a));
    }

    private static void Unconditional(AArch32Translator a, F f, ushort effect)
    {
        if (a.Condition != Always || a.InItBlock) a.Unpredictable();
        else a.Emit(effect, imm: f['i']);
    }

    private static void Eret(AArch32Translator a)
    {
        if (a.Key.El == ExceptionLevel.EL0) a.Unpredictable();
        else a.Emit(AArch32Effects.Eret);
    }

    private static bool RunSvc(VirtualCpu cpu, Op* op)
    {
        cpu.Svc((uint)op->Imm);
        return false;
    }

    private static bool RunHvc(VirtualCpu cpu, Op* op)
    {
        cpu.Hvc((uint)op->Imm);
        return false;
    }

    private static bool RunSmc(VirtualCpu cpu, Op* op)
    {
        cpu.Smc((uint)op->Imm);
        return false;
    }

    private static bool RunBkpt(VirtualCpu cpu, Op* op)
    {
        cpu.Bkpt((uint)op->Imm);
        return false;
    }
}
