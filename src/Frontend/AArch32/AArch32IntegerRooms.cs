namespace Hyp.Jit.Frontend.AArch32;

/// <summary>The rooms of integer instructions: no memory, no system state, no floating point.</summary>
internal static class AArch32IntegerRooms
{
    public static void AddRows(AArch32Rows rows)
    {
        DataProcessingRows.AddRows(rows);
        DataProcessingT16.AddRows(rows);
        PlainImmediate.AddRows(rows);
        Multiply.AddRows(rows);
        SignedMultiply.AddRows(rows);
        Saturating.AddRows(rows);
        Parallel.AddRows(rows);
        Extend.AddRows(rows);
        BitfieldMoves.AddRows(rows);
        OneOperand.AddRows(rows);
        Branches.AddRows(rows);
        Hints.AddRows(rows);
    }
}
