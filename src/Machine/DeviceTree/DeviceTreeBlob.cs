using System.Buffers.Binary;
using System.Text;

namespace Hyp.Jit;

/// <summary>A device tree and its memory reservations, as they stand in a flattened blob (Devicetree Specification, chapter 5).</summary>
internal sealed class DeviceTreeBlob(DeviceTreeNode root)
{
    public const uint Magic = 0xD00D_FEED;
    public const int HeaderSize = 40;
    public const uint BeginNode = 1, EndNode = 2, Property = 3, Nop = 4, End = 9;
    private const uint Version = 17, CompatibleVersion = 16;

    public DeviceTreeNode Root { get; } = root;

    public List<(ulong Address, ulong Size)> Reservations { get; } = [];

    public uint BootCpu { get; init; }

    /// <summary>The flattened form, version 17: header, reservations, structure, strings.</summary>
    public byte[] Flatten()
    {
        var strings = new StringBlock();
        var structure = new MemoryStream();
        WriteNode(structure, strings, Root);
        WriteCell(structure, End);

        int reservationsSize = (Reservations.Count + 1) * 16;
        int structureOffset = HeaderSize + reservationsSize;
        int stringsOffset = structureOffset + (int)structure.Length;
        byte[] blob = new byte[stringsOffset + strings.Length];

        ReadOnlySpan<uint> header =
        [
            Magic, (uint)blob.Length, (uint)structureOffset, (uint)stringsOffset, HeaderSize, Version, CompatibleVersion, BootCpu,
            (uint)strings.Length, (uint)structure.Length,
        ];
        for (int i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(i * 4), header[i]);
        }
        for (int i = 0; i < Reservations.Count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(blob.AsSpan(HeaderSize + (i * 16)), Reservations[i].Address);
            BinaryPrimitives.WriteUInt64BigEndian(blob.AsSpan(HeaderSize + (i * 16) + 8), Reservations[i].Size);
        }
        structure.GetBuffer().AsSpan(0, (int)structure.Length).CopyTo(blob.AsSpan(structureOffset));
        strings.CopyTo(blob.AsSpan(stringsOffset));
        return blob;
    }

    private static void WriteNode(MemoryStream structure, StringBlock strings, DeviceTreeNode node)
    {
        WriteCell(structure, BeginNode);
        structure.Write(Encoding.UTF8.GetBytes(node.Name));
        structure.WriteByte(0);
        Pad(structure);
        foreach ((string name, byte[] value) in node.Properties)
        {
            WriteCell(structure, Property);
            WriteCell(structure, (uint)value.Length);
            WriteCell(structure, strings.OffsetOf(name));
            structure.Write(value);
            Pad(structure);
        }
        foreach (DeviceTreeNode child in node.Children)
        {
            WriteNode(structure, strings, child);
        }
        WriteCell(structure, EndNode);
    }

    private static void WriteCell(MemoryStream stream, uint value)
    {
        Span<byte> cell = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(cell, value);
        stream.Write(cell);
    }

    private static void Pad(MemoryStream stream)
    {
        while (stream.Length % 4 != 0)
        {
            stream.WriteByte(0);
        }
    }

    /// <summary>Property names, each stored once.</summary>
    private sealed class StringBlock
    {
        private readonly Dictionary<string, int> offsets = [];
        private readonly List<byte> bytes = [];

        public int Length => bytes.Count;

        public uint OffsetOf(string name)
        {
            if (!offsets.TryGetValue(name, out int offset))
            {
                offset = bytes.Count;
                offsets.Add(name, offset);
                bytes.AddRange(Encoding.UTF8.GetBytes(name));
                bytes.Add(0);
            }
            return (uint)offset;
        }

        public void CopyTo(Span<byte> destination) => bytes.CopyTo(destination);
    }
}
