using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Advanced SIMD two-register miscellaneous: floating point, estimates and conversions.</summary>
internal static class SimdTwoRegisterFloat32
{
    private const string Word = "10";

    public static void AddRows(AArch32Rows rows)
    {
        AddUnary<FpWithZero<FpCompareGreater>>(rows, "VCGT.F32 #0", Word, "01", "1000");
        AddUnary<FpWithZero<FpCompareGreaterOrEqual>>(rows, "VCGE.F32 #0", Word, "01", "1001");
        AddUnary<FpWithZero<FpCompareEqual>>(rows, "VCEQ.F32 #0", Word, "01", "1010");
        AddUnary<FpZeroWith<FpCompareGreaterOrEqual>>(rows, "VCLE.F32 #0", Word, "01", "1011");
        AddUnary<FpZeroWith<FpCompareGreater>>(rows, "VCLT.F32 #0", Word, "01", "1100");
        Add(rows, "VABS.F32", Word, "01", "1110", 0, static full => full ? FpBitwise<FpAbsolute, float, Lanes4>.Code : FpBitwise<FpAbsolute, float, Lanes2>.Code);
        Add(rows, "VNEG.F32", Word, "01", "1111", 0, static full => full ? FpBitwise<FpNegate, float, Lanes4>.Code : FpBitwise<FpNegate, float, Lanes2>.Code);
        AddEstimate(rows, "VRECPE.U32", "1000", static () => UnsignedReciprocalEstimate.Code);
        AddEstimate(rows, "VRSQRTE.U32", "1001", static () => UnsignedReciprocalRootEstimate.Code);
        AddUnary<FpReciprocalEstimate>(rows, "VRECPE.F32", Word, "11", "1010");
        AddUnary<FpReciprocalRootEstimate>(rows, "VRSQRTE.F32", Word, "11", "1011");
        AddConversion<FpFromSigned>(rows, "VCVT.F32.S32", "11", "1100", 0);
        AddConversion<FpFromUnsigned>(rows, "VCVT.F32.U32", "11", "1101", 0);
        AddConversion<FpToSigned>(rows, "VCVT.S32.F32", "11", "1110", FpImmediate.Of(FpRounding.Zero));
        AddConversion<FpToUnsigned>(rows, "VCVT.U32.F32", "11", "1111", FpImmediate.Of(FpRounding.Zero));

        rows.AddSimd("VCVT.F16.F32", 1, "1 d 11 01 10 dddd 0 1100 0 m 0 mmmm", static (a, f) =>
        {
            int m = f.DoubleM();
            if ((m & 1) != 0) a.Undefined();
            else a.Compute(VectorWidth.D, f.DoubleD(), StandardAVI<FpNarrow<float, Half>>.Code, m >> 1, accumulator: m >> 1);
        });
        rows.AddSimd("VCVT.F32.F16", 1, "1 d 11 01 10 dddd 0 1110 0 m 0 mmmm", static (a, f) =>
        {
            int d = f.DoubleD();
            if ((d & 1) != 0) a.Undefined();
            else a.Compute(VectorWidth.Q, d, StandardVI<FpWiden<Half, float>>.Code, a.Read(VectorWidth.D, f.DoubleM()));
        });
    }

    /// <summary>VRINT and the directed VCVT of Armv8.</summary>
    public static void AddArmv8Rows(AArch32Rows rows)
    {
        AddConversion<FpRoundToIntegral>(rows, "VRINTN.F32", "10", "1000", FpImmediate.Of(FpRounding.TieEven));
        AddConversion<FpRoundToIntegral>(rows, "VRINTX.F32", "10", "1001", FpImmediate.Of(FpRounding.TieEven) | FpImmediate.Exact);
        AddConversion<FpRoundToIntegral>(rows, "VRINTA.F32", "10", "1010", FpImmediate.Of(FpRounding.TieAway));
        AddConversion<FpRoundToIntegral>(rows, "VRINTZ.F32", "10", "1011", FpImmediate.Of(FpRounding.Zero));
        AddConversion<FpRoundToIntegral>(rows, "VRINTM.F32", "10", "1101", FpImmediate.Of(FpRounding.NegativeInfinity));
        AddConversion<FpRoundToIntegral>(rows, "VRINTP.F32", "10", "1111", FpImmediate.Of(FpRounding.PositiveInfinity));
        AddDirected(rows, 'A', "00", FpRounding.TieAway);
        AddDirected(rows, 'N', "01", FpRounding.TieEven);
        AddDirected(rows, 'P', "10", FpRounding.PositiveInfinity);
        AddDirected(rows, 'M', "11", FpRounding.NegativeInfinity);
    }

    private static void AddDirected(AArch32Rows rows, char letter, string rm, FpRounding rounding)
    {
        AddConversion<FpToSigned>(rows, $"VCVT{letter}.S32.F32", "11", $"0{rm}0", FpImmediate.Of(rounding));
        AddConversion<FpToUnsigned>(rows, $"VCVT{letter}.U32.F32", "11", $"0{rm}1", FpImmediate.Of(rounding));
    }

    private static void AddUnary<TOp>(AArch32Rows rows, string name, string size, string group, string opcode) where TOp : struct, IFpUnary =>
        Add(rows, name, size, group, opcode, 0, static full => full ? StandardV<FpUnary<TOp, float, Lanes4>>.Code : StandardV<FpUnary<TOp, float, Lanes2>>.Code);

    private static void AddConversion<TOp>(AArch32Rows rows, string name, string group, string opcode, long imm) where TOp : struct, IFpUnaryImmediate =>
        Add(rows, name, Word, group, opcode, imm,
            static full => full ? StandardVI<FpUnaryImmediate<TOp, float, Lanes4>>.Code : StandardVI<FpUnaryImmediate<TOp, float, Lanes2>>.Code);

    /// <summary>The integer estimates take the number of lanes.</summary>
    private static void AddEstimate(AArch32Rows rows, string name, string opcode, Func<ushort> code)
    {
        for (int q = 0; q <= 1; q++)
        {
            VectorWidth width = q == 1 ? VectorWidth.Q : VectorWidth.D;
            rows.AddSimd($"{name} {width}", 1, $"1 d 11 {Word} 11 dddd 0 {opcode} {q} m 0 mmmm", (a, f) => Emit(a, f, width, code(), width == VectorWidth.Q ? 4 : 2));
        }
    }

    private static void Add(AArch32Rows rows, string name, string size, string group, string opcode, long imm, Func<bool, ushort> code) =>
        rows.AddSimd(name, 1, $"1 d 11 {size} {group} dddd 0 {opcode} q m 0 mmmm", (a, f) => Emit(a, f, f.Width(), code(f['q'] == 1), imm));

    private static void Emit(AArch32Translator a, F f, VectorWidth width, ushort code, long imm)
    {
        int d = f.DoubleD(), m = f.DoubleM();
        if (IsMisnamed(width, d | m)) a.Undefined();
        else a.Compute(width, d, code, a.Read(width, m), imm: imm);
    }
}
