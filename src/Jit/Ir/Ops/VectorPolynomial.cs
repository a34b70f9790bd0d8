using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hyp.Jit.Compiler;

/// <summary>PMUL and PMULL: products of polynomials over {0, 1}.</summary>
internal static class VectorPolynomial
{
    /// <summary>Bytes only.</summary>
    public static readonly OpFamily Multiply = OpFamily.Unsigned<Lanes.VV<MultiplyOp>>("pmul");
    public static readonly OpFamily MultiplyLong = OpFamily.UnsignedWide<Lengthening.VV<MultiplyOp>>("pmull");

    /// <summary>64 bits by 64: PMULL takes the low halves, PMULL2 the high ones.</summary>
    public static readonly ushort MultiplyLongLow64 = OpTable.V_VV<MultiplyLong64<Low>>("pmull.1q");
    public static readonly ushort MultiplyLongHigh64 = OpTable.V_VV<MultiplyLong64<High>>("pmull2.1q");

    /// <summary>Multiplies by the low eight bits of each element of m, which is all there is in PMUL and in operands extended from bytes.</summary>
    internal readonly struct MultiplyOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m)
        {
            Vector128<T> product = Vector128<T>.Zero;
            for (int bit = 0; bit < 8; bit++)
            {
                Vector128<T> chosen = Vector128<T>.Zero - ((m >>> bit) & Vector128<T>.One);
                product ^= (n << bit) & chosen;
            }
            return product;
        }
    }

    internal interface IHalf
    {
        static abstract int Index { get; }
    }

    internal readonly struct Low : IHalf
    {
        public static int Index => 0;
    }

    internal readonly struct High : IHalf
    {
        public static int Index => 1;
    }

    internal readonly struct MultiplyLong64<THalf> : IV_VV where THalf : struct, IHalf
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m)
        {
            if (Pclmulqdq.IsSupported)
            {
                return (THalf.Index == 0
                    ? Pclmulqdq.CarrylessMultiply(n.AsUInt64(), m.AsUInt64(), 0x00)
                    : Pclmulqdq.CarrylessMultiply(n.AsUInt64(), m.AsUInt64(), 0x11)).AsByte();
            }
            return Portable(n.AsUInt64().GetElement(THalf.Index), m.AsUInt64().GetElement(THalf.Index));
        }

        public static Vector128<byte> Portable(ulong n, ulong m)
        {
            UInt128 product = 0;
            for (; m != 0; m &= m - 1) product ^= (UInt128)n << BitOperations.TrailingZeroCount(m);
            return Vector128.Create((ulong)product, (ulong)(product >> 64)).AsByte();
        }
    }
}
