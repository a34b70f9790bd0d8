namespace Hyp.Jit.Runtime;

/// <summary>Identification registers, with the values that the virt board of QEMU 7.2 shows.</summary>
internal static class GicIdentification
{
    /// <summary>GICD_IIDR and GICR_IIDR: Arm.</summary>
    public const uint Implementer = 0x43B;

    /// <summary>GICC_IIDR and GICV_IIDR: Arm, architecture version 2.</summary>
    public const uint CpuInterfaceImplementer = 0x0002_043B;

    /// <summary>PIDR4-7, PIDR0-3, CIDR0-3, from offset 0xFD0 on.</summary>
    public static ReadOnlySpan<byte> Gicv2Distributor => [0x04, 0, 0, 0, 0x90, 0xB4, 0x2B, 0, 0x0D, 0xF0, 0x05, 0xB1];

    /// <summary>PIDR4-7, PIDR0-3, CIDR0-3, from offset 0xFFD0 on. PIDR2.ArchRev says GICv3.</summary>
    public static ReadOnlySpan<byte> Gicv3Distributor => [0x44, 0, 0, 0, 0x92, 0xB4, 0x3B, 0, 0x0D, 0xF0, 0x05, 0xB1];

    public static ReadOnlySpan<byte> Gicv3Redistributor => [0x44, 0, 0, 0, 0x93, 0xB4, 0x3B, 0, 0x0D, 0xF0, 0x05, 0xB1];
}
