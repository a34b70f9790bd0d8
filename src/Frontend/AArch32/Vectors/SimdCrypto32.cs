using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>The Armv8 cryptographic extension: AES, SHA and VMULL.P64, all on Q registers.</summary>
internal static class SimdCrypto32
{
    public static void AddArmv8Rows(AArch32Rows rows)
    {
        AddTwo(rows, "AESE.8", "00", "00", "0110", 0, static () => CryptoAes.Encrypt, onto: true);
        AddTwo(rows, "AESD.8", "00", "00", "0110", 1, static () => CryptoAes.Decrypt, onto: true);
        AddTwo(rows, "AESMC.8", "00", "00", "0111", 0, static () => CryptoAes.MixColumns, onto: false);
        AddTwo(rows, "AESIMC.8", "00", "00", "0111", 1, static () => CryptoAes.InverseMixColumns, onto: false);
        AddTwo(rows, "SHA1H.32", "10", "01", "0101", 1, static () => CryptoSha1.RotateE, onto: false);
        AddTwo(rows, "SHA1SU1.32", "10", "10", "0111", 0, static () => CryptoSha1.Schedule1, onto: true);
        AddTwo(rows, "SHA256SU0.32", "10", "10", "0111", 1, static () => CryptoSha256.Schedule0, onto: true);
        AddThree(rows, "SHA1C.32", 0, "00", static () => CryptoSha1.Choose);
        AddThree(rows, "SHA1P.32", 0, "01", static () => CryptoSha1.Parity);
        AddThree(rows, "SHA1M.32", 0, "10", static () => CryptoSha1.Majority);
        AddThree(rows, "SHA1SU0.32", 0, "11", static () => CryptoSha1.Schedule0);
        AddThree(rows, "SHA256H.32", 1, "00", static () => CryptoSha256.Rounds1);
        AddThree(rows, "SHA256H2.32", 1, "01", static () => CryptoSha256.Rounds2);
        AddThree(rows, "SHA256SU1.32", 1, "10", static () => CryptoSha256.Schedule1);
        rows.AddSimd("VMULL.P64", 0, "1 d 10 nnnn dddd 1110 n 0 m 0 mmmm", static (a, f) =>
        {
            int d = f.DoubleD();
            if ((d & 1) != 0) a.Undefined();
            else a.Emit(VectorPolynomial.MultiplyLongLow64, d >> 1, a.Read(VectorWidth.D, f.DoubleN()), a.Read(VectorWidth.D, f.DoubleM()));
        });
    }

    private static void AddTwo(AArch32Rows rows, string name, string size, string group, string opcode, int low, Func<ushort> code, bool onto) =>
        rows.AddSimd(name, 1, $"1 d 11 {size} {group} dddd 0 {opcode} {low} m 0 mmmm", (a, f) =>
        {
            int d = f.DoubleD(), m = f.DoubleM();
            if (((d | m) & 1) != 0) a.Undefined();
            else if (onto) a.Emit(code(), d >> 1, d >> 1, m >> 1);
            else a.Emit(code(), d >> 1, m >> 1);
        });

    private static void AddThree(AArch32Rows rows, string name, int u, string size, Func<ushort> code) =>
        rows.AddSimd(name, u, $"0 d {size} nnnn dddd 1100 n 1 m 0 mmmm", (a, f) =>
        {
            int d = f.DoubleD(), n = f.DoubleN(), m = f.DoubleM();
            if (((d | n | m) & 1) != 0) a.Undefined();
            else a.Emit(code(), d >> 1, n >> 1, m >> 1, d >> 1);
        });
}
