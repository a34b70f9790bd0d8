using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Instruction set of a code page.</summary>
internal enum Isa : byte
{
    A64,
    A32,
    /// <summary>T32 and T16: a slot a halfword.</summary>
    T32,
}

/// <summary>Everything besides the physical address that translation depends on. A bit the translator reads and this key lacks is a bug.</summary>
internal readonly record struct CodeKey(ExceptionLevel El, bool FpTrap, bool BigEndian, bool UsesSpEl0, Isa Isa = Isa.A64)
{
    /// <summary>Dense number of the key, below <see cref="Count"/>.</summary>
    public int Index => (int)El | (FpTrap ? 4 : 0) | (BigEndian ? 8 : 0) | (UsesSpEl0 ? 16 : 0) | ((int)Isa << 5);
    public const int Count = 96;

    public bool IsAArch32 => Isa != Isa.A64;

    /// <summary>Log2 of a slot's bytes: a word, in T32 a halfword.</summary>
    public int SlotShift => Isa == Isa.T32 ? 1 : 2;

    /// <summary>Slots of a page.</summary>
    public int Slots => 0x1000 >> SlotShift;
}
