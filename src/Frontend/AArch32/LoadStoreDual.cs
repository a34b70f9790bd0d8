using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>LDRD and STRD. A32 names an even register and means the next as well; T32 names both.</summary>
internal static class LoadStoreDual
{
    public static void AddRows(AArch32Rows rows)
    {
        Add("STRD", store: true, "11", 0);
        Add("LDRD", store: false, "10", 1);

        void Add(string name, bool store, string opcode, int load)
        {
            rows.A32.Add($"{name} (immediate)", $"---- 000 p u 1 w 0 nnnn tttt iiii 1 {opcode} 1 iiii", (a, f) => Immediate(a, f, store, f['t'] + 1, f['i'], f['p'] == 1));
            rows.A32.Add($"{name} (register)", $"---- 000 p u 0 w 0 nnnn tttt 0000 1 {opcode} 1 mmmm", (a, f) => Register(a, f, store));
            rows.T32.Add($"{name} (indexed)", $"1110100 1 u 1 w {load} nnnn tttt ssss iiiiiiii", (a, f) => Immediate(a, f, store, f['s'], f['i'] << 2, index: true));
            rows.T32.Add($"{name} (post-indexed)", $"1110100 0 u 1 1 {load} nnnn tttt ssss iiiiiiii", (a, f) => Immediate(a, f, store, f['s'], f['i'] << 2, index: false));
        }
    }

    private static void Immediate(AArch32Translator a, F f, bool store, int second, int magnitude, bool index)
    {
        int t = f['t'], n = f['n'], offset = f['u'] == 1 ? magnitude : -magnitude;
        bool writeBack = !index || f['w'] == 1;
        if (IsUnpredictable(a, store, t, second, n, writeBack) || (!index && !a.IsThumb && f['w'] == 1) || (n == 15 && a.IsThumb && store))
        {
            a.Unpredictable();
            return;
        }
        // Only loads of a literal see R15 aligned, and in A32 it always is.
        int b = n == 15 ? a.Prefix(OpCode.Adr32, a.Temporary(), imm: a.AlignedPcOffset) : n;
        long packed = (uint)(index ? offset : 0) | ((long)(writeBack ? offset : 0) << 32);
        a.Emit(store ? OpCode.StoreDual : OpCode.LoadDual, t, b, writeBack ? n : 33, second, c: writeBack ? n : 32, imm: packed);
    }

    private static void Register(AArch32Translator a, F f, bool store)
    {
        int t = f['t'], n = f['n'], m = f['m'];
        bool index = f['p'] == 1, writeBack = !index || f['w'] == 1;
        if (IsUnpredictable(a, store, t, t + 1, n, writeBack) || (!index && f['w'] == 1) || m == 15 || (!store && (m == t || m == t + 1)))
        {
            a.Unpredictable();
            return;
        }
        int b = a.Read(n), sum = SingleAccess.AddOffset(a, b, m, 0, 0, f['u'] == 1);
        a.Emit(store ? OpCode.StoreDual : OpCode.LoadDual, t, index ? sum : b, writeBack ? n : 33, t + 1, c: writeBack ? sum : 32);
    }

    private static bool IsUnpredictable(AArch32Translator a, bool store, int t, int second, int n, bool writeBack) =>
        t == 15 || second == 15 || (a.IsThumb ? t == second && !store : (t & 1) != 0) || (writeBack && (n == 15 || n == t || n == second));
}
