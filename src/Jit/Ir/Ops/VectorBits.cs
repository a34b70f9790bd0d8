using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>CLS, CLZ, CNT and RBIT.</summary>
internal static class VectorBits
{
    public static readonly OpFamily LeadingSigns = OpFamily.Signed<Lanes.V<LeadingSignsOp>>("cls");
    public static readonly OpFamily LeadingZeros = OpFamily.Unsigned<Lanes.V<LeadingZerosOp>>("clz");

    /// <summary>Defined on bytes only, as is the next.</summary>
    public static readonly OpFamily Count = OpFamily.Unsigned<Lanes.V<CountOp>>("cnt");
    public static readonly OpFamily Reverse = OpFamily.Unsigned<Lanes.V<ReverseOp>>("rbit");

    /// <summary>Bits after the sign that equal it: leading zeros of n ^ (n >> 1) without the sign itself.</summary>
    internal readonly struct LeadingSignsOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => LeadingZerosOp.Each(n ^ (n >> 1)) - Vector128<T>.One;
    }

    internal readonly struct LeadingZerosOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Each(n);

        /// <summary>A binary search in all lanes at once: where the upper half of the window is empty, count it and move up.</summary>
        public static Vector128<T> Each<T>(Vector128<T> n)
        {
            int bits = Unsafe.SizeOf<T>() * 8;
            Vector128<T> count = Vector128<T>.Zero;
            for (int log = BitOperations.Log2((uint)bits) - 1; log >= 0; log--)
            {
                int step = 1 << log;
                Vector128<T> empty = Vector128.Equals(n >>> (bits - step), Vector128<T>.Zero);
                count |= empty & (Vector128<T>.One << log);
                n = Vector128.ConditionalSelect(empty, n << step, n);
            }
            // One more for elements that were zero altogether.
            return count - Vector128.Equals(n, Vector128<T>.Zero);
        }
    }

    internal readonly struct CountOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n)
        {
            Vector128<byte> v = n.AsByte();
            v -= (v >>> 1) & Vector128.Create((byte)0x55);
            v = (v & Vector128.Create((byte)0x33)) + ((v >>> 2) & Vector128.Create((byte)0x33));
            return ((v + (v >>> 4)) & Vector128.Create((byte)0x0F)).As<byte, T>();
        }
    }

    internal readonly struct ReverseOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n)
        {
            Vector128<byte> v = n.AsByte();
            v = ((v >>> 1) & Vector128.Create((byte)0x55)) | ((v & Vector128.Create((byte)0x55)) << 1);
            v = ((v >>> 2) & Vector128.Create((byte)0x33)) | ((v & Vector128.Create((byte)0x33)) << 2);
            return ((v >>> 4) | (v << 4)).As<byte, T>();
        }
    }
}
