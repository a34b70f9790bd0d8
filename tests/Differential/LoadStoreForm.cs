namespace Hyp.Jit.Tests.Differential;

internal enum AddressKind
{
    /// <summary>The base register alone (plus <see cref="LoadStoreForm.Offset"/>).</summary>
    Immediate,
    /// <summary>Base plus an extended, shifted index register.</summary>
    RegisterIndex,
    /// <summary>The base alone; afterwards the base grows by an index register.</summary>
    PostIndexRegister,
    /// <summary>PC plus an immediate.</summary>
    Literal,
}

/// <summary>What the generator must know of a load or store to keep it inside scratch memory: the address, the size and the registers it writes.</summary>
internal readonly record struct LoadStoreForm
{
    public required AddressKind Kind { get; init; }

    /// <summary>Bytes touched from the lowest address on.</summary>
    public required int Bytes { get; init; }

    /// <summary>Alignment that the architecture demands even with SCTLR_ELx.A = 0.</summary>
    public int RequiredAlignment { get; init; }

    /// <summary>Added to the base for the access; for post-indexed forms 0.</summary>
    public int Offset { get; init; }

    /// <summary>Added to the base register by write-back.</summary>
    public int WriteBack { get; init; }

    public bool WritesBase { get; init; }

    /// <summary>General registers that the access loads or stores, as a bit mask (31 = XZR left out).</summary>
    public uint Transfers { get; init; }

    public bool IsLoad { get; init; }

    public bool IsPair { get; init; }

    public bool IsExclusive { get; init; }

    public static bool IsLoadStore(uint word) => (word & 0x0A00_0000) == 0x0800_0000;

    public static LoadStoreForm Decode(uint word)
    {
        int size = (int)(word >> 30);
        bool vector = Bit(word, 26);
        if ((word & 0x3F00_0000) == 0x0800_0000)
        {
            return DecodeExclusive(word, size);
        }
        if ((word & 0x3B00_0000) == 0x1800_0000)
        {
            int bytes = vector ? 4 << size : size == 1 ? 8 : 4;
            return new() { Kind = AddressKind.Literal, Bytes = bytes, IsLoad = true, Transfers = vector || size == 3 ? 0 : General(word) };
        }
        if ((word & 0x3A00_0000) == 0x2800_0000)
        {
            return DecodePair(word, size, vector);
        }
        if ((word & 0xBE00_0000) == 0x0C00_0000)
        {
            return DecodeStructure(word);
        }
        return DecodeSingle(word, size, vector);
    }

    private static LoadStoreForm DecodeExclusive(uint word, int size)
    {
        bool pair = Bit(word, 21);
        bool ordered = Bit(word, 23);
        bool load = Bit(word, 22);
        int bytes = pair ? 2 << size : 1 << size;
        return new()
        {
            Kind = AddressKind.Immediate,
            Bytes = bytes,
            RequiredAlignment = bytes,
            IsLoad = load,
            IsPair = pair,
            IsExclusive = !ordered,
            Transfers = General(word) | (pair ? General(word >> 10) : 0),
        };
    }

    private static LoadStoreForm DecodePair(uint word, int opc, bool vector)
    {
        int register = vector ? 4 << opc : opc == 2 ? 8 : 4;
        int offset = Signed(word >> 15, 7) * register;
        int mode = (int)(word >> 23) & 3;
        return new()
        {
            Kind = AddressKind.Immediate,
            Bytes = register * 2,
            Offset = mode == 1 ? 0 : offset,
            WriteBack = offset,
            WritesBase = (mode & 1) != 0,
            IsLoad = Bit(word, 22),
            IsPair = true,
            Transfers = vector ? 0 : General(word) | General(word >> 10),
        };
    }

    private static LoadStoreForm DecodeSingle(uint word, int size, bool vector)
    {
        int opc = (int)(word >> 22) & 3;
        int scale = vector && opc >= 2 ? 4 : size;
        bool prefetch = !vector && size == 3 && opc == 2;
        var form = new LoadStoreForm
        {
            Kind = AddressKind.Immediate,
            Bytes = 1 << scale,
            IsLoad = vector ? (opc & 1) != 0 : opc != 0,
            Transfers = vector || prefetch ? 0 : General(word),
        };
        if (Bit(word, 24))
        {
            return form with { Offset = (int)((word >> 10) & 0xFFF) << scale };
        }
        if (Bit(word, 21))
        {
            return form with { Kind = AddressKind.RegisterIndex };
        }
        int offset = Signed(word >> 12, 9);
        int mode = (int)(word >> 10) & 3;
        return form with { Offset = mode == 1 ? 0 : offset, WriteBack = offset, WritesBase = (mode & 1) != 0 };
    }

    private static LoadStoreForm DecodeStructure(uint word)
    {
        bool postIndexed = Bit(word, 23);
        int bytes = Bit(word, 24) ? LaneBytes(word) : MultipleBytes(word);
        bool byRegister = postIndexed && ((word >> 16) & 31) != 31;
        return new()
        {
            Kind = byRegister ? AddressKind.PostIndexRegister : AddressKind.Immediate,
            Bytes = bytes,
            WriteBack = bytes,
            WritesBase = postIndexed,
            IsLoad = Bit(word, 22),
        };
    }

    private static int MultipleBytes(uint word)
    {
        int registers = ((word >> 12) & 15) switch { 0 or 2 => 4, 4 or 6 => 3, 8 or 10 => 2, _ => 1 };
        return registers * (Bit(word, 30) ? 16 : 8);
    }

    private static int LaneBytes(uint word)
    {
        int opcode = (int)(word >> 13) & 7;
        int elements = ((opcode & 1) * 2) + (int)((word >> 21) & 1) + 1;
        int size = (int)(word >> 10) & 3;
        int scale = (opcode >> 1) switch { 0 => 0, 1 => 1, 2 => (size & 1) == 0 ? 2 : 3, _ => size };
        return elements << scale;
    }

    private static uint General(uint word) => (1u << (int)(word & 31)) & 0x7FFF_FFFF;

    private static bool Bit(uint word, int bit) => ((word >> bit) & 1) != 0;

    private static int Signed(uint bits, int width) => (int)(bits << (32 - width)) >> (32 - width);
}
