using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>The 64-bit code of an operation stands right before its 32-bit code in <see cref="OpCode"/>.</summary>
internal static class Widths
{
    /// <summary>The code for sf = <paramref name="x"/>.</summary>
    public static OpCode Narrow(this OpCode wide, int x) => x == 1 ? wide : wide + 1;
}
