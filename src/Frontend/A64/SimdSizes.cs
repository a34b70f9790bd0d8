using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.A64.A64Translator>;
using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Element sizes an encoding allows; the value of bit n stands for size = n.</summary>
[Flags]
internal enum SimdSizes
{
    None = 0,
    B = 1,
    H = 2,
    S = 4,
    D = 8,
    BH = B | H,
    HS = H | S,
    BHS = B | H | S,
    All = B | H | S | D,
}

/// <summary>What the vector rooms share: the choice of the operation's code by size and form.</summary>
internal static class SimdSizesExtensions
{
    public static bool Allows(this SimdSizes sizes, int size) => ((int)sizes >> size & 1) != 0;

    /// <summary>The form that Q selects.</summary>
    public static VectorForm Form(this F f) => (VectorForm)f['q'];

    /// <summary>A pair of rows: the vector encoding with field q, and the scalar one; either may allow no size at all.</summary>
    public static void AddSimd(
        this Table t, string name, int u, string rest, SimdSizes vector, SimdSizes scalar, Action<A64Translator, F, VectorForm, SimdSizes> emit)
    {
        if (vector != SimdSizes.None) t.Add($"{name} (vector)", $"0q{u}0{rest}", (a, f) => emit(a, f, f.Form(), vector), usesFp: true);
        if (scalar != SimdSizes.None) t.Add($"{name} (scalar)", $"01{u}1{rest}", (a, f) => emit(a, f, VectorForm.Scalar, scalar), usesFp: true);
    }
}
