using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>ZIP, UZP, TRN, REV and EXT: elements moved between two registers by fixed patterns.</summary>
internal static class VectorPermute
{
    public static readonly OpFamily UnzipEven = OpFamily.Unsigned<Permutation<UnzipEvenOp>>("uzp1");
    public static readonly OpFamily UnzipOdd = OpFamily.Unsigned<Permutation<UnzipOddOp>>("uzp2");
    public static readonly OpFamily ZipLower = OpFamily.Unsigned<Permutation<ZipLowerOp>>("zip1");
    public static readonly OpFamily ZipUpper = OpFamily.Unsigned<Permutation<ZipUpperOp>>("zip2");
    public static readonly OpFamily TransposeEven = OpFamily.Unsigned<Permutation<TransposeEvenOp>>("trn1");
    public static readonly OpFamily TransposeOdd = OpFamily.Unsigned<Permutation<TransposeOddOp>>("trn2");

    public static readonly OpFamily Reverse16 = OpFamily.Unsigned<Lanes.V<ReverseOp<ushort>>>("rev16");
    public static readonly OpFamily Reverse32 = OpFamily.Unsigned<Lanes.V<ReverseOp<uint>>>("rev32");
    public static readonly OpFamily Reverse64 = OpFamily.Unsigned<Lanes.V<ReverseOp<ulong>>>("rev64");

    public static readonly ushort Extract128 = OpTable.V_VVI<ExtractOp128>("ext.16b");
    public static readonly ushort Extract64 = OpTable.V_VVI<ExtractOp64>("ext.8b");

    /// <summary>A fixed choice from the elements of m:n.</summary>
    internal interface IPattern
    {
        /// <summary>Source of a lane of the result, counted through n and then m, <paramref name="lanes"/> each.</summary>
        static abstract int Source(int lane, int lanes);
    }

    internal readonly struct UnzipEvenOp : IPattern
    {
        public static int Source(int lane, int lanes) => lane * 2;
    }

    internal readonly struct UnzipOddOp : IPattern
    {
        public static int Source(int lane, int lanes) => (lane * 2) + 1;
    }

    internal readonly struct ZipLowerOp : IPattern
    {
        public static int Source(int lane, int lanes) => (lane / 2) + (lane % 2 * lanes);
    }

    internal readonly struct ZipUpperOp : IPattern
    {
        public static int Source(int lane, int lanes) => (lanes / 2) + (lane / 2) + (lane % 2 * lanes);
    }

    internal readonly struct TransposeEvenOp : IPattern
    {
        public static int Source(int lane, int lanes) => (lane & ~1) + (lane % 2 * lanes);
    }

    internal readonly struct TransposeOddOp : IPattern
    {
        public static int Source(int lane, int lanes) => (lane | 1) + (lane % 2 * lanes);
    }

    internal readonly struct Permutation<TPattern> : ILaneDefinition where TPattern : struct, IPattern
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VV<Permutation<TPattern, T, TForm>>(name);
    }

    internal readonly struct Permutation<TPattern, T, TForm> : IV_VV
        where TPattern : struct, IPattern
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) =>
            Vector128.Shuffle(n, Indices<TPattern, T, TForm>.OfN) | Vector128.Shuffle(m, Indices<TPattern, T, TForm>.OfM);
    }

    /// <summary>A pattern as byte indices; those past the end pick zero. Compiled code sees the values of these fields.</summary>
    private static class Indices<TPattern, T, TForm>
        where TPattern : struct, IPattern
        where TForm : struct, IForm
    {
        public static readonly Vector128<byte> OfN = Build(0);
        public static readonly Vector128<byte> OfM = Build(1);

        private static Vector128<byte> Build(int operand)
        {
            int size = Unsafe.SizeOf<T>();
            int lanes = (typeof(TForm) == typeof(FullForm) ? 16 : 8) / size;
            Vector128<byte> indices = Vector128<byte>.AllBitsSet;
            for (int i = 0; i < lanes * size; i++)
            {
                int source = TPattern.Source(i / size, lanes);
                if (source / lanes == operand) indices = indices.WithElement(i, (byte)((source % lanes * size) + (i % size)));
            }
            return indices;
        }
    }

    /// <summary>Reverses the elements of each TContainer.</summary>
    internal readonly struct ReverseOp<TContainer> : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => Vector128.Shuffle(n.AsByte(), ReverseIndices<T, TContainer>.Value).As<byte, T>();
    }

    private static class ReverseIndices<T, TContainer>
    {
        public static readonly Vector128<byte> Value = Build();

        private static Vector128<byte> Build()
        {
            int swap = Unsafe.SizeOf<TContainer>() - Unsafe.SizeOf<T>();
            return Vector128<byte>.Indices ^ Vector128.Create((byte)swap);
        }
    }

    internal readonly struct ExtractOp128 : IV_VVI
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm)
        {
            // Byte indices wrap around, and those above 15 pick zero.
            Vector128<byte> ofN = Vector128<byte>.Indices + Vector128.Create((byte)imm);
            return Vector128.Shuffle(n, ofN) | Vector128.Shuffle(m, ofN - Vector128.Create((byte)16));
        }
    }

    internal readonly struct ExtractOp64 : IV_VVI
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm)
        {
            int shift = (int)imm * 8;
            ulong low = n.AsUInt64().ToScalar() >> shift;
            return Vector128.CreateScalar(shift == 0 ? low : low | (m.AsUInt64().ToScalar() << (64 - shift))).AsByte();
        }
    }
}
