using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Data processing on SIMD registers that is no floating-point arithmetic.</summary>
internal static class A64SimdRooms
{
    public static void AddRows(Table t)
    {
        SimdThreeSame.AddRows(t);
        SimdThreeDifferent.AddRows(t);
        SimdTwoRegister.AddRows(t);
        SimdAcrossLanes.AddRows(t);
        SimdByElement.AddRows(t);
        SimdShiftImmediate.AddRows(t);
        SimdCopy.AddRows(t);
        SimdPermute.AddRows(t);
        SimdImmediate.AddRows(t);
        CryptoInstructions.AddRows(t);
    }
}
