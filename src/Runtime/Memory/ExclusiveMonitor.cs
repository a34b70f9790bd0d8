using System.Runtime.CompilerServices;

namespace Hyp.Jit.Runtime;

/// <summary>
/// The local monitor of a PE, kept in CpuState so that compiled code can use it too. A load-exclusive records physical address, size and value;
/// a store-exclusive succeeds if the location still holds that value, exchanged atomically. An intervening store of an equal value passes
/// unnoticed, which guest software cannot tell from no store at all.
/// </summary>
internal static unsafe class ExclusiveMonitor
{
    /// <summary>CLREX, exception entry and exception return.</summary>
    public static void Clear(CpuState* state) => state->ExclusiveSize = 0;

    /// <summary>Values are as they lie in memory, whatever the data endianness.</summary>
    public static void Record(CpuState* state, ulong pa, int size, ulong lo, ulong hi)
    {
        state->ExclusiveSize = size;
        state->ExclusiveAddress = pa;
        state->ExclusiveLow = lo;
        state->ExclusiveHigh = hi;
    }

    public static bool Covers(CpuState* state, ulong pa, int size) => state->ExclusiveSize == size && state->ExclusiveAddress == pa;

    /// <summary>Replaces the recorded value at an aligned host address by a new one, or leaves it because it has changed.</summary>
    public static bool TryExchange(CpuState* state, byte* host, int size, ulong lo, ulong hi, Lock section)
    {
        ulong seen = state->ExclusiveLow;
        switch (size)
        {
            case 1: return Interlocked.CompareExchange(ref *host, (byte)lo, (byte)seen) == (byte)seen;
            case 2: return Interlocked.CompareExchange(ref *(ushort*)host, (ushort)lo, (ushort)seen) == (ushort)seen;
            case 4: return Interlocked.CompareExchange(ref *(uint*)host, (uint)lo, (uint)seen) == (uint)seen;
            case 8: return Interlocked.CompareExchange(ref *(ulong*)host, lo, seen) == seen;
            default:
                lock (section)
                {
                    if (Unsafe.Read<ulong>(host) != seen || Unsafe.Read<ulong>(host + 8) != state->ExclusiveHigh)
                    {
                        return false;
                    }

                    Unsafe.Write(host, lo);
                    Unsafe.Write(host + 8, hi);
                    return true;
                }
        }
    }
}
