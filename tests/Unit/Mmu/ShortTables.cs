using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit;

/// <summary>Short-descriptor tables of one TTBR, whose first level covers the lowest 2^(32 - n) bytes.</summary>
internal sealed class ShortTables(MmuBench bench, int n = 0)
{
    /// <summary>ID_MMFR0 of a Cortex-A15: PXN and long descriptors.</summary>
    public const ulong CortexA15 = 0x1020_1105;

    // Leaves without their address: privileged and user read-write, write-back, domain 0.
    public const uint Section = 2 | (3 << 10) | (3 << 2), Supersection = Section | (1 << 18), SmallPage = 2 | (3 << 4) | (3 << 2), LargePage = 1 | (3 << 4) | (3 << 2);

    public ulong Root { get; } = bench.Allocate(0x4000UL >> n);

    /// <summary>Writes any first-level descriptor.</summary>
    public ShortTables First(uint va, uint descriptor)
    {
        bench.PutShort(Root + ((ulong)(va >> 20) << 2), descriptor);
        return this;
    }

    /// <summary>Writes any second-level descriptor; <paramref name="first"/> goes into the first-level one beside the table's address.</summary>
    public ulong Second(uint va, uint descriptor, uint first = 0)
    {
        ulong entry = Root + ((ulong)(va >> 20) << 2);
        uint table = bench.GetShort(entry);
        if ((table & 3) != 1)
        {
            table = (uint)bench.Allocate(0x400) | 1;
        }

        bench.PutShort(entry, table | first);
        ulong at = (table & 0xFFFF_FC00) | ((ulong)(va >> 12 & 0xFF) << 2);
        bench.PutShort(at, descriptor);
        return at;
    }

    /// <summary>Turns on stage 1 with these tables as TTBR0, every domain a client, and selects the context of PL1.</summary>
    public ShortTables Enable(ulong sctlr = 0, ulong ttbcr = 0, ulong dacr = 0x5555_5555)
    {
        bench.Set(Slot.Ttbr0El1, Root | 0x4A);
        bench.Set(Slot.TcrEl1, ttbcr);
        bench.Set(Slot.Dacr32El2, dacr);
        bench.Set(Slot.SctlrEl1, sctlr | 1);
        bench.At(ExceptionLevel.EL1);
        return this;
    }
}
