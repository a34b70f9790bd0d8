namespace Hyp.Jit.Compiler;

/// <summary>How the address of a load or store is formed.</summary>
internal enum AddressMode : byte
{
    /// <summary>X[N] + Imm. On vector registers C may hold a MemoryFlags element: LD1 and ST1 are aligned by element.</summary>
    Offset,
    /// <summary>X[N] + Imm, written back.</summary>
    PreIndex,
    /// <summary>X[N]; X[N] + Imm written back.</summary>
    PostIndex,
    /// <summary>X[N] + extend(X[M]) &lt;&lt; S; C = option (3 = 64-bit, 2 = UXTW, 6 = SXTW, 7 = SXTX).</summary>
    Register,
    /// <summary>VA of this page + Imm.</summary>
    Literal,
}

/// <summary>What a load or store moves; the order is that of the memory block in <see cref="OpCode"/>.</summary>
internal enum MemoryKind : byte
{
    LdrB, LdrH, LdrW, LdrX, LdrSbW, LdrSbX, LdrShW, LdrShX, LdrSwX,
    StrB, StrH, StrW, StrX,
    LdrV8, LdrV16, LdrV32, LdrV64, LdrV128,
    StrV8, StrV16, StrV32, StrV64, StrV128,
    LdpW, LdpX, LdpSw, StpW, StpX, LdpV32, LdpV64, LdpV128, StpV32, StpV64, StpV128,
}

/// <summary>The memory block of <see cref="OpCode"/> taken apart: the one description of loads and stores that translator, tier 0 and tier 1 share.</summary>
internal readonly record struct MemoryOp(MemoryKind Kind, AddressMode Mode)
{
    private const int Singles = (int)MemoryKind.LdpW * 4;
    private const int Pairs = ((int)MemoryKind.StpV128 - (int)MemoryKind.LdpW + 1) * 3;

    private static readonly MemoryKind[] Literals = [MemoryKind.LdrW, MemoryKind.LdrX, MemoryKind.LdrSwX, MemoryKind.LdrV32, MemoryKind.LdrV64, MemoryKind.LdrV128];

    public static bool Is(int code) => code >= (int)OpCode.FirstMemory && code <= (int)OpCode.LastMemory;

    public static MemoryOp Of(int code)
    {
        int i = code - (int)OpCode.FirstMemory;
        if (i < Singles) return new((MemoryKind)(i >> 2), (AddressMode)(i & 3));
        i -= Singles;
        if (i < Pairs) return new((MemoryKind)((int)MemoryKind.LdpW + (i / 3)), (AddressMode)(i % 3));
        return new(Literals[i - Pairs], AddressMode.Literal);
    }

    public OpCode Code
    {
        get
        {
            if (Mode == AddressMode.Literal) return (OpCode)((int)OpCode.FirstMemory + Singles + Pairs + Array.IndexOf(Literals, Kind));
            if (!IsPair) return (OpCode)((int)OpCode.FirstMemory + ((int)Kind * 4) + (int)Mode);
            return (OpCode)((int)OpCode.FirstMemory + Singles + (((int)Kind - (int)MemoryKind.LdpW) * 3) + (int)Mode);
        }
    }

    public bool IsPair => Kind >= MemoryKind.LdpW;

    public bool IsVector => Kind is (>= MemoryKind.LdrV8 and <= MemoryKind.StrV128) or >= MemoryKind.LdpV32;

    public bool IsStore => Kind is (>= MemoryKind.StrB and <= MemoryKind.StrX) or (>= MemoryKind.StrV8 and <= MemoryKind.StrV128)
        or MemoryKind.StpW or MemoryKind.StpX or >= MemoryKind.StpV32;

    /// <summary>Sign-extended load; to 32 bits when <see cref="SignExtendsTo32"/>, else to 64.</summary>
    public bool IsSigned => Kind is (>= MemoryKind.LdrSbW and <= MemoryKind.LdrSwX) or MemoryKind.LdpSw;

    public bool SignExtendsTo32 => Kind is MemoryKind.LdrSbW or MemoryKind.LdrShW;

    /// <summary>Bytes of one register.</summary>
    public int ElementSize => Kind switch
    {
        MemoryKind.LdrB or MemoryKind.LdrSbW or MemoryKind.LdrSbX or MemoryKind.StrB or MemoryKind.LdrV8 or MemoryKind.StrV8 => 1,
        MemoryKind.LdrH or MemoryKind.LdrShW or MemoryKind.LdrShX or MemoryKind.StrH or MemoryKind.LdrV16 or MemoryKind.StrV16 => 2,
        MemoryKind.LdrX or MemoryKind.StrX or MemoryKind.LdrV64 or MemoryKind.StrV64 or MemoryKind.LdpX or MemoryKind.StpX or MemoryKind.LdpV64 or MemoryKind.StpV64 => 8,
        MemoryKind.LdrV128 or MemoryKind.StrV128 or MemoryKind.LdpV128 or MemoryKind.StpV128 => 16,
        _ => 4,
    };

    /// <summary>Bytes the whole instruction moves.</summary>
    public int Size => IsPair ? ElementSize * 2 : ElementSize;

    public bool WritesBack => Mode is AddressMode.PreIndex or AddressMode.PostIndex;
}
