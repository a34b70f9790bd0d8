using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>VFP conversions: between precisions, integers and fixed point. Integers lie in S registers.</summary>
internal static class VfpConvert32
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddVfp("VCVT.F64.F32", "1110 1d11 0111 dddd 1010 11 m 0 mmmm", static (a, f) =>
            a.Compute(VectorWidth.D, f.DoubleD(), FpConvertPrecision<float, double>.Code, a.Read(VectorWidth.S, f.SingleM())));
        rows.AddVfp("VCVT.F32.F64", "1110 1d11 0111 dddd 1011 11 m 0 mmmm", static (a, f) =>
            a.Compute(VectorWidth.S, f.SingleD(), FpConvertPrecision<double, float>.Code, a.Read(VectorWidth.D, f.DoubleM())));
        rows.AddVfp("VCVTB, VCVTT.F32.F16", "1110 1d11 0010 dddd 1010 t1 m 0 mmmm", static (a, f) =>
            a.Compute(VectorWidth.S, f.SingleD(), FpConvertPrecision<Half, float>.Code, ReadHalf(a, f)));
        rows.AddVfp("VCVTB, VCVTT.F16.F32", "1110 1d11 0011 dddd 1010 t1 m 0 mmmm", static (a, f) =>
            WriteHalf(a, f, FpConvertPrecision<float, Half>.Code, a.Read(VectorWidth.S, f.SingleM())));

        // u: 1 is signed.
        rows.AddVfp("VCVT.F32.{S32,U32}", "1110 1d11 1000 dddd 1010 u1 m 0 mmmm", static (a, f) =>
            FromInteger(a, f, VectorWidth.S, f['u'] == 1 ? FpFromGeneral<float, int>.Code : FpFromGeneral<float, uint>.Code));
        rows.AddVfp("VCVT.F64.{S32,U32}", "1110 1d11 1000 dddd 1011 u1 m 0 mmmm", static (a, f) =>
            FromInteger(a, f, VectorWidth.D, f['u'] == 1 ? FpFromGeneral<double, int>.Code : FpFromGeneral<double, uint>.Code));
        AddToInteger(rows, "VCVTR", 0, FpImmediate.FromFpcr);
        AddToInteger(rows, "VCVT", 1, FpImmediate.Of(FpRounding.Zero));
        AddFixed(rows, "VCVT.F32.fixed", "1010", "0", VectorWidth.S, static () => FpFixedPoint.From<float>.Code);
        AddFixed(rows, "VCVT.F64.fixed", "1011", "0", VectorWidth.D, static () => FpFixedPoint.From<double>.Code);
        AddFixed(rows, "VCVT.fixed.F32", "1010", "1", VectorWidth.S, static () => FpFixedPoint.To<float>.Code);
        AddFixed(rows, "VCVT.fixed.F64", "1011", "1", VectorWidth.D, static () => FpFixedPoint.To<double>.Code);
    }

    /// <summary>VCVTB and VCVTT of doubles.</summary>
    public static void AddArmv8Rows(AArch32Rows rows)
    {
        rows.AddVfp("VCVTB, VCVTT.F64.F16", "1110 1d11 0010 dddd 1011 t1 m 0 mmmm", static (a, f) =>
            a.Compute(VectorWidth.D, f.DoubleD(), FpConvertPrecision<Half, double>.Code, ReadHalf(a, f)));
        rows.AddVfp("VCVTB, VCVTT.F16.F64", "1110 1d11 0011 dddd 1011 t1 m 0 mmmm", static (a, f) =>
            WriteHalf(a, f, FpConvertPrecision<double, Half>.Code, a.Read(VectorWidth.D, f.DoubleM())));
    }

    /// <summary>The bottom or top half of Sm.</summary>
    private static int ReadHalf(AArch32Translator a, F f) =>
        a.Prefix(VectorCopy.DuplicateElement[1, VectorForm.Half], a.VectorTemporary(), f.SingleM() >> 2, imm: ((f.SingleM() & 3) * 2) + f['t']);

    /// <summary>To the bottom or top half of Sd; the other half stays.</summary>
    private static void WriteHalf(AArch32Translator a, F f, ushort code, int value)
    {
        int d = f.SingleD(), half = a.Prefix(code, a.VectorTemporary(), value);
        a.Emit(VectorCopy.InsertElement[1, VectorForm.Full], d >> 2, half, a: d >> 2, imm: ((d & 3) * 2) + f['t']);
    }

    private static void FromInteger(AArch32Translator a, F f, VectorWidth width, ushort code)
    {
        int m = f.SingleM();
        int integer = a.Prefix(VectorCopy.MoveUnsigned[2, VectorForm.Half], a.Temporary(), m >> 2, imm: m & 3);
        a.Compute(width, f.RegisterD(width), code, integer);
    }

    private static void AddToInteger(AArch32Rows rows, string name, int low, long imm)
    {
        string pattern = $"{low}1 m 0 mmmm";
        rows.AddVfp(name + ".S32.F32", $"1110 1d11 1101 dddd 1010 {pattern}", (a, f) => ToInteger(a, f, VectorWidth.S, FpToGeneral<float, int>.Code, imm));
        rows.AddVfp(name + ".U32.F32", $"1110 1d11 1100 dddd 1010 {pattern}", (a, f) => ToInteger(a, f, VectorWidth.S, FpToGeneral<float, uint>.Code, imm));
        rows.AddVfp(name + ".S32.F64", $"1110 1d11 1101 dddd 1011 {pattern}", (a, f) => ToInteger(a, f, VectorWidth.D, FpToGeneral<double, int>.Code, imm));
        rows.AddVfp(name + ".U32.F64", $"1110 1d11 1100 dddd 1011 {pattern}", (a, f) => ToInteger(a, f, VectorWidth.D, FpToGeneral<double, uint>.Code, imm));
    }

    /// <summary>The integer takes the way of a temporary to Sd.</summary>
    public static void ToInteger(AArch32Translator a, F f, VectorWidth width, ushort code, long imm)
    {
        int d = f.SingleD(), integer = a.Prefix(code, a.Temporary(), a.Read(width, f.RegisterM(width)), imm: imm);
        a.Emit(VectorCopy.InsertGeneral[2, VectorForm.Full], d >> 2, integer, a: d >> 2, imm: d & 3);
    }

    /// <summary>In place. x: 16 or 32 bits, less imm4:i of them are the fraction.</summary>
    private static void AddFixed(AArch32Rows rows, string name, string coprocessor, string direction, VectorWidth width, Func<ushort> code) =>
        rows.AddVfp(name, $"1110 1d11 1{direction}1u dddd {coprocessor} x1 i 0 iiii", (a, f) =>
        {
            int size = f['x'] == 1 ? 32 : 16, fractionBits = size - (((f['i'] & 15) << 1) | (f['i'] >> 4));
            int d = f.RegisterD(width);
            if (fractionBits < 0) a.Unpredictable();
            else a.Compute(width, d, code(), a.Read(width, d), imm: FpFixedPoint.Immediate(fractionBits, f['u'] == 1, size == 16));
        });
}
