namespace Hyp.Jit.Runtime;

/// <summary>Which interrupts a register frame shows.</summary>
internal enum InterruptScope
{
    /// <summary>GICv2's distributor: the reader's own private interrupts, then the shared ones.</summary>
    All,
    /// <summary>GICv3's distributor.</summary>
    Shared,
    /// <summary>A GICv3 redistributor's SGI frame.</summary>
    Private,
}

/// <summary>
/// The registers that hold one bit, two bits or a byte per interrupt, at the same offsets in GICv2's distributor and in GICv3's distributor and
/// redistributors: IGROUPR to ICACTIVER, IPRIORITYR, ICFGR.
/// </summary>
internal static class InterruptRegisterBank
{
    public const uint Group = 0x80, SetEnable = 0x100, ClearEnable = 0x180, SetPending = 0x200, ClearPending = 0x280, SetActive = 0x300, ClearActive = 0x380;
    public const uint Priority = 0x400, PriorityEnd = 0x800, Config = 0xC00, ConfigEnd = 0xD00;

    public static bool Covers(uint offset) => offset is (>= Group and < PriorityEnd) or (>= Config and < ConfigEnd);

    public static uint Read(InterruptState interrupts, uint offset, int cpu, InterruptScope scope)
    {
        int first = FirstIntId(offset);
        if (!IsVisible(first, scope))
        {
            return 0;
        }
        int word = interrupts.WordOf(cpu, first);
        if (offset >= Config)
        {
            // Bit 1 of each field says edge-triggered; bit 0 is reserved.
            return Spread(interrupts.Read(InterruptBit.Edge, word) >> (first & 31)) << 1;
        }
        if (offset >= Priority)
        {
            uint value = 0;
            for (int i = 3; i >= 0; i--)
            {
                value = (value << 8) | interrupts.ReadPriority(cpu, first + i);
            }
            return value;
        }
        return (offset & ~0x7Fu) switch
        {
            Group => interrupts.Read(InterruptBit.Group1, word),
            SetEnable or ClearEnable => interrupts.Read(InterruptBit.Enabled, word),
            SetPending or ClearPending => interrupts.ReadPending(word),
            _ => interrupts.Read(InterruptBit.Active, word),
        };
    }

    public static void Write(InterruptState interrupts, uint offset, uint value, uint lanes, int cpu, InterruptScope scope)
    {
        int first = FirstIntId(offset);
        if (!IsVisible(first, scope))
        {
            return;
        }
        int word = interrupts.WordOf(cpu, first);
        if (offset >= Config)
        {
            int shift = first & 31;
            uint edge = Gather(value >> 1) << shift, written = Gather(lanes >> 1) << shift;
            interrupts.Set(InterruptBit.Edge, word, edge);
            interrupts.Clear(InterruptBit.Edge, word, written & ~edge);
            return;
        }
        if (offset >= Priority)
        {
            for (int i = 0; i < 4; i++)
            {
                if ((lanes >> (8 * i) & 1) != 0)
                {
                    interrupts.WritePriority(cpu, first + i, (byte)(value >> (8 * i)));
                }
            }
            return;
        }
        switch (offset & ~0x7Fu)
        {
            case Group:
                interrupts.Set(InterruptBit.Group1, word, value);
                interrupts.Clear(InterruptBit.Group1, word, lanes & ~value);
                break;
            case SetEnable:
                interrupts.Set(InterruptBit.Enabled, word, value);
                break;
            case ClearEnable:
                interrupts.Clear(InterruptBit.Enabled, word, value);
                break;
            case SetPending:
                interrupts.Set(InterruptBit.Latched, word, value);
                break;
            case ClearPending:
                interrupts.Clear(InterruptBit.Latched, word, value);
                break;
            case SetActive:
                interrupts.Set(InterruptBit.Active, word, value);
                break;
            case ClearActive:
                interrupts.Clear(InterruptBit.Active, word, value);
                break;
        }
    }

    private static int FirstIntId(uint offset) => offset switch
    {
        >= Config => (int)(offset - Config) * 4,
        >= Priority => (int)(offset - Priority),
        _ => (int)(offset & 0x7F) * 8,
    };

    private static bool IsVisible(int intId, InterruptScope scope) => intId < InterruptState.IntIdCount && scope switch
    {
        InterruptScope.Shared => intId >= IntIds.PrivateCount,
        InterruptScope.Private => intId < IntIds.PrivateCount,
        _ => true,
    };

    // Bits 15:0 to the even positions, and back.
    private static uint Spread(uint bits)
    {
        bits &= 0xFFFF;
        bits = (bits | (bits << 8)) & 0x00FF_00FF;
        bits = (bits | (bits << 4)) & 0x0F0F_0F0F;
        bits = (bits | (bits << 2)) & 0x3333_3333;
        return (bits | (bits << 1)) & 0x5555_5555;
    }

    private static uint Gather(uint bits)
    {
        bits &= 0x5555_5555;
        bits = (bits | (bits >> 1)) & 0x3333_3333;
        bits = (bits | (bits >> 2)) & 0x0F0F_0F0F;
        bits = (bits | (bits >> 4)) & 0x00FF_00FF;
        return (bits | (bits >> 8)) & 0xFFFF;
    }
}
