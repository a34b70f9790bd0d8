namespace Hyp.Jit.Runtime;

/// <summary>Fields of a list register, kept in the layout of ICH_LRn_EL2 whichever GIC it is.</summary>
internal static class ListRegister
{
    public const ulong Pending = 1UL << 62, Active = 1UL << 63, Hardware = 1UL << 61, Group1 = 1UL << 60;

    /// <summary>With HW = 0: end of interrupt asks for maintenance. The lowest-but-three bit of the physical INTID's place.</summary>
    public const ulong EoiMaintenance = 1UL << 41;

    /// <summary>Bits below the five that priorities have here read as zero.</summary>
    private const ulong UnimplementedPriority = 7UL << 48;

    public static int VirtualIntId(ulong register) => (int)(register & 0xFF_FFFF);

    public static int PhysicalIntId(ulong register) => (int)(register >> 32) & 0x1FFF;

    public static int Priority(ulong register) => (int)(register >> 48) & 0xFF;

    /// <summary>Requesting PE of a virtual SGI (GICv2).</summary>
    public static int Source(ulong register) => (int)(register >> 32) & 7;

    public static bool IsGroup1(ulong register) => (register & Group1) != 0;

    public static bool IsHardware(ulong register) => (register & Hardware) != 0;

    /// <summary>Pending and not active: only such an interrupt can be signalled.</summary>
    public static bool IsPendingOnly(ulong register) => (register & (Pending | Active)) == Pending;

    public static ulong Sanitize(ulong written) => written & ~UnimplementedPriority;

    /// <summary>From GICH_LRn: State 29:28, Grp1 30, HW 31, Priority 27:23, PhysicalID 19:10, VirtualID 9:0.</summary>
    public static ulong FromGicv2(uint register)
    {
        ulong state = (register >> 28) & 3, priority = (register >> 23) & 0x1F, physical = (register >> 10) & 0x3FF;
        return (state << 62) | ((ulong)(register >> 31) << 61) | ((ulong)((register >> 30) & 1) << 60) | (priority << 51) | (physical << 32) | (register & 0x3FF);
    }

    public static uint ToGicv2(ulong register) =>
        ((uint)(register >> 62) << 28) | (IsHardware(register) ? 1u << 31 : 0) | (IsGroup1(register) ? 1u << 30 : 0)
        | ((uint)(Priority(register) >> 3) << 23) | ((uint)(PhysicalIntId(register) & 0x3FF) << 10) | (uint)(VirtualIntId(register) & 0x3FF);
}
