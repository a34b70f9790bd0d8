using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>The hint space, whose effects are AArch32's, too: WFE, WFI, SEV, SEVL; every other hint, BTI and PAC hints of later architectures included, is a NOP. Barriers too.</summary>
internal static unsafe class Hints
{
    public static readonly ushort Wfe = OpTable.Effect("wfe", &RunWfe);
    public static readonly ushort Wfi = OpTable.Effect("wfi", &RunWfi);
    public static readonly ushort Sev = OpTable.Effect("sev", &RunSev);
    public static readonly ushort Sevl = OpTable.Effect("sevl", &RunSevl);

    public static void AddRows(Table t)
    {
        t.Add("HINT", "1101010100 0 00 011 0010 mmmm ooo 11111", static (a, f) =>
        {
            switch ((f['m'] << 3) | f['o'])
            {
                case 2: a.Emit(Wfe); break;
                case 3: a.Emit(Wfi); break;
                case 4: a.Emit(Sev); break;
                case 5: a.Emit(Sevl); break;
                default: a.Emit(OpCode.Nop); break;
            }
        });
        t.Add("DSB", "1101010100 0 00 011 0011 mmmm 100 11111", static (a, f) => a.Emit(OpCode.Nop));
        t.Add("DMB", "1101010100 0 00 011 0011 mmmm 101 11111", static (a, f) => a.Emit(OpCode.Nop));
        t.Add("ISB", "1101010100 0 00 011 0011 mmmm 110 11111", static (a, f) => a.Emit(OpCode.Nop));
    }

    private static bool RunWfi(VirtualCpu cpu, Op* op)
    {
        if (cpu.WaitTrap(wfe: false)) return false;
        cpu.Halt();
        cpu.SkipInstruction();
        return false;
    }

    /// <summary>WFE may wake for any reason; without an event this one gives its turn to the other PEs.</summary>
    private static bool RunWfe(VirtualCpu cpu, Op* op)
    {
        bool had = cpu.EventRegister;
        if (cpu.WaitTrap(wfe: true)) return false;
        if (!had) cpu.LeaveRequested = true;
        cpu.SkipInstruction();
        return false;
    }

    private static bool RunSev(VirtualCpu cpu, Op* op)
    {
        cpu.SendEvent();
        return true;
    }

    private static bool RunSevl(VirtualCpu cpu, Op* op)
    {
        cpu.EventRegister = true;
        return true;
    }
}
