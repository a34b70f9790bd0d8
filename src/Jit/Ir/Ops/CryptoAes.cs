using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Hyp.Jit.Compiler;

/// <summary>
/// AESE, AESD, AESMC and AESIMC (FIPS 197). Arm adds the round key first and x86 last, so the x86 instructions get a zero key; x86 has no MixColumns
/// of its own, which is a full round after undoing its other steps.
/// </summary>
internal static class CryptoAes
{
    /// <summary>Eval(state, key).</summary>
    public static readonly ushort Encrypt = OpTable.V_VV<EncryptOp>("aese");
    public static readonly ushort Decrypt = OpTable.V_VV<DecryptOp>("aesd");
    public static readonly ushort MixColumns = OpTable.V_V<MixColumnsOp>("aesmc");
    public static readonly ushort InverseMixColumns = OpTable.V_V<InverseMixColumnsOp>("aesimc");

    private static readonly byte[] SBox = BuildSBox();
    private static readonly byte[] InverseSBox = Invert(SBox);
    private static readonly Vector128<byte> ShiftRows = Vector128.Create((byte)0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11);
    private static readonly Vector128<byte> InverseShiftRows = Vector128.Create((byte)0, 13, 10, 7, 4, 1, 14, 11, 8, 5, 2, 15, 12, 9, 6, 3);

    internal readonly struct EncryptOp : IV_VV
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) =>
            X86Aes.IsSupported ? X86Aes.EncryptLast(n ^ m, Vector128<byte>.Zero) : Portable(n, m);

        public static Vector128<byte> Portable(Vector128<byte> n, Vector128<byte> m) => Substitute(Vector128.Shuffle(n ^ m, ShiftRows), SBox);
    }

    internal readonly struct DecryptOp : IV_VV
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) =>
            X86Aes.IsSupported ? X86Aes.DecryptLast(n ^ m, Vector128<byte>.Zero) : Portable(n, m);

        public static Vector128<byte> Portable(Vector128<byte> n, Vector128<byte> m) =>
            Substitute(Vector128.Shuffle(n ^ m, InverseShiftRows), InverseSBox);
    }

    internal readonly struct MixColumnsOp : IV_V
    {
        public static Vector128<byte> Eval(Vector128<byte> n) => X86Aes.IsSupported
            ? X86Aes.Encrypt(X86Aes.DecryptLast(n, Vector128<byte>.Zero), Vector128<byte>.Zero)
            : Portable(n);

        /// <summary>Each column times {03}x³ + {01}x² + {01}x + {02}: 2 a0 + 3 a1 + a2 + a3, and so on around.</summary>
        public static Vector128<byte> Portable(Vector128<byte> n)
        {
            Vector128<byte> next = RotateColumns(n, 8);
            return Double(n ^ next) ^ next ^ RotateColumns(n, 16) ^ RotateColumns(n, 24);
        }
    }

    internal readonly struct InverseMixColumnsOp : IV_V
    {
        public static Vector128<byte> Eval(Vector128<byte> n) => X86Aes.IsSupported ? X86Aes.InverseMixColumns(n) : Portable(n);

        /// <summary>The inverse matrix is MixColumns times {04}x² + {05}.</summary>
        public static Vector128<byte> Portable(Vector128<byte> n) =>
            MixColumnsOp.Portable(n ^ Double(Double(n ^ RotateColumns(n, 16))));
    }

    private static Vector128<byte> RotateColumns(Vector128<byte> v, int bits) => ((v.AsUInt32() >>> bits) | (v.AsUInt32() << (32 - bits))).AsByte();

    /// <summary>Multiplication by x modulo x⁸ + x⁴ + x³ + x + 1.</summary>
    private static Vector128<byte> Double(Vector128<byte> v) =>
        (v << 1) ^ (Vector128.LessThan(v.AsSByte(), Vector128<sbyte>.Zero).AsByte() & Vector128.Create((byte)0x1B));

    private static Vector128<byte> Substitute(Vector128<byte> v, byte[] box)
    {
        Vector128<byte> result = v;
        for (int i = 0; i < 16; i++) result = result.WithElement(i, box[v.GetElement(i)]);
        return result;
    }

    /// <summary>Walks all non-zero field elements p as powers of the generator 3, and their inverses q as powers of 1/3.</summary>
    private static byte[] BuildSBox()
    {
        var box = new byte[256];
        byte p = 1, q = 1;
        do
        {
            p ^= (byte)((p << 1) ^ (p >= 0x80 ? 0x1B : 0));
            q ^= (byte)(q << 1);
            q ^= (byte)(q << 2);
            q ^= (byte)(q << 4);
            if (q >= 0x80) q ^= 0x09;
            int affine = q ^ byte.RotateLeft(q, 1) ^ byte.RotateLeft(q, 2) ^ byte.RotateLeft(q, 3) ^ byte.RotateLeft(q, 4);
            box[p] = (byte)(affine ^ 0x63);
        }
        while (p != 1);
        box[0] = 0x63;
        return box;
    }

    private static byte[] Invert(byte[] box)
    {
        var inverse = new byte[256];
        for (int i = 0; i < 256; i++) inverse[box[i]] = (byte)i;
        return inverse;
    }
}
