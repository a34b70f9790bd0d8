using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Which registers of a case hold addresses and small indexes, followed through write-back while a block is drawn.</summary>
internal sealed class AddressPlan
{
    private const int Sp = 31;
    private const int PointerCount = 4;
    private const int IndexCount = 3;

    private readonly int[] registers;
    private readonly int[] offsets;
    private readonly bool[] usable;

    private AddressPlan(int[] registers, int[] offsets, int[] indexRegisters)
    {
        this.registers = registers;
        this.offsets = offsets;
        IndexRegisters = indexRegisters;
        usable = new bool[registers.Length];
        Array.Fill(usable, true);
        foreach (int register in registers.Concat(indexRegisters).Where(r => r != Sp))
        {
            Protected |= 1u << register;
        }
    }

    /// <summary>Registers that no drawn instruction may overwrite, as a bit mask.</summary>
    public uint Protected { get; }

    public int[] IndexRegisters { get; }

    public int Count => registers.Length;

    public int Register(int pointer) => registers[pointer];

    /// <summary>Distance of the pointer from the start of scratch memory.</summary>
    public int Offset(int pointer) => offsets[pointer];

    public bool IsUsable(int pointer) => usable[pointer];

    /// <summary>Follows a write-back; a pointer that left the scratch area is not used again.</summary>
    public void Move(int pointer, long by)
    {
        long moved = offsets[pointer] + by;
        usable[pointer] = moved is >= 0 and < CaseMemory.ScratchSize;
        offsets[pointer] = usable[pointer] ? (int)moved : 0;
    }

    public void ForgetSp() => usable[^1] = false;

    /// <summary>
    /// The state a case starts from, and nothing else, follows from its seed: recorded vectors store the seed and the words. Changing what is drawn here
    /// invalidates them.
    /// </summary>
    public static (GuestState State, AddressPlan Plan) CreateInitialState(ulong seed)
    {
        var random = new DeterministicRandom(seed);
        var state = new GuestState();
        for (int i = 0; i < 32; i++)
        {
            state.X[i] = CornerValues.Integer(ref random);
            (state.V[2 * i], state.V[(2 * i) + 1]) = CornerValues.Vector(ref random);
        }
        state.Nzcv = (uint)random.Below(16) << 28;
        state.Fpsr = random.Chance(30) ? random.NextUInt32() & 0x0800_009F : 0;
        state.Fpcr = random.Chance(50) ? 0 : random.NextUInt32() & 0x07C0_0000; // AHP, DN, FZ, RMode

        int[] numbers = Enumerable.Range(0, 30).ToArray(); // X30 stays free for BL.
        random.Shuffle(numbers.AsSpan());
        int[] registers = [.. numbers[..PointerCount], Sp];
        int[] indexes = numbers[PointerCount..(PointerCount + IndexCount)];
        int[] offsets = new int[registers.Length];
        for (int i = 0; i < registers.Length; i++)
        {
            offsets[i] = DrawOffset(ref random, alignTo16: i is 0 or PointerCount);
            state.X[registers[i]] = CaseMemory.ScratchAddress + (ulong)offsets[i];
        }
        state.X[indexes[0]] = (ulong)random.Below(512);
        state.X[indexes[1]] = 0UL - (ulong)random.Below(512);
        state.X[indexes[2]] = (uint)random.Below(512) | ((ulong)random.NextUInt32() << 32); // only good through UXTW and SXTW
        return (state, new AddressPlan(registers, offsets, indexes));
    }

    private static int DrawOffset(ref DeterministicRandom random, bool alignTo16)
    {
        int offset = 0x800 + random.Below(CaseMemory.ScratchSize - 0x1000);
        if (alignTo16)
        {
            return offset & ~15;
        }
        return random.Below(4) switch
        {
            0 => offset, // mostly unaligned
            1 => (offset & ~0xFFF) + 0x1000 - random.Below(32), // accesses cross a page
            2 => offset & ~7,
            _ => offset & ~15,
        };
    }
}
