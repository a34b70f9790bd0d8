using Table = Hyp.Jit.Frontend.Decoding.DecodeTable<Hyp.Jit.Frontend.A64.A64Translator>;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Every row that computes, compares, converts or moves floating-point values.</summary>
internal static class A64FloatRooms
{
    public static void AddRows(Table t)
    {
        FloatDataProcessing1.AddRows(t);
        FloatDataProcessing2.AddRows(t);
        FloatDataProcessing3.AddRows(t);
        FloatCompare.AddRows(t);
        FloatSelect.AddRows(t);
        FloatImmediate.AddRows(t);
        FloatMoveGeneral.AddRows(t);
        FloatConvert.AddRows(t);
        FloatThreeSame.AddRows(t);
        FloatTwoMisc.AddRows(t);
        FloatTwoMiscConvert.AddRows(t);
        FloatByElement.AddRows(t);
        FloatAcross.AddRows(t);
        FloatFixedPoint.AddRows(t);
    }
}
