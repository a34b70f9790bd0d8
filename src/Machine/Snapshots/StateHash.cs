using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// Hashes machine state. Parts are hashed as they would be saved; memory page by page, remembering the hash of every page nobody has written
/// since, so that hashing every million instructions costs what the guest wrote and not what it has.
/// </summary>
internal sealed unsafe class StateHash(IReadOnlyList<ISnapshotPart> parts, InnerShareableDomain domain)
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private readonly Dictionary<ulong, ulong> pages = [];
    /// <summary>Sum over all pages: a change of one page changes it by the difference, in any order.</summary>
    private ulong memorySum;

    public ulong Compute(ISnapshotPart scheduler) => Mix(ComputeWithoutMemory(scheduler) ^ HashMemory());

    public ulong ComputeWithoutMemory(ISnapshotPart scheduler)
    {
        using var buffer = new MemoryStream(1 << 16);
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            scheduler.Save(writer);
            foreach (ISnapshotPart part in parts)
            {
                part.Save(writer);
            }
        }
        while (buffer.Length % 32 != 0)
        {
            buffer.WriteByte(0);
        }
        return HashBlock(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Memory was replaced as a whole.</summary>
    public void Forget()
    {
        pages.Clear();
        memorySum = 0;
    }

    private ulong HashMemory()
    {
        foreach (ulong page in domain.HarvestDirtyPages())
        {
            var bytes = new ReadOnlySpan<byte>(domain.Bus.Memory.HostPointer(page), (int)PhysicalMemory.PageSize);
            // A page of zeros counts as untouched: whether it was ever written is nothing a guest can notice.
            ulong hash = bytes.IndexOfAnyExcept((byte)0) < 0 ? 0 : Mix(HashBlock(bytes) + (page * Multiplier));
            memorySum += hash - pages.GetValueOrDefault(page);
            pages[page] = hash;
        }
        return memorySum;
    }

    private static ulong HashBlock(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ulong a = 1, b = 2, c = 3, d = 4;
        for (int i = 0; i + 4 <= words.Length; i += 4)
        {
            a = BitOperations.RotateLeft(a ^ words[i], 29) * Multiplier;
            b = BitOperations.RotateLeft(b ^ words[i + 1], 29) * Multiplier;
            c = BitOperations.RotateLeft(c ^ words[i + 2], 29) * Multiplier;
            d = BitOperations.RotateLeft(d ^ words[i + 3], 29) * Multiplier;
        }
        return Mix(Mix(Mix(a) + b) ^ Mix(Mix(c) + d));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * Multiplier;
        value = (value ^ (value >> 29)) * Multiplier;
        return value ^ (value >> 32);
    }
}
