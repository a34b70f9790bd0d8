using System.Buffers.Binary;
using System.Text;

namespace Hyp.Jit;

/// <summary>Reads a flattened device tree that may be anything: every offset and length is checked, and what is wrong is said in one line.</summary>
internal ref struct DeviceTreeReader
{
    /// <summary>Deeper trees than this are not trees.</summary>
    private const int MaximumDepth = 64;

    private readonly ReadOnlySpan<byte> structure;
    private readonly ReadOnlySpan<byte> strings;
    private readonly string what;
    private int position;

    private DeviceTreeReader(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, string what)
    {
        this.structure = structure;
        this.strings = strings;
        this.what = what;
    }

    /// <summary>Reads <paramref name="blob"/>; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="GuestImageException">It is not a valid device tree.</exception>
    public static DeviceTreeBlob Read(ReadOnlySpan<byte> blob, string what)
    {
        if (blob.Length < DeviceTreeBlob.HeaderSize || Cell(blob, 0) != DeviceTreeBlob.Magic)
        {
            throw new GuestImageException($"{what}: not a device tree blob");
        }
        uint totalSize = Cell(blob, 4), version = Cell(blob, 20), compatible = Cell(blob, 24);
        if (totalSize > blob.Length || totalSize < DeviceTreeBlob.HeaderSize)
        {
            throw Invalid(what, $"its header says {totalSize} bytes, there are {blob.Length}");
        }
        if (version < 16 || compatible > 17)
        {
            throw Invalid(what, $"format version {version} is not supported");
        }
        blob = blob[..(int)totalSize];
        uint structureOffset = Cell(blob, 8);
        // Version 16 has no structure size; there the END token is what ends it.
        uint structureSize = version >= 17 ? Cell(blob, 36) : totalSize - Math.Min(structureOffset, totalSize);
        ReadOnlySpan<byte> structure = Section(blob, structureOffset, structureSize, "structure", what);
        ReadOnlySpan<byte> strings = Section(blob, Cell(blob, 12), Cell(blob, 32), "strings", what);
        if (structureOffset % 4 != 0)
        {
            throw Invalid(what, "its structure block is not aligned");
        }

        var reader = new DeviceTreeReader(structure, strings, what);
        uint first = reader.NextToken();
        if (first != DeviceTreeBlob.BeginNode)
        {
            throw Invalid(what, "it has no root node");
        }
        DeviceTreeNode root = reader.ReadNode(0);
        if (reader.NextToken() != DeviceTreeBlob.End)
        {
            throw Invalid(what, "something follows its root node");
        }
        var tree = new DeviceTreeBlob(root) { BootCpu = Cell(blob, 28) };
        ReadReservations(blob, Cell(blob, 16), tree, what);
        return tree;
    }

    private DeviceTreeNode ReadNode(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Invalid(what, "its nodes are nested too deeply");
        }
        var node = new DeviceTreeNode(ReadName(structure, position, out int length));
        Advance(length + 1);
        while (true)
        {
            switch (NextToken())
            {
                case DeviceTreeBlob.Property:
                    ReadProperty(node);
                    break;
                case DeviceTreeBlob.BeginNode:
                    node.Children.Add(ReadNode(depth + 1));
                    break;
                case DeviceTreeBlob.EndNode:
                    return node;
                default:
                    throw Invalid(what, $"node \"{Printable(node.Name)}\" does not end");
            }
        }
    }

    private void ReadProperty(DeviceTreeNode node)
    {
        uint length = NextCell();
        uint nameOffset = NextCell();
        if (length > structure.Length - position)
        {
            throw Invalid(what, $"a property of node \"{Printable(node.Name)}\" runs past the end");
        }
        if (nameOffset >= strings.Length)
        {
            throw Invalid(what, $"a property of node \"{Printable(node.Name)}\" has no name");
        }
        node.Set(ReadName(strings, (int)nameOffset, out _), structure.Slice(position, (int)length).ToArray());
        Advance((int)length);
    }

    private readonly string ReadName(ReadOnlySpan<byte> block, int start, out int length)
    {
        length = block[Math.Min(start, block.Length)..].IndexOf((byte)0);
        if (length < 0)
        {
            throw Invalid(what, "a name in it does not end");
        }
        return Encoding.UTF8.GetString(block.Slice(start, length));
    }

    private uint NextToken()
    {
        uint token;
        do
        {
            token = NextCell();
        }
        while (token == DeviceTreeBlob.Nop);
        return token;
    }

    private uint NextCell()
    {
        if (structure.Length - position < 4)
        {
            throw Invalid(what, "its structure block is cut off");
        }
        uint value = Cell(structure, position);
        position += 4;
        return value;
    }

    private void Advance(int bytes) => position = Math.Min((position + bytes + 3) & ~3, structure.Length);

    private static void ReadReservations(ReadOnlySpan<byte> blob, uint offset, DeviceTreeBlob tree, string what)
    {
        while (true)
        {
            ReadOnlySpan<byte> entry = Section(blob, offset, 16, "reservations", what);
            ulong address = BinaryPrimitives.ReadUInt64BigEndian(entry), size = BinaryPrimitives.ReadUInt64BigEndian(entry[8..]);
            if (address == 0 && size == 0)
            {
                return;
            }
            tree.Reservations.Add((address, size));
            offset += 16;
        }
    }

    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> blob, uint offset, uint size, string section, string what) =>
        (ulong)offset + size <= (ulong)blob.Length
            ? blob.Slice((int)offset, (int)size)
            : throw Invalid(what, $"its {section} block runs past the end");

    private static uint Cell(ReadOnlySpan<byte> block, int offset) => BinaryPrimitives.ReadUInt32BigEndian(block[offset..]);

    /// <summary>A damaged name may hold anything; a message stays one line.</summary>
    private static string Printable(string name) => string.Concat(name.Take(40).Select(c => char.IsControl(c) ? '?' : c));

    private static GuestImageException Invalid(string what, string why) => new($"{what}: invalid device tree: {why}");
}
