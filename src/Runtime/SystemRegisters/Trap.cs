namespace Hyp.Jit.Runtime;

/// <summary>Direction of an access: MRS reads, MSR and SYS write.</summary>
internal enum AccessDirection : byte
{
    Read,
    Write,
}

/// <summary>Directions a trap governs.</summary>
[Flags]
internal enum On : byte
{
    Read = 1,
    Write = 2,
    Both = 3,
}

/// <summary>
/// One control that turns an access into a trap: bits of a control register, set or (<see cref="WhenAllClear"/>) all clear, for accesses from certain levels.
/// Traps to EL1 from EL0 go to EL2 while HCR_EL2.TGE is set; traps to EL2 exist only where EL2 does.
/// </summary>
internal readonly record struct Trap(ExceptionLevel Target, Slot Control, ulong Bits, On Direction, bool WhenAllClear, bool FromEl0, bool FromEl1)
{
    /// <summary>ICH_HCR_EL2 lives in the GIC's CPU interface: Control is then None.</summary>
    private bool IsGicControl => Control == Slot.None;

    /// <summary>EL1 and EL0 accesses trap to EL2 while any of HCR_EL2's <paramref name="bits"/> is set.</summary>
    public static Trap Hcr(ulong bits, On on = On.Both) => ToEl2(Slot.HcrEl2, bits, on);

    /// <summary>EL1 and EL0 accesses trap to EL2 while any of <paramref name="bits"/> is set.</summary>
    public static Trap ToEl2(Slot control, ulong bits, On on = On.Both) => new(ExceptionLevel.EL2, control, bits, on, false, true, true);

    /// <summary>EL1 and EL0 accesses trap to EL2 while all of <paramref name="bits"/> are clear.</summary>
    public static Trap ToEl2Unless(Slot control, ulong bits) => new(ExceptionLevel.EL2, control, bits, On.Both, true, true, true);

    /// <summary>EL1 accesses trap to EL2 while any of ICH_HCR_EL2's <paramref name="bits"/> is set.</summary>
    public static Trap IchHcr(ulong bits) => new(ExceptionLevel.EL2, Slot.None, bits, On.Both, false, false, true);

    /// <summary>EL0 accesses trap to EL1 while all of <paramref name="bits"/> are clear.</summary>
    public static Trap El0Unless(Slot control, ulong bits, On on = On.Both) => new(ExceptionLevel.EL1, control, bits, on, true, true, false);

    /// <summary>EL0 accesses trap to EL1 while any of <paramref name="bits"/> is set.</summary>
    public static Trap El0When(Slot control, ulong bits) => new(ExceptionLevel.EL1, control, bits, On.Both, false, true, false);

    /// <summary>Whether the control could ever matter to an access from <paramref name="el"/> in this direction.</summary>
    public bool Concerns(ExceptionLevel el, AccessDirection direction) =>
        (el == ExceptionLevel.EL0 ? FromEl0 : el == ExceptionLevel.EL1 && FromEl1) && (Direction & (direction == AccessDirection.Read ? On.Read : On.Write)) != 0;

    /// <summary>Whether it traps now.</summary>
    public bool Applies(VirtualCpu cpu, ExceptionLevel el, AccessDirection direction)
    {
        if (!Concerns(el, direction) || (Target == ExceptionLevel.EL2 && !cpu.Options.HasEl2))
        {
            return false;
        }
        ulong control = IsGicControl ? cpu.GicRegisters?.HypervisorControl ?? 0 : cpu.Sys(Control);
        return control.Has(Bits) != WhenAllClear;
    }
}
