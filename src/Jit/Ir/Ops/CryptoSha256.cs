using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>The SHA-256 instructions (FIPS 180-4): four rounds, either half of their result, and the message schedule.</summary>
internal static class CryptoSha256
{
    /// <summary>Eval(abcd, efgh, schedule) gives the new abcd.</summary>
    public static readonly ushort Rounds1 = OpTable.V_VVV<Rounds1Op>("sha256h");

    /// <summary>Eval(efgh, abcd, schedule) gives the new efgh.</summary>
    public static readonly ushort Rounds2 = OpTable.V_VVV<Rounds2Op>("sha256h2");

    /// <summary>Eval(destination, n).</summary>
    public static readonly ushort Schedule0 = OpTable.V_VV<Schedule0Op>("sha256su0");
    public static readonly ushort Schedule1 = OpTable.V_VVV<Schedule1Op>("sha256su1");

    internal readonly struct Rounds1Op : IV_VVV
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) => FourRounds(a, n, m).Abcd;
    }

    internal readonly struct Rounds2Op : IV_VVV
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) => FourRounds(n, a, m).Efgh;
    }

    private static (Vector128<byte> Abcd, Vector128<byte> Efgh) FourRounds(Vector128<byte> abcd, Vector128<byte> efgh, Vector128<byte> scheduled)
    {
        Vector128<uint> x = abcd.AsUInt32(), y = efgh.AsUInt32(), w = scheduled.AsUInt32();
        uint a = x[0], b = x[1], c = x[2], d = x[3], e = y[0], f = y[1], g = y[2], h = y[3];
        for (int i = 0; i < 4; i++)
        {
            uint sigma1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint sigma0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint t1 = h + sigma1 + (((f ^ g) & e) ^ g) + w[i];
            uint t2 = sigma0 + ((a & b) | ((a | b) & c));
            (a, b, c, d, e, f, g, h) = (t1 + t2, a, b, c, d + t1, e, f, g);
        }
        return (Vector128.Create(a, b, c, d).AsByte(), Vector128.Create(e, f, g, h).AsByte());
    }

    internal readonly struct Schedule0Op : IV_VV
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m)
        {
            Vector128<uint> d = n.AsUInt32();
            Vector128<uint> t = Vector128.Create(d[1], d[2], d[3], m.AsUInt32()[0]);
            return (d + (RotateRight(t, 7) ^ RotateRight(t, 18) ^ (t >>> 3))).AsByte();
        }
    }

    internal readonly struct Schedule1Op : IV_VVV
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m)
        {
            Vector128<uint> w = n.AsUInt32(), last = m.AsUInt32();
            Vector128<uint> sum = a.AsUInt32() + Vector128.Create(w[1], w[2], w[3], last[0]);
            // The upper two words depend on the new lower two.
            uint r0 = sum[0] + Sigma1(last[2]), r1 = sum[1] + Sigma1(last[3]);
            return Vector128.Create(r0, r1, sum[2] + Sigma1(r0), sum[3] + Sigma1(r1)).AsByte();
        }

        private static uint Sigma1(uint v) => BitOperations.RotateRight(v, 17) ^ BitOperations.RotateRight(v, 19) ^ (v >> 10);
    }

    private static Vector128<uint> RotateRight(Vector128<uint> v, int count) => (v >>> count) | (v << (32 - count));
}
