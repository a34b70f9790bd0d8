namespace Hyp.Jit.Compiler;

/// <summary>LDTR and STTR on a host address, by kind.</summary>
internal static unsafe class UnprivilegedAccess
{
    public static ulong Load(byte* host, MemoryKind kind) => kind switch
    {
        MemoryKind.LdrB => *host,
        MemoryKind.LdrH => *(ushort*)host,
        MemoryKind.LdrW => *(uint*)host,
        MemoryKind.LdrX => *(ulong*)host,
        MemoryKind.LdrSbW => (uint)*(sbyte*)host,
        MemoryKind.LdrSbX => (ulong)*(sbyte*)host,
        MemoryKind.LdrShW => (uint)*(short*)host,
        MemoryKind.LdrShX => (ulong)*(short*)host,
        _ => (ulong)*(int*)host,
    };

    public static void Store(byte* host, MemoryKind kind, ulong value)
    {
        switch (kind)
        {
            case MemoryKind.StrB: *host = (byte)value; break;
            case MemoryKind.StrH: *(ushort*)host = (ushort)value; break;
            case MemoryKind.StrW: *(uint*)host = (uint)value; break;
            default: *(ulong*)host = value; break;
        }
    }
}
