using System.Runtime.CompilerServices;

namespace Hyp.Jit.Runtime;

/// <summary>
/// The memory side of exclusives. The local monitor (address, size and value that a load-exclusive saw) is in CpuState; a store-exclusive
/// that it still covers succeeds if memory holds that value, exchanged atomically. An intervening store of an equal value passes unnoticed,
/// which guest software cannot tell from no store at all.
/// </summary>
internal sealed unsafe class ExclusiveMonitor
{
    // The host has no 16-byte compare-exchange that .NET offers: 16-byte exclusives exclude each other.
    private readonly Lock _section = new();

    /// <summary>Opens a PE's monitor: CLREX, exception entry and exception return.</summary>
    public static void Clear(CpuState* state) => state->ExclusiveSize = 0;

    /// <summary>Reads 16 bytes as one.</summary>
    public void Load(byte* host, out ulong lo, out ulong hi)
    {
        lock (_section)
        {
            lo = Unsafe.Read<ulong>(host);
            hi = Unsafe.Read<ulong>(host + 8);
        }
    }

    /// <summary>Replaces what a load-exclusive saw at an aligned host address, or leaves memory alone because it holds something else.</summary>
    public bool TryExchange(byte* host, int size, UInt128 seen, UInt128 value)
    {
        switch (size)
        {
            case 1: return Interlocked.CompareExchange(ref *host, (byte)value, (byte)seen) == (byte)seen;
            case 2: return Interlocked.CompareExchange(ref *(ushort*)host, (ushort)value, (ushort)seen) == (ushort)seen;
            case 4: return Interlocked.CompareExchange(ref *(uint*)host, (uint)value, (uint)seen) == (uint)seen;
            case 8: return Interlocked.CompareExchange(ref *(ulong*)host, (ulong)value, (ulong)seen) == (ulong)seen;
            default:
                lock (_section)
                {
                    if (Unsafe.Read<ulong>(host) != (ulong)seen || Unsafe.Read<ulong>(host + 8) != (ulong)(seen >> 64))
                    {
                        return false;
                    }

                    Unsafe.Write(host, (ulong)value);
                    Unsafe.Write(host + 8, (ulong)(value >> 64));
                    return true;
                }
        }
    }
}
