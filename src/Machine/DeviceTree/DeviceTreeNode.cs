using System.Buffers.Binary;
using System.Text;

namespace Hyp.Jit;

/// <summary>A node of a device tree: named properties holding bytes, and child nodes, both in order.</summary>
internal sealed class DeviceTreeNode(string name)
{
    public string Name { get; } = name;

    public List<KeyValuePair<string, byte[]>> Properties { get; } = [];

    public List<DeviceTreeNode> Children { get; } = [];

    public byte[]? this[string property]
    {
        get
        {
            int index = IndexOf(property);
            return index < 0 ? null : Properties[index].Value;
        }
    }

    /// <summary>The child of exactly this name, or, with no unit address asked for, the first whose name without one matches (DTSpec 2.2.3).</summary>
    public DeviceTreeNode? Find(string childName) =>
        Children.Find(c => c.Name == childName)
        ?? Children.Find(c => c.Name.StartsWith(childName, StringComparison.Ordinal) && c.Name.Length > childName.Length && c.Name[childName.Length] == '@');

    public DeviceTreeNode Add(string childName)
    {
        var child = new DeviceTreeNode(childName);
        Children.Add(child);
        return child;
    }

    /// <summary>Adds or replaces a property.</summary>
    public DeviceTreeNode Set(string property, byte[] value)
    {
        var pair = KeyValuePair.Create(property, value);
        int index = IndexOf(property);
        if (index < 0)
        {
            Properties.Add(pair);
        }
        else
        {
            Properties[index] = pair;
        }
        return this;
    }

    /// <summary>A property that says all by being there.</summary>
    public DeviceTreeNode Set(string property) => Set(property, Array.Empty<byte>());

    public DeviceTreeNode Set(string property, string value) => Set(property, Encoding.UTF8.GetBytes(value + "\0"));

    /// <summary>Cells: 32-bit big-endian numbers.</summary>
    public DeviceTreeNode Set(string property, params ReadOnlySpan<uint> cells)
    {
        byte[] value = new byte[cells.Length * 4];
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(i * 4), cells[i]);
        }
        return Set(property, value);
    }

    /// <summary>Pairs of address and size, two cells each.</summary>
    public DeviceTreeNode SetRegions(string property, params ReadOnlySpan<(ulong Address, ulong Size)> regions)
    {
        byte[] value = new byte[regions.Length * 16];
        for (int i = 0; i < regions.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(i * 16), regions[i].Address);
            BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan((i * 16) + 8), regions[i].Size);
        }
        return Set(property, value);
    }

    public void Remove(string property) => Properties.RemoveAll(p => p.Key == property);

    private int IndexOf(string property) => Properties.FindIndex(p => p.Key == property);
}
