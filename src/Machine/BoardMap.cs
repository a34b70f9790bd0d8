namespace Hyp.Jit;

/// <summary>Addresses and interrupts of the virt board, those of QEMU's board of that name.</summary>
internal static class BoardMap
{
    public const ulong FlashBase = 0, FlashSize = 0x0400_0000;
    public const ulong GicDistributorBase = 0x0800_0000, GicDistributorSize = 0x1_0000;
    public const ulong GicCpuBase = 0x0801_0000, GicHypBase = 0x0803_0000, GicVirtualCpuBase = 0x0804_0000, GicV2FrameSize = 0x1_0000;
    public const ulong GicRedistributorBase = 0x080A_0000, GicRedistributorSize = 0xF6_0000;
    public const ulong UartBase = 0x0900_0000, RtcBase = 0x0901_0000, FwCfgBase = 0x0902_0000, GpioBase = 0x0903_0000, PeripheralSize = 0x1000;
    public const ulong FwCfgSize = 0x18;
    public const ulong VirtioBase = 0x0A00_0000, VirtioStride = 0x200;
    public const int VirtioCount = 32;
    public const ulong RamBase = 0x4000_0000;

    // Shared peripheral interrupts, counted from INTID 32.
    public const int UartSpi = 1, RtcSpi = 2, GpioSpi = 7, VirtioSpi = 16;

    // Private peripheral interrupts, counted from INTID 16.
    public const int PmuPpi = 7, GicMaintenancePpi = 9, HypTimerPpi = 10, VirtualTimerPpi = 11, SecurePhysicalTimerPpi = 13, PhysicalTimerPpi = 14;

    /// <summary>The line of the GPIO block that the power button drives.</summary>
    public const int PowerButtonLine = 3;

    /// <summary>Interrupt controller wires of a GIC: SPIs that the board's GIC implements.</summary>
    public const int SpiCount = 256;
}
