namespace Hyp.Jit.Runtime;

/// <summary>
/// R8-R14 of AArch32's modes. Those of the current mode are X[8] to X[14], whose bits 63:32 are zero; all others lie in their slots, and the slots of the
/// current ones are stale. The slots keep 64 bits, so that what AArch64 had in a register that AArch32 did not touch comes back whole.
/// </summary>
internal static unsafe class BankedRegisters
{
    private const int FirstBanked = 8, LastBanked = 30, Sp = 13, Lr = 14;

    /// <summary>Moves the registers of <paramref name="from"/> to their slots and brings in those of <paramref name="to"/>.</summary>
    public static void Switch(CpuState* state, byte from, byte to)
    {
        if ((from == ProcessorMode.Fiq) != (to == ProcessorMode.Fiq))
        {
            Slot leaving = FirstOf(from), arriving = FirstOf(to);
            for (int i = 0; i < 5; i++)
            {
                Exchange(state, FirstBanked + i, leaving + (ushort)i, arriving + (ushort)i);
            }
        }
        if (StackPointer(from) != StackPointer(to))
        {
            Exchange(state, Sp, StackPointer(from), StackPointer(to));
        }
        if (LinkRegister(from) != LinkRegister(to))
        {
            Exchange(state, Lr, LinkRegister(from), LinkRegister(to));
        }
    }

    /// <summary>AArch64 takes over from AArch32 in <paramref name="mode"/>: X8 to X30 take what the manual maps there (Arm ARM D1.20.1).</summary>
    public static void ToAArch64(CpuState* state, byte mode)
    {
        StoreCurrent(state, mode);
        for (int i = FirstBanked; i <= LastBanked; i++)
        {
            state->X[i] = state->Sys[(int)Slot.R8Usr + i - FirstBanked];
        }
    }

    /// <summary>AArch64 hands over to AArch32 in <paramref name="mode"/>.</summary>
    public static void FromAArch64(CpuState* state, byte mode)
    {
        for (int i = FirstBanked; i <= LastBanked; i++)
        {
            state->Sys[(int)Slot.R8Usr + i - FirstBanked] = state->X[i];
            state->X[i] = 0;
        }
        for (int i = 0; i < FirstBanked; i++)
        {
            state->X[i] = (uint)state->X[i];
        }
        LoadCurrent(state, mode);
    }

    /// <summary>R0-R14 as <paramref name="mode"/> sees them, whether it is the current mode or not.</summary>
    public static uint Read(CpuState* state, byte mode, int register) =>
        TryBank(mode, register, out Slot slot) && !IsCurrent(state, register, slot) ? (uint)state->Sys[(int)slot] : (uint)state->X[register];

    /// <summary>Writes R0-R14 as <paramref name="mode"/> sees them.</summary>
    public static void Write(CpuState* state, byte mode, int register, uint value)
    {
        if (TryBank(mode, register, out Slot slot) && !IsCurrent(state, register, slot))
        {
            state->Sys[(int)slot] = value;
        }
        else
        {
            state->X[register] = value;
        }
    }

    /// <summary>The X register that AArch64 sees in R0-R14 of a mode, as syndromes that it gets name them.</summary>
    public static int AArch64Number(byte mode, int register) => TryBank(mode, register, out Slot slot) ? slot - Slot.R8Usr + FirstBanked : register;

    /// <summary>The slot of R13 of a mode.</summary>
    public static Slot StackPointer(byte mode) => mode switch
    {
        ProcessorMode.Fiq => Slot.R13Fiq,
        ProcessorMode.Irq => Slot.R13Irq,
        ProcessorMode.Svc => Slot.R13Svc,
        ProcessorMode.Abt => Slot.R13Abt,
        ProcessorMode.Und => Slot.R13Und,
        ProcessorMode.Hyp => Slot.R13Hyp,
        _ => Slot.R13Usr,
    };

    /// <summary>The slot of R14 of a mode; HYP has that of User mode.</summary>
    public static Slot LinkRegister(byte mode) => mode switch
    {
        ProcessorMode.Fiq => Slot.R14Fiq,
        ProcessorMode.Irq => Slot.R14Irq,
        ProcessorMode.Svc => Slot.R14Svc,
        ProcessorMode.Abt => Slot.R14Abt,
        ProcessorMode.Und => Slot.R14Und,
        _ => Slot.R14Usr,
    };

    /// <summary>The slot of a mode's SPSR; None for User and System mode.</summary>
    public static Slot SavedStatus(byte mode) => mode switch
    {
        ProcessorMode.Fiq => Slot.SpsrFiq,
        ProcessorMode.Irq => Slot.SpsrIrq,
        ProcessorMode.Svc => Slot.SpsrEl1,
        ProcessorMode.Abt => Slot.SpsrAbt,
        ProcessorMode.Und => Slot.SpsrUnd,
        ProcessorMode.Hyp => Slot.SpsrEl2,
        _ => Slot.None,
    };

    private static Slot FirstOf(byte mode) => mode == ProcessorMode.Fiq ? Slot.R8Fiq : Slot.R8Usr;

    private static bool TryBank(byte mode, int register, out Slot slot)
    {
        slot = register switch
        {
            < FirstBanked => Slot.None,
            Sp => StackPointer(mode),
            Lr => LinkRegister(mode),
            _ => FirstOf(mode) + (ushort)(register - FirstBanked),
        };
        return slot != Slot.None;
    }

    private static bool IsCurrent(CpuState* state, int register, Slot slot) => TryBank(state->Mode, register, out Slot current) && current == slot;

    private static void Exchange(CpuState* state, int register, Slot leaving, Slot arriving)
    {
        state->Sys[(int)leaving] = state->X[register];
        state->X[register] = (uint)state->Sys[(int)arriving];
    }

    private static void StoreCurrent(CpuState* state, byte mode)
    {
        for (int i = FirstBanked; i <= Lr; i++)
        {
            _ = TryBank(mode, i, out Slot slot);
            state->Sys[(int)slot] = state->X[i];
        }
    }

    private static void LoadCurrent(CpuState* state, byte mode)
    {
        for (int i = FirstBanked; i <= Lr; i++)
        {
            _ = TryBank(mode, i, out Slot slot);
            state->X[i] = (uint)state->Sys[(int)slot];
        }
    }
}
