using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Shifts of each element by the signed low byte of its partner: left if positive, right if negative.</summary>
internal static unsafe class VectorShiftByRegister
{
    public static readonly OpFamily Signed = OpFamily.Signed<Lanes.VV<EachLane<PlainShift>>>("sshl");
    public static readonly OpFamily Unsigned = OpFamily.Unsigned<Lanes.VV<EachLane<PlainShift>>>("ushl");
    public static readonly OpFamily SignedRounding = OpFamily.Signed<Lanes.VV<EachLane<RoundingShift>>>("srshl");
    public static readonly OpFamily UnsignedRounding = OpFamily.Unsigned<Lanes.VV<EachLane<RoundingShift>>>("urshl");
    public static readonly OpFamily SignedSaturating = OpFamily.Signed<SaturatingLanes.VVF<EachLane<SaturatingShift>>>("sqshl");
    public static readonly OpFamily UnsignedSaturating = OpFamily.Unsigned<SaturatingLanes.VVF<EachLane<SaturatingShift>>>("uqshl");
    public static readonly OpFamily SignedSaturatingRounding = OpFamily.Signed<SaturatingLanes.VVF<EachLane<SaturatingRoundingShift>>>("sqrshl");
    public static readonly OpFamily UnsignedSaturatingRounding =
        OpFamily.Unsigned<SaturatingLanes.VVF<EachLane<SaturatingRoundingShift>>>("uqrshl");

    internal interface ILaneShift
    {
        static abstract T Shift<T>(T value, int count, ref bool saturated) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
    }

    /// <summary>Counts differ by lane, which few hosts can do for all widths in one instruction: a loop, out of line.</summary>
    internal readonly struct EachLane<TShift> : ILanesVV, ILanesVVF where TShift : struct, ILaneShift
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m)
        {
            bool saturated = false;
            return Loop(n, m, ref saturated);
        }

        static Vector128<T> ILanesVVF.Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp)
        {
            bool saturated = false;
            Vector128<T> result = Loop(n, m, ref saturated);
            if (saturated) fp->Fpsr |= Saturation.Qc;
            return result;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Vector128<T> Loop<T>(Vector128<T> n, Vector128<T> m, ref bool saturated)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            Vector128<T> result = n;
            T* lanes = (T*)&result;
            for (int i = 0; i < Vector128<T>.Count; i++)
            {
                int count = *(sbyte*)((T*)&m + i);
                lanes[i] = TShift.Shift(lanes[i], count, ref saturated);
            }
            return result;
        }
    }

    internal readonly struct PlainShift : ILaneShift
    {
        public static T Shift<T>(T value, int count, ref bool saturated) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            if (count < 0) return Right(value, -count);
            return count < Bits<T>() ? value << count : T.Zero;
        }
    }

    internal readonly struct RoundingShift : ILaneShift
    {
        public static T Shift<T>(T value, int count, ref bool saturated) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            if (count < 0) return RoundingRight(value, -count);
            return count < Bits<T>() ? value << count : T.Zero;
        }
    }

    internal readonly struct SaturatingShift : ILaneShift
    {
        public static T Shift<T>(T value, int count, ref bool saturated) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            count < 0 ? Right(value, -count) : SaturatingLeft(value, count, ref saturated);
    }

    internal readonly struct SaturatingRoundingShift : ILaneShift
    {
        public static T Shift<T>(T value, int count, ref bool saturated) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            count < 0 ? RoundingRight(value, -count) : SaturatingLeft(value, count, ref saturated);
    }

    private static int Bits<T>() => Unsafe.SizeOf<T>() * 8;

    private static T Right<T>(T value, int count) where T : unmanaged, IBinaryInteger<T>
    {
        if (count < Bits<T>()) return value >> count;
        return T.IsNegative(value) ? -T.One : T.Zero;
    }

    private static T RoundingRight<T>(T value, int count) where T : unmanaged, IBinaryInteger<T> =>
        count > Bits<T>() ? T.Zero : Right(value, count) + ((value >> (count - 1)) & T.One);

    private static T SaturatingLeft<T>(T value, int count, ref bool saturated) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (T.IsZero(value)) return value;
        T shifted = count < Bits<T>() ? value << count : T.Zero;
        if (count < Bits<T>() && shifted >> count == value) return shifted;
        saturated = true;
        return T.IsNegative(value) ? T.MinValue : T.MaxValue;
    }
}
