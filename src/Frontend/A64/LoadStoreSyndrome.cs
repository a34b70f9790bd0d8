using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>The instruction part of a data abort's ISS (Arm ARM, ISS encoding for an exception from a Data Abort: ISV, SAS, SSE, SRT, SF, AR).</summary>
internal static class LoadStoreSyndrome
{
    /// <summary>ISS bits 24:14, in place; 0 (ISV clear) for anything but a single-register load or store without write-back.</summary>
    public static uint Of(uint word)
    {
        uint size = word >> 30, opc = (word >> 22) & 3, rt = word & 31;
        bool single = (word & 0x3B00_0000) == 0x3900_0000 || (word & 0x3B20_0C00) is 0x3800_0000 or 0x3800_0800 || (word & 0x3B20_0C00) == 0x3820_0800;
        if (single && (word & (1 << 26)) == 0)
        {
            bool signed = opc >= 2;
            if (signed && size == 3) return 0; // PRFM
            bool wide = signed ? opc == 2 : size == 3;
            return Form(size, signed, rt, wide, ordered: false);
        }
        bool ordered = (word & 0x3FBF_FC00) == 0x089F_FC00 || (word & 0x3FFF_FC00) is 0x08DF_FC00 or 0x089F_FC00;
        return ordered ? Form(size, false, rt, size == 3, ordered: true) : 0;
    }

    private static uint Form(uint size, bool signed, uint rt, bool wide, bool ordered) =>
        (1u << 24) | (size << 22) | (signed ? 1u << 21 : 0) | (rt << 16) | (wide ? 1u << 15 : 0) | (ordered ? 1u << 14 : 0);
}
