using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>VMRS and VMSR. FPINST and FPINST2 are UNDEFINED, as cores without trapped exceptions have them.</summary>
internal static class VfpSystem32
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddVfp("VMRS FPSCR", "1110 1111 0001 tttt 1010 0001 0000", static (a, f) =>
        {
            if (f['t'] == 15) a.Emit(Fpscr.Flags);
            else a.Emit(Fpscr.Read, f['t']);
        });
        rows.AddVfp("VMSR FPSCR", "1110 1110 0001 tttt 1010 0001 0000", static (a, f) =>
        {
            if (f['t'] == 15) a.Unpredictable();
            else a.Emit(Fpscr.Write, a.VectorTemporary(), f['t']);
        });
        AddSystem(rows, "FPSID", VfpSystemAccess.Fpsid);
        AddSystem(rows, "MVFR2", VfpSystemAccess.Mvfr2);
        AddSystem(rows, "MVFR1", VfpSystemAccess.Mvfr1);
        AddSystem(rows, "MVFR0", VfpSystemAccess.Mvfr0);
        AddSystem(rows, "FPEXC", VfpSystemAccess.Fpexc);
    }

    private static void AddSystem(AArch32Rows rows, string name, int register)
    {
        rows.AddVfp("VMRS " + name, $"1110 1111 {register:b4} tttt 1010 0001 0000", (a, f) =>
        {
            if (f['t'] == 15) a.Unpredictable();
            else a.Emit(VfpSystemAccess.Read, f['t'], s: register, c: f['t']);
        }, usesFp: false);
        rows.AddVfp("VMSR " + name, $"1110 1110 {register:b4} tttt 1010 0001 0000", (a, f) =>
        {
            if (f['t'] == 15) a.Unpredictable();
            else a.Emit(VfpSystemAccess.Write, 33, f['t'], s: register, c: f['t']);
        }, usesFp: false);
    }
}
