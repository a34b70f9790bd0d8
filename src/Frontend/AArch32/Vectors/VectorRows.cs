using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>
/// Rows of VFP and Advanced SIMD, each written once: the encodings of T32 are those of A32 with other top bits. In patterns d, n and m are the
/// registers' D:Vd, Vn:N and M:Vm as they come; <see cref="VectorOperands"/> makes register numbers of them.
/// </summary>
internal static class VectorRows
{
    /// <summary>VFP and its transfers: coprocessors 10 and 11, conditional in A32. The pattern starts at bit 27.</summary>
    public static void AddVfp(this AArch32Rows rows, string name, string pattern, Action<AArch32Translator, F> handler, bool usesFp = true)
    {
        rows.A32.Add(name, "----" + pattern, handler, usesFp);
        rows.T32.Add(name, "1110" + pattern, handler, usesFp);
    }

    /// <summary>VFP of Armv8 in the unconditional space. The pattern starts at bit 27.</summary>
    public static void AddVfpUnconditional(this AArch32Rows rows, string name, string pattern, Action<AArch32Translator, F> handler)
    {
        rows.A32Unconditional.Add(name, "1111" + pattern, handler, usesFp: true);
        rows.T32.Add(name, "1111" + pattern, handler, usesFp: true);
    }

    /// <summary>Advanced SIMD data processing. U is bit 24 of A32, bit 28 of T32; the pattern starts at bit 23.</summary>
    public static void AddSimd(this AArch32Rows rows, string name, int u, string pattern, Action<AArch32Translator, F> handler)
    {
        rows.A32Unconditional.Add(name, $"1111001{u}" + pattern, handler, usesFp: true);
        rows.T32.Add(name, $"111{u}1111" + pattern, handler, usesFp: true);
    }

    /// <summary>Advanced SIMD element and structure loads and stores. The pattern starts at bit 23.</summary>
    public static void AddStructures(this AArch32Rows rows, string name, string pattern, Action<AArch32Translator, F> handler)
    {
        rows.A32Unconditional.Add(name, "11110100" + pattern, handler, usesFp: true);
        rows.T32.Add(name, "11111001" + pattern, handler, usesFp: true);
    }

    /// <summary>An element size as the two bits that encode it.</summary>
    public static string Bits(int size) => $"{size:b2}";
}
