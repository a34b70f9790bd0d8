using System.Runtime.CompilerServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// The fast halves of exclusive and ordered accesses, on a host address that the SoftTlb gave. A store exclusive succeeds when the monitor holds the same
/// VA and size and a compare-exchange finds the value the load saw (ABA is as harmless here as on any machine that implements it so).
/// </summary>
internal static unsafe class ExclusiveAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte* host, int log2Size) => log2Size switch
    {
        0 => Volatile.Read(ref *host),
        1 => Volatile.Read(ref *(ushort*)host),
        2 => Volatile.Read(ref *(uint*)host),
        _ => Volatile.Read(ref *(ulong*)host),
    };

    /// <summary>LDXP: both registers' bytes go to the monitor, where they are read from. All PEs run on one thread, so two loads are one access.</summary>
    public static void LoadPair(CpuState* s, byte* host, ulong va, int log2Size)
    {
        s->ExclusiveLow = *(ulong*)host;
        s->ExclusiveHigh = log2Size == 2 ? 0 : *(ulong*)(host + 8);
        s->ExclusiveAddress = va;
        s->ExclusiveSize = 2 << log2Size;
    }

    /// <summary>Store-release; a full fence orders it before a later load-acquire (STLR to LDAR, Arm ARM B2.3).</summary>
    public static void StoreRelease(byte* host, int log2Size, ulong value)
    {
        switch (log2Size)
        {
            case 0: Volatile.Write(ref *host, (byte)value); break;
            case 1: Volatile.Write(ref *(ushort*)host, (ushort)value); break;
            case 2: Volatile.Write(ref *(uint*)host, (uint)value); break;
            default: Volatile.Write(ref *(ulong*)host, value); break;
        }
        Interlocked.MemoryBarrier();
    }

    /// <summary>Returns the status register value: 0 stored, 1 not. The monitor is open afterwards.</summary>
    public static ulong Store(CpuState* s, byte* host, ulong va, int log2Size, ulong value)
    {
        bool armed = s->ExclusiveSize == 1 << log2Size && s->ExclusiveAddress == va;
        s->ExclusiveSize = 0;
        if (!armed) return 1;
        ulong seen = s->ExclusiveLow;
        bool stored = log2Size switch
        {
            0 => Interlocked.CompareExchange(ref *host, (byte)value, (byte)seen) == (byte)seen,
            1 => Interlocked.CompareExchange(ref *(ushort*)host, (ushort)value, (ushort)seen) == (ushort)seen,
            2 => Interlocked.CompareExchange(ref *(uint*)host, (uint)value, (uint)seen) == (uint)seen,
            _ => Interlocked.CompareExchange(ref *(ulong*)host, value, seen) == seen,
        };
        return stored ? 0UL : 1UL;
    }
}
