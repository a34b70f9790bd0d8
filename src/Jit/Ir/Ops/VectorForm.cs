using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>How much of a register an A64 vector instruction works on. The first two are the values of the Q bit.</summary>
internal enum VectorForm : byte
{
    /// <summary>Q = 0: the low 64 bits; or, for lengthening and narrowing operations, the half that lies low.</summary>
    Half,
    /// <summary>Q = 1: all 128 bits; or the upper half of lengthening and narrowing operations.</summary>
    Full,
    /// <summary>The scalar encoding: element 0.</summary>
    Scalar,
}

/// <summary>What of an operand takes part: everything outside the form reads as zero, which is also what a write leaves there.</summary>
internal interface IForm
{
    static abstract Vector128<T> Trim<T>(Vector128<T> v);
}

internal readonly struct FullForm : IForm
{
    public static Vector128<T> Trim<T>(Vector128<T> v) => v;
}

internal readonly struct HalfForm : IForm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Trim<T>(Vector128<T> v) => Vector128.CreateScalar(v.AsUInt64().ToScalar()).As<ulong, T>();
}

internal readonly struct ScalarForm : IForm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Trim<T>(Vector128<T> v) => Vector128.CreateScalar(v.ToScalar());
}

/// <summary>
/// Which half of the narrow operand a lengthening or narrowing operation reads or writes. T are its elements, W those of twice the width.
/// </summary>
internal interface IPart
{
    static abstract Vector128<W> Widen<T, W>(Vector128<T> v);

    /// <summary>Drops what is no part of an operand or result with wide elements.</summary>
    static abstract Vector128<W> TrimWide<W>(Vector128<W> v);

    /// <summary>The register after writing the truncated elements of <paramref name="v"/> to this part of <paramref name="old"/>.</summary>
    static abstract Vector128<T> NarrowInto<T, W>(Vector128<T> old, Vector128<W> v);
}

internal readonly struct LowPart : IPart
{
    public static Vector128<W> Widen<T, W>(Vector128<T> v) => LaneWidth.WidenLower<T, W>(v);

    public static Vector128<W> TrimWide<W>(Vector128<W> v) => v;

    public static Vector128<T> NarrowInto<T, W>(Vector128<T> old, Vector128<W> v) => LaneWidth.Narrow<T, W>(v);
}

internal readonly struct HighPart : IPart
{
    public static Vector128<W> Widen<T, W>(Vector128<T> v) => LaneWidth.WidenUpper<T, W>(v);

    public static Vector128<W> TrimWide<W>(Vector128<W> v) => v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> NarrowInto<T, W>(Vector128<T> old, Vector128<W> v) => old.WithUpper(LaneWidth.Narrow<T, W>(v).GetLower());
}

internal readonly struct ScalarPart : IPart
{
    public static Vector128<W> Widen<T, W>(Vector128<T> v) => LaneWidth.WidenLower<T, W>(ScalarForm.Trim(v));

    public static Vector128<W> TrimWide<W>(Vector128<W> v) => ScalarForm.Trim(v);

    public static Vector128<T> NarrowInto<T, W>(Vector128<T> old, Vector128<W> v) => ScalarForm.Trim(LaneWidth.Narrow<T, W>(v));
}

/// <summary>Changes of element width by element type; the type tests vanish at compile time.</summary>
internal static class LaneWidth
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<W> WidenLower<T, W>(Vector128<T> v)
    {
        if (typeof(T) == typeof(byte)) return Vector128.WidenLower(v.AsByte()).As<ushort, W>();
        if (typeof(T) == typeof(sbyte)) return Vector128.WidenLower(v.AsSByte()).As<short, W>();
        if (typeof(T) == typeof(ushort)) return Vector128.WidenLower(v.AsUInt16()).As<uint, W>();
        if (typeof(T) == typeof(short)) return Vector128.WidenLower(v.AsInt16()).As<int, W>();
        if (typeof(T) == typeof(uint)) return Vector128.WidenLower(v.AsUInt32()).As<ulong, W>();
        return Vector128.WidenLower(v.AsInt32()).As<long, W>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<W> WidenUpper<T, W>(Vector128<T> v)
    {
        if (typeof(T) == typeof(byte)) return Vector128.WidenUpper(v.AsByte()).As<ushort, W>();
        if (typeof(T) == typeof(sbyte)) return Vector128.WidenUpper(v.AsSByte()).As<short, W>();
        if (typeof(T) == typeof(ushort)) return Vector128.WidenUpper(v.AsUInt16()).As<uint, W>();
        if (typeof(T) == typeof(short)) return Vector128.WidenUpper(v.AsInt16()).As<int, W>();
        if (typeof(T) == typeof(uint)) return Vector128.WidenUpper(v.AsUInt32()).As<ulong, W>();
        return Vector128.WidenUpper(v.AsInt32()).As<long, W>();
    }

    /// <summary>The low half of each element, packed into the low 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Narrow<T, W>(Vector128<W> v)
    {
        if (Unsafe.SizeOf<W>() == 2) return Vector128.Narrow(v.AsUInt16(), Vector128<ushort>.Zero).As<byte, T>();
        if (Unsafe.SizeOf<W>() == 4) return Vector128.Narrow(v.AsUInt32(), Vector128<uint>.Zero).As<ushort, T>();
        return Vector128.Narrow(v.AsUInt64(), Vector128<ulong>.Zero).As<uint, T>();
    }

    /// <summary>Element <paramref name="index"/> of a vector of T in every element of W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<W> Broadcast<T, W>(Vector128<T> v, int index)
        where T : INumberBase<T>
        where W : INumberBase<W> => Vector128.Create(W.CreateTruncating(v.GetElement(index)));
}
