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
    public int Key => (Half == RegisterHalf.Whole ? 1 << 20 : 0) | (Coprocessor << 15) | (Opc1 << 12) | (CRn << 8) | (CRm << 4) | Opc2;

    /// <summary>A register reached by MCR/MRC p15.</summary>
    public static AArch32Window Cp15(string name, int opc1, int crn, int crm, int opc2, RegisterHalf half = RegisterHalf.Low) =>
        new(name, 15, (byte)opc1, (byte)crn, (byte)crm, (byte)opc2, half);

    /// <summary>A register reached by MCRR/MRRC p15.</summary>
    public static AArch32Window Cp15Wide(string name, int opc1, int crm) => new(name, 15, (byte)opc1, 0, (byte)crm, 0, RegisterHalf.Whole);

    /// <summary>A debug register reached by MCR/MRC p14.</summary>
    public static AArch32Window Cp14(string name, int opc1, int crn, int crm, int opc2, RegisterHalf half = RegisterHalf.Low) =>
        new(name, 14, (byte)opc1, (byte)crn, (byte)crm, (byte)opc2, half);
}
