using System.Runtime.CompilerServices;

namespace Hyp.Jit.Compiler;

/// <summary>What tier 0 knows of an instruction set when it is compiled: constants, so that each has machine code of its own.</summary>
internal interface IGuestIsa
{
    static abstract bool IsAArch32 { get; }
    static abstract bool IsThumb { get; }
    /// <summary>Log2 of a slot's bytes.</summary>
    static abstract int SlotShift { get; }
}

internal readonly struct A64Isa : IGuestIsa
{
    public static bool IsAArch32 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => false; }
    public static bool IsThumb { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => false; }
    public static int SlotShift { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 2; }
}

internal readonly struct A32Isa : IGuestIsa
{
    public static bool IsAArch32 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => true; }
    public static bool IsThumb { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => false; }
    public static int SlotShift { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 2; }
}

internal readonly struct T32Isa : IGuestIsa
{
    public static bool IsAArch32 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => true; }
    public static bool IsThumb { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => true; }
    public static int SlotShift { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 1; }
}
