namespace Hyp.Jit.Runtime;

/// <summary>Which part of a 64-bit slot an AArch32 name shows.</summary>
internal enum RegisterHalf : byte
{
    Low,
    High,
    /// <summary>All 64 bits, by MRRC and MCRR.</summary>
    Whole,
}

/// <summary>An AArch32 name of an architectural register: a coprocessor encoding and the part of the slot it reaches.</summary>
internal readonly record struct AArch32Window(string Name, byte Coprocessor, byte Opc1, byte CRn, byte CRm, byte Opc2, RegisterHalf Half)
{
    /// <summary>Identity of the encoding: MCR/MRC and MCRR/MRRC are spaces of their own.</summary>
    public int Key => KeyOf(Half == RegisterHalf.Whole, Coprocessor, Opc1, CRn, CRm, Opc2);

    /// <summary>Lowest level that may access it, where that is not the row's: SYS instructions that AArch64 opens to EL0, EL2's names for EL1 state.</summary>
    public ExceptionLevel? From { get; init; }

    /// <summary>Bits of the half that a write changes, where they are not the row's.</summary>
    public ulong? WriteMask { get; init; }

    /// <summary>Bits of the half that read as one, where they are not the row's.</summary>
    public uint Res1 { get; init; }

    /// <summary>The name came with Armv8: an Armv7 core does not have it.</summary>
    public bool IsArmv8 { get; init; }

    /// <summary>A register reached by MCR/MRC p15.</summary>
    public static AArch32Window Cp15(string name, int opc1, int crn, int crm, int opc2, RegisterHalf half = RegisterHalf.Low) =>
        new(name, 15, (byte)opc1, (byte)crn, (byte)crm, (byte)opc2, half);

    /// <summary>A register reached by MCRR/MRRC p15.</summary>
    public static AArch32Window Cp15Wide(string name, int opc1, int crm) => new(name, 15, (byte)opc1, 0, (byte)crm, 0, RegisterHalf.Whole);

    /// <summary>A debug register reached by MCR/MRC p14.</summary>
    public static AArch32Window Cp14(string name, int opc1, int crn, int crm, int opc2, RegisterHalf half = RegisterHalf.Low) =>
        new(name, 14, (byte)opc1, (byte)crn, (byte)crm, (byte)opc2, half);

    /// <summary>A debug register reached by MRRC p14.</summary>
    public static AArch32Window Cp14Wide(string name, int opc1, int crm) => new(name, 14, (byte)opc1, 0, (byte)crm, 0, RegisterHalf.Whole);

    /// <summary>Identity of an encoding; MCRR and MRRC have neither CRn nor opc2.</summary>
    public static int KeyOf(bool wide, int coprocessor, int opc1, int crn, int crm, int opc2) =>
        (wide ? 1 << 20 : 0) | (coprocessor << 15) | (opc1 << 11) | (crn << 7) | (crm << 3) | opc2;
}
