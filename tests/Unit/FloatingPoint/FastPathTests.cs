using System.Numerics;
using System.Runtime.Intrinsics;
using Hyp.Jit.Compiler;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.FloatingPoint;

/// <summary>The operations on host floats against the software implementation they fall back to, on random operands and FPCR settings.</summary>
internal sealed unsafe class FastPathTests
{
    private const int Rounds = 60_000;

    private delegate ulong Operation(ulong a, ulong b, ulong c, FpState* fp);

    public static IEnumerable<TestCaseData> Cases() => CasesOf<double>().Concat(CasesOf<float>());

    [TestCaseSource(nameof(Cases))]
    public void HostArithmetic_OnRandomOperands_AgreesWithSoftware(bool isDouble, object host, object software)
    {
        FpFormat f = isDouble ? FpFormat.Double : FpFormat.Single;
        int exponentBits = isDouble ? 11 : 8;
        ulong seed = 0;
        for (int i = 0; i < Rounds; i++)
        {
            ulong a = RecordedOperands.RandomFloat(seed++, f.FractionBits, exponentBits);
            ulong b = RecordedOperands.RandomFloat(seed++, f.FractionBits, exponentBits);
            ulong c = RecordedOperands.RandomFloat(seed++, f.FractionBits, exponentBits);
            ulong h = RecordedOperands.Mix(seed++);
            // Mostly the default mode; otherwise any rounding mode, FZ and DN.
            uint fpcr = (h & 3) != 0 ? 0 : (uint)(h >> 8) & (FpControl.RoundingMask | FpControl.FlushToZero | FpControl.DefaultNaN);
            uint fpsr = (h & 4) != 0 ? FpStatus.Inexact : 0;
            FpState one = new() { Fpcr = fpcr, Fpsr = fpsr }, other = one;
            ulong actual = ((Operation)host)(a, b, c, &one), expected = ((Operation)software)(a, b, c, &other);
            if (actual != expected || one.Fpsr != other.Fpsr)
            {
                Assert.Fail($"a {a:X} b {b:X} c {c:X} FPCR {fpcr:X8} FPSR {fpsr:X2}: {actual:X} {one.Fpsr:X2}, software {expected:X} {other.Fpsr:X2}");
            }
        }
    }

    [Test]
    public void VectorArithmetic_OnRandomOperands_AgreesWithScalars()
    {
        ulong seed = 1;
        for (int i = 0; i < Rounds; i++)
        {
            Vector128<byte> n = RandomSingles(ref seed), m = RandomSingles(ref seed), a = RandomSingles(ref seed);
            FpState fp = new() { Fpsr = FpStatus.Inexact };
            CheckLanes(n, m, FpBinary<FpAdd, float, Lanes4>.Eval(n, m, &fp), FpBinary<FpAdd, float, Lanes1>.Eval(n, m, &fp));
            CheckLanes(n, m, FpBinary<FpMultiply, float, Lanes2>.Eval(n, m, &fp), FpBinary<FpMultiply, float, Lanes1>.Eval(n, m, &fp));
            CheckLanes(n, m, FpBinary<FpDivide, float, Lanes4>.Eval(n, m, &fp), FpBinary<FpDivide, float, Lanes1>.Eval(n, m, &fp));
            CheckLanes(n, m, FpTernary<FpMultiplySubtract, float, Lanes4>.Eval(a, n, m, &fp), FpTernary<FpMultiplySubtract, float, Lanes1>.Eval(a, n, m, &fp));
        }
    }

    private static void CheckLanes(Vector128<byte> n, Vector128<byte> m, Vector128<byte> vector, Vector128<byte> scalar)
    {
        if (vector.AsUInt32().ToScalar() != scalar.AsUInt32().ToScalar()) Assert.Fail($"n {n} m {m}: {vector}, scalar {scalar}");
    }

    private static Vector128<byte> RandomSingles(ref ulong seed)
    {
        Vector128<uint> v = default;
        for (int i = 0; i < 4; i++) v = v.WithElement(i, (uint)RecordedOperands.RandomFloat(seed++, 23, 8));
        return v.AsByte();
    }

