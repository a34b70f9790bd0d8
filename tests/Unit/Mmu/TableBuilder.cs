namespace Hyp.Jit.Tests.Unit;

/// <summary>Builds tables of one shape, allocating those between the root and the leaves.</summary>
internal sealed class TableBuilder
{
    public const ulong ReadWrite = 1 << 6, AccessFlag = 1 << 10, Nothing = 0, NotGlobal = 1 << 11;

    private readonly MmuBench _bench;
    private readonly int _granule, _start;

    public TableBuilder(MmuBench bench, int granuleBits, int inputBits, int startLevel)
    {
        _bench = bench;
        _granule = granuleBits;
        _start = startLevel;
        Root = bench.Allocate(1UL << Math.Max(inputBits - ShiftOf(startLevel) + 3, 6));
    }

    public ulong Root { get; }

    public int Stride => _granule - 3;

    /// <summary>log2 of what one entry of a level covers.</summary>
    public int ShiftOf(int level) => _granule + (Stride * (3 - level));

    /// <summary>Writes a leaf for <paramref name="address"/> (without its selecting upper bits) and returns where it stands.</summary>
    public ulong Map(ulong address, ulong output, int level = 3, ulong attributes = ReadWrite | AccessFlag, ulong tableAttributes = 0) =>
        Write(address, level, output | attributes | (level == 3 ? 3UL : 1), tableAttributes);

    /// <summary>Writes any descriptor at <paramref name="level"/> for <paramref name="address"/>.</summary>
    public ulong Write(ulong address, int level, ulong descriptor, ulong tableAttributes = 0)
    {
        ulong table = Root;
        for (int l = _start; l < level; l++)
        {
            ulong entry = table + (Index(address, l) << 3);
            if ((_bench.Get(entry) & 3) != 3)
            {
                _bench.Put(entry, _bench.Allocate(1UL << _granule) | 3);
            }

            _bench.Put(entry, _bench.Get(entry) | tableAttributes);
            table = _bench.Get(entry) & 0xFFFF_FFFF_F000;
        }

        ulong at = table + (Index(address, level) << 3);
        _bench.Put(at, descriptor);
        return at;
    }

    private ulong Index(ulong address, int level) =>
        level == _start ? address >> ShiftOf(level) : (address >> ShiftOf(level)) & ((1UL << Stride) - 1);
}
