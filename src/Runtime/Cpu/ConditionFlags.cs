namespace Hyp.Jit.Runtime;

/// <summary>The one place that knows how lazy flags become NZCV (Arm ARM, AddWithCarry and ConditionHolds).</summary>
internal static class ConditionFlags
{
    public const uint N = 0x8000_0000, Z = 0x4000_0000, C = 0x2000_0000, V = 0x1000_0000;

    public static uint Pack(FlagKind kind, ulong a, ulong b) => kind switch
    {
        FlagKind.Sub64 => Sub64(a, b),
        FlagKind.Sub32 => Sub32((uint)a, (uint)b),
        FlagKind.Add64 => Add64(a, b),
        FlagKind.Add32 => Add32((uint)a, (uint)b),
        FlagKind.Logic64 => ((uint)(a >> 32) & N) | (a == 0 ? Z : 0),
        FlagKind.Logic32 => ((uint)a & N) | ((uint)a == 0 ? Z : 0),
        FlagKind.LogicKeep32 => ((uint)a & N) | ((uint)a == 0 ? Z : 0) | ((uint)b & (C | V)),
        _ => (uint)a & 0xF000_0000,
    };

    /// <summary>C and V in their places: what AArch32's logical instructions keep.</summary>
    public static uint Kept(FlagKind kind, ulong a, ulong b) => (kind == FlagKind.LogicKeep32 ? (uint)b : Pack(kind, a, b)) & (C | V);

    public static uint Sub64(ulong a, ulong b)
    {
        ulong r = a - b;
        return ((uint)(r >> 32) & N) | (r == 0 ? Z : 0) | (a >= b ? C : 0) | ((uint)(((a ^ b) & (a ^ r)) >> 35) & V);
    }

    public static uint Sub32(uint a, uint b)
    {
        uint r = a - b;
        return (r & N) | (r == 0 ? Z : 0) | (a >= b ? C : 0) | ((((a ^ b) & (a ^ r)) >> 3) & V);
    }

    public static uint Add64(ulong a, ulong b)
    {
        ulong r = a + b;
        return ((uint)(r >> 32) & N) | (r == 0 ? Z : 0) | (r < a ? C : 0) | ((uint)((~(a ^ b) & (a ^ r)) >> 35) & V);
    }

    public static uint Add32(uint a, uint b)
    {
        uint r = a + b;
        return (r & N) | (r == 0 ? Z : 0) | (r < a ? C : 0) | (((~(a ^ b) & (a ^ r)) >> 3) & V);
    }

    /// <summary>ADC/SBC flags: SBC passes ~b. Carry is 0 or 1.</summary>
    public static uint AddCarry64(ulong a, ulong b, uint carry)
    {
        ulong r = a + b + carry;
        bool c = carry != 0 ? r <= a : r < a;
        return ((uint)(r >> 32) & N) | (r == 0 ? Z : 0) | (c ? C : 0) | ((uint)((~(a ^ b) & (a ^ r)) >> 35) & V);
    }

    public static uint AddCarry32(uint a, uint b, uint carry)
    {
        uint r = a + b + carry;
        bool c = carry != 0 ? r <= a : r < a;
        return (r & N) | (r == 0 ? Z : 0) | (c ? C : 0) | (((~(a ^ b) & (a ^ r)) >> 3) & V);
    }

    /// <summary>ConditionHolds on packed flags; <paramref name="condition"/> is the 4-bit field.</summary>
    public static bool Holds(uint nzcv, int condition)
    {
        bool r = (condition >> 1) switch
        {
            0 => (nzcv & Z) != 0,
            1 => (nzcv & C) != 0,
            2 => (nzcv & N) != 0,
            3 => (nzcv & V) != 0,
            4 => (nzcv & (C | Z)) == C,
            5 => ((nzcv ^ (nzcv << 3)) & N) == 0,
            6 => (nzcv & Z) == 0 && ((nzcv ^ (nzcv << 3)) & N) == 0,
            _ => true,
        };
        return (condition & 1) != 0 && condition != 15 ? !r : r;
    }

    /// <summary>ConditionHolds on lazy flags, with short cuts for the kinds that compares leave behind.</summary>
    public static bool Holds(FlagKind kind, ulong a, ulong b, int condition)
    {
        if (kind == FlagKind.Sub64)
        {
            switch (condition)
            {
                case 0: return a == b;
                case 1: return a != b;
                case 2: return a >= b;
                case 3: return a < b;
                case 8: return a > b;
                case 9: return a <= b;
                case 10: return (long)a >= (long)b;
                case 11: return (long)a < (long)b;
                case 12: return (long)a > (long)b;
                case 13: return (long)a <= (long)b;
            }
        }
        else if (kind == FlagKind.Sub32)
        {
            switch (condition)
            {
                case 0: return (uint)a == (uint)b;
                case 1: return (uint)a != (uint)b;
                case 2: return (uint)a >= (uint)b;
                case 3: return (uint)a < (uint)b;
                case 8: return (uint)a > (uint)b;
                case 9: return (uint)a <= (uint)b;
                case 10: return (int)a >= (int)b;
                case 11: return (int)a < (int)b;
                case 12: return (int)a > (int)b;
                case 13: return (int)a <= (int)b;
            }
        }
        return Holds(Pack(kind, a, b), condition);
    }
}
