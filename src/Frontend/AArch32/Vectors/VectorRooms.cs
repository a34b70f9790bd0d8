namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Every room of VFP and Advanced SIMD.</summary>
internal static class VectorRooms
{
    /// <summary>VFPv4 and Advanced SIMDv2, as Cortex-A15 and A7 have them.</summary>
    public static void AddRows(AArch32Rows rows)
    {
        VfpArithmetic32.AddRows(rows);
        VfpConvert32.AddRows(rows);
        VfpImmediate32.AddRows(rows);
        VfpTransfer32.AddRows(rows);
        VfpSystem32.AddRows(rows);
        VfpLoadStore32.AddRows(rows);
        SimdThreeSame32.AddRows(rows);
        SimdThreeSameFloat32.AddRows(rows);
        SimdThreeDifferent32.AddRows(rows);
        SimdByScalar32.AddRows(rows);
        SimdTwoRegister32.AddRows(rows);
        SimdTwoRegisterFloat32.AddRows(rows);
        SimdShiftImmediate32.AddRows(rows);
        SimdImmediate32.AddRows(rows);
        SimdPermute32.AddRows(rows);
        SimdLoadStore32.AddRows(rows);
    }

    /// <summary>What Armv8 added to AArch32.</summary>
    public static void AddArmv8Rows(AArch32Rows rows)
    {
        VfpArmv8.AddArmv8Rows(rows);
        VfpConvert32.AddArmv8Rows(rows);
        SimdThreeSameFloat32.AddArmv8Rows(rows);
        SimdTwoRegisterFloat32.AddArmv8Rows(rows);
        SimdCrypto32.AddArmv8Rows(rows);
    }
}
