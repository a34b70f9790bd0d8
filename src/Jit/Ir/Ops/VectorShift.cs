using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Shifts of vector elements by an immediate: left by 0 to width - 1, right by 1 to width.</summary>
internal static class VectorShift
{
    public static readonly OpFamily Left = OpFamily.Unsigned<Lanes.VI<LeftOp>>("shl");
    public static readonly OpFamily SignedRight = OpFamily.Signed<Lanes.VI<RightOp>>("sshr");
    public static readonly OpFamily UnsignedRight = OpFamily.Unsigned<Lanes.VI<RightOp>>("ushr");
    public static readonly OpFamily SignedRoundingRight = OpFamily.Signed<Lanes.VI<RoundingRightOp>>("srshr");
    public static readonly OpFamily UnsignedRoundingRight = OpFamily.Unsigned<Lanes.VI<RoundingRightOp>>("urshr");
    public static readonly OpFamily SignedAccumulate = OpFamily.Signed<Lanes.AVI<AccumulateOp>>("ssra");
    public static readonly OpFamily UnsignedAccumulate = OpFamily.Unsigned<Lanes.AVI<AccumulateOp>>("usra");
    public static readonly OpFamily SignedRoundingAccumulate = OpFamily.Signed<Lanes.AVI<RoundingAccumulateOp>>("srsra");
    public static readonly OpFamily UnsignedRoundingAccumulate = OpFamily.Unsigned<Lanes.AVI<RoundingAccumulateOp>>("ursra");
    public static readonly OpFamily LeftInsert = OpFamily.Unsigned<Lanes.AVI<LeftInsertOp>>("sli");
    public static readonly OpFamily RightInsert = OpFamily.Unsigned<Lanes.AVI<RightInsertOp>>("sri");

    /// <summary>SSHLL, USHLL, and SHLL whose shift is the width of the narrow element.</summary>
    public static readonly OpFamily LeftLongSigned = OpFamily.SignedWide<Lengthening.VI<LeftOp>>("sshll");
    public static readonly OpFamily LeftLongUnsigned = OpFamily.UnsignedWide<Lengthening.VI<LeftOp>>("ushll");

    /// <summary>Shift right by 1 to width; .NET takes counts modulo the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Right<T>(Vector128<T> n, int imm) => imm < Bits<T>() ? n >> imm : (n >> (imm - 1)) >> 1;

    /// <summary>Adds the last bit shifted out, which is adding half a unit before the shift without its overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> RoundingRight<T>(Vector128<T> n, int imm) => Right(n, imm) + ((n >> (imm - 1)) & Vector128<T>.One);

    internal readonly struct LeftOp : ILanesVI
    {
        static Vector128<T> ILanesVI.Eval<T>(Vector128<T> n, int imm) => n << imm;
    }

    internal readonly struct RightOp : ILanesVI
    {
        static Vector128<T> ILanesVI.Eval<T>(Vector128<T> n, int imm) => Right(n, imm);
    }

    internal readonly struct RoundingRightOp : ILanesVI
    {
        static Vector128<T> ILanesVI.Eval<T>(Vector128<T> n, int imm) => RoundingRight(n, imm);
    }

    internal readonly struct AccumulateOp : ILanesAVI
    {
        static Vector128<T> ILanesAVI.Eval<T>(Vector128<T> a, Vector128<T> n, int imm) => a + Right(n, imm);
    }

    internal readonly struct RoundingAccumulateOp : ILanesAVI
    {
        static Vector128<T> ILanesAVI.Eval<T>(Vector128<T> a, Vector128<T> n, int imm) => a + RoundingRight(n, imm);
    }

    internal readonly struct LeftInsertOp : ILanesAVI
    {
        static Vector128<T> ILanesAVI.Eval<T>(Vector128<T> a, Vector128<T> n, int imm) =>
            Vector128.ConditionalSelect(Vector128<T>.AllBitsSet << imm, n << imm, a);
    }

    internal readonly struct RightInsertOp : ILanesAVI
    {
        static Vector128<T> ILanesAVI.Eval<T>(Vector128<T> a, Vector128<T> n, int imm) =>
            Vector128.ConditionalSelect(Right(Vector128<T>.AllBitsSet, imm), Right(n, imm), a);
    }

    private static int Bits<T>() => Unsafe.SizeOf<T>() * 8;
}
