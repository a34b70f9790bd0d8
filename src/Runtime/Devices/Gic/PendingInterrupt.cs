namespace Hyp.Jit.Runtime;

/// <summary>The highest-priority interrupt that waits for one PE; <see cref="IntId"/> is <see cref="IntIds.Spurious"/> when none does.</summary>
internal readonly record struct PendingInterrupt(int IntId, int Priority, bool Group1)
{
    public static readonly PendingInterrupt None = new(IntIds.Spurious, PriorityLevels.Idle, Group1: false);
}

/// <summary>Interrupt numbers with a meaning of their own (GICv3 specification, "INTIDs").</summary>
internal static class IntIds
{
    /// <summary>SGIs are 0-15, PPIs 16-31; both are banked, one set a PE.</summary>
    public const int SgiCount = 16, PrivateCount = 32;

    /// <summary>First INTID that names no interrupt: 1020-1023 are answers.</summary>
    public const int FirstSpecial = 1020;

    /// <summary>GICC_IAR's answer when a Group 1 interrupt waits and AckCtl forbids to take it there.</summary>
    public const int OtherGroup = 1022;

    public const int Spurious = 1023;

    /// <summary>The PPI that announces maintenance of list registers, as the board wires it.</summary>
    public const int Maintenance = 25;
}

/// <summary>Priorities are 8 bits wide, 0 the most urgent.</summary>
internal static class PriorityLevels
{
    /// <summary>Running priority when nothing is active. An interrupt of this priority is never signalled.</summary>
    public const int Idle = 0xFF;

    /// <summary>The group priority field under binary point <paramref name="binaryPoint"/> as Group 0 counts it: bits [7:n+1].</summary>
    public static int Group0Mask(int binaryPoint) => -1 << (binaryPoint + 1);

    /// <summary>The same as Group 1 counts it, one less: bits [7:n].</summary>
    public static int Group1Mask(int binaryPoint) => -1 << binaryPoint;
}
