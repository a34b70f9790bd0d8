using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

using static VectorOperands;

/// <summary>Scalar floating point that Armv8 added: VSEL, VMAXNM, VMINNM, VRINT and the directed VCVT.</summary>
internal static class VfpArmv8
{
    // EQ, VS, GE, GT.
    private static readonly int[] SelectConditions = [0, 6, 10, 12];

    public static void AddArmv8Rows(AArch32Rows rows)
    {
        rows.AddVfpUnconditional("VSEL.F32", "1110 0 d cc nnnn dddd 1010 n 0 m 0 mmmm", static (a, f) => Select(a, f, VectorWidth.S));
        rows.AddVfpUnconditional("VSEL.F64", "1110 0 d cc nnnn dddd 1011 n 0 m 0 mmmm", static (a, f) => Select(a, f, VectorWidth.D));
        AddNumber<FpMaximumNumber>(rows, "VMAXNM", 0);
        AddNumber<FpMinimumNumber>(rows, "VMINNM", 1);
        AddDirected(rows, 'A', "00", FpRounding.TieAway);
        AddDirected(rows, 'N', "01", FpRounding.TieEven);
        AddDirected(rows, 'P', "10", FpRounding.PositiveInfinity);
        AddDirected(rows, 'M', "11", FpRounding.NegativeInfinity);
        AddRound(rows, "VRINTR", "0110", 0, FpImmediate.FromFpcr);
        AddRound(rows, "VRINTZ", "0110", 1, FpImmediate.Of(FpRounding.Zero));
        AddRound(rows, "VRINTX", "0111", 0, FpImmediate.FromFpcr | FpImmediate.Exact);
    }

    /// <summary>Both outcomes are made in temporaries; the choice between them is the final op.</summary>
    private static void Select(AArch32Translator a, F f, VectorWidth width)
    {
        int d = f.RegisterD(width), slot = Slot(width, d);
        int first = Outcome(f.RegisterN(width)), second = Outcome(f.RegisterM(width));
        a.Emit(OpCode.FpConditionalSelect, slot, first, second, s: 16, c: SelectConditions[f['c']]);

        int Outcome(int register)
        {
            ushort code = VectorCopy.InsertElement[width == VectorWidth.S ? 2 : 3, VectorForm.Full];
            return a.Prefix(code, a.VectorTemporary(), Slot(width, register), a: slot, imm: Part(width, d) | (Part(width, register) << 4));
        }
    }

    private static void AddNumber<TOp>(AArch32Rows rows, string name, int low) where TOp : struct, IFpBinary
    {
        rows.AddVfpUnconditional(name + ".F32", $"1110 1 d 00 nnnn dddd 1010 n {low} m 0 mmmm", static (a, f) => Binary(a, f, VectorWidth.S, FpBinary<TOp, float, Lanes1>.Code));
        rows.AddVfpUnconditional(name + ".F64", $"1110 1 d 00 nnnn dddd 1011 n {low} m 0 mmmm", static (a, f) => Binary(a, f, VectorWidth.D, FpBinary<TOp, double, Lanes1>.Code));
    }

    private static void Binary(AArch32Translator a, F f, VectorWidth width, ushort code) =>
        a.Compute(width, f.RegisterD(width), code, a.Read(width, f.RegisterN(width)), a.Read(width, f.RegisterM(width)));

    private static void AddDirected(AArch32Rows rows, char letter, string rm, FpRounding rounding)
    {
        long imm = FpImmediate.Of(rounding);
        rows.AddVfpUnconditional($"VRINT{letter}.F32", $"1110 1 d 11 10{rm} dddd 1010 01 m 0 mmmm", (a, f) => Round(a, f, VectorWidth.S, imm));
        rows.AddVfpUnconditional($"VRINT{letter}.F64", $"1110 1 d 11 10{rm} dddd 1011 01 m 0 mmmm", (a, f) => Round(a, f, VectorWidth.D, imm));
        AddConversion("U32.F32", "1010 01", VectorWidth.S, static () => FpToGeneral<float, uint>.Code);
        AddConversion("S32.F32", "1010 11", VectorWidth.S, static () => FpToGeneral<float, int>.Code);
        AddConversion("U32.F64", "1011 01", VectorWidth.D, static () => FpToGeneral<double, uint>.Code);
        AddConversion("S32.F64", "1011 11", VectorWidth.D, static () => FpToGeneral<double, int>.Code);

        void AddConversion(string types, string middle, VectorWidth width, Func<ushort> code) =>
            rows.AddVfpUnconditional($"VCVT{letter}.{types}", $"1110 1 d 11 11{rm} dddd {middle} m 0 mmmm", (a, f) => VfpConvert32.ToInteger(a, f, width, code(), imm));
    }

    private static void AddRound(AArch32Rows rows, string name, string opcode, int low, long imm)
    {
        rows.AddVfp(name + ".F32", $"1110 1d11 {opcode} dddd 1010 {low}1 m 0 mmmm", (a, f) => Round(a, f, VectorWidth.S, imm));
        rows.AddVfp(name + ".F64", $"1110 1d11 {opcode} dddd 1011 {low}1 m 0 mmmm", (a, f) => Round(a, f, VectorWidth.D, imm));
    }

    private static void Round(AArch32Translator a, F f, VectorWidth width, long imm)
    {
        ushort code = width == VectorWidth.S ? FpUnaryImmediate<FpRoundToIntegral, float, Lanes1>.Code : FpUnaryImmediate<FpRoundToIntegral, double, Lanes1>.Code;
        a.Compute(width, f.RegisterD(width), code, a.Read(width, f.RegisterM(width)), imm: imm);
    }
}
