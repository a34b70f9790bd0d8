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
    }
}
