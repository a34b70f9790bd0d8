namespace Hyp.Jit.Runtime;

/// <summary>
/// The board's virtio-mmio transports with nothing plugged in: each says so by DeviceID 0 (Virtio 1.2, 4.2.2), which makes a driver leave it alone.
/// </summary>
internal sealed class VirtioMmio : IBusDevice
{
    /// <summary>Bytes from one transport to the next.</summary>
    public const ulong TransportSize = 0x200;

    private const ulong MagicValue = 0x000, Version = 0x004, VendorId = 0x00C;

    public string SnapshotName => "virtio-mmio";

    public int SnapshotVersion => 1;

    public ulong Read(ulong offset, int size, int cpuIndex)
    {
        // Apart from the configuration space, registers answer 32-bit accesses only.
        if (size != 4)
        {
            return 0;
        }
        return (offset % TransportSize) switch
        {
            MagicValue => 0x7472_6976, // "virt"
            Version => 1,
            VendorId => 0x554D_4551, // "QEMU", as on the board this one is compatible with.
            _ => 0,
        };
    }

    public void Write(ulong offset, int size, ulong value, int cpuIndex)
    {
        // No device, no state: the legacy interface ignores every write.
    }

    public void Save(BinaryWriter writer)
    {
        // Empty transports have no state.
    }

    public void Restore(BinaryReader reader)
    {
        // Empty transports have no state.
    }
}
