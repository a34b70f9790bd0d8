using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hyp.Jit.Tests.Support;

/// <summary>The registers a user-level A64 program can see, as plain data. The byte layout is `struct state` of guests/oracle-user/oracle.h.</summary>
internal sealed class GuestState
{
    public const int Size = 784;
    private const int VOffset = 256;
    private const int FlagsOffset = 768;

    /// <summary>X0-X30; index 31 is SP.</summary>
    public ulong[] X { get; } = new ulong[32];

    /// <summary>V0-V31, low half first.</summary>
    public ulong[] V { get; } = new ulong[64];

    public uint Nzcv { get; set; }

    public uint Fpcr { get; set; }

    public uint Fpsr { get; set; }

    public GuestState Clone()
    {
        var copy = new GuestState { Nzcv = Nzcv, Fpcr = Fpcr, Fpsr = Fpsr };
        X.CopyTo(copy.X, 0);
        V.CopyTo(copy.V, 0);
        return copy;
    }

    public void Write(Span<byte> bytes)
    {
        MemoryMarshal.AsBytes(X.AsSpan()).CopyTo(bytes);
        MemoryMarshal.AsBytes(V.AsSpan()).CopyTo(bytes[VOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[FlagsOffset..], Nzcv);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(FlagsOffset + 4)..], Fpcr);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(FlagsOffset + 8)..], Fpsr);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(FlagsOffset + 12)..], 0);
    }

    public static GuestState Read(ReadOnlySpan<byte> bytes)
    {
        var state = new GuestState
        {
            Nzcv = BinaryPrimitives.ReadUInt32LittleEndian(bytes[FlagsOffset..]),
            Fpcr = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(FlagsOffset + 4)..]),
            Fpsr = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(FlagsOffset + 8)..]),
        };
        bytes[..VOffset].CopyTo(MemoryMarshal.AsBytes(state.X.AsSpan()));
        bytes[VOffset..FlagsOffset].CopyTo(MemoryMarshal.AsBytes(state.V.AsSpan()));
        return state;
    }
}
