namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Every room of AArch32, one line each.</summary>
internal static class AArch32Rooms
{
    public static void AddRows(AArch32Rows rows)
    {
        Coprocessor.AddRows(rows);
        StatusAccess.AddRows(rows);
        ExceptionGenerating.AddRows(rows);
        ReturnState.AddRows(rows);
        LoadStoreSingleA32.AddRows(rows.A32);
        LoadStoreSingleT32.AddRows(rows.T32);
        LoadStoreSingleT32.AddNarrowRows(rows.T16);
        LoadStoreDual.AddRows(rows);
        LoadStoreMultiple.AddRows(rows);
        LoadStoreExclusive.AddRows(rows);
        AArch32IntegerRooms.AddRows(rows);
        VectorRooms.AddRows(rows);
        VectorRooms.AddArmv8Rows(rows);
    }
}
