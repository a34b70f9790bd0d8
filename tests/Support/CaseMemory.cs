using System.Runtime.InteropServices;

namespace Hyp.Jit.Tests.Support;

/// <summary>The memory every case sees: scratch pages with a fixed background of awkward values, and the page the block runs from. As in oracle.h.</summary>
internal static class CaseMemory
{
    public const ulong ScratchAddress = 0x10_0000_0000;
    public const int ScratchSize = 0x4000;
    public const ulong CodeAddress = 0x10_0000_8000;
    public const int MaxWords = 64;

    /// <summary>Part of the recorded vectors' meaning: a change here invalidates them all.</summary>
    private const ulong BackgroundSeed = 0x5C4A_7C81_0A64_0001;

    private static readonly ulong[] Words = CreateBackground();

    public static ReadOnlySpan<byte> Background => MemoryMarshal.AsBytes(Words.AsSpan());

    public static ReadOnlySpan<ulong> BackgroundWords => Words;

    private static ulong[] CreateBackground()
    {
        var random = new DeterministicRandom(BackgroundSeed);
        ulong[] words = new ulong[ScratchSize / 8];
        for (int i = 0; i < words.Length; i += 2)
        {
            (words[i], words[i + 1]) = CornerValues.Vector(ref random);
        }
        return words;
    }
}
