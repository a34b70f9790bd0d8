namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Every room of AArch32, one line each.</summary>
internal static class AArch32Rooms
{
    public static void AddRows(AArch32Rows rows)
    {
        VectorRooms.AddRows(rows);
        VectorRooms.AddArmv8Rows(rows);
    }
}
