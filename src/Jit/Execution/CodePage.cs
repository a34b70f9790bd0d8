using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// The decoded form of one 4 KiB physical page under one <see cref="CodeKey"/>: 1024 op slots, the NextPage op behind them, then the region entry index of
/// each slot. Ops are page-relative, so every VA that maps the page shares them.
/// </summary>
internal sealed unsafe class CodePage
{
    public const int Slots = 1024;
    /// <summary>Unmanaged bytes of a page: the ops, NextPage, and an int per slot: its region entry, or how often regions left to it.</summary>
    public const int Bytes = ((Slots + 1) * 16) + (Slots * 4);

    public CodePage(int id, ulong physicalAddress, CodeKey key, Op* ops, byte* guest)
    {
        Id = id;
        PhysicalAddress = physicalAddress;
        Key = key;
        Ops = ops;
        Guest = guest;
        ops[Slots] = new Op { Code = (ushort)OpCode.NextPage, Imm = id };
    }

    public int Id { get; }
    public ulong PhysicalAddress { get; }
    public CodeKey Key { get; }
    public Op* Ops { get; }

    /// <summary>The guest bytes, live.</summary>
    public byte* Guest { get; }

    /// <summary>Decoded slots; at none the page is let go, so that stores to it are fast again.</summary>
    public int Decoded { get; set; }

    /// <summary>Counts invalidations; a region compiled from an older version is not published.</summary>
    public int Version { get; set; }

    /// <summary>Regions whose entries are in place.</summary>
    public List<Region> Regions { get; } = [];

    public static int IdOf(Op* ops) => (int)ops[Slots].Imm;

    public int* EntryIndex => EntryIndexOf(Ops);

    public static int* EntryIndexOf(Op* ops) => (int*)(ops + Slots + 1);
}
