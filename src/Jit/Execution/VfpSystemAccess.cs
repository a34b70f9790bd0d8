using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// VMRS and VMSR of FPSID, MVFRn and FPEXC, which PL1 and HYP reach while FPEXC.EN is 0. S = register number, C = Rt.
/// </summary>
internal static unsafe class VfpSystemAccess
{
    public const int Fpsid = 0, Mvfr2 = 5, Mvfr1 = 6, Mvfr0 = 7, Fpexc = 8;

    private const uint FpexcEnable = 1u << 30;

    /// <summary>D = target.</summary>
    public static readonly ushort Read = OpTable.Effect("vmrs.system", &RunRead);

    /// <summary>N = source.</summary>
    public static readonly ushort Write = OpTable.Effect("vmsr.system", &RunWrite);

    private static bool RunRead(VirtualCpu cpu, Op* op)
    {
        if (!MayAccess(cpu, op, read: true)) return false;
        cpu.State->X[op->D] = op->S switch
        {
            Fpsid => FpsidOf(cpu.Model),
            Mvfr2 => cpu.Model.Mvfr[2],
            Mvfr1 => cpu.Model.Mvfr[1],
            Mvfr0 => cpu.Model.Mvfr[0],
            _ => cpu.Sys(Slot.Fpexc32El2) & FpexcEnable,
        };
        return true;
    }

    /// <summary>FPEXC.EN is all that can be written; the other registers ignore it. What follows is translated by the new EN.</summary>
    private static bool RunWrite(VirtualCpu cpu, Op* op)
    {
        if (!MayAccess(cpu, op, read: false)) return false;
        if (op->S != Fpexc) return true;
        cpu.Sys(Slot.Fpexc32El2) = cpu.State->X[op->N] & FpexcEnable;
        cpu.SkipInstruction();
        return false;
    }

    private static bool MayAccess(VirtualCpu cpu, Op* op, bool read)
    {
        if (cpu.State->El == 0 || (op->S == Mvfr2 && cpu.Model.Mvfr[2] == 0))
        {
            cpu.Undefined();
            return false;
        }
        if (!cpu.CheckFpSystemAccess()) return false;
        ulong trap = !read || cpu.State->El == 2 || !cpu.Options.HasEl2 ? 0 : op->S switch { Fpsid => Hcr.Tid0, Mvfr0 or Mvfr1 or Mvfr2 => Hcr.Tid3, _ => 0 };
        if ((cpu.Sys(Slot.HcrEl2) & trap) == 0) return true;
        // ISS as for MRC p10, 7, Rt, CRn = register, c0, 0, always with condition AL.
        uint syndrome = (1u << 24) | (0xEu << 20) | (7u << 14) | ((uint)op->S << 10) | ((uint)op->C << 5) | 1;
        cpu.TakeSynchronousTo(ExceptionLevel.EL2, ExceptionClass.Vmrs, syndrome, cpu.State->Pc);
        return false;
    }

    /// <summary>FPSID of the core: VFPv3 and later have architecture 3 and the part's own part number, variant and revision.</summary>
    private static uint FpsidOf(CpuModel model) => (model.Midr >> 4 & 0xFFF) switch
    {
        0xC07 => 0x4102_3075,
        0xC0F => 0x4104_30F0,
        _ => 0x4103_4070,
    };
}
