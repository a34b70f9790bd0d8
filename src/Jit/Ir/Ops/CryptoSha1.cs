using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>The SHA-1 instructions (FIPS 180-4): four rounds, the rotation of e, and the message schedule.</summary>
internal static class CryptoSha1
{
    /// <summary>Eval(abcd, e, schedule).</summary>
    public static readonly ushort Choose = OpTable.V_VVV<Rounds<ChooseFunction>>("sha1c");
    public static readonly ushort Parity = OpTable.V_VVV<Rounds<ParityFunction>>("sha1p");
    public static readonly ushort Majority = OpTable.V_VVV<Rounds<MajorityFunction>>("sha1m");
    public static readonly ushort RotateE = OpTable.V_V<RotateEOp>("sha1h");
    public static readonly ushort Schedule0 = OpTable.V_VVV<Schedule0Op>("sha1su0");

    /// <summary>Eval(destination, n).</summary>
    public static readonly ushort Schedule1 = OpTable.V_VV<Schedule1Op>("sha1su1");

    internal interface IRoundFunction
    {
        static abstract uint Eval(uint b, uint c, uint d);
    }

    internal readonly struct ChooseFunction : IRoundFunction
    {
        public static uint Eval(uint b, uint c, uint d) => ((c ^ d) & b) ^ d;
    }

    internal readonly struct ParityFunction : IRoundFunction
    {
        public static uint Eval(uint b, uint c, uint d) => b ^ c ^ d;
    }

    internal readonly struct MajorityFunction : IRoundFunction
    {
        public static uint Eval(uint b, uint c, uint d) => (b & c) | ((b | c) & d);
    }

    internal readonly struct Rounds<TFunction> : IV_VVV where TFunction : struct, IRoundFunction
    {
        public static Vector128<byte> Eval(Vector128<byte> abcd, Vector128<byte> n, Vector128<byte> m)
        {
            Vector128<uint> x = abcd.AsUInt32(), schedule = m.AsUInt32();
            uint a = x[0], b = x[1], c = x[2], d = x[3], e = n.AsUInt32()[0];
            for (int i = 0; i < 4; i++)
            {
                uint next = e + BitOperations.RotateLeft(a, 5) + TFunction.Eval(b, c, d) + schedule[i];
                (a, b, c, d, e) = (next, a, BitOperations.RotateLeft(b, 30), c, d);
            }
            return Vector128.Create(a, b, c, d).AsByte();
        }
    }

    internal readonly struct RotateEOp : IV_V
    {
        public static Vector128<byte> Eval(Vector128<byte> n) =>
            Vector128.CreateScalar(BitOperations.RotateLeft(n.AsUInt32().ToScalar(), 30)).AsByte();
    }

    internal readonly struct Schedule0Op : IV_VVV
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) =>
            Vector128.Create(a.GetUpper(), n.GetLower()) ^ a ^ m;
    }

    internal readonly struct Schedule1Op : IV_VV
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m)
        {
            Vector128<uint> t = n.AsUInt32() ^ Vector128.Shuffle(m.AsUInt32(), Vector128.Create(1u, 2, 3, 4));
            Vector128<uint> rotated = (t << 1) | (t >>> 31);
            return (rotated ^ Vector128.Create(0, 0, 0, BitOperations.RotateLeft(t.ToScalar(), 2))).AsByte();
        }
    }
}
