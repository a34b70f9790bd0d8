using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>By element: Imm selects the lane of the second operand that meets every lane of the first.</summary>
internal readonly unsafe struct FpBinaryByElement<TOp, T, TLanes> : IV_VVIF
    where TOp : struct, IFpBinary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VVIF<FpBinaryByElement<TOp, T, TLanes>>(TOp.Name + ".element" + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp) =>
        FpBinary<TOp, T, TLanes>.Eval(n, Vector128.Create(m.As<byte, T>().GetElement((int)imm)).AsByte(), fp);
}

/// <summary>By element, accumulating.</summary>
internal readonly unsafe struct FpTernaryByElement<TOp, T, TLanes> : IV_VVVIF
    where TOp : struct, IFpTernary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VVVIF<FpTernaryByElement<TOp, T, TLanes>>(TOp.Name + ".element" + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp) =>
        FpTernary<TOp, T, TLanes>.Eval(a, n, Vector128.Create(m.As<byte, T>().GetElement((int)imm)).AsByte(), fp);
}

/// <summary>Pairwise: neighbouring lanes of n, then of m.</summary>
internal readonly unsafe struct FpPairwise<TOp, T, TLanes> : IV_VVF
    where TOp : struct, IFpBinary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VVF<FpPairwise<TOp, T, TLanes>>(TOp.Name + ".pairs" + FpLanes.Suffix<T, TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, FpState* fp)
    {
        Vector128<byte> even, odd;
        if (sizeof(T) == 8)
        {
            even = Vector128.Create(n.AsUInt64().GetElement(0), m.AsUInt64().GetElement(0)).AsByte();
            odd = Vector128.Create(n.AsUInt64().GetElement(1), m.AsUInt64().GetElement(1)).AsByte();
        }
        else
        {
            // Lanes 0, 2 of n beside lanes 0, 2 of m; with two lanes only, n's low half beside m's holds both pairs.
            Vector128<uint> low = n.AsUInt32(), high = m.AsUInt32();
            if (TLanes.Count == 2) (low, high) = (Vector128.Create(n.AsUInt64().ToScalar(), m.AsUInt64().ToScalar()).AsUInt32(), default);
            Vector128<ulong> a = Vector128.Shuffle(low, Vector128.Create(0u, 2u, 1u, 3u)).AsUInt64();
            Vector128<ulong> b = Vector128.Shuffle(high, Vector128.Create(0u, 2u, 1u, 3u)).AsUInt64();
            even = Vector128.Create(a.GetElement(0), b.GetElement(0)).AsByte();
            odd = Vector128.Create(a.GetElement(1), b.GetElement(1)).AsByte();
        }
        return FpBinary<TOp, T, TLanes>.Eval(even, odd, fp);
    }
}

/// <summary>The scalar that two or four lanes reduce to: halves first, as Arm ARM's Reduce does.</summary>
internal readonly unsafe struct FpReduce<TOp, T, TLanes> : IV_VF
    where TOp : struct, IFpBinary where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : struct, ILanes
{
    public static readonly ushort Code = OpTable.V_VF<FpReduce<TOp, T, TLanes>>(TOp.Name + ".across" + FpLanes.Suffix<T, TLanes>());

    public static Vector128<byte> Eval(Vector128<byte> n, FpState* fp)
    {
        Vector128<T> v = n.As<byte, T>();
        T result = TOp.Eval(v.GetElement(0), v.GetElement(1), fp);
        if (TLanes.Count == 4) result = TOp.Eval(result, TOp.Eval(v.GetElement(2), v.GetElement(3), fp), fp);
        return FpElement.ToVector(result);
    }
}
