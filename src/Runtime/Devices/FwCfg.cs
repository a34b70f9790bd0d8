using System.Buffers.Binary;

namespace Hyp.Jit.Runtime;

/// <summary>
/// The board's fw_cfg port: firmware selects an item by key and reads its bytes. Holds what identifies the interface and the machine's size,
/// and an empty file directory; the DMA interface is not offered (feature bit 1 of the ID item is clear).
/// </summary>
internal sealed class FwCfg : IBusDevice
{
    private const ulong Selector = 8;
    private readonly Dictionary<int, byte[]> items = new()
    {
        [0x00] = "QEMU"u8.ToArray(),
        [0x01] = [1, 0, 0, 0],
        [0x19] = [0, 0, 0, 0],
    };
    private ushort selected;
    private uint position;

    public FwCfg(ushort cpuCount, ulong memorySize)
    {
        items[0x03] = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(items[0x03], memorySize);
        items[0x05] = [(byte)cpuCount, (byte)(cpuCount >> 8)];
        items[0x0F] = items[0x05];
    }

    public string SnapshotName => "fw-cfg";

    public int SnapshotVersion => 1;

    public ulong Read(ulong offset, int size, int cpuIndex)
    {
        if (offset >= Selector)
        {
            return 0;
        }
        // The data register is a byte stream: a wide read takes the next bytes, the first in the lowest position.
        ulong value = 0;
        for (int i = 0; i < size; i++)
        {
            value |= (ulong)NextByte() << (i * 8);
        }
        return value;
    }

    public void Write(ulong offset, int size, ulong value, int cpuIndex)
    {
        if (offset == Selector && size == 2)
        {
            selected = BinaryPrimitives.ReverseEndianness((ushort)value); // The selector is big-endian.
            position = 0;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(selected);
        writer.Write(position);
    }

    public void Restore(BinaryReader reader)
    {
        selected = reader.ReadUInt16();
        position = reader.ReadUInt32();
    }

    private byte NextByte()
    {
        byte[] item = items.GetValueOrDefault(selected) ?? [];
        return position < item.Length ? item[position++] : (byte)0;
    }
}
