using System.Runtime.InteropServices;

namespace Hyp.Jit.Compiler;

/// <summary>Unmanaged room for the prefix ops of one page. Runs that were given back are used again for runs of the same length.</summary>
internal sealed unsafe class PrefixMemory
{
    private const int OpsPerChunk = 64;
    private readonly List<nint> chunks = [];
    private readonly Stack<nint>?[] free = new Stack<nint>[OpsPerChunk];
    private int left;

    public Op* Copy(ReadOnlySpan<Op> ops)
    {
        if (ops.Length == 0) return null;
        if (free[ops.Length] is not { } runs || !runs.TryPop(out nint run)) run = Take(ops.Length);
        ops.CopyTo(new Span<Op>((void*)run, ops.Length));
        return (Op*)run;
    }

    public void Free(Op* run, int length)
    {
        if (length != 0) (free[length] ??= new()).Push((nint)run);
    }

    public void Release()
    {
        foreach (nint chunk in chunks) NativeMemory.Free((void*)chunk);
        chunks.Clear();
        Array.Clear(free);
        left = 0;
    }

    private nint Take(int length)
    {
        if (left < length)
        {
            chunks.Add((nint)NativeMemory.Alloc(OpsPerChunk, (nuint)sizeof(Op)));
            left = OpsPerChunk;
        }
        left -= length;
        return chunks[^1] + (left * sizeof(Op));
    }
}
