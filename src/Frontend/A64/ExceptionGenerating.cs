using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>SVC, HVC, SMC, BRK, HLT, ERET. DCPS and DRPS need a debug state, which is not implemented: undefined.</summary>
internal static unsafe class ExceptionGenerating
{
    private const int SemihostingCall = 0xF000;

    private static readonly ushort Svc = OpTable.Effect("svc", &RunSvc);
    private static readonly ushort Hvc = OpTable.Effect("hvc", &RunHvc);
    private static readonly ushort Smc = OpTable.Effect("smc", &RunSmc);
    private static readonly ushort Brk = OpTable.Effect("brk", &RunBrk);
    private static readonly ushort Hlt = OpTable.Effect("hlt", &RunHlt);
    private static readonly ushort Eret = OpTable.Effect("eret", &RunEret);

    public static void AddRows(Table t)
    {
        t.Add("SVC", "11010100 000 iiiiiiiiiiiiiiii 000 01", static (a, f) => a.Emit(Svc, imm: f['i']));
        t.Add("HVC", "11010100 000 iiiiiiiiiiiiiiii 000 10", static (a, f) => a.Emit(Hvc, imm: f['i']));
        t.Add("SMC", "11010100 000 iiiiiiiiiiiiiiii 000 11", static (a, f) => a.Emit(Smc, imm: f['i']));
        t.Add("BRK", "11010100 001 iiiiiiiiiiiiiiii 000 00", static (a, f) => a.Emit(Brk, imm: f['i']));
        t.Add("HLT", "11010100 010 iiiiiiiiiiiiiiii 000 00", static (a, f) => a.Emit(Hlt, imm: f['i']));
        t.Add("ERET", "1101011 0100 11111 000000 11111 00000", static (a, f) =>
        {
            if (a.Key.El == ExceptionLevel.EL0) a.Undefined();
            else a.Emit(Eret);
        });
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

    private static bool RunBrk(VirtualCpu cpu, Op* op)
    {
        cpu.Brk((uint)op->Imm);
        return false;
    }

    /// <summary>Halting debug is not implemented, so HLT is UNDEFINED but for semihosting.</summary>
    private static bool RunHlt(VirtualCpu cpu, Op* op)
    {
        if (op->Imm == SemihostingCall && cpu.Semihosting is { } host)
        {
            cpu.State->Pc += 4;
            if (host.TrySemihost(cpu)) return false;
            cpu.State->Pc -= 4;
        }
        cpu.Undefined();
        return false;
    }

    private static bool RunEret(VirtualCpu cpu, Op* op)
    {
        cpu.EretFrom();
        return false;
    }
}
