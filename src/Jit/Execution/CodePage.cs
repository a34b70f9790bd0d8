using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// The decoded form of one 4 KiB physical page under one <see cref="CodeKey"/>: an op a slot, the NextPage ops behind them, in AArch32 a
/// <see cref="SlotInfo"/> a slot behind those. Ops are page-relative, so every VA that maps the page shares them.
/// In front of the ops lie the page's number and, downwards, an int a slot: its region entry, or how often regions left to it.
/// </summary>
internal sealed unsafe class CodePage
{
    /// <summary>Slots of an A64 or A32 page.</summary>
    public const int WordSlots = 1024;

    /// <summary>Slots of a T32 page.</summary>
    public const int MaxSlots = 2048;

    /// <summary>NextPage ops: a T32 instruction may reach one slot beyond the page, when it is run from the scratch page.</summary>
    public const int EndSlots = 2;

    private const int HeaderBytes = 64;

    public CodePage(int id, ulong physicalAddress, CodeKey key, Op* ops, byte* guest)
    {
        Id = id;
        PhysicalAddress = physicalAddress;
        Key = key;
        Ops = ops;
        Guest = guest;
        SlotCount = key.Slots;
        SlotShift = key.SlotShift;
        ((int*)ops)[-1] = id;
        for (int i = 0; i < EndSlots; i++) ops[SlotCount + i].Code = (ushort)OpCode.NextPage;
        if (!key.IsAArch32) return;
        Infos = (SlotInfo*)(ops + SlotCount + EndSlots);
        Prefixes = new PrefixMemory();
    }

    public int Id { get; }
    public ulong PhysicalAddress { get; }
    public CodeKey Key { get; }
    public Op* Ops { get; }
    public int SlotCount { get; }

    /// <summary>Log2 of a slot's bytes.</summary>
    public int SlotShift { get; }

    /// <summary>The guest bytes, live.</summary>
    public byte* Guest { get; }

    /// <summary>What instructions of AArch32 have beside their ops; null in A64.</summary>
    public SlotInfo* Infos { get; }

    /// <summary>Prefix ops of AArch32 instructions.</summary>
    public PrefixMemory? Prefixes { get; }

    /// <summary>Decoded slots; at none the page is let go, so that stores to it are fast again.</summary>
    public int Decoded { get; set; }

    /// <summary>Counts invalidations; a region compiled from an older version is not published.</summary>
    public int Version { get; set; }

    /// <summary>Regions whose entries are in place.</summary>
    public List<Region> Regions { get; } = [];

    public int SlotOf(ulong pc) => (int)(pc & 0xFFF) >> SlotShift;

    /// <summary>Bytes of a page's memory in front of its ops.</summary>
    public static int BytesBefore(Isa isa) => HeaderBytes + (Slots(isa) * sizeof(int));

    /// <summary>Bytes of a page's memory.</summary>
    public static int Bytes(Isa isa) => BytesBefore(isa) + ((Slots(isa) + EndSlots) * (sizeof(Op) + (isa == Isa.A64 ? 0 : sizeof(SlotInfo))));

    public static int IdOf(Op* ops) => ((int*)ops)[-1];

    /// <summary>The region entry index of a slot.</summary>
    public static ref int EntryIndex(Op* ops, long slot) => ref ((int*)ops)[-(HeaderBytes / sizeof(int)) - 1 - slot];

    private static int Slots(Isa isa) => isa == Isa.T32 ? MaxSlots : WordSlots;
}
