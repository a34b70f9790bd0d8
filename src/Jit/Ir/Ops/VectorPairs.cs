using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Operations between the elements of one register: adjacent pairs, and reductions across all lanes.</summary>
internal static class VectorPairs
{
    public static readonly OpFamily Add = OpFamily.Unsigned<Lanes.VVPairs<VectorArithmetic.AddOp>>("addp");
    public static readonly OpFamily SignedMax = OpFamily.Signed<Lanes.VVPairs<VectorArithmetic.MaxOp>>("smaxp");
    public static readonly OpFamily UnsignedMax = OpFamily.Unsigned<Lanes.VVPairs<VectorArithmetic.MaxOp>>("umaxp");
    public static readonly OpFamily SignedMin = OpFamily.Signed<Lanes.VVPairs<VectorArithmetic.MinOp>>("sminp");
    public static readonly OpFamily UnsignedMin = OpFamily.Unsigned<Lanes.VVPairs<VectorArithmetic.MinOp>>("uminp");

    /// <summary>The lengthening operations are named by the size of their result.</summary>
    public static readonly OpFamily AddLongSigned = OpFamily.Signed<Lanes.V<AddLongOp>>("saddlp");
    public static readonly OpFamily AddLongUnsigned = OpFamily.Unsigned<Lanes.V<AddLongOp>>("uaddlp");
    public static readonly OpFamily AccumulateLongSigned = OpFamily.Signed<Lanes.VV<AccumulateLongOp>>("sadalp");
    public static readonly OpFamily AccumulateLongUnsigned = OpFamily.Unsigned<Lanes.VV<AccumulateLongOp>>("uadalp");

    public static readonly OpFamily AddAcross = OpFamily.Unsigned<Across<VectorArithmetic.AddOp>>("addv");
    public static readonly OpFamily SignedMaxAcross = OpFamily.Signed<Across<VectorArithmetic.MaxOp>>("smaxv");
    public static readonly OpFamily UnsignedMaxAcross = OpFamily.Unsigned<Across<VectorArithmetic.MaxOp>>("umaxv");
    public static readonly OpFamily SignedMinAcross = OpFamily.Signed<Across<VectorArithmetic.MinOp>>("sminv");
    public static readonly OpFamily UnsignedMinAcross = OpFamily.Unsigned<Across<VectorArithmetic.MinOp>>("uminv");
    public static readonly OpFamily AddLongAcrossSigned = OpFamily.Signed<AcrossLong>("saddlv");
    public static readonly OpFamily AddLongAcrossUnsigned = OpFamily.Unsigned<AcrossLong>("uaddlv");

    /// <summary>Sums of adjacent elements of half the width of T: the low one is extended by shifting it up and down again.</summary>
    internal readonly struct AddLongOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n)
        {
            int half = Unsafe.SizeOf<T>() * 4;
            return ((n << half) >> half) + (n >> half);
        }
    }

    /// <summary>The first operand is the accumulator.</summary>
    internal readonly struct AccumulateLongOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m)
        {
            int half = Unsafe.SizeOf<T>() * 4;
            return n + ((m << half) >> half) + (m >> half);
        }
    }

    /// <summary>Folds a register onto its lower half until one element is left.</summary>
    internal readonly struct Across<TOp> : ILaneDefinition where TOp : struct, ILanesVV
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_V<Across<TOp, T, TForm>>(name);
    }

    internal readonly struct Across<TOp, T, TForm> : IV_V
        where TOp : struct, ILanesVV
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n)
        {
            Vector128<T> v = n.As<byte, T>();
            if (typeof(TForm) == typeof(FullForm)) v = TOp.Eval(v, Vector128.CreateScalar(v.AsUInt64().GetElement(1)).As<ulong, T>());
            if (Unsafe.SizeOf<T>() <= 4) v = TOp.Eval(v, (v.AsUInt64() >>> 32).As<ulong, T>());
            if (Unsafe.SizeOf<T>() <= 2) v = TOp.Eval(v, (v.AsUInt64() >>> 16).As<ulong, T>());
            if (Unsafe.SizeOf<T>() == 1) v = TOp.Eval(v, (v.AsUInt64() >>> 8).As<ulong, T>());
            return ScalarForm.Trim(v).AsByte();
        }
    }

    /// <summary>The sum of all elements of half the width of T.</summary>
    internal readonly struct AcrossLong : ILaneDefinition
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_V<AcrossLong<T, TForm>>(name);
    }

    internal readonly struct AcrossLong<T, TForm> : IV_V
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n) =>
            Across<VectorArithmetic.AddOp, T, TForm>.Eval(Lanes.V<AddLongOp, T, TForm>.Eval(n));
    }
}
