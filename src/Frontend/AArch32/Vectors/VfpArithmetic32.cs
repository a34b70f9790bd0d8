using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>VFP arithmetic on S and D registers, by FPSCR's modes.</summary>
internal static class VfpArithmetic32
{
    public static void AddRows(AArch32Rows rows)
    {
        AddTernary<FpMultiplyThenAdd>(rows, "VMLA", "0d00", 0);
        AddTernary<FpMultiplyThenSubtract>(rows, "VMLS", "0d00", 1);
        AddTernary<FpNegatedMultiplyThenSubtract>(rows, "VNMLS", "0d01", 0);
        AddTernary<FpNegatedMultiplyThenAdd>(rows, "VNMLA", "0d01", 1);
        AddBinary<FpMultiply>(rows, "VMUL", "0d10", 0);
        AddBinary<FpNegatedMultiply>(rows, "VNMUL", "0d10", 1);
        AddBinary<FpAdd>(rows, "VADD", "0d11", 0);
        AddBinary<FpSubtract>(rows, "VSUB", "0d11", 1);
        AddBinary<FpDivide>(rows, "VDIV", "1d00", 0);
        AddTernary<FpNegatedMultiplySubtract>(rows, "VFNMS", "1d01", 0);
        AddTernary<FpNegatedMultiplyAdd>(rows, "VFNMA", "1d01", 1);
        AddTernary<FpMultiplyAdd>(rows, "VFMA", "1d10", 0);
        AddTernary<FpMultiplySubtract>(rows, "VFMS", "1d10", 1);
        AddUnary(rows, "VABS", "0000", "11", static () => FpBitwise<FpAbsolute, float, Lanes1>.Code, static () => FpBitwise<FpAbsolute, double, Lanes1>.Code);
        AddUnary(rows, "VNEG", "0001", "01", static () => FpBitwise<FpNegate, float, Lanes1>.Code, static () => FpBitwise<FpNegate, double, Lanes1>.Code);
        AddUnary(rows, "VSQRT", "0001", "11", static () => FpUnary<FpSquareRoot, float, Lanes1>.Code, static () => FpUnary<FpSquareRoot, double, Lanes1>.Code);
        rows.AddVfp("VMOV.F32 (register)", "1110 1d11 0000 dddd 1010 01 m 0 mmmm", static (a, f) => Move(a, VectorWidth.S, f.SingleD(), f.SingleM()));
        rows.AddVfp("VMOV.F64 (register)", "1110 1d11 0000 dddd 1011 01 m 0 mmmm", static (a, f) => Move(a, VectorWidth.D, f.DoubleD(), f.DoubleM()));
        AddCompare(rows, "VCMP", "0100", 0, 0);
        AddCompare(rows, "VCMPE", "0100", 1, FpCompare<double>.Signaling);
        AddCompare(rows, "VCMP #0.0", "0101", 0, FpCompare<double>.WithZero);
        AddCompare(rows, "VCMPE #0.0", "0101", 1, FpCompare<double>.WithZero | FpCompare<double>.Signaling);
    }

    private static void AddBinary<TOp>(AArch32Rows rows, string name, string opcode, int low) where TOp : struct, IFpBinary
    {
        rows.AddVfp(name + ".F32", $"1110 {opcode} nnnn dddd 1010 n {low} m 0 mmmm", static (a, f) => Emit(a, f, VectorWidth.S, FpBinary<TOp, float, Lanes1>.Code));
        rows.AddVfp(name + ".F64", $"1110 {opcode} nnnn dddd 1011 n {low} m 0 mmmm", static (a, f) => Emit(a, f, VectorWidth.D, FpBinary<TOp, double, Lanes1>.Code));
    }

    private static void AddTernary<TOp>(AArch32Rows rows, string name, string opcode, int low) where TOp : struct, IFpTernary
    {
        rows.AddVfp(name + ".F32", $"1110 {opcode} nnnn dddd 1010 n {low} m 0 mmmm", static (a, f) => Emit(a, f, VectorWidth.S, FpTernary<TOp, float, Lanes1>.Code));
        rows.AddVfp(name + ".F64", $"1110 {opcode} nnnn dddd 1011 n {low} m 0 mmmm", static (a, f) => Emit(a, f, VectorWidth.D, FpTernary<TOp, double, Lanes1>.Code));
    }

    private static void Emit(AArch32Translator a, F f, VectorWidth width, ushort code)
    {
        int d = f.RegisterD(width);
        a.Compute(width, d, code, a.Read(width, f.RegisterN(width)), a.Read(width, f.RegisterM(width)), a.Accumulator(code, width, d));
    }

    private static void AddUnary(AArch32Rows rows, string name, string opcode, string low, Func<ushort> single, Func<ushort> @double)
    {
        rows.AddVfp(name + ".F32", $"1110 1d11 {opcode} dddd 1010 {low} m 0 mmmm",
            (a, f) => a.Compute(VectorWidth.S, f.SingleD(), single(), a.Read(VectorWidth.S, f.SingleM())));
        rows.AddVfp(name + ".F64", $"1110 1d11 {opcode} dddd 1011 {low} m 0 mmmm",
            (a, f) => a.Compute(VectorWidth.D, f.DoubleD(), @double(), a.Read(VectorWidth.D, f.DoubleM())));
    }

    /// <summary>Part to part: one op.</summary>
    private static void Move(AArch32Translator a, VectorWidth width, int d, int m)
    {
        ushort code = VectorCopy.InsertElement[width == VectorWidth.S ? 2 : 3, VectorForm.Full];
        a.Emit(code, Slot(width, d), Slot(width, m), a: Slot(width, d), imm: Part(width, d) | (Part(width, m) << 4));
    }

    /// <summary>The relation is an effect on FPSCR; the slot written is a temporary.</summary>
    private static void AddCompare(AArch32Rows rows, string name, string opcode, int e, long imm)
    {
        bool zero = (imm & FpCompare<double>.WithZero) != 0;
        string second = zero ? "0 0 0000" : "m 0 mmmm";
        rows.AddVfp(name + ".F32", $"1110 1d11 {opcode} dddd 1010 {e}1 {second}", (a, f) =>
        {
            int n = a.Read(VectorWidth.S, f.SingleD()), m = zero ? n : a.Read(VectorWidth.S, f.SingleM());
            a.Emit(FpCompareToFpscr<float>.Code, a.VectorTemporary(), n, m, imm: imm);
        });
        rows.AddVfp(name + ".F64", $"1110 1d11 {opcode} dddd 1011 {e}1 {second}", (a, f) =>
        {
            int n = a.Read(VectorWidth.D, f.DoubleD()), m = zero ? n : a.Read(VectorWidth.D, f.DoubleM());
            a.Emit(FpCompareToFpscr<double>.Code, a.VectorTemporary(), n, m, imm: imm);
        });
    }
}
