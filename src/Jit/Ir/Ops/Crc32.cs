using System.Numerics;

namespace Hyp.Jit.Compiler;

/// <summary>CRC32 and CRC32C: Eval(accumulator, value). The bit order is the reflected one; there is no inversion at either end.</summary>
internal static class Crc32
{
    public static readonly ushort Ieee8 = OpTable.X_XX<Ieee8Op>("crc32b");
    public static readonly ushort Ieee16 = OpTable.X_XX<Ieee16Op>("crc32h");
    public static readonly ushort Ieee32 = OpTable.X_XX<Ieee32Op>("crc32w");
    public static readonly ushort Ieee64 = OpTable.X_XX<Ieee64Op>("crc32x");
    public static readonly ushort Castagnoli8 = OpTable.X_XX<Castagnoli8Op>("crc32cb");
    public static readonly ushort Castagnoli16 = OpTable.X_XX<Castagnoli16Op>("crc32ch");
    public static readonly ushort Castagnoli32 = OpTable.X_XX<Castagnoli32Op>("crc32cw");
    public static readonly ushort Castagnoli64 = OpTable.X_XX<Castagnoli64Op>("crc32cx");

    /// <summary>Entry [256 k + b]: what byte b contributes after k more bytes.</summary>
    private static readonly uint[] IeeeTable = BuildTable(0xEDB8_8320);

    /// <summary>Eight lookups that do not depend on each other ("slicing by 8").</summary>
    private static uint Ieee(ulong value, int bytes)
    {
        uint crc = 0;
        for (int i = 0; i < bytes; i++) crc ^= IeeeTable[((bytes - 1 - i) * 256) + (byte)(value >> (i * 8))];
        return crc;
    }

    private static uint[] BuildTable(uint polynomial)
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (polynomial & (0 - (crc & 1)));
            table[i] = crc;
        }
        for (int i = 256; i < table.Length; i++) table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        return table;
    }

    internal readonly struct Ieee8Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => Ieee((byte)(n ^ m), 1) ^ ((uint)n >> 8);
    }

    internal readonly struct Ieee16Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => Ieee((ushort)(n ^ m), 2) ^ ((uint)n >> 16);
    }

    internal readonly struct Ieee32Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => Ieee((uint)(n ^ m), 4);
    }

    internal readonly struct Ieee64Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => Ieee((uint)n ^ m, 8);
    }

    internal readonly struct Castagnoli8Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => BitOperations.Crc32C((uint)n, (byte)m);
    }

    internal readonly struct Castagnoli16Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => BitOperations.Crc32C((uint)n, (ushort)m);
    }

    internal readonly struct Castagnoli32Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => BitOperations.Crc32C((uint)n, (uint)m);
    }

    internal readonly struct Castagnoli64Op : IX_XX
    {
        public static ulong Eval(ulong n, ulong m) => BitOperations.Crc32C((uint)n, m);
    }
}
