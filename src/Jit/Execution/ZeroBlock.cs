using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>DC ZVA's store: 64 bytes, the block size that DCZID_EL0 of every model here announces.</summary>
internal static unsafe class ZeroBlock
{
    public const int Size = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(byte* host)
    {
        Vector128.Store(Vector128<byte>.Zero, host);
        Vector128.Store(Vector128<byte>.Zero, host + 16);
        Vector128.Store(Vector128<byte>.Zero, host + 32);
        Vector128.Store(Vector128<byte>.Zero, host + 48);
    }
}
