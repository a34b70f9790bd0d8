using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Cryptographic AES, and SHA with two and three registers.</summary>
internal static class CryptoInstructions
{
    public static void AddRows(Table t)
    {
        AddAes(t, "AESE", "00100", static (a, f) => a.Emit(CryptoAes.Encrypt, f['d'], f['d'], f['n']));
        AddAes(t, "AESD", "00101", static (a, f) => a.Emit(CryptoAes.Decrypt, f['d'], f['d'], f['n']));
        AddAes(t, "AESMC", "00110", static (a, f) => a.Emit(CryptoAes.MixColumns, f['d'], f['n']));
        AddAes(t, "AESIMC", "00111", static (a, f) => a.Emit(CryptoAes.InverseMixColumns, f['d'], f['n']));

        AddThree(t, "SHA1C", "000", static () => CryptoSha1.Choose);
        AddThree(t, "SHA1P", "001", static () => CryptoSha1.Parity);
        AddThree(t, "SHA1M", "010", static () => CryptoSha1.Majority);
        AddThree(t, "SHA1SU0", "011", static () => CryptoSha1.Schedule0);
        AddThree(t, "SHA256H", "100", static () => CryptoSha256.Rounds1);
        AddThree(t, "SHA256H2", "101", static () => CryptoSha256.Rounds2);
        AddThree(t, "SHA256SU1", "110", static () => CryptoSha256.Schedule1);

        AddTwo(t, "SHA1H", "00000", static (a, f) => a.Emit(CryptoSha1.RotateE, f['d'], f['n']));
        AddTwo(t, "SHA1SU1", "00001", static (a, f) => a.Emit(CryptoSha1.Schedule1, f['d'], f['d'], f['n']));
        AddTwo(t, "SHA256SU0", "00010", static (a, f) => a.Emit(CryptoSha256.Schedule0, f['d'], f['d'], f['n']));
    }

    private static void AddAes(Table t, string name, string opcode, Action<A64Translator, F> handler) =>
        t.Add(name, $"01001110 00 10100 {opcode} 10 nnnnn ddddd", handler, usesFp: true);

    private static void AddTwo(Table t, string name, string opcode, Action<A64Translator, F> handler) =>
        t.Add(name, $"01011110 00 10100 {opcode} 10 nnnnn ddddd", handler, usesFp: true);

    private static void AddThree(Table t, string name, string opcode, Func<ushort> code) =>
        t.Add(name, $"01011110 000 mmmmm 0 {opcode} 00 nnnnn ddddd", (a, f) => a.Emit(code(), f['d'], f['n'], f['m'], f['d']), usesFp: true);
}