    private static List<TestCaseData> CasesOf<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cases = new List<TestCaseData>();
        int width = sizeof(T) * 8;
        cases.Add(Case<T>("fadd", Binary<FpAdd, T>(), static (f, a, b, c, fp) => FpSoftware.Add(f, a, b, false, fp)));
        cases.Add(Case<T>("fsub", Binary<FpSubtract, T>(), static (f, a, b, c, fp) => FpSoftware.Add(f, a, b, true, fp)));
        cases.Add(Case<T>("fmul", Binary<FpMultiply, T>(), static (f, a, b, c, fp) => FpSoftware.Multiply(f, a, b, false, fp)));
        cases.Add(Case<T>("fmulx", Binary<FpMultiplyExtended, T>(), static (f, a, b, c, fp) => FpSoftware.Multiply(f, a, b, true, fp)));
        cases.Add(Case<T>("fdiv", Binary<FpDivide, T>(), static (f, a, b, c, fp) => FpSoftware.Divide(f, a, b, fp)));
        cases.Add(Case<T>("frecps", Binary<FpReciprocalStep, T>(), static (f, a, b, c, fp) => FpSoftware.ReciprocalStep(f, a, b, fp)));
        cases.Add(Case<T>("frsqrts", Binary<FpReciprocalRootStep, T>(), static (f, a, b, c, fp) => FpSoftware.ReciprocalRootStep(f, a, b, fp)));
        cases.Add(Case<T>("fsqrt", Unary<FpSquareRoot, T>(), static (f, a, b, c, fp) => FpSoftware.SquareRoot(f, a, fp)));
        cases.Add(Case<T>("fmadd", Ternary<FpMultiplyAdd, T>(), static (f, a, b, c, fp) => FpSoftware.MultiplyAdd(f, a, b, c, fp)));
        foreach (FpRounding rounding in Enum.GetValues<FpRounding>())
        {
            if (rounding == FpRounding.Odd) continue;
            long imm = FpImmediate.Of(rounding);
            cases.Add(Case<T>($"frint {rounding}", Immediate<FpRoundToIntegral, T>(imm | FpImmediate.Exact),
                (f, a, b, c, fp) => FpSoftwareConvert.RoundToIntegral(f, a, rounding, true, fp)));
            cases.Add(Case<T>($"fcvts {rounding}", Immediate<FpToSigned, T>(imm),
                (f, a, b, c, fp) => FpSoftwareConvert.ToInteger(f, a, 0, width, true, rounding, fp)));
            cases.Add(Case<T>($"fcvtu {rounding}", Immediate<FpToUnsigned, T>(imm),
                (f, a, b, c, fp) => FpSoftwareConvert.ToInteger(f, a, 0, width, false, rounding, fp)));
        }
        cases.Add(Case<T>("scvtf", Immediate<FpFromSigned, T>(0), (f, a, b, c, fp) => FpSoftwareConvert.FromInteger(f, a, 0, width, true, fp)));
        cases.Add(Case<T>("ucvtf", Immediate<FpFromUnsigned, T>(0), (f, a, b, c, fp) => FpSoftwareConvert.FromInteger(f, a, 0, width, false, fp)));
        return cases;
    }

    private delegate ulong SoftwareOperation(FpFormat f, ulong a, ulong b, ulong c, FpState* fp);

    private static TestCaseData Case<T>(string name, Operation host, SoftwareOperation software) where T : unmanaged
    {
        FpFormat f = FpFormat.Of<T>();
        Operation bound = (a, b, c, fp) => software(f, a, b, c, fp);
        return new TestCaseData(sizeof(T) == 8, host, bound).SetArgDisplayNames(name, typeof(T).Name);
    }

    private static Operation Unary<TOp, T>() where TOp : struct, IFpUnary where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        static (a, b, c, fp) => FpElement.Bits(TOp.Eval(FpElement.FromBits<T>(a), fp));

    private static Operation Immediate<TOp, T>(long imm) where TOp : struct, IFpUnaryImmediate where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (a, b, c, fp) => FpElement.Bits(TOp.Eval(FpElement.FromBits<T>(a), imm, fp));

    private static Operation Binary<TOp, T>() where TOp : struct, IFpBinary where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        static (a, b, c, fp) => FpElement.Bits(TOp.Eval(FpElement.FromBits<T>(a), FpElement.FromBits<T>(b), fp));

    private static Operation Ternary<TOp, T>() where TOp : struct, IFpTernary where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        static (a, b, c, fp) => FpElement.Bits(TOp.Eval(FpElement.FromBits<T>(a), FpElement.FromBits<T>(b), FpElement.FromBits<T>(c), fp));
}
