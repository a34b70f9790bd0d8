using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD three registers of the same length, single precision.</summary>
internal static class SimdThreeSameFloat32
{
    public static void AddRows(AArch32Rows rows)
    {
        AddTernary<FpMultiplyAdd>(rows, "VFMA", 0, 0, "1100", 1);
        AddTernary<FpMultiplySubtract>(rows, "VFMS", 0, 1, "1100", 1);
        AddBinary<FpAdd>(rows, "VADD", 0, 0, "1101", 0);
        AddBinary<FpSubtract>(rows, "VSUB", 0, 1, "1101", 0);
        AddPairs<FpAdd>(rows, "VPADD", 0, "1101");
        AddBinary<FpAbsoluteDifference>(rows, "VABD", 1, 1, "1101", 0);
        AddTernary<FpMultiplyThenAdd>(rows, "VMLA", 0, 0, "1101", 1);
        AddTernary<FpMultiplyThenSubtract>(rows, "VMLS", 0, 1, "1101", 1);
        AddBinary<FpMultiply>(rows, "VMUL", 1, 0, "1101", 1);
        AddBinary<FpCompareEqual>(rows, "VCEQ", 0, 0, "1110", 0);
        AddBinary<FpCompareGreaterOrEqual>(rows, "VCGE", 1, 0, "1110", 0);
        AddBinary<FpCompareGreater>(rows, "VCGT", 1, 1, "1110", 0);
        AddBinary<FpOfAbsolutes<FpCompareGreaterOrEqual>>(rows, "VACGE", 1, 0, "1110", 1);
        AddBinary<FpOfAbsolutes<FpCompareGreater>>(rows, "VACGT", 1, 1, "1110", 1);
        AddBinary<FpMaximum>(rows, "VMAX", 0, 0, "1111", 0);
        AddBinary<FpMinimum>(rows, "VMIN", 0, 1, "1111", 0);
        AddPairs<FpMaximum>(rows, "VPMAX", 0, "1111");
        AddPairs<FpMinimum>(rows, "VPMIN", 1, "1111");
        AddBinary<FpReciprocalStepUnfused>(rows, "VRECPS", 0, 0, "1111", 1);
        AddBinary<FpReciprocalRootStepUnfused>(rows, "VRSQRTS", 0, 1, "1111", 1);
    }

    /// <summary>VMAXNM and VMINNM of Armv8.</summary>
    public static void AddArmv8Rows(AArch32Rows rows)
    {
        AddBinary<FpMaximumNumber>(rows, "VMAXNM", 1, 0, "1111", 1);
        AddBinary<FpMinimumNumber>(rows, "VMINNM", 1, 1, "1111", 1);
    }

    private static void AddBinary<TOp>(AArch32Rows rows, string name, int u, int high, string opcode, int low) where TOp : struct, IFpBinary =>
        rows.AddSimd(name + ".F32", u, $"0 d {high}0 nnnn dddd {opcode} n q m {low} mmmm", static (a, f) => Emit(a, f, f.Width(),
            f['q'] == 1 ? StandardVV<FpBinary<TOp, float, Lanes4>>.Code : StandardVV<FpBinary<TOp, float, Lanes2>>.Code));

    private static void AddTernary<TOp>(AArch32Rows rows, string name, int u, int high, string opcode, int low) where TOp : struct, IFpTernary =>
        rows.AddSimd(name + ".F32", u, $"0 d {high}0 nnnn dddd {opcode} n q m {low} mmmm", static (a, f) => Emit(a, f, f.Width(),
            f['q'] == 1 ? StandardVVV<FpTernary<TOp, float, Lanes4>>.Code : StandardVVV<FpTernary<TOp, float, Lanes2>>.Code));

    private static void AddPairs<TOp>(AArch32Rows rows, string name, int high, string opcode) where TOp : struct, IFpBinary =>
        rows.AddSimd(name + ".F32", 1, $"0 d {high}0 nnnn dddd {opcode} n 0 m 0 mmmm",
            static (a, f) => Emit(a, f, VectorWidth.D, StandardVV<FpPairwise<TOp, float, Lanes2>>.Code));

    private static void Emit(AArch32Translator a, F f, VectorWidth width, ushort code)
    {
        int d = f.DoubleD(), n = f.DoubleN(), m = f.DoubleM();
        if (IsMisnamed(width, d | n | m)) a.Undefined();
        else a.Compute(width, d, code, a.Read(width, n), a.Read(width, m), a.Accumulator(code, width, d));
    }
}
