namespace Hyp.Jit.Runtime;

/// <summary>The registers of MRS and MSR (banked register), by R and SYSm (ARMv7 ARM B9.2.3, BankedRegisterAccessValid and SPSRAccessValid).</summary>
internal static class BankedAccess
{
    /// <summary>R of the instruction, above the 5 bits of SYSm.</summary>
    public const int SpsrFlag = 32;

    /// <summary>
    /// The register's slot, as an access from <paramref name="mode"/> may reach it; false where the encoding is unallocated, needs Monitor mode or names a
    /// register of the mode itself, all of which is UNPREDICTABLE and taken as UNDEFINED. What remains is never a current register.
    /// </summary>
    public static bool TryFind(int encoding, byte mode, out Slot slot)
    {
        slot = mode == ProcessorMode.Usr ? Slot.None : (encoding & SpsrFlag) != 0 ? SavedStatus(encoding & 31, mode) : Register(encoding & 31, mode);
        return slot != Slot.None;
    }

    private static Slot Register(int sysm, byte mode) => sysm switch
    {
        // R8_usr to R12_usr are banked against FIQ mode only.
        < 5 => mode == ProcessorMode.Fiq ? Slot.R8Usr + (ushort)sysm : Slot.None,
        5 => mode == ProcessorMode.Sys ? Slot.None : Slot.R13Usr,
        6 => mode is ProcessorMode.Sys or ProcessorMode.Hyp ? Slot.None : Slot.R14Usr,
        >= 8 and < 15 => mode == ProcessorMode.Fiq ? Slot.None : Slot.R8Fiq + (ushort)(sysm - 8),
        0x1E => mode == ProcessorMode.Hyp ? Slot.ElrEl2 : Slot.None,
        >= 16 and < 24 => OfMode(sysm, mode),
        _ => Slot.None,
    };

    // LR at even numbers, SP at odd ones.
    private static Slot OfMode(int sysm, byte mode)
    {
        byte owner = Owner(sysm);
        return owner == mode ? Slot.None : (sysm & 1) != 0 ? BankedRegisters.StackPointer(owner) : BankedRegisters.LinkRegister(owner);
    }

    private static Slot SavedStatus(int sysm, byte mode)
    {
        byte owner = sysm == 0x0E ? ProcessorMode.Fiq : sysm is 0x10 or 0x12 or 0x14 or 0x16 ? Owner(sysm) : mode;
        return owner == mode ? Slot.None : BankedRegisters.SavedStatus(owner);
    }

    private static byte Owner(int sysm) => (sysm >> 1 & 3) switch
    {
        0 => ProcessorMode.Irq,
        1 => ProcessorMode.Svc,
        2 => ProcessorMode.Abt,
        _ => ProcessorMode.Und,
    };
}
